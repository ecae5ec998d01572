// Who is tied to whom around somebody. One link is all that is said of two in one predicate; it leads to its
// quotes. Contested links are dashed, hedged ones dotted. The same data give the same picture.

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";

import { withParameters } from "./api";
import { colour, el, onTheme, settled, still } from "./dom";
import { button, frame, Source, type Frame } from "./frame";
import { showQuotes } from "./panel";
import { fileName, save } from "./save";
import { bothSides, type Line, type Network } from "./types";

cytoscape.use(fcose);
// Cytoscape adds a style of one line to the page unless it finds it there. The pages' policy forbids that, and
// desk.css says the same.
document.head.append(el("meta", { id: "__________cytoscape_stylesheet" }));

const KINDS = ["group", "person", "place", "event", "thing", "work", "time"] as const;
const CERTAINTY = { any: "all that is said", said: "said surely", undisputed: "undisputed" };
const HOSTILE = new Set(["opposed_to"]);
const FEW = 60; // names that a wide screen shows all of
const MOST_NAMES = 45; // that a large network shows from afar
const MANY = 120; // links beyond which their words are only shown when asked for

/** Draw a network into its element. */
export async function drawNetwork(host: HTMLElement): Promise<void> {
  const at = frame(host);
  const picture = new NetworkPicture(at);
  const source = new Source<Network>(at, (network) => picture.show(network));
  const steps = el("select", { name: "steps" });
  for (const n of ["1", "2", "3"]) steps.append(el("option", { value: n }, n === "1" ? "1 step" : `${n} steps`));
  steps.value = source.parameter("steps") ?? "1";
  steps.addEventListener("change", () => void source.set({ steps: steps.value }));
  const certainty = el("select", { name: "certainty" });
  for (const [name, words] of Object.entries(CERTAINTY)) certainty.append(el("option", { value: name }, words));
  certainty.value = source.parameter("certainty") ?? "any";
  certainty.addEventListener("change", () => void source.set({ certainty: certainty.value }));
  const files = el("span", { class: "picture-files" });
  const address = (ending: string): string => {
    const [path = "", query] = source.address.split("?");
    return withParameters(`${path}.${ending}`, Object.fromEntries(new URLSearchParams(query)));
  };
  for (const [ending, name] of [["gexf", "GEXF"], ["graphml", "GraphML"]] as const) {
    const link = el("a", { download: true }, name);
    const point = (): void => link.setAttribute("href", address(ending));
    for (const event of ["pointerenter", "focus"]) link.addEventListener(event, point);
    point();
    files.append(link, " ");
  }
  at.tools.append(
    el("label", {}, el("span", {}, "Within"), steps),
    el("label", {}, el("span", {}, "Certainty"), certainty),
    picture.predicates,
    button("Fit", () => picture.fit(), "Show all of it (0)"),
    button("+", () => picture.zoom(1.4), "Nearer"),
    button("−", () => picture.zoom(1 / 1.4), "Further away"),
    button("PNG", () => void picture.png()),
    files,
  );
  await source.load();
  source.takeOver("steps", "certainty", "predicate");
  await source.addSliders((network) => network.edges.map((edge) => edge.line));
}

class NetworkPicture {
  readonly predicates = el("details", { class: "picture-filter" });
  private readonly legend = el("ul", { class: "picture-legend" });
  private readonly hidden = new Set<string>();
  private readonly cy: cytoscape.Core;
  private leftOut = 0;
  private lit = false;
  private held = false; // with the pointer down, as while it is dragged
  private moved = false; // by the reader, who then sees to what is in sight

  constructor(private readonly at: Frame) {
    const canvas = el("div", { class: "network", role: "img", "aria-label": `Network around ${at.name}` });
    at.stage.append(canvas, this.legend);
    this.cy = cytoscape({
      container: canvas,
      minZoom: 0.05,
      maxZoom: 4,
      boxSelectionEnabled: false,
      textureOnViewport: true, // while it is dragged the picture is moved and not drawn anew
      pixelRatio: Math.min(devicePixelRatio, 2),
      style: style(),
    });
    this.cy.on("tap", "node", ({ target }) => location.assign(`/entities/${encodeURIComponent(target.id())}`));
    this.cy.on("tap", "edge", ({ target }) => showQuotes(target.data("claims"), target.data("title")));
    // only where the pointer rests: to restyle all of a large network takes longer than a frame
    const light = settled(150, (node: cytoscape.NodeSingular | null) => this.light(node));
    this.cy.on("mouseover", "node", ({ target }) => light(target));
    this.cy.on("mouseout", "node", () => light(null));
    this.cy.on("tapstart", () => (this.held = true));
    this.cy.on("tapend", () => (this.held = false));
    this.cy.on("mouseover", "node, edge", () => canvas.classList.add("over"));
    this.cy.on("mouseout", "node, edge", () => canvas.classList.remove("over"));
    this.cy.on("dragpan scrollzoom pinchzoom", () => (this.moved = true));
    new ResizeObserver(() => (this.moved ? this.cy.resize() : this.fit())).observe(canvas);
    this.cy.on("zoom", settled(200, () => this.rank()));
    onTheme(() => this.cy.style(style()));
  }

  show(network: Network): void {
    this.leftOut = network.left_out;
    const old = new Map(this.cy.nodes().map((node) => [node.id(), { ...node.position() }]));
    const nodes = network.nodes.map(({ entity, label, kind, mentions, steps }) => ({
      group: "nodes" as const,
      data: { id: entity, label: isolated(label), kind, steps, font: 12, room: "120px", size: 10 + 5 * Math.log2(1 + mentions) },
      classes: steps === 0 ? "centre" : "",
    }));
    this.cy.batch(() => {
      this.cy.elements().remove();
      this.cy.add([...nodes, ...links(network)]);
      for (const node of this.cy.nodes()) node.data("degree", node.degree(false));
    });
    this.filters();
    this.filter();
    const known = this.cy.nodes().filter((node) => old.has(node.id()));
    if (known.length && known.length === this.cy.nodes().length) {
      for (const node of known) node.position(old.get(node.id()) ?? { x: 0, y: 0 });
    } else this.layOut();
    this.rank();
  }

  fit(): void {
    this.moved = false;
    this.cy.resize();
    this.cy.fit(this.cy.elements(":visible"), 36);
  }

  zoom(by: number): void {
    this.moved = true;
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: middle });
  }

  async png(): Promise<void> {
    const blob = await this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: colour("paper") });
    save(fileName(this.at.name, "network", "png"), blob);
  }

  private layOut(): void {
    this.cy.nodes().positions(rings(this.cy)); // from there, the same data give the same picture each time
    const options = {
      name: "fcose",
      randomize: false,
      animate: false,
      fit: false,
      quality: "proof",
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: 130,
      nodeRepulsion: 20000,
      nodeSeparation: 120,
      packComponents: true,
    };
    this.cy.layout(options as cytoscape.LayoutOptions).run();
    this.stretch();
    this.fit();
  }

  // The layout is about as wide as it is high; the screen is not, and names need room sideways.
  private stretch(): void {
    this.cy.resize();
    const { w, h } = this.cy.elements().boundingBox();
    const by = (this.cy.width() / this.cy.height()) * (h / w);
    const [x, y] = [Math.min(Math.max(by, 1), 1.9), Math.min(Math.max(1 / by, 1), 1.9)];
    if (Number.isFinite(by)) this.cy.nodes().positions((node) => ({ x: node.position().x * x, y: node.position().y * y }));
  }

  // In a large network the names of those with most ties are drawn as large as can be read, where they cover no
  // other; all the rest when the reader comes near.
  private rank(): void {
    this.cy.batch(() => this.rankAt(this.cy.zoom()));
  }

  private rankAt(zoom: number): void {
    const few = this.cy.nodes().length < FEW && zoom > 0.6; // on a telephone few are many too
    const taken: cytoscape.BoundingBox12[] = [];
    const words = Math.min(16, Math.max(10, 10.5 / zoom));
    const ties = this.cy.edges();
    if (ties.length <= MANY) ties.data("font", words).toggleClass("mute", words * zoom < 9); // else they have no words
    const ordered = this.cy.nodes().sort((a, b) => b.data("degree") - a.data("degree"));
    for (const node of ordered) {
      const { x, y } = node.renderedPosition();
      const half = 3.4 * node.data("label").length;
      const box = { x1: x - half, x2: x + half, y1: y, y2: y + 0.5 * zoom * node.data("size") + 18 };
      const free = !taken.some((t) => t.x1 < box.x2 && box.x1 < t.x2 && t.y1 < box.y2 && box.y1 < t.y2);
      const named = few || (free && taken.length < MOST_NAMES);
      if (named) taken.push(box);
      const font = named ? Math.max(12, (few ? 12.5 : 11.5) / zoom) : 12;
      if (node.data("font") !== font) node.data({ font, room: `${10 * font}px` });
      node.toggleClass("named", named && !few).toggleClass("mute", !named && 12 * zoom < 9);
    }
  }

  private light(node: cytoscape.NodeSingular | null): void {
    if (still() || this.held || (!node && !this.lit)) return;
    this.lit = node !== null;
    this.cy.batch(() => {
      this.cy.elements().removeClass("near far");
      if (!node) return;
      const near = node.closedNeighborhood();
      this.cy.elements().difference(near).addClass("far");
      near.addClass("near");
    });
  }

  private filters(): void {
    const counted = new Map<string, { label: string; count: number }>();
    for (const edge of this.cy.edges()) {
      const found = counted.get(edge.data("predicate")) ?? { label: edge.data("label"), count: 0 };
      counted.set(edge.data("predicate"), { ...found, count: found.count + 1 });
    }
    const choices = [...counted].sort((a, b) => b[1].count - a[1].count || a[0].localeCompare(b[0]));
    const boxes = choices.map(([predicate, { label, count }]) => {
      const box = el("input", { type: "checkbox", checked: !this.hidden.has(predicate) });
      box.addEventListener("change", () => {
        if (box.checked) this.hidden.delete(predicate);
        else this.hidden.add(predicate);
        this.filter();
      });
      return el("label", {}, box, ` ${label} `, el("small", {}, String(count)));
    });
    this.predicates.replaceChildren(el("summary", {}, "Ties"), el("div", { class: "picture-choices" }, ...boxes));
    const kinds = KINDS.filter((kind) => this.cy.nodes(`[kind = "${kind}"]`).length);
    const ties = [["", "said"], ["foe", "against"], ["dashed", "contested"], ["dotted", "hedged"], ["pale", "planned, denied or over"]];
    this.legend.replaceChildren(
      ...kinds.map((kind) => el("li", { class: `kind-${kind}` }, kind)),
      ...ties.map(([name, words]) => el("li", { class: `tie ${name}`.trim() }, words)),
    );
  }

  private filter(): void {
    this.cy.batch(() => {
      for (const edge of this.cy.edges()) {
        edge.style("display", this.hidden.has(edge.data("predicate")) ? "none" : "element");
      }
      for (const node of this.cy.nodes()) {
        const tied = node.hasClass("centre") || node.connectedEdges().some((edge) => edge.style("display") !== "none");
        node.style("display", tied ? "element" : "none");
      }
    });
    const shown = this.cy.edges(":visible");
    this.cy.edges().toggleClass("many", shown.length > MANY);
    const out = this.leftOut ? `; ${this.leftOut} further ones are left out` : "";
    const names = this.cy.nodes(":visible").length;
    this.at.say(`${names} ${names === 1 ? "name" : "names"}, ${shown.length} ${shown.length === 1 ? "tie" : "ties"}${out}. A click on a tie shows its quotes, on a name its profile.`);
  }
}

/** Each node on a ring as far out as it has steps to the centre, near the one through which it is reached. */
function rings(cy: cytoscape.Core): (node: cytoscape.NodeSingular) => cytoscape.Position {
  const centre = cy.nodes(".centre");
  const roots = centre.nonempty() ? centre : cy.nodes().max((node) => node.data("degree")).ele;
  const below = new Map<string, string[]>();
  const depths: number[] = [];
  const reached = new Map<string, number>();
  cy.elements().bfs({
    roots,
    visit: (node, _edge, from, _i, depth) => {
      reached.set(node.id(), depth);
      depths[depth] = (depths[depth] ?? 0) + 1;
      if (from) below.set(from.id(), [...(below.get(from.id()) ?? []), node.id()]);
    },
  });
  const weigh = (id: string): number => 1 + (below.get(id) ?? []).reduce((sum, each) => sum + weigh(each), 0);
  const angles = new Map<string, number>();
  const spread = (id: string, from: number, to: number): void => {
    angles.set(id, (from + to) / 2);
    const all = weigh(id) - 1;
    let at = from;
    for (const each of below.get(id) ?? []) {
      const next = at + ((to - from) * weigh(each)) / all;
      spread(each, at, next);
      at = next;
    }
  };
  for (const root of roots) spread(root.id(), 0, 2 * Math.PI);
  const radius = Math.max(170, ...depths.map((count, depth) => (depth ? (count * 36) / (2 * Math.PI * depth) : 0)));
  return (node) => {
    const [depth, angle] = [reached.get(node.id()) ?? depths.length, angles.get(node.id()) ?? 0];
    return { x: depth * radius * Math.cos(angle), y: depth * radius * Math.sin(angle) };
  };
}

/** One link for all lines of one predicate between the same two. */
function links(network: Network): cytoscape.EdgeDefinition[] {
  const bundles = new Map<string, { subject: string; object: string; lines: Line[] }>();
  for (const { subject, object, line } of network.edges) {
    const key = `${subject} ${line.predicate} ${object}`;
    const bundle = bundles.get(key) ?? { subject, object, lines: [] };
    bundle.lines.push(line);
    bundles.set(key, bundle);
  }
  return [...bundles].flatMap(([id, { subject, object, lines }]) => {
    const [first] = lines;
    if (!first) return [];
    const classes = [
      lines.some((line) => line.disputes.length) && "contested",
      lines.every((line) => line.stance !== "asserts" && line.stance !== "corroborates") && "hedged",
      lines.every((line) => line.status !== "said") && "pale",
      HOSTILE.has(first.predicate) && "hostile",
    ];
    const title = `${first.subject} ${first.label} ${first.text}`;
    const { predicate, label } = first;
    const data = { font: 10, id, source: subject, target: object, predicate, label, title, claims: bothSides(lines) };
    return [{ group: "edges" as const, data, classes: classes.filter(Boolean).join(" ") }];
  });
}

/** A name that turns nothing around it, whichever way its script runs. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function style(): cytoscape.StylesheetJson {
  const ink = colour("ink");
  const paper = colour("paper");
  const font = { "font-family": "system-ui, Noto Sans, DejaVu Sans, sans-serif", color: ink };
  const outline = { "text-outline-color": paper, "text-outline-width": 2.5 };
  return [
    {
      selector: "node",
      style: {
        ...font,
        ...outline,
        label: "data(label)",
        width: "data(size)",
        height: "data(size)",
        "background-color": colour("kind-thing"),
        "border-width": 1.5,
        "border-color": paper,
        "font-size": "data(font)" as unknown as number,
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-max-width": "data(room)",
        "text-wrap": "wrap",
      },
    },
    ...KINDS.map((kind) => ({
      selector: `node[kind = "${kind}"]`,
      style: { "background-color": colour(`kind-${kind}`) },
    })),
    { selector: 'node[kind = "place"]', style: { shape: "diamond" as const } },
    { selector: 'node[kind = "person"]', style: { shape: "ellipse" as const } },
    { selector: 'node[kind = "group"]', style: { shape: "round-rectangle" as const } },
    { selector: "node.centre", style: { "border-color": colour("accent"), "border-width": 4, "font-weight": 600 } },
    { selector: "node.named", style: { "z-index": 5 } },
    {
      selector: "edge",
      style: {
        ...font,
        ...outline,
        width: 1.4,
        "curve-style": "bezier",
        "line-color": colour("dim"),
        "target-arrow-color": colour("dim"),
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        label: "data(label)",
        color: colour("dim"),
        "font-size": "data(font)" as unknown as number,
        "text-rotation": "autorotate",
      },
    },
    { selector: ".mute", style: { "text-opacity": 0 } },
    { selector: "edge.many", style: { label: "", "curve-style": "straight", opacity: 0.6 } },
    { selector: "edge.hostile", style: { "line-color": colour("foe"), "target-arrow-color": colour("foe") } },
    { selector: "edge.contested", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
    { selector: "edge.hedged", style: { "line-style": "dotted" } },
    { selector: "edge.pale", style: { "line-opacity": 0.4 } as cytoscape.Css.Edge },
    { selector: ".far", style: { opacity: 0.15 } },
    { selector: "edge.near", style: { label: "data(label)", width: 2.2, "z-index": 9, opacity: 1, "text-opacity": 1 } },
    { selector: "node.near", style: { "text-opacity": 1, "z-index": 9 } },
  ];
}
