// The document's page: its text on one side, its claims on the other. Each marks the other; words that are selected
// begin a claim, or mend the quote of the one that is being written.

import { button } from "./frame";
import { el } from "./dom";
import { currentCard, goTo } from "./keys";

const FORMS = "form[data-quote-form]";

/** Join the two sides of a document's page. */
export function joinSides(text: HTMLElement): void {
  light(text);
  follow(text);
  new Selected(text);
  const list = document.querySelector<HTMLElement>(".claims ol");
  if (list?.childElementCount) sort(list);
  // a form that is given up goes away; without scripts the link leads back to the text
  document.addEventListener("click", (event) => {
    const form = event.target instanceof Element && event.target.closest("[data-cancel]") ? event.target.closest("form") : null;
    if (!form?.parentElement?.matches(".more, #add")) return;
    event.preventDefault();
    form.remove();
  });
}

const SORTS = [
  ["", "all", "li"],
  ["open", "not judged", ".open"],
  ["accept", "accepted", ".accept"],
  ["reject", "rejected or corrected", ".reject, .correct"],
  ["made", "by a person", ".made, .add"],
] as const;

/** Buttons that show only some of the claims, each with how many there are now. */
function sort(list: HTMLElement): void {
  const tools = el("div", { class: "sorts", role: "group", "aria-label": "Which claims" });
  const draw = (): void => {
    const shown = list.dataset.show ?? "";
    const buttons = SORTS.flatMap(([name, words, matching]) => {
      const count = [...list.children].filter((claim) => claim.matches(matching)).length;
      if (!count && name !== shown) return [];
      const made = button(words, () => {
        list.dataset.show = name;
        draw();
        tools.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
      });
      made.prepend(el("b", {}, String(count)), " ");
      made.setAttribute("aria-pressed", String(name === shown));
      return [made];
    });
    tools.replaceChildren(...buttons);
  };
  list.before(tools);
  document.addEventListener("htmx:afterSettle", draw);
  draw();
}

function ids(element: Element): string[] {
  return (element.getAttribute("data-claim") ?? "").split(/\s+/).filter(Boolean);
}

function marks(text: HTMLElement, of: string[]): Element[] {
  return of.flatMap((id) => [...text.querySelectorAll(`mark[data-claim~="${CSS.escape(id)}"]`)]);
}

function cardOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-card][data-claim="${CSS.escape(id)}"]`);
}

function light(text: HTMLElement): void {
  let shown: Element | null = null;
  let lit: Element[] = [];
  const show = (element: Element | null): void => {
    if (element === shown) return;
    shown = element;
    for (const other of lit) other.classList.remove("lit");
    const of = element ? ids(element) : [];
    const cards = of.map(cardOf).filter((card) => card !== null && card !== element);
    lit = [...marks(text, of), ...cards.filter((card) => card !== null)];
    for (const other of lit) other.classList.add("lit");
  };
  const over = ({ target }: Event): void => {
    // over nothing in particular, the words of the claim that the reader is at stay lit
    show((target instanceof Element && target.closest("[data-claim]")) || currentCard());
  };
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("orbat:current", ({ target }) => {
    if (!(target instanceof Element)) return;
    show(target);
    const [mark] = marks(text, ids(target));
    mark?.scrollIntoView({ block: "nearest" });
  });
}

/** A click on marked words leads to their claim; an address that names a claim leads to both sides of it. */
function follow(text: HTMLElement): void {
  text.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark[data-claim]") : null;
    if (!mark || !getSelection()?.isCollapsed) return;
    // the shortest quote stands last; where several claims share words, each click leads to the next of them
    const of = ids(mark).reverse();
    const at = of.indexOf(currentCard()?.dataset.claim ?? "");
    const next = cardOf(of[(at + 1) % of.length] ?? "");
    if (next) goTo(next);
  });
  const arrive = (): void => {
    const id = decodeURIComponent(location.hash.slice(1)).replace(/^c-/, "");
    const card = id ? cardOf(id) : null;
    if (card) goTo(card);
  };
  addEventListener("hashchange", arrive);
  arrive();
}

class Selected {
  private readonly add = el("button", { type: "button", class: "add-here", hidden: true }, "Add a claim");
  private taken: { start: number; end: number; quote: string } | null = null;

  constructor(private readonly text: HTMLElement) {
    document.body.append(this.add);
    this.add.addEventListener("click", () => {
      this.add.hidden = true;
      document.querySelector<HTMLElement>("[hx-target='#add']")?.click();
    });
    // a form that htmx has fetched is filled with the words that it was asked for with
    document.addEventListener("htmx:afterSettle", ({ target }) => {
      const form = target instanceof Element ? target.querySelector<HTMLFormElement>(FORMS) : null;
      if (!form) return;
      if (form.dataset.quoteForm === "add" && this.taken) this.fill(form);
      form.scrollIntoView({ block: "nearest" });
      if (form.contains(document.activeElement)) return; // somebody types there already
      form.querySelector<HTMLElement>("input:not([type=hidden])")?.focus({ preventScroll: true });
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
    if (!this.text.contains(range.startContainer) || !this.text.contains(range.endContainer)) return;
    this.taken = codePoints(this.text, range);
    if (!this.taken.quote) return;
    const form = document.querySelector<HTMLFormElement>(FORMS);
    if (form) return this.fill(form);
    const { left, bottom } = range.getBoundingClientRect();
    this.add.style.left = `${Math.max(8, Math.min(left, innerWidth - 150)) + scrollX}px`;
    this.add.style.top = `${Math.min(bottom + 6, innerHeight - 40) + scrollY}px`;
    this.add.hidden = false;
  }

  private fill(form: HTMLFormElement): void {
    for (const [name, value] of Object.entries(this.taken ?? {})) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = String(value);
    }
    this.taken = null;
  }
}

/** Where a range stands in the text in code points, as Python counts, and its words, bare of blanks around. */
function codePoints(text: HTMLElement, range: Range): { start: number; end: number; quote: string } {
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const quote = words.trim();
  const blanks = words.length - words.trimStart().length; // all of them one code unit, so one code point
  const start = [...before.toString()].length + blanks;
  return { start, end: start + [...quote].length, quote };
}
