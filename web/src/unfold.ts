// Fields that folded parts hold, made when they are opened: a thousand of them make a page slow. Until then the
// server's own markup for them, in which every word of a document is escaped, stands there for readers without scripts.

/** Make the fields of a folded part, where that was not done yet. */
export function unfold(part: HTMLDetailsElement): void {
  const held = part.querySelector("noscript");
  if (held) held.replaceWith(...new DOMParser().parseFromString(held.textContent ?? "", "text/html").body.childNodes);
}

/** Make the fields of each part that is opened. */
export function listenForFolds(): void {
  const opened = ({ target }: Event): void => {
    if (target instanceof HTMLDetailsElement && target.open) unfold(target);
  };
  document.addEventListener("toggle", opened, { capture: true }); // it does not bubble
}
