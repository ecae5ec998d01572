// Search as you type: the server's answer under the field, walked with the arrow keys.

import { settled } from "./dom";
import { fragment } from "./panel";

/** Let the search field of a page answer while it is typed in. */
export function searchAsYouType(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("input[type=search]");
  const found = form.querySelector<HTMLElement>(".found");
  if (!field || !found) return;
  let latest = 0;
  const close = (): void => {
    latest += 1;
    found.hidden = true;
  };
  const look = settled(120, () => {
    const words = field.value.trim();
    if (!words) return close();
    const mine = ++latest;
    fragment(`${form.getAttribute("action") ?? "/search"}?q=${encodeURIComponent(words)}`).then(
      (answer) => {
        if (mine !== latest) return;
        found.replaceChildren(answer);
        found.hidden = false;
      },
      close,
    );
  });
  field.addEventListener("input", look);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || found.hidden) return;
    const links = [...found.querySelectorAll<HTMLElement>("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    event.preventDefault();
    (links[at + step] ?? field).focus();
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Node && !form.contains(target)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !form.contains(target)) close();
  });
}
