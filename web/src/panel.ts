// The panel beside a page: quotes, to which every mark on every picture leads, and the forms about one claim.

import { el } from "./dom";

declare global {
  interface DocumentEventMap {
    "orbat:quotes": CustomEvent<{ claims: string[]; title?: string }>;
  }
}

/** Links whose page is shown in the panel; without this script they lead to the page itself. */
const LINKS = "a.quotes, a[data-act=reject], a[data-act=correct], a[data-act=add]";

let opener: Element | null = null;
let latest = 0;

/** Ask the page to show the quotes of some claims. */
export function showQuotes(claims: string[], title?: string): void {
  const detail = title === undefined ? { claims } : { claims, title };
  document.dispatchEvent(new CustomEvent("orbat:quotes", { detail }));
}

/** Show what the desk answers at an address. */
export async function openPanel(address: string, title: string): Promise<void> {
  await showPanel(title, fragment(address));
}

/** Show something in the panel when it is there; what is asked for later overtakes it. */
export async function showPanel(title: string, content: Promise<Node>): Promise<void> {
  const mine = ++latest;
  const panel = ready(title);
  if (panel.hidden) opener = document.activeElement;
  panel.hidden = false;
  document.body.classList.add("beside-panel");
  const shown = await content.catch((error: Error) => el("p", { role: "alert" }, error.message));
  if (mine !== latest) return;
  panel.querySelector("[data-panel-body]")?.replaceChildren(shown);
  panel.scrollTop = 0;
  const field = panel.querySelector<HTMLElement>("[autofocus], input:not([type=hidden]), textarea, select");
  (field ?? panel).focus({ preventScroll: true });
}

/** What a page of the desk has in its main part. Throws an Error that says what to do. */
export async function fragment(address: string): Promise<DocumentFragment> {
  const answer = await fetch(address, { headers: { "HX-Request": "true", Accept: "text/html" } }).catch(() => null);
  if (!answer) throw new Error("The desk does not answer. Is `orbat serve` still running?");
  return parsed(await answer.text());
}

/** The server's own markup, in which every word of a document is escaped, as nodes; no script in it runs. */
export function parsed(markup: string): DocumentFragment {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const made = document.createDocumentFragment();
  made.append(...(page.querySelector("main") ?? page.body).childNodes);
  return made;
}

/** Listen for the event of the pictures, and for links that lead to the panel. */
export function listenForPanel(): void {
  document.addEventListener("orbat:quotes", ({ detail: { claims, title } }) => {
    void openPanel(`/quotes?claims=${claims.map(encodeURIComponent).join(",")}`, title ?? "Quotes");
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(LINKS) : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    void openPanel(link.href, link.matches(".quotes") ? "Quotes" : (link.textContent ?? ""));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) closePanel();
  });
}

/** Put the panel away, and the reader back to where it was asked for. */
export function closePanel(): void {
  const panel = document.querySelector<HTMLElement>("aside.panel");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  document.body.classList.remove("beside-panel");
  if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
}

/** The page's panel with a head; made where the page has none. */
function ready(title: string): HTMLElement {
  let panel = document.querySelector<HTMLElement>("aside.panel");
  if (!panel) {
    panel = el("aside", { class: "panel", hidden: true });
    document.body.append(panel);
  }
  panel.setAttribute("aria-label", title);
  if (!panel.querySelector("[data-panel-body]")) {
    panel.tabIndex = -1;
    const shut = el("button", { type: "button", class: "panel-close", "aria-label": "Close" }, "×");
    shut.addEventListener("click", closePanel);
    panel.replaceChildren(
      el("header", { class: "panel-head" }, el("p", { "data-panel-title": true, dir: "auto" }), shut),
      el("div", { "data-panel-body": true }, el("p", {}, "…")),
    );
  }
  panel.querySelector("[data-panel-title]")?.replaceChildren(title);
  return panel;
}
