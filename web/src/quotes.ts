// The panel of quotes: every mark on every picture leads to its sentences here.

import { el } from "./dom";

declare global {
  interface DocumentEventMap {
    "orbat:quotes": CustomEvent<{ claims: string[]; title?: string }>;
  }
}

let opener: Element | null = null;
let latest = 0;

/** Ask the page to show the quotes of some claims. */
export function showQuotes(claims: string[], title?: string): void {
  const detail = title === undefined ? { claims } : { claims, title };
  document.dispatchEvent(new CustomEvent("orbat:quotes", { detail }));
}

/** Where quotes can be read without this script. */
export function quotesAddress(claims: string[]): string {
  return `/quotes?claims=${claims.map(encodeURIComponent).join(",")}`;
}

/** Listen for the event of the pictures, and for links that name claims. */
export function listenForQuotes(): void {
  document.addEventListener("orbat:quotes", ({ detail }) => void open(detail.claims, detail.title));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-claims]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const claims = (link.getAttribute("data-claims") ?? "").split(/[\s,]+/).filter(Boolean);
    if (!claims.length) return;
    event.preventDefault();
    showQuotes(claims);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

async function open(claims: string[], title?: string): Promise<void> {
  const mine = ++latest;
  const panel = ready();
  const inside = panel.querySelector("[data-quotes-body]") ?? panel;
  if (panel.hidden) opener = document.activeElement;
  panel.querySelector("[data-quotes-title]")?.replaceChildren(title ?? "Quotes");
  panel.hidden = false;
  inside.replaceChildren(el("p", { class: "quotes-wait" }, "…"));
  const answer = await fetch(quotesAddress(claims), { headers: { "HX-Request": "true" } }).catch(() => null);
  if (mine !== latest) return;
  if (!answer?.ok) {
    inside.replaceChildren(el("p", { role: "alert" }, "The quotes could not be fetched. Is the desk still running?"));
    return;
  }
  // The fragment is the server's own, rendered with every word of a document escaped.
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  inside.replaceChildren(...parsed.body.childNodes);
  panel.focus({ preventScroll: true });
}

function close(): void {
  const panel = document.getElementById("quotes");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
}

/** The page's panel with what this script needs in it; made where the page has none. */
function ready(): HTMLElement {
  let panel = document.getElementById("quotes");
  if (!panel) {
    panel = el("aside", { id: "quotes", hidden: true, "aria-label": "Quotes" });
    document.body.append(panel);
  }
  if (!panel.querySelector("[data-quotes-body]")) {
    panel.tabIndex = -1;
    const shut = el("button", { type: "button", class: "quotes-close", "aria-label": "Close quotes" }, "×");
    shut.addEventListener("click", close);
    const heading = el("h2", { "data-quotes-title": true }, "Quotes");
    panel.replaceChildren(
      el("header", { class: "quotes-head" }, heading, shut),
      el("div", { "data-quotes-body": true, "aria-live": "polite" }),
    );
  }
  return panel;
}
