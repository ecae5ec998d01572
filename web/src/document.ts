// The document's page: its text on one side, its claims on the other; each marks the other.

/** Join the two sides, and fill the open form with words that are selected. */
export function joinSides(text: HTMLElement): void {
  light();
  selections(text);
}

function light(): void {
  let lit: Element[] = [];
  const show = (element: Element | null): void => {
    for (const other of lit) other.classList.remove("lit");
    lit = element ? [...counterparts(element)] : [];
    for (const other of lit) other.classList.add("lit");
  };
  const over = ({ target }: Event): void => {
    show(target instanceof Element ? target.closest("[data-claim]") : null);
  };
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("click", ({ target }) => {
    const mark = target instanceof Element ? target.closest("mark[data-claim]") : null;
    const card = mark && cardOf(mark);
    if (!card || !getSelection()?.isCollapsed) return;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("orbat:current", ({ target }) => {
    if (!(target instanceof Element)) return;
    show(target);
    const [mark] = [...counterparts(target)].filter((other) => other.matches("mark"));
    mark?.scrollIntoView({ block: "center" });
  });
}

function ids(element: Element): string[] {
  return (element.getAttribute("data-claim") ?? "").split(/\s+/).filter(Boolean);
}

function* counterparts(element: Element): Iterable<Element> {
  yield element;
  for (const id of ids(element)) {
    for (const other of document.querySelectorAll(`[data-claim~="${CSS.escape(id)}"]`)) {
      if (other !== element) yield other;
    }
  }
}

function cardOf(mark: Element): HTMLElement | null {
  // of claims around the same words, the one whose quote is shortest is meant: it comes last
  const id = ids(mark).at(-1);
  return id ? document.querySelector<HTMLElement>(`[data-card][data-claim~="${CSS.escape(id)}"]`) : null;
}

function selections(text: HTMLElement): void {
  text.addEventListener("pointerup", () => setTimeout(() => fill(text)));
  text.addEventListener("keyup", () => fill(text));
}

function fill(text: HTMLElement): void {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  const [start, end, quote] = codePoints(text, range);
  if (!quote) return;
  const form = formForQuote();
  if (!form) return;
  set(form, "start", String(start));
  set(form, "end", String(end));
  set(form, "quote", quote);
  form.dispatchEvent(new CustomEvent("orbat:selected", { bubbles: true }));
}

/** Where a range stands in the text in code points, as Python counts, and its words, bare of blanks around. */
function codePoints(text: HTMLElement, range: Range): [number, number, string] {
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const quote = words.trim();
  const start = [...before.toString()].length + [...words.slice(0, words.length - words.trimStart().length)].length;
  return [start, start + [...quote].length, quote];
}

function formForQuote(): HTMLFormElement | null {
  const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-quote-form]")];
  const open = forms.find((form) => form.dataset.quoteForm !== "add" && form.getClientRects().length > 0);
  const form = open ?? forms.find((each) => each.dataset.quoteForm === "add") ?? null;
  const details = form?.closest("details");
  if (details) details.open = true;
  return form;
}

function set(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (field instanceof HTMLOutputElement) field.value = value;
}
