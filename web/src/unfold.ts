// Fields that folded parts hold, made when they are opened: a thousand of them make a page slow. Until then the
// server's own markup for them, in which every word of a document is escaped, stands there for readers without scripts.

declare const htmx: { process(element: Element): void } | undefined;

/** Make the fields of a folded part, and the form of its card that sends them, where that was not done yet. */
export function unfold(part: HTMLDetailsElement): void {
  const card = part.closest("[data-card]") ?? part;
  const held = card.querySelectorAll("noscript");
  for (const each of held)
    each.replaceWith(...new DOMParser().parseFromString(each.textContent ?? "", "text/html").body.childNodes);
  if (held.length > 0 && typeof htmx !== "undefined") htmx.process(card);
}

/** Make the fields of each part that is opened. */
export function listenForFolds(): void {
  const opened = ({ target }: Event): void => {
    if (target instanceof HTMLDetailsElement && target.open) unfold(target);
  };
  document.addEventListener("toggle", opened, { capture: true }); // it does not bubble
}
