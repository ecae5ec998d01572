// The document's page: its text on one side, its claims on the other. Each marks the other; small decisions are
// made in place; words that are selected begin a claim, or mend the quote of the one that is being corrected.

import { el } from "./dom";
import { currentCard, goTo } from "./keys";
import { openPanel, parsed, showPanel } from "./panel";

/** Join the two sides of a document's page. */
export function joinSides(text: HTMLElement): void {
  light(text);
  follow(text);
  new Selected(text);
}

/** Decisions that a claim's own form takes: the answer is the claim as it stands now. */
export function decideInPlace(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("li.claim form.acts")) return;
    event.preventDefault();
    void decide(form, event.submitter);
  });
}

async function decide(form: HTMLFormElement, pressed: HTMLElement | null): Promise<void> {
  const card = form.closest<HTMLElement>("li.claim");
  const address = pressed instanceof HTMLButtonElement && pressed.hasAttribute("formaction") ? pressed.formAction : form.action;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, pressed)) if (typeof value === "string") body.append(name, value);
  const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  const said = parsed(answer ? await answer.text() : "<p>The desk does not answer.</p>");
  const shown = answer?.ok ? said.querySelector<HTMLElement>("li.claim") : null;
  if (!card || !shown) return showPanel("Not done", Promise.resolve(said));
  const current = card === currentCard() || card.contains(document.activeElement);
  card.replaceWith(shown);
  if (current) goTo(shown);
}

function numbers(element: Element): string[] {
  return (element.getAttribute("data-c") ?? element.getAttribute("data-n") ?? "").split(/\s+/).filter(Boolean);
}

function light(text: HTMLElement): void {
  let lit: Element[] = [];
  const show = (element: Element | null): void => {
    for (const other of lit) other.classList.remove("lit");
    lit = element ? counterparts(text, element) : [];
    for (const other of lit) other.classList.add("lit");
  };
  const over = ({ target }: Event): void => {
    show(target instanceof Element ? target.closest("li.claim, .text .c, .text .n") : null);
  };
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("orbat:current", ({ target }) => {
    if (!(target instanceof Element)) return;
    show(target);
    const [mark] = marks(text, numbers(target));
    mark?.scrollIntoView({ block: "center" });
  });
}

function marks(text: HTMLElement, of: string[]): Element[] {
  return of.flatMap((n) => [...text.querySelectorAll(`.c[data-c~="${CSS.escape(n)}"]`)]);
}

function card(n: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`li.claim[data-n="${CSS.escape(n)}"]`);
}

function counterparts(text: HTMLElement, element: Element): Element[] {
  const of = numbers(element);
  const cards = of.map(card).filter((found) => found !== null);
  return [element, ...marks(text, of), ...cards];
}

/** A click on marked words leads to their claim; an address with a claim's id leads to both. */
function follow(text: HTMLElement): void {
  text.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest(".c, .n") : null;
    if (!mark || !getSelection()?.isCollapsed) return;
    // where several claims share words, each click leads to the next of them
    const of = numbers(mark);
    const at = of.indexOf(currentCard()?.dataset.n ?? "");
    const next = card(of[(at + 1) % of.length] ?? "");
    if (!next) return;
    event.preventDefault();
    goTo(next);
  });
  const arrive = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    const found = id ? document.querySelector<HTMLElement>(`li.claim[data-id="${CSS.escape(id)}"]`) : null;
    if (found) goTo(found);
  };
  addEventListener("hashchange", arrive);
  arrive();
}

class Selected {
  private readonly add = el("a", { class: "act add-here", "data-act": "add", hidden: true }, "Add a claim");

  constructor(private readonly text: HTMLElement) {
    document.body.append(this.add);
    this.add.addEventListener("click", (event) => {
      event.preventDefault();
      void openPanel(this.add.href, "Add a claim");
    });
    text.addEventListener("pointerup", () => setTimeout(() => this.take()));
    text.addEventListener("keyup", () => this.take());
    document.addEventListener("selectionchange", () => {
      if (getSelection()?.isCollapsed) this.add.hidden = true;
    });
  }

  private take(): void {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const found = offsets(this.text, range);
    if (!found) return;
    const { start, end, quote } = found;
    const form = document.querySelector<HTMLFormElement>("aside.panel:not([hidden]) form");
    const field = form?.elements.namedItem("quote");
    if (form && field instanceof HTMLTextAreaElement) {
      field.value = quote;
      const at = form.elements.namedItem("start");
      if (at instanceof HTMLInputElement) at.value = String(start);
      return;
    }
    const { left, bottom } = range.getBoundingClientRect();
    this.add.style.left = `${Math.max(8, Math.min(left, innerWidth - 150)) + scrollX}px`;
    this.add.style.top = `${bottom + scrollY + 6}px`;
    this.add.href = `${location.pathname.replace(/\/$/, "")}/add?start=${start}&end=${end}`;
    this.add.hidden = false;
  }
}

/** Where a range stands in the text, in code points as Python counts, bare of blanks around. */
function offsets(text: HTMLElement, range: Range): { start: number; end: number; quote: string } | null {
  const start = offset(text, range.startContainer, range.startOffset);
  const end = offset(text, range.endContainer, range.endOffset);
  const words = range.toString();
  const quote = words.trim();
  if (start === null || end === null || !quote) return null;
  const before = [...words.slice(0, words.length - words.trimStart().length)].length;
  const after = [...words.slice(words.trimEnd().length)].length;
  return { start: start + before, end: end - after, quote };
}

function offset(text: HTMLElement, node: Node, at: number): number | null {
  const stretch = (node instanceof Element ? node : node.parentElement)?.closest("[data-s]");
  if (stretch && text.contains(stretch)) {
    const before = document.createRange();
    before.setStart(stretch, 0);
    before.setEnd(node, at);
    return Number(stretch.getAttribute("data-s")) + [...before.toString()].length;
  }
  // between stretches: the end of the one before
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, at);
  const last = [...text.querySelectorAll("[data-s]")].filter((each) => range.intersectsNode(each)).at(-1);
  return last ? Number(last.getAttribute("data-s")) + [...(last.textContent ?? "")].length : null;
}
