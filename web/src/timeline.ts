// What happened when: a lane for each entity. A time is drawn as exactly as it is told: a day is a point, a
// month is a bar as long as the month; about a time has soft ends; an end that nobody tells fades out.

import { axisTop } from "d3-axis";
import { scaleUtc, type ScaleTime } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomBehavior, type ZoomTransform } from "d3-zoom";

import { begin, end, stretch } from "./days";
import { colour, cut, el, measure, onTheme, svg } from "./dom";
import { button, failed, frame, Source, type Frame } from "./frame";
import { showQuotes } from "./panel";
import { fileName, pngBlob, save, svgBlob } from "./save";
import type { Timeline, TimelineItem } from "./types";

const FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif";
const AXIS = 30;
const HEAD = 30; // the name of a lane
const ROW = 24;
const SHORT = 7; // pixels under which a stretch is drawn as a point
const LABEL = 320;
const DAY = 86_400_000;
const KINDS = ["event", "sighting", "figure", "spell"];
const wide = measure(`12.5px ${FONT}`);

interface Mark {
  item: TimelineItem;
  from: number; // times; -Infinity and Infinity where nobody tells
  to: number;
  short: string;
  width: number;
  row: number;
}

interface Lane {
  name: string;
  marks: Mark[];
  rows: number;
  top: number;
}

/** Draw a timeline into its element. */
export async function drawTimeline(host: HTMLElement): Promise<void> {
  const at = frame(host);
  const picture = new TimelinePicture(at);
  at.tools.append(
    button("+", () => picture.scaleBy(1.6), "Nearer"),
    button("−", () => picture.scaleBy(1 / 1.6), "Further away"),
    button("All", () => picture.all(), "All times"),
    button("SVG", () => save(fileName(at.name, "timeline", "svg"), svgBlob(picture.drawing, colour("paper")))),
    button("PNG", () => {
      pngBlob(picture.drawing, colour("paper")).then(
        (blob) => save(fileName(at.name, "timeline", "png"), blob),
        (error: unknown) => failed(at, error),
      );
    }),
  );
  at.stage.after(legend());
  await new Source<Timeline>(at, (timeline) => picture.show(timeline)).load();
}

function legend(): HTMLElement {
  const kinds = [["event", "event"], ["sighting", "said of one time"], ["figure", "figure"], ["spell", "lasting"]];
  const bars = [["bar", "as long as the time told"], ["bar open", "about then, or no end told"], ["bar disputed", "disputed"]];
  return el(
    "ul",
    { class: "picture-legend" },
    ...kinds.map(([kind, words]) => el("li", { class: `time-${kind}` }, words)),
    ...bars.map(([name, words]) => el("li", { class: name }, words)),
  );
}

class TimelinePicture {
  readonly drawing: SVGSVGElement;
  private lanes: Lane[] = [];
  private base: ScaleTime<number, number> = scaleUtc();
  private transform: ZoomTransform = zoomIdentity;
  private packedAt = 0;
  private focused = 0;
  private waiting = 0;
  private readonly zoom: ZoomBehavior<SVGSVGElement, unknown>;

  constructor(private readonly at: Frame) {
    this.drawing = svg("svg", { role: "group", "aria-label": "Timeline", "font-family": FONT, class: "timeline" });
    at.stage.append(this.drawing);
    this.zoom = zoom<SVGSVGElement, unknown>()
      .scaleExtent([0.5, 4000])
      // the wheel alone scrolls the page, since a timeline may be tall
      .filter((event: Event) => {
        if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey || event.shiftKey;
        return !(event instanceof MouseEvent && event.button !== 0);
      })
      .on("zoom", ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
        this.transform = transform;
        cancelAnimationFrame(this.waiting);
        this.waiting = requestAnimationFrame(() => this.draw());
      });
    select(this.drawing).call(this.zoom).on("dblclick.zoom", null);
    this.drawing.addEventListener("click", (event) => {
      const mark = event.target instanceof Element ? event.target.closest("[data-mark]") : null;
      if (mark) this.quotes(Number(mark.getAttribute("data-mark")));
    });
    this.drawing.addEventListener("focusin", ({ target }) => {
      const i = target instanceof Element ? target.getAttribute("data-mark") : null;
      if (i !== null) this.focused = Number(i);
    });
    this.drawing.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resize()).observe(at.stage);
    onTheme(() => this.draw());
  }

  show(timeline: Timeline): void {
    const dated = timeline.items.filter((item) => item.first ?? item.last);
    this.lanes = timeline.lanes.map(({ entity, name }) => {
      const marks = dated.filter((item) => item.lane === entity).map((item) => markOf(item, name));
      marks.sort((a, b) => Math.max(a.from, -8e15) - Math.max(b.from, -8e15) || a.to - b.to);
      return { name, marks, rows: 1, top: 0 };
    });
    this.resize();
    const without = timeline.items.length - dated.length;
    const words = dated.length === 1 ? "1 time" : `${dated.length} times`;
    this.at.say(
      `${dated.length ? words : "Nothing dated"}${without ? `; ${without} without a date` : ""}.` +
        (dated.length ? " Drag to move, Ctrl and the wheel to zoom; a click shows the quotes." :""),
    );
  }

  scaleBy(by: number): void {
    this.zoom.scaleBy(select(this.drawing), by);
  }

  all(): void {
    this.zoom.transform(select(this.drawing), zoomIdentity);
  }

  private get width(): number {
    return Math.max(300, this.at.stage.clientWidth - 2);
  }

  private resize(): void {
    const times = this.marks.flatMap((mark) => [mark.from, mark.to]).filter(Number.isFinite);
    const first = Math.min(...times);
    const last = Math.max(...times);
    if (!times.length) return this.drawing.replaceChildren();
    const room = Math.max((last - first) * 0.04, 20 * DAY);
    // more room on the right, for the words beside the last of them
    const labels = Math.min(LABEL, this.width / 3) / this.width;
    this.base = scaleUtc([first - room, last + room + (last - first) * labels], [0, this.width]);
    this.packedAt = 0;
    this.draw();
  }

  private get marks(): Mark[] {
    return this.lanes.flatMap((lane) => lane.marks);
  }

  /** Rows so that no two marks of a lane overlap at this scale; moving sideways changes none. */
  private pack(): void {
    if (this.packedAt === this.transform.k) return;
    this.packedAt = this.transform.k;
    let top = AXIS;
    for (const lane of this.lanes) {
      const ends: number[] = [];
      for (const mark of lane.marks) {
        const [from, to] = this.extent(mark, this.transform.k);
        const row = ends.findIndex((other) => other < from);
        mark.row = row < 0 ? ends.length : row;
        ends[mark.row] = to + 10;
      }
      lane.rows = Math.max(1, ends.length);
      lane.top = top;
      top += HEAD + lane.rows * ROW + 10;
    }
  }

  private extent(mark: Mark, k: number): [number, number] {
    const from = Number.isFinite(mark.from) ? this.base(mark.from) * k : -1e9;
    const to = Number.isFinite(mark.to) ? this.base(mark.to) * k : 1e9;
    const short = to - from < SHORT;
    return [from - 6, Math.max(to, from) + (short || to - from < mark.width + 12 ? mark.width + 16 : 0)];
  }

  private draw(): void {
    if (!this.marks.length) return;
    this.pack();
    const inFocus = this.drawing.contains(document.activeElement);
    const scale = this.transform.rescaleX(this.base);
    const last = this.lanes.at(-1);
    const height = last ? last.top + HEAD + last.rows * ROW + 12 : AXIS;
    for (const [name, value] of Object.entries({ width: this.width, height })) {
      this.drawing.setAttribute(name, String(value));
    }
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    const shown: Node[] = [gradients()];
    for (const x of scale.ticks(Math.max(3, this.width / 110)).map(scale)) {
      const line = { x1: x, x2: x, y1: AXIS, y2: height, stroke: colour("line"), "stroke-width": 0.6 };
      shown.push(svg("line", line));
    }
    let i = 0;
    for (const lane of this.lanes) {
      shown.push(...this.laneHead(lane));
      for (const mark of lane.marks) {
        const drawn = this.mark(mark, lane, scale, i);
        if (drawn) shown.push(drawn);
        i += 1;
      }
    }
    this.drawing.replaceChildren(...shown, this.axis(scale));
    if (inFocus) this.markElement(this.focused)?.focus({ preventScroll: true });
  }

  private laneHead({ name, top }: Lane): Node[] {
    const fill = colour("ink");
    const line = { x1: 0, x2: this.width, y1: top + 4, y2: top + 4, stroke: colour("line"), "stroke-width": 1 };
    return [
      svg("line", line),
      svg("text", { x: 8, y: top + 22, "font-size": 14, "font-weight": 600, fill }, name),
    ];
  }

  private axis(scale: ScaleTime<number, number>): SVGElement {
    const group = svg("g", { transform: `translate(0 ${AXIS - 4})`, "aria-hidden": "true" });
    select<SVGGElement, unknown>(group).call(axisTop(scale).ticks(Math.max(3, this.width / 110)).tickSizeOuter(0));
    for (const text of group.querySelectorAll("text")) {
      text.setAttribute("fill", colour("dim"));
      text.setAttribute("font-size", "12");
    }
    // the first names its year, which d3 does in January alone
    const [first] = scale.ticks(Math.max(3, this.width / 110));
    const label = group.querySelector("text");
    if (first && label && !/\d{4}/.test(label.textContent)) label.textContent += ` ${first.getUTCFullYear()}`;
    group.setAttribute("font-family", FONT);
    for (const line of group.querySelectorAll("line, path")) line.setAttribute("stroke", colour("line"));
    return group;
  }

  private mark(mark: Mark, lane: Lane, scale: ScaleTime<number, number>, i: number): SVGElement | null {
    const { item } = mark;
    const x0 = Number.isFinite(mark.from) ? scale(mark.from) : -40;
    const x1 = Number.isFinite(mark.to) ? scale(mark.to) : this.width + 40;
    if (x0 > this.width || Math.max(x1, x0) + mark.width + 20 < 0) return null;
    const y = lane.top + HEAD + mark.row * ROW;
    const when = stretch(item.first, item.last);
    const said = [item.label, item.approximate ? `about ${when}` : when, ...(item.marks ?? [])].join(", ");
    const group = svg("g", { role: "button", "data-mark": i, class: "time", tabindex: -1 });
    if (i === this.focused) group.setAttribute("tabindex", "0");
    group.append(svg("title", {}, said));
    const point = x1 - x0 < SHORT;
    group.append(...(point ? this.point(item, (x0 + x1) / 2, y + 11) : this.bar(item, x0, x1, y)));
    const inside = !point && (x1 - Math.max(x0, 0) >= mark.width + 12 || x1 > this.width - 30);
    const at = inside ? Math.max(x0, 0) + 7 : Math.max(x1, x0) + (point ? 8 : 5);
    group.append(svg("text", { x: at, y: y + 15.5, "font-size": 12.5, fill: colour("ink") }, mark.short));
    const room = { x: Math.max(x0, 0) - 8, y, width: 0, height: ROW - 2, fill: "transparent", class: "hit", rx: 3 };
    room.width = Math.max(0, Math.max(at + mark.width, Math.min(x1, this.width)) - room.x + 4);
    group.prepend(svg("rect", room));
    return group;
  }

  private point(item: TimelineItem, x: number, y: number): SVGElement[] {
    const stroke = colour(`time-${item.kind}`);
    const hollow = item.kind === "sighting" || item.approximate;
    const look = {
      fill: hollow ? colour("paper") : stroke,
      stroke,
      "stroke-width": 1.6,
      "stroke-dasharray": item.approximate ? "2 1.6" : null,
    };
    if (item.kind === "event") return [svg("path", { d: `M${x - 5.5} ${y}l5.5 -5.5l5.5 5.5l-5.5 5.5z`, ...look })];
    if (item.kind === "figure") return [svg("rect", { x: x - 4.5, y: y - 4.5, width: 9, height: 9, ...look })];
    return [svg("circle", { cx: x, cy: y, r: 4.8, ...look })];
  }

  private bar(item: TimelineItem, x0: number, x1: number, y: number): SVGElement[] {
    const soft = (item.approximate || !item.first ? "s" : "f") + (item.approximate || !item.last ? "s" : "f");
    const x = Math.max(x0, -60);
    const width = Math.max(0, Math.min(x1, this.width + 60) - x);
    const fill = `url(#time-${item.kind}-${soft})`;
    const disputed = item.marks?.includes("disputed");
    const around = { x, y: y + 2, width, height: ROW - 6, rx: 2 };
    const edge = { fill: "none", stroke: colour("warn"), "stroke-width": 1.2, "stroke-dasharray": "5 4" };
    return [
      svg("rect", { ...around, fill, "fill-opacity": 0.26 }),
      svg("rect", { x, y: y + ROW - 6, width, height: 2.5, fill }),
      ...(disputed ? [svg("rect", { ...around, ...edge })] : []),
    ];
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (step) this.focus(this.focused + step);
    else if (event.key === "Enter" || event.key === " ") this.quotes(this.focused);
    else if (event.key === "+" || event.key === "=") this.scaleBy(1.6);
    else if (event.key === "-") this.scaleBy(1 / 1.6);
    else return;
    event.preventDefault();
  }

  private focus(i: number): void {
    const mark = this.marks[i];
    if (!mark) return;
    this.focused = i;
    const scale = this.transform.rescaleX(this.base);
    const time = Number.isFinite(mark.from) ? mark.from : mark.to;
    const x = scale(time);
    if (x < 0 || x > this.width - 60) this.zoom.translateTo(select(this.drawing), this.base(time), 0);
    this.draw();
    this.markElement(i)?.focus();
  }

  private markElement(i: number): SVGElement | null {
    return this.drawing.querySelector<SVGElement>(`[data-mark="${i}"]`);
  }

  private quotes(i: number): void {
    const mark = this.marks[i];
    if (!mark) return;
    this.focused = i;
    showQuotes(mark.item.claims, mark.item.label);
  }
}

function markOf(item: TimelineItem, lane: string): Mark {
  const from = item.first ? begin(item.first) : -Infinity;
  const to = item.last ? end(item.last) : Infinity;
  // in its own lane the name goes without saying
  const dated = item.when ? item.label.replace(`, ${item.when}`, "") : item.label; // the place on the axis says when
  const own = dated.startsWith(`${lane} `) ? dated.slice(lane.length + 1) : dated;
  const short = cut(own, LABEL, wide);
  return { item, from, to, short, width: wide(short), row: 0 };
}

/** For each kind the four ways that a bar begins and ends: firm (f) or soft (s). */
function gradients(): SVGElement {
  const defs = svg("defs");
  for (const kind of KINDS) {
    for (const soft of ["ff", "fs", "sf", "ss"]) {
      const at = (offset: string, opacity: number): SVGElement =>
        svg("stop", { offset, "stop-color": colour(`time-${kind}`), "stop-opacity": opacity });
      const left = soft.startsWith("s") ? [at("0", 0), at("0.35", 1)] : [at("0", 1)];
      const right = soft.endsWith("s") ? [at("0.65", 1), at("1", 0)] : [at("1", 1)];
      defs.append(svg("linearGradient", { id: `time-${kind}-${soft}` }, ...left, ...right));
    }
  }
  return defs;
}
