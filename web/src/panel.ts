// The panel beside a page: the quotes to which every mark on every picture leads, and what a small move could not do.

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

/** Show something in the panel when it is there; what is asked for later overtakes it. */
async function showPanel(title: string, content: Promise<Node>): Promise<void> {
  const mine = ++latest;
  const panel = ready(title);
  if (panel.hidden) opener = document.activeElement;
  panel.hidden = false;
  const shown = await content.catch((error: Error) => el("p", { role: "alert" }, error.message));
  if (mine !== latest) return;
  panel.querySelector("[data-panel-body]")?.replaceChildren(shown);
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
}

/** What a page of the desk has in its main part. Throws an Error that says what to do. */
async function fragment(address: string): Promise<DocumentFragment> {
  const answer = await fetch(address, { headers: { "HX-Request": "true", Accept: "text/html" } }).catch(() => null);
  if (!answer) throw new Error("The desk does not answer. Is `orbat serve` still running?");
  return parsed(await answer.text());
}

/** The server's own markup, in which every word of a document is escaped, as nodes; no script in it runs. */
function parsed(markup: string): DocumentFragment {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const made = document.createDocumentFragment();
  made.append(...(page.querySelector("main") ?? page.body).childNodes);
  return made;
}

/** Listen for the event of the pictures, for links that name claims, and for answers that say what went wrong. */
export function listenForPanel(): void {
  document.addEventListener("orbat:quotes", ({ detail: { claims, title } }) => {
    void showPanel(title ?? "Quotes", fragment(`/quotes?claims=${claims.map(encodeURIComponent).join(",")}`));
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-claims]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    showQuotes((link.getAttribute("data-claims") ?? "").split(/[\s,]+/).filter(Boolean));
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    void showPanel("Not done", Promise.resolve(parsed(xhr.responseText)));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) closePanel();
  });
}

/** Put the panel away, and the reader back to where it was asked for. */
function closePanel(): void {
  const panel = document.getElementById("quotes");
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
}

/** The page's panel with a head; made where the page has none. */
function ready(title: string): HTMLElement {
  let panel = document.getElementById("quotes");
  if (!panel) {
    panel = el("aside", { id: "quotes", hidden: true });
    document.body.append(panel);
  }
  panel.setAttribute("aria-label", title);
  if (!panel.querySelector("[data-panel-body]")) {
    panel.tabIndex = -1;
    const shut = el("button", { type: "button", class: "quotes-close", "aria-label": "Close" }, "×");
    shut.addEventListener("click", closePanel);
    panel.replaceChildren(
      el("header", { class: "quotes-head" }, el("h2", { "data-panel-title": true, dir: "auto" }), shut),
      el("div", { "data-panel-body": true }, el("p", {}, "…")),
    );
  }
  panel.querySelector("[data-panel-title]")?.replaceChildren(title);
  return panel;
}
