// Elements without markup: text from documents is only ever set as text, never parsed.

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Node | string | null | undefined;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. An attribute that is null, undefined or false is left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled<E extends Element>(made: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined));
  return made;
}

/** The colour that the page's style gives a name; redrawn when the reader changes between light and dark. */
export function colour(name: string): string {
  return getComputedStyle(document.body).getPropertyValue(`--picture-${name}`).trim() || "#888888";
}

/** Do something whenever the page turns light or dark, or is printed, which is light. */
export function onTheme(redraw: () => void): void {
  for (const media of ["(prefers-color-scheme: dark)", "print"]) matchMedia(media).addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** Whether the reader asks for no movement. */
export function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** How wide words are in a font. */
export function measure(font: string): (words: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (words) => words.length * 7;
  context.font = font;
  return (words) => context.measureText(words).width;
}

/** Words cut to a width, with an ellipsis. */
export function cut(words: string, width: number, wide: (words: string) => number): string {
  if (wide(words) <= width) return words;
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (wide(`${words.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${words.slice(0, low).trimEnd()}…`;
}

/** Words in lines no wider than a width, as far as blanks allow. */
export function wrapped(words: string, width: number, wide: (words: string) => number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && wide(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(cut(word, width, wide));
  }
  return lines;
}

/** Run only after calls have ceased for some milliseconds. */
export function settled<A extends unknown[]>(ms: number, call: (...args: A) => void): (...args: A) => void {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => call(...args), ms);
  };
}
