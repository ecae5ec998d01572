// Keys: a page says with data-key which key presses a button, follows a link, opens a form or enters a field.
// j and k walk its cards (claims, disputes); ? says what there is.

import { el } from "./dom";
import { unfold } from "./cards";

const TYPING = "input:not([type=hidden], [type=range], [type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";
const CARDS = "[data-card]";

/** Listen for keys. Those typed into fields, and those held with Ctrl, Alt or Meta, are left alone. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const from = event.target instanceof HTMLElement ? event.target : document.body;
    if (from.matches(TYPING) || from.isContentEditable) {
      if (event.key === "Escape") from.blur();
      return;
    }
    if (document.querySelector("dialog[open]") && event.key !== "?") return;
    if (act(event.key)) event.preventDefault();
  });
  // where htmx puts a card anew, the reader stays at it
  document.addEventListener("htmx:beforeSwap", ({ target }) => {
    const card = target instanceof Element ? target.closest(CARDS) : null;
    const at = card && card === currentCard() ? cards().indexOf(card as HTMLElement) : -1;
    if (at < 0) return;
    const stay = (): void => {
      const again = cards()[at];
      const now = currentCard();
      if (now && now !== again) return; // the reader has gone on
      if (again?.contains(document.activeElement)) makeCurrent(again);
      else if (again) goTo(again);
    };
    document.addEventListener("htmx:afterSettle", stay, { once: true });
  });
  document.addEventListener("focusin", ({ target }) => {
    const card = target instanceof Element ? target.closest<HTMLElement>(CARDS) : null;
    if (card) makeCurrent(card);
  });
}

/** The card that the reader is at. */
export function currentCard(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-card].current");
}

/** Bring the reader to a card. */
export function goTo(card: HTMLElement): void {
  if (!card.hasAttribute("tabindex")) card.tabIndex = -1;
  card.focus({ preventScroll: true });
  makeCurrent(card);
  card.scrollIntoView({ block: "nearest" });
}

function makeCurrent(card: HTMLElement): void {
  if (card.classList.contains("current")) return;
  currentCard()?.classList.remove("current");
  card.classList.add("current");
  card.dispatchEvent(new CustomEvent("orbat:current", { bubbles: true }));
}

function act(key: string): boolean {
  if (key === "?") return help();
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  const target = keyed(key);
  if (!target) return false;
  if (target.matches(TYPING)) {
    target.focus();
    if (target instanceof HTMLInputElement) target.select();
  } else if (target instanceof HTMLDetailsElement) {
    target.open = !target.open;
    if (target.open) {
      unfold(target);
      target.querySelector<HTMLElement>(TYPING)?.focus();
    }
  } else {
    target.click();
  }
  return true;
}

/** What a key presses: in the card that the reader is at, or else on the page outside of cards. */
function keyed(key: string): HTMLElement | null {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const inCard = [...(currentCard()?.querySelectorAll<HTMLElement>(wanted) ?? [])].find(usable);
  if (inCard) return inCard;
  const found = [...document.querySelectorAll<HTMLElement>(wanted)].filter(usable);
  const outside = found.find((element) => !element.closest(CARDS));
  const [first] = cards();
  return outside ?? found.find((element) => !currentCard() && first?.contains(element)) ?? null;
}

function usable(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && !element.matches(":disabled");
}

function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(CARDS)].filter(usable);
}

function walk(step: number): boolean {
  const all = cards();
  if (!all.length) return false;
  const at = all.findIndex((card) => card.classList.contains("current"));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (next) goTo(next);
  return true;
}

function help(): boolean {
  const open = document.querySelector<HTMLDialogElement>("dialog#keys");
  if (open) {
    open.close();
    return true;
  }
  const rows = [...named()].map(([key, words]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)));
  const dialog = el(
    "dialog",
    { id: "keys", "aria-labelledby": "keys-title" },
    el("h2", { id: "keys-title" }, "Keys on this page"),
    el("dl", { class: "keys" }, ...rows),
    el("form", { method: "dialog" }, el("button", { type: "submit", autofocus: true }, "Close")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function named(): Map<string, string> {
  const found = new Map<string, string>();
  if (cards().length) {
    found.set("j", "next");
    found.set("k", "previous");
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = element.dataset.key ?? "";
    if (usable(element) && !found.has(key)) found.set(key, words(element));
  }
  found.set("Esc", "close what is open");
  found.set("?", "these keys");
  return found;
}

function words(element: HTMLElement): string {
  const said = element.dataset.keyName ?? element.getAttribute("aria-label") ?? element.textContent ?? "";
  return said.trim().replace(/\s+/g, " ").slice(0, 60);
}
