// Who is tied to whom around somebody. One link is all that is said of two in one predicate; it leads to its
// quotes. Contested links are dashed, hedged ones dotted. The same data give the same picture.

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";

import { withParameters } from "./api";
import { colour, el, onTheme, still } from "./dom";
import { button, daysIn, frame, Source, type Frame } from "./frame";
import { showQuotes } from "./quotes";
import { fileName, save } from "./save";
import { bothSides, type Line, type Network } from "./types";

cytoscape.use(fcose);

const KINDS = ["group", "person", "place", "event", "thing", "work", "time"] as const;
const CERTAINTY = { any: "all that is said", said: "said surely", undisputed: "undisputed" };
const HOSTILE = new Set(["opposed_to"]);
const MANY = 120; // links beyond which they are left out while the picture moves

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
  await source.addSlider((network) => daysIn(network.edges.map((edge) => edge.line)));
}

class NetworkPicture {
  readonly predicates = el("details", { class: "picture-filter" });
  private readonly legend = el("ul", { class: "picture-legend" });
  private readonly hidden = new Set<string>();
  private readonly cy: cytoscape.Core;
  private leftOut = 0;

  constructor(private readonly at: Frame) {
    const canvas = el("div", { class: "network", role: "img", "aria-label": `Network around ${at.name}` });
    at.stage.append(canvas, this.legend);
    this.cy = cytoscape({
      container: canvas,
      minZoom: 0.05,
      maxZoom: 4,
      wheelSensitivity: 0.4,
      boxSelectionEnabled: false,
      hideEdgesOnViewport: false,
      pixelRatio: Math.min(devicePixelRatio, 2),
      style: style(),
    });
    this.cy.on("tap", "node", ({ target }) => location.assign(`/entities/${encodeURIComponent(target.id())}`));
    this.cy.on("tap", "edge", ({ target }) => showQuotes(target.data("claims"), target.data("title")));
    this.cy.on("mouseover", "node", ({ target }) => this.light(target));
    this.cy.on("mouseout", "node", () => this.cy.elements().removeClass("near far"));
    this.cy.on("mouseover", "node, edge", () => canvas.classList.add("over"));
    this.cy.on("mouseout", "node, edge", () => canvas.classList.remove("over"));
    onTheme(() => this.cy.style(style()));
  }

  show(network: Network): void {
    this.leftOut = network.left_out;
    const old = new Map(this.cy.nodes().map((node) => [node.id(), { ...node.position() }]));
    const nodes = network.nodes.map(({ entity, label, kind, mentions, steps }) => ({
      group: "nodes" as const,
      data: { id: entity, label: isolated(label), kind, size: 14 + 6 * Math.log2(1 + mentions), steps },
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
    this.cy.fit(this.cy.elements(":visible"), 36);
  }

  zoom(by: number): void {
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: middle });
  }

  async png(): Promise<void> {
    const blob = await this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: colour("paper") });
    save(fileName(this.at.name, "network", "png"), blob);
  }

  private layOut(): void {
    const start = { name: "concentric", animate: false, minNodeSpacing: 30, fit: false };
    const far = (node: cytoscape.NodeSingular): number => 10 - Number(node.data("steps") ?? 5);
    this.cy.layout({ ...start, concentric: far, levelWidth: () => 1 } as cytoscape.LayoutOptions).run();
    const options = {
      name: "fcose",
      randomize: false, // from where they stand: the same picture each time
      animate: false,
      fit: false,
      quality: "proof",
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: 95,
      nodeRepulsion: 9000,
      nodeSeparation: 80,
      packComponents: true,
    };
    this.cy.layout(options as cytoscape.LayoutOptions).run();
    this.fit();
  }

  // The names of those with many ties are drawn at every size; of others when the reader comes near.
  private rank(): void {
    const many = this.cy.nodes().length;
    const ordered = this.cy.nodes().sort((a, b) => b.data("degree") - a.data("degree"));
    ordered.forEach((node, i) => {
      node.data("near", many < 60 || i < 30 || node.hasClass("centre") ? 0 : 9);
    });
  }

  private light(node: cytoscape.NodeSingular): void {
    if (still()) return;
    const near = node.closedNeighborhood();
    this.cy.batch(() => {
      this.cy.elements().addClass("far");
      near.removeClass("far").addClass("near");
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
    this.legend.replaceChildren(...kinds.map((kind) => el("li", { class: `kind-${kind}` }, kind)));
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
    this.at.say(`${this.cy.nodes(":visible").length} names, ${shown.length} ties${out}.`);
  }
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
    const data = { id, source: subject, target: object, predicate, label, title, claims: bothSides(lines) };
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
        "font-size": 12,
        "min-zoomed-font-size": "data(near)" as unknown as number,
        "text-valign": "bottom",
        "text-margin-y": 3,
        "text-max-width": "130px",
        "text-wrap": "ellipsis",
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
        "font-size": 9.5,
        "min-zoomed-font-size": 9,
        "text-rotation": "autorotate",
      },
    },
    { selector: "edge.many", style: { label: "", "curve-style": "straight", opacity: 0.75 } },
    { selector: "edge.hostile", style: { "line-color": colour("foe"), "target-arrow-color": colour("foe") } },
    { selector: "edge.contested", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
    { selector: "edge.hedged", style: { "line-style": "dotted" } },
    { selector: "edge.pale", style: { opacity: 0.45 } },
    { selector: ".far", style: { opacity: 0.15 } },
    { selector: "edge.near", style: { label: "data(label)", width: 2.2, "z-index": 9, opacity: 1 } },
    { selector: "node.near", style: { "min-zoomed-font-size": 0, "z-index": 9 } },
  ];
}
