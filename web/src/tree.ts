// The order of battle: each unit on a row under the one that it is said to be under.
// Edges that are contested or uncertain are dashed; units that nobody could name stand apart.

import { button, failed, frame, Source, type Frame } from "./frame";
import { colour, el, measure, onTheme, svg, wrapped } from "./dom";
import { showQuotes } from "./panel";
import { fileName, pngBlob, save, svgBlob } from "./save";
import { bothSides, type Line, type Unit } from "./types";

const FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif";
const INDENT = 26;
const ROW = 30; // height of a row with one line of name
const NAME = 19; // and for each further line of it
const SMALL = 17; // and for each line of small print
const LEFT = 14;
const LEAST = 150; // width that a unit has at the least, however deep it stands
const PROFILE = 30; // room for the link behind a name
const wideBold = measure(`600 15px ${FONT}`);
const wideSmall = measure(`12.5px ${FONT}`);

interface Row {
  unit: Unit;
  path: string;
  depth: number;
  parent: number; // the row above it in the tree, or -1
  top: number;
  height: number;
  label: string[];
  small: string[];
  apart: boolean; // the first of the unknown units under its parent
  lastOfLevel: boolean;
}

/** Draw a tree into its element. */
export async function drawTree(host: HTMLElement): Promise<void> {
  const at = frame(host);
  const tree = new TreePicture(at);
  const source = new Source<Unit[]>(at, (units) => tree.show(units));
  at.tools.append(
    button("Open all", () => tree.fold(false)),
    button("Close all", () => tree.fold(true)),
    button("SVG", () => save(fileName(at.name, "order-of-battle", "svg"), svgBlob(tree.drawing, colour("paper")))),
    button("PNG", () => {
      pngBlob(tree.drawing, colour("paper")).then(
        (blob) => save(fileName(at.name, "order-of-battle", "png"), blob),
        (error: unknown) => failed(at, error),
      );
    }),
  );
  at.stage.after(legend());
  await source.load();
  await source.addSliders(linesOf);
}

function legend(): HTMLElement {
  const signs = [
    ["kind-group", "named unit"],
    ["unnamed", "not named"],
    ["unknown", "not known which"],
    ["tie", "said to be under"],
    ["tie dashed warn", "contested or uncertain"],
    ["tie dotted", "auxiliary"],
    ["arrow", "to the profile"],
  ];
  return el("ul", { class: "picture-legend" }, ...signs.map(([name, words]) => el("li", { class: name }, words)));
}

function linesOf(units: Unit[]): Line[] {
  return units.flatMap((unit) => [...unit.via, ...unit.leaders, ...linesOf(unit.under)]);
}

class TreePicture {
  units: Unit[] = [];
  drawing: SVGSVGElement;
  private readonly closed = new Set<string>();
  private rows: Row[] = [];
  private focused = 0;
  private width = 0;

  constructor(private readonly at: Frame) {
    this.drawing = svg("svg");
    at.stage.append(this.drawing);
    this.drawing.addEventListener("keydown", (event) => this.key(event));
    this.drawing.addEventListener("focusin", ({ target }) => {
      const i = target instanceof Element ? target.getAttribute("data-row") : null;
      if (i !== null) this.focused = Number(i);
    });
    this.drawing.addEventListener("click", (event) => this.click(event));
    onTheme(() => this.draw());
    new ResizeObserver(() => this.draw()).observe(at.stage);
  }

  show(units: Unit[]): void {
    this.units = units;
    this.draw();
    const count = this.rows.length;
    this.at.say(count ? this.summary() : "Nobody is said to stand under or over anybody on that day.");
  }

  fold(shut: boolean): void {
    this.closed.clear();
    if (shut) walk(this.units, (unit, path) => unit.under.length && path.includes("/") && this.closed.add(path));
    this.draw();
  }

  private summary(): string {
    let units = 0;
    let dashed = 0;
    walk(this.units, (unit) => {
      units += 1;
      dashed += Number(isDashed(unit));
    });
    const contested = dashed ? `; ${dashed} dashed: contested or uncertain` : "";
    return `${units} ${units === 1 ? "unit" : "units"}${contested}. A click on a unit shows its quotes.`;
  }

  private draw(): void {
    const inFocus = this.drawing.contains(document.activeElement);
    this.rows = [];
    this.width = Math.max(this.at.stage.clientWidth - 2, 280);
    this.lay(this.units, 0, "", -1);
    let top = 8;
    for (const row of this.rows) {
      top += row.apart ? 22 : 0;
      row.top = top;
      top += row.height;
    }
    const width = Math.max(this.width, ...this.rows.map((row) => left(row) + LEAST));
    set(this.drawing, { width, height: top + 8, viewBox: `0 0 ${width} ${top + 8}`, "font-family": FONT });
    this.focused = Math.min(this.focused, Math.max(0, this.rows.length - 1));
    const edges = svg("g", { "aria-hidden": "true" });
    for (const row of this.rows) if (row.parent >= 0) edges.append(...this.edge(row));
    const units = svg("g", { role: "tree", "aria-label": `Order of battle: ${this.at.name}` });
    units.append(...this.rows.map((row, i) => this.unit(row, i, width)));
    this.drawing.replaceChildren(edges, units, ...this.rows.map((row) => this.profile(row)));
    if (inFocus) this.focus(this.focused);
  }

  private lay(units: Unit[], depth: number, above: string, parent: number): void {
    const known = units.filter((unit) => unit.standing !== "unknown");
    const unknown = units.filter((unit) => unit.standing === "unknown");
    const ordered = [...known, ...unknown];
    ordered.forEach((unit, i) => {
      const room = Math.max(this.width - left({ depth }) - 10, LEAST);
      const small = wrapped(words(unit), room, wideSmall).filter(Boolean);
      const label = wrapped(unit.label, room - PROFILE, wideBold);
      const path = `${above}/${unit.entity}`.replace(/^\//, "");
      const at = this.rows.length;
      const height = ROW + NAME * (label.length - 1) + SMALL * small.length;
      const apart = unit === unknown[0] && known.length > 0;
      const lastOfLevel = i === ordered.length - 1;
      this.rows.push({ unit, path, depth, parent, top: 0, height, label, small, apart, lastOfLevel });
      if (!this.closed.has(path)) this.lay(unit.under, depth + 1, path, at);
    });
  }

  private edge(row: Row): Node[] {
    const parent = this.rows[row.parent];
    if (!parent) return [];
    const x = LEFT + parent.depth * INDENT + 6;
    const y = row.top + 16;
    const from = parent.top + 24;
    const gone = row.unit.marks.includes("no longer so");
    const stroke = row.unit.marks.includes("contested") ? colour("warn") : gone ? colour("line") : colour("dim");
    const dash = isDashed(row.unit) ? "5 4" : row.unit.marks.includes("auxiliary") ? "1.5 3.5" : null;
    // the upright of a level is drawn once, by its last row; each row draws its own branch, dashed or not
    const branch = svg("path", {
      d: `M${x} ${y - 9}q0 9 9 9H${x + INDENT - 8}`,
      fill: "none",
      stroke,
      "stroke-width": 1.4,
      "stroke-dasharray": dash,
    });
    const upright = row.lastOfLevel
      ? [svg("path", { d: `M${x} ${from}V${y - 9}`, fill: "none", stroke: colour("dim"), "stroke-width": 1 })]
      : [];
    const caption = row.apart
      ? [text("not known which", { x: x + INDENT - 6, y: row.top - 5, "font-size": 11.5, fill: colour("dim") })]
      : [];
    return [...upright, branch, ...caption];
  }

  private unit(row: Row, i: number, width: number): SVGElement {
    const { unit } = row;
    const x = LEFT + row.depth * INDENT;
    const open = !this.closed.has(row.path);
    const expandable = unit.under.length > 0;
    const group = svg("g", {
      role: "treeitem",
      "data-row": i,
      "aria-level": row.depth + 1,
      "aria-expanded": expandable ? open : null,
      "aria-selected": unit.asked ? "true" : "false",
      tabindex: i === this.focused ? 0 : -1,
      class: "unit",
    });
    const room = { x: x - 8, y: row.top, width: width - x + 4, height: row.height, rx: 4 };
    const named = svg("title", {}, [unit.label, words(unit)].filter(Boolean).join(": "));
    group.append(named, svg("rect", { ...room, class: "hit", fill: "transparent" }), this.symbol(row, x, open));
    let y = row.top + 21;
    for (const line of row.label) {
      const drawn = text(line, { x: left(row), y, "font-size": 15, fill: colour("ink") });
      set(drawn, { "font-weight": unit.standing === "named" ? 600 : 400 });
      if (unit.standing !== "named") set(drawn, { "font-style": "italic" });
      group.append(drawn);
      if (unit.asked) {
        group.append(svg("rect", { x: left(row), y: y + 4, width: wideBold(line), height: 2, fill: colour("accent") }));
      }
      y += NAME;
    }
    const fill = isDashed(unit) ? colour("warn") : colour("dim");
    for (const line of row.small) {
      group.append(text(line, { x: left(row), y, "font-size": 12.5, fill }));
      y += SMALL;
    }
    return group;
  }

  private profile(row: Row): SVGElement {
    const { unit } = row;
    const y = row.top + 21 + NAME * (row.label.length - 1);
    const x = left(row) + wideBold(row.label.at(-1) ?? "") + 9;
    const href = `/entities/${encodeURIComponent(unit.entity)}`;
    const link = svg("a", { href, class: "profile", "data-screen": true });
    link.append(svg("title", {}, `Profile of ${unit.label}`));
    link.append(text("↗", { x, y, "font-size": 14, fill: colour("accent") }));
    return link;
  }

  private symbol({ unit, top }: Row, x: number, open: boolean): SVGElement {
    const hollow = unit.standing !== "named";
    const fill = hollow ? colour("paper") : colour(`kind-${unit.kind}`);
    const dash = unit.standing === "unknown" ? "2 2" : null;
    const box = { x: x - 1, y: top + 9, width: 14, height: 14, rx: 2, fill, stroke: colour(`kind-${unit.kind}`) };
    const made = svg("g", { class: "symbol" }, svg("rect", { ...box, "stroke-width": 1.5, "stroke-dasharray": dash }));
    const sign = hollow ? colour("ink") : colour("paper");
    const stroke = { stroke: sign, "stroke-width": 1.8, "stroke-linecap": "round" };
    if (unit.under.length) {
      made.append(svg("path", { d: `M${x + 2.5} ${top + 16}h7${open ? "" : `M${x + 6} ${top + 12.5}v7`}`, ...stroke }));
    } else if (unit.standing === "unknown") {
      made.append(text("?", { x: x + 3, y: top + 20, "font-size": 11, fill: colour("ink") }));
    }
    return made;
  }

  private click(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest("a")) return;
    const i = Number(event.target.closest("[data-row]")?.getAttribute("data-row") ?? "-1");
    const row = this.rows[i];
    if (!row) return;
    this.focused = i;
    if (event.target.closest(".symbol") && row.unit.under.length) this.toggle(row);
    else this.quotes(row);
  }

  private key(event: KeyboardEvent): void {
    const row = this.rows[this.focused];
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const open = !this.closed.has(row.path);
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.focus(this.focused + 1),
      ArrowUp: () => this.focus(this.focused - 1),
      Home: () => this.focus(0),
      End: () => this.focus(this.rows.length - 1),
      ArrowRight: () => (row.unit.under.length && !open ? this.toggle(row) : this.focus(this.focused + 1)),
      ArrowLeft: () => (row.unit.under.length && open ? this.toggle(row) : this.focus(row.parent)),
      Enter: () => this.quotes(row),
      " ": () => this.quotes(row),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  private focus(i: number): void {
    if (!this.rows[i]) return;
    const items = [...this.drawing.querySelectorAll<SVGElement>("[data-row]")];
    items[this.focused]?.setAttribute("tabindex", "-1");
    this.focused = i;
    items[i]?.setAttribute("tabindex", "0");
    items[i]?.focus();
  }

  private toggle(row: Row): void {
    if (!this.closed.delete(row.path)) this.closed.add(row.path);
    this.draw();
  }

  private quotes({ unit }: Row): void {
    const claims = bothSides([...unit.via, ...unit.leaders]);
    // one at the top of a tree stands there by what is said of those under it
    const shown = claims.length ? claims : bothSides(unit.under.flatMap((each) => each.via));
    if (shown.length) showQuotes(shown, unit.label);
  }
}

/** Where the words of a unit begin. */
function left({ depth }: { depth: number }): number {
  return LEFT + depth * INDENT + 20;
}

function words(unit: Unit): string {
  const when = unit.via.map((line) => line.when).find(Boolean);
  const leaders = [...new Set(unit.leaders.map((line) => line.text))];
  const parts = [
    ...unit.marks,
    when,
    leaders.length ? `led by ${leaders.join(" or ")}` : "",
    ...unit.notes,
    unit.elsewhere.length ? `also said to be under ${unit.elsewhere.join(", ")}` : "",
    unit.cut === "circle" ? "a circle: it stands above itself" : unit.cut,
  ];
  return parts.filter(Boolean).join(" · ");
}

function isDashed(unit: Unit): boolean {
  return unit.marks.some((mark) => mark === "contested" || mark === "uncertain" || mark.startsWith("perhaps"));
}

function walk(units: Unit[], visit: (unit: Unit, path: string) => void, above = ""): void {
  for (const unit of units) {
    const path = `${above}/${unit.entity}`.replace(/^\//, "");
    visit(unit, path);
    walk(unit.under, visit, path);
  }
}

function set(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

function text(content: string, attributes: Record<string, string | number>): SVGTextElement {
  return svg("text", attributes, content);
}
