// Answers from the desk's own server, and from nowhere else.

/** JSON from an address of this site. Throws an Error that says what to do. */
export async function ask<T>(address: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: signal ?? null }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Error("The desk does not answer. Is `orbat serve` still running?");
    },
  );
  if (!answer.ok) throw new Error(await reason(answer));
  return JSON.parse(await answer.text(), (_key, value: unknown) => (typeof value === "string" ? neutral(value) : value)) as T;
}

/** Words without the characters that turn the writing around them or act on a device; none is shown as such. */
function neutral(words: string): string {
  return words.replace(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}

async function reason(answer: Response): Promise<string> {
  const said: unknown = await answer.json().catch(() => null);
  if (said && typeof said === "object") {
    for (const key of ["error", "detail", "message"]) {
      const words = (said as Record<string, unknown>)[key];
      if (typeof words === "string") return words;
    }
  }
  return `The desk answered with ${answer.status} ${answer.statusText}.`;
}

/** An address with parameters set; one that is null or empty is taken out. */
export function withParameters(address: string, parameters: Record<string, string | null>): string {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries(parameters)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.pathname + url.search;
}
