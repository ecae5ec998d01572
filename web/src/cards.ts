// What the cards of claims do in place. One listener serves all: htmx's own, for each form and link of a thousand cards,
// take half a second to set.

type Context = { source: Element; target: Element; swap: string };
declare const htmx: { ajax(verb: string, path: string, context: Context): Promise<void> } | undefined;

/** Make the fields that a folded part holds as the server's own markup, in which every word of a document is escaped. */
export function unfold(part: HTMLDetailsElement): void {
  for (const held of part.querySelectorAll("noscript"))
    held.replaceWith(...new DOMParser().parseFromString(held.textContent ?? "", "text/html").body.childNodes);
}

/** Make the fields of each part that is opened; send what is judged, and put the card anew; open forms in their card. */
export function listenForCards(): void {
  const opened = ({ target }: Event): void => {
    if (target instanceof HTMLDetailsElement && target.open) unfold(target);
  };
  document.addEventListener("toggle", opened, { capture: true }); // it does not bubble
  if (typeof htmx === "undefined") return;
  document.addEventListener("submit", (event) => {
    const { submitter } = event;
    const card = submitter?.closest(".acts, .judged, [data-in-place]")?.closest("[data-card]");
    if (!submitter || !card || !(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    const path = submitter.getAttribute("formaction") ?? event.target.getAttribute("action") ?? "";
    void htmx.ajax("POST", path, { source: submitter, target: card, swap: "outerHTML" });
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-more]") : null;
    const more = link?.closest("[data-card]")?.querySelector(".more");
    if (!link || !more || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void htmx.ajax("GET", link.getAttribute("href") ?? "", { source: link, target: more, swap: "innerHTML" });
  });
}
