// What search finds while one types: the arrow keys walk it, Escape puts it away. htmx fetches it.

/** Join a search field and the list under it. */
export function walkFound(field: HTMLInputElement, found: HTMLElement): void {
  const walk = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      found.replaceChildren();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...found.querySelectorAll<HTMLElement>("a")];
    if (!step || !links.length) return;
    const at = links.findIndex((link) => link === document.activeElement);
    event.preventDefault();
    (links[at + step] ?? field).focus();
  };
  field.addEventListener("keydown", walk);
  found.addEventListener("keydown", walk);
}
