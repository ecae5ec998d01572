// Keys: a page says with data-key which key clicks what. j and k walk its cards; ? says what there is.

import { el } from "./dom";

const TYPING = "input:not([type=range], [type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";

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
  document.addEventListener("focusin", ({ target }) => {
    const card = target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null;
    if (card) makeCurrent(card);
  });
  // htmx puts a new card where the current one was: stay there
  document.addEventListener("htmx:beforeSwap", () => {
    const at = cards().findIndex((card) => card.classList.contains("current"));
    if (at >= 0) document.addEventListener("htmx:afterSettle", () => stay(at), { once: true });
  });
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
    if (target.open) target.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
  } else {
    target.click();
  }
  return true;
}

function keyed(key: string): HTMLElement | null {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const inCard = document.querySelector(".current")?.querySelector<HTMLElement>(wanted);
  if (inCard) return inCard;
  const found = [...document.querySelectorAll<HTMLElement>(wanted)];
  const page = found.find((element) => !element.closest("[data-card]") && usable(element));
  if (page) return page;
  return cards()[0]?.querySelector<HTMLElement>(wanted) ?? null; // no card is current yet: the first one
}

function usable(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && !element.matches(":disabled");
}

function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-card]")].filter(usable);
}

function walk(step: number): boolean {
  const all = cards();
  if (!all.length) return false;
  const at = all.findIndex((card) => card.classList.contains("current"));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (!next) return true;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  makeCurrent(next);
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function stay(at: number): void {
  if (document.querySelector("[data-card].current")) return;
  const all = cards();
  const card = all[Math.min(at, all.length - 1)];
  if (card) makeCurrent(card);
}

function makeCurrent(card: HTMLElement): void {
  if (card.classList.contains("current")) return;
  for (const other of document.querySelectorAll("[data-card].current")) other.classList.remove("current");
  card.classList.add("current");
  card.dispatchEvent(new CustomEvent("orbat:current", { bubbles: true }));
}

function help(): boolean {
  const open = document.querySelector<HTMLDialogElement>("dialog#keys");
  if (open) {
    open.close();
    return true;
  }
  const named = new Map<string, string>();
  if (cards().length) {
    named.set("j", "next");
    named.set("k", "previous");
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const words = element.dataset.keyName ?? element.getAttribute("aria-label") ?? element.textContent ?? "";
    const key = element.dataset.key ?? "";
    if (!named.has(key)) named.set(key, words.trim().replace(/\s+/g, " ").slice(0, 60));
  }
  named.set("Esc", "close what is open");
  named.set("?", "these keys");
  const rows = [...named].map(([key, words]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)));
  const shut = el("button", { type: "submit", autofocus: true }, "Close");
  const dialog = el(
    "dialog",
    { id: "keys", "aria-labelledby": "keys-title" },
    el("h2", { id: "keys-title" }, "Keys"),
    el("dl", { class: "keys" }, ...rows),
    el("form", { method: "dialog" }, shut),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}
