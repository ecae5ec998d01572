// What all pictures share: tools above, the picture, a line that says what it shows, and the table below.

import { ask, withParameters } from "./api";
import { begin, dayNumber, fromNumber, inWords } from "./days";
import { el, settled } from "./dom";
import type { Line } from "./types";

export interface Frame {
  host: HTMLElement;
  tools: HTMLElement;
  stage: HTMLElement;
  /** What is shown, for readers who see it and for those who hear it. */
  say: (words: string) => void;
  /** The name of what the picture is about, for files. */
  name: string;
}

/** Set a frame into its element. What the server wrote there for readers without scripts stays, folded away. */
export function frame(host: HTMLElement): Frame {
  const table = el("details", { class: "picture-table" }, el("summary", {}, "As a table"));
  const content = el("div", {}, ...host.childNodes);
  for (const form of content.querySelectorAll<HTMLElement>("[data-without-script]")) form.remove();
  table.append(content);
  const tools = el("div", { class: "picture-tools", role: "group", "aria-label": "Picture" });
  const stage = el("div", { class: "picture-stage" });
  const status = el("p", { class: "picture-status", role: "status" });
  host.replaceChildren(tools, stage, status, ...(content.childElementCount ? [table] : []));
  host.classList.add("picture");
  const say = (words: string): void => {
    status.classList.remove("failed");
    if (status.textContent !== words) status.textContent = words;
  };
  return { host, tools, stage, say, name: host.dataset.name ?? document.querySelector("h1")?.textContent?.trim() ?? "orbat" };
}

/** A button among the tools. */
export function button(name: string, press: () => void, title?: string): HTMLButtonElement {
  const made = el("button", { type: "button", title: title ?? null }, name);
  made.addEventListener("click", press);
  return made;
}

/** Where the data of a picture come from, as the reader sets it; the page's own address tells it too. */
export class Source<T> {
  private parameters: Record<string, string | null> = {};
  private running: AbortController | null = null;

  constructor(
    private readonly at: Frame,
    private readonly show: (data: T) => void | Promise<void>,
  ) {}

  /** The address as it stands. */
  get address(): string {
    return withParameters(this.at.host.dataset.src ?? "", this.parameters);
  }

  /** The value of one parameter of the address. */
  parameter(name: string): string | null {
    return new URL(this.address, location.href).searchParams.get(name);
  }

  /** Take over fields of the page's own form: what the picture's tools set is sent with the rest of the form. */
  takeOver(...names: string[]): void {
    for (const name of names) {
      const field = ownField(name);
      const label = field?.closest("label");
      if (label) label.hidden = true;
    }
    const form = document.querySelector<HTMLElement>("form.days");
    if (form && !form.querySelector("label:not([hidden])")) form.hidden = true;
  }

  /** Change parameters, say so in the page's address, and draw what the server answers. */
  async set(parameters: Record<string, string | null>): Promise<void> {
    Object.assign(this.parameters, parameters);
    for (const [name, value] of Object.entries(parameters)) {
      const field = ownField(name);
      if (field) field.value = value ?? "";
    }
    history.replaceState(history.state, "", withParameters(location.href, parameters));
    await this.load();
  }

  /** Sliders for the days as of which, and as known on which, is asked: over the lines that any day tells of. */
  async addSliders(lines: (data: T) => Line[]): Promise<void> {
    try {
      const all = lines(await ask<T>(withParameters(this.address, { as_of: null, known_on: null })));
      const slide = (name: string, label: string, days: string[], any: string): HTMLElement => {
        const change = (day: string | null): void => void this.set({ [name]: day });
        return daySlider(label, days, this.parameter(name), any, change);
      };
      const published = publishedIn(all);
      const days = [...told(all.map((line) => line.edtf)), ...published];
      const of = slide("as_of", "As of", days, "any day");
      this.at.tools.prepend(el("div", { class: "picture-days" }, of, slide("known_on", "As known on", published, "today")));
      this.takeOver("as_of", "known_on");
    } catch (error) {
      failed(this.at, error);
    }
  }

  /** Draw what the server answers; a later question overtakes an earlier one. */
  async load(): Promise<void> {
    this.running?.abort();
    const mine = (this.running = new AbortController());
    this.at.host.setAttribute("aria-busy", "true");
    try {
      const data = await ask<T>(this.address, mine.signal);
      if (!mine.signal.aborted) await this.show(data);
    } catch (error) {
      if (!mine.signal.aborted) failed(this.at, error);
    } finally {
      if (this.running === mine) this.at.host.removeAttribute("aria-busy");
    }
  }
}

function ownField(name: string): HTMLInputElement | HTMLSelectElement | null {
  return document.querySelector(`form.days :is(input, select)[name="${name}"]`);
}

/** Say on the picture that something went wrong. */
export function failed(at: Frame, error: unknown): void {
  const status = at.host.querySelector(".picture-status");
  status?.classList.add("failed");
  status?.replaceChildren(error instanceof Error ? error.message : String(error));
}

/** A slider over the days between the first and the last of `days`; right of the last is `any`. */
function daySlider(
  label: string,
  days: string[],
  now: string | null,
  any: string,
  change: (day: string | null) => void,
): HTMLElement {
  const numbers = days.map((day) => dayNumber(begin(day))).sort((a, b) => a - b);
  const first = numbers[0];
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return el("span");
  const at = now ? Math.min(Math.max(dayNumber(begin(now)), first), last) : last + 1;
  const range = el("input", { type: "range", min: first, max: last + 1, step: 1, value: at });
  const shown = el("output", {});
  const word = (): void => {
    const day = value();
    shown.value = day ? inWords(day) : any;
    range.setAttribute("aria-valuetext", shown.value);
  };
  const value = (): string | null => (range.valueAsNumber > last ? null : fromNumber(range.valueAsNumber));
  const settle = settled(120, () => change(value()));
  range.addEventListener("input", () => {
    word();
    settle();
  });
  word();
  return el("label", { class: "as-of" }, el("span", {}, label), range, shown);
}

/** The days on which the documents behind lines were published. */
function publishedIn(lines: Line[]): string[] {
  return told(lines.flatMap((line) => line.citations.map((cited) => cited.published)));
}

/** The days that dates tell of. */
function told(dates: (string | null)[]): string[] {
  const found = dates.flatMap((date) => date?.match(/\d{4}(-\d\d){0,2}/g) ?? []);
  return found.filter((day) => !day.startsWith("0000") && !day.startsWith("9999"));
}
