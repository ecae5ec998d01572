// Where they are and what happened. A spot's disc is as large as its place is uncertain. The base map is Natural
// Earth's countries, from this server; tiles of another are asked for only where the desk's setting names them.

import * as maplibregl from "maplibre-gl";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";

import { ask } from "./api";
import { coarseWhileMoving } from "./coarse";
import { begin, dayNumber, fromNumber, inWords } from "./days";
import { colour, el, onTheme, settled } from "./dom";
import { button, failed, frame, Source, type Frame } from "./frame";
import { between, bounds, claimsAt, pointsOf, routesOf, spotsOf, type Spot } from "./places";
import { showQuotes } from "./panel";
import { fileName, save } from "./save";
import type { MapData, MapFeature } from "./types";

type Style = maplibregl.StyleSpecification;

const FONTS = ["system-ui", "Noto Sans", "DejaVu Sans", "sans-serif"];
const NEAR = 18; // pixels within which spots are drawn as one
const MANY = 200; // spots of which those that are a little further apart are drawn as one
const ANCHORS = (["left", "right", "top", "bottom", "top-left", "bottom-right"] as const).slice();
const MOST_LINES = 7; // what a spot's card lists
const START: { center: [number, number]; zoom: number } = { center: [38, 34], zoom: 2 }; // where nothing else is told
const VIEW = "view"; // what is looked at, in the page's address, which can be sent on
const WORLD = 40_075_016.7 / 512; // metres a pixel on the equator at zoom 0
const built = (name: string): string => new URL(name, import.meta.url).href;

/** Draw a map into its element. */
export async function drawMap(host: HTMLElement): Promise<void> {
  const at = frame(host);
  at.say("The map is being drawn …");
  document.head.append(el("link", { rel: "stylesheet", href: built("maplibre-gl.css") }));
  maplibregl.setWorkerUrl(built("maplibre-gl-worker.js"));
  try {
    const [topology, names] = await Promise.all([
      ask<Topology>(built("countries.json")),
      ask<{ name: string; at: [number, number]; area: number }[]>(built("country-names.json")),
    ]);
    const countries = topology.objects.countries;
    if (!countries) throw new Error("The base map is not whole: `make` builds it again.");
    const labels = names.map(({ name, at, area }) => ({
      type: "Feature" as const,
      geometry: { type: "Point" as const, coordinates: at },
      properties: { name, area },
    }));
    const picture = new MapPicture(at, feature(topology, countries), { type: "FeatureCollection", features: labels });
    const source = new Source<MapData>(at, (data) => picture.show(data.features));
    at.tools.append(
      button("All", () => picture.fit(), "Show all of it"),
      button("GeoJSON", () => picture.save()),
    );
    at.stage.after(picture.legend);
    await source.load();
  } catch (error) {
    failed(at, error);
    const table = host.querySelector("details");
    if (table) table.open = true;
  }
}

class MapPicture {
  readonly legend = el(
    "ul",
    { class: "picture-legend" },
    el("li", { class: "time-sighting" }, "where they are"),
    el("li", { class: "spot time-event" }, "what happened"),
    el("li", { class: "disc" }, "as wide as the place is uncertain"),
    el("li", { class: "tie dashed event" }, "a route"),
    el("li", { class: "cluster" }, "several places: come nearer"),
  );
  private readonly map: maplibregl.Map;
  private readonly popup = new maplibregl.Popup({ closeButton: false, closeOnClick: false, maxWidth: "320px" });
  private all: MapFeature[] = [];
  private shown: MapFeature[] = [];
  private spots: Spot[] = [];
  private window: [number, number] = [-Infinity, Infinity];
  private readonly ready: Promise<unknown>;
  private readonly sent: boolean; // whether the address tells what is to be looked at

  constructor(
    private readonly at: Frame,
    private readonly countries: GeoJSON.GeoJSON,
    private readonly labels: GeoJSON.GeoJSON,
  ) {
    const container = el("div", { class: "map" });
    at.stage.append(container);
    try {
      this.map = new maplibregl.Map({
        container,
        style: this.style(),
        ...START,
        minZoom: 0.5,
        maxZoom: 15,
        attributionControl: { compact: true },
        dragRotate: false,
        pitchWithRotate: false,
        fadeDuration: 0,
        cooperativeGestures: false,
        hash: VIEW,
      });
    } catch (error) {
      throw new Error("This browser cannot draw the map: it has no WebGL. The table says the same.", { cause: error });
    }
    const { lng, lat } = this.map.getCenter();
    this.sent = this.map.getZoom() !== START.zoom || lng !== START.center[0] || lat !== START.center[1];
    coarseWhileMoving(this.map);
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
    this.ready = this.map.once("load");
    this.map.on("click", (event) => void this.click(event));
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => this.popup.remove());
    onTheme(() => this.map.setStyle(this.style()));
  }

  /** Draw them. Over when they can be seen. */
  async show(features: MapFeature[]): Promise<void> {
    this.all = features;
    this.addWindow();
    await this.ready;
    this.draw();
    if (!this.sent) this.fit();
    await this.map.once("idle");
  }

  fit(): void {
    const box = bounds(this.shown);
    if (box) this.map.fitBounds(box, { padding: 60, maxZoom: 9, duration: 0 });
  }

  save(): void {
    const plain = JSON.stringify({ type: "FeatureCollection", features: this.shown });
    save(fileName(this.at.name, "map", "geojson"), new Blob([plain], { type: "application/geo+json" }));
  }

  /** Two sliders for the days between which things are shown. */
  private addWindow(): void {
    const days = this.all
      .flatMap(({ properties: { first, last } }) => [first, last])
      .filter((day) => day !== null)
      .map((day) => dayNumber(begin(day)));
    if (!days.length) return;
    const low = days.reduce((a, b) => Math.min(a, b));
    const high = days.reduce((a, b) => Math.max(a, b));
    const shown = el("output", {}, "any day");
    const slider = (name: string, value: number): HTMLInputElement =>
      el("input", { type: "range", min: low, max: high, value, "aria-label": name });
    const from = slider("From", low);
    const to = slider("To", high);
    const draw = settled(60, () => this.draw());
    const change = (moved: HTMLInputElement): void => {
      if (from.valueAsNumber > to.valueAsNumber) moved.value = moved === from ? to.value : from.value;
      const [a, b] = [fromNumber(from.valueAsNumber), fromNumber(to.valueAsNumber)];
      const any = from.valueAsNumber === low && to.valueAsNumber === high;
      shown.value = any ? "any day" : `${inWords(a)} to ${inWords(b)}`;
      from.setAttribute("aria-valuetext", inWords(a));
      to.setAttribute("aria-valuetext", inWords(b));
      this.window = any ? [-Infinity, Infinity] : [begin(a), begin(b)];
      draw();
    };
    for (const each of [from, to]) each.addEventListener("input", () => change(each));
    const tool = el("span", { class: "as-of", role: "group", "aria-label": "Time" }, "From", from, "to", to, shown);
    this.at.tools.prepend(tool);
  }

  private draw(): void {
    this.shown = between(this.all, ...this.window);
    this.spots = spotsOf(this.shown);
    this.source("spots")?.setClusterOptions({ cluster: true, clusterRadius: this.spots.length > MANY ? 32 : NEAR });
    this.source("spots")?.setData(pointsOf(this.spots));
    this.source("routes")?.setData(routesOf(this.shown));
    const dated = this.window[0] === -Infinity ? "" : " between these days, or with no date";
    const n = this.shown.length;
    const places = this.spots.length === 1 ? "1 place" : `${this.spots.length} places`;
    this.at.say(n ? `${n} ${n === 1 ? "mark" : "marks"} at ${places}${dated}.` : `Nothing is placed${dated}.`);
  }

  private source(name: string): maplibregl.GeoJSONSource | undefined {
    return this.map.getSource<maplibregl.GeoJSONSource>(name);
  }

  /** What is near a point of the screen: the dot itself before the disc around another. */
  private near({ x, y }: maplibregl.Point): maplibregl.MapGeoJSONFeature | undefined {
    const box: [[number, number], [number, number]] = [[x - 4, y - 4], [x + 4, y + 4]];
    return (
      this.map.queryRenderedFeatures(box, { layers: ["dots", "clusters", "routes"] })[0] ??
      this.map.queryRenderedFeatures([x, y], { layers: ["discs"] })[0]
    );
  }

  private async click({ point }: maplibregl.MapMouseEvent): Promise<void> {
    const found = this.near(point);
    if (!found) return;
    const cluster: unknown = found.properties.cluster_id;
    if (typeof cluster !== "number") return this.quotes(found);
    const source = this.source("spots");
    if (!source || found.geometry.type !== "Point") return;
    const zoom = await source.getClusterExpansionZoom(cluster);
    const [lon = 0, lat = 0] = found.geometry.coordinates;
    this.map.easeTo({ center: [lon, lat], zoom: zoom + 0.2 });
  }

  private quotes({ properties }: maplibregl.MapGeoJSONFeature): void {
    const spot = this.spots[Number(properties.spot)];
    if (spot) showQuotes(claimsAt(spot.features), spot.place);
    else if (typeof properties.claims === "string") {
      showQuotes(JSON.parse(properties.claims) as string[], String(properties.label));
    }
  }

  private hover({ point, lngLat }: maplibregl.MapMouseEvent): void {
    if (this.map.isMoving()) return; // asking what is under the pointer takes part of a frame
    const found = this.near(point);
    this.map.getCanvas().style.cursor = found ? "pointer" : "";
    const spot = found && this.spots[Number(found.properties.spot)];
    if (!found || found.properties.cluster_id !== undefined) return void this.popup.remove();
    const label = spot ? card(spot) : el("p", {}, el("bdi", {}, String(found.properties.label)));
    this.popup.setLngLat(spot?.at ?? lngLat).setDOMContent(label).addTo(this.map);
  }

  private style(): Style {
    const tiles = this.at.host.dataset.tiles;
    const raster: Style["sources"] = tiles
      ? { tiles: { type: "raster", tiles: [tiles], tileSize: 256, attribution: this.at.host.dataset.tilesCredit ?? "" } }
      : {};
    const data = { type: "geojson" as const };
    return {
      version: 8,
      sources: {
        countries: { ...data, data: this.countries, attribution: "Natural Earth", tolerance: 0.2 },
        names: { ...data, data: this.labels },
        ...raster,
        routes: { ...data, data: routesOf(this.shown) },
        spots: {
          ...data,
          data: pointsOf(this.spots),
          cluster: true,
          clusterMaxZoom: 9,
          clusterRadius: NEAR,
          clusterProperties: {
            count: ["+", ["get", "count"]],
            places: [["concat", ["accumulated"], ["get", "places"]], ["concat", ["get", "place"], "\n"]],
          },
        },
      },
      layers: [...base(Boolean(tiles)), ...marks()],
    };
  }
}

function base(tiles: boolean): Style["layers"] {
  const source = "countries";
  const ground: Style["layers"] = [
    { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
    { id: "land", type: "fill", source, paint: { "fill-color": colour("land"), "fill-antialias": false } },
    { id: "borders", type: "line", source, paint: { "line-color": colour("border"), "line-width": 1 } },
  ];
  if (tiles) return [...ground, { id: "tiles", type: "raster", source: "tiles" }];
  const names: Style["layers"][number] = {
    id: "names",
    type: "symbol",
    source: "names",
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONTS,
      "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10, 7, 14],
      "text-letter-spacing": 0.08,
      "text-max-width": 7,
      "symbol-sort-key": ["-", 0, ["get", "area"]],
      "text-padding": 6,
    },
    paint: { "text-color": colour("place"), "text-halo-color": colour("land"), "text-halo-width": 1.2 },
  };
  return [...ground, names];
}

function marks(): Style["layers"] {
  const alone: maplibregl.FilterSpecification = ["!", ["has", "point_count"]];
  const shade: maplibregl.DataDrivenPropertyValueSpecification<string> = [
    "case", ["get", "present"], colour("time-sighting"), colour("time-event"),
  ];
  const ink = colour("ink");
  const text = { "text-font": FONTS, "text-size": 12 };
  const halo = { "text-color": ink, "text-halo-color": colour("paper"), "text-halo-width": 1.6 };
  return [
    {
      id: "discs",
      type: "circle",
      source: "spots",
      filter: alone,
      paint: {
        // as large on the ground as the place may be wide
        "circle-radius": [
          "interpolate", ["exponential", 2], ["zoom"],
          0, ["/", ["get", "metres"], WORLD],
          15, ["/", ["get", "metres"], WORLD / 2 ** 15],
        ],
        "circle-color": shade,
        "circle-opacity": ["match", ["get", "precision"], "country", 0.04, 0.12],
        "circle-stroke-color": shade,
        "circle-stroke-opacity": 0.45,
        "circle-stroke-width": 1,
      },
    },
    {
      id: "routes",
      type: "line",
      source: "routes",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour("time-event"), "line-width": 2.5, "line-dasharray": [2, 1.5] },
    },
    {
      id: "heads",
      type: "symbol",
      source: "routes",
      layout: { ...text, "symbol-placement": "line", "text-field": "▶", "text-keep-upright": false, "symbol-spacing": 90 },
      paint: { "text-color": colour("time-event") },
    },
    {
      id: "dots",
      type: "circle",
      source: "spots",
      filter: alone,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 5.5, 6, 12],
        "circle-color": shade,
        "circle-stroke-color": colour("paper"),
        "circle-stroke-width": 1.8,
      },
    },
    {
      id: "clusters",
      type: "circle",
      source: "spots",
      filter: ["has", "point_count"],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 10, 40, 26],
        "circle-color": colour("paper"),
        "circle-stroke-color": ink,
        "circle-stroke-width": 1.8,
      },
    },
    {
      id: "places",
      type: "symbol",
      source: "spots",
      filter: alone,
      layout: {
        ...text,
        "text-field": ["get", "place"],
        "text-variable-anchor": ANCHORS,
        "text-radial-offset": 0.9,
        "text-justify": "auto",
        "symbol-sort-key": ["-", 0, ["get", "count"]],
      },
      paint: halo,
    },
    {
      id: "together",
      type: "symbol",
      source: "spots",
      filter: ["all", ["has", "point_count"], ["<", ["get", "point_count"], 10]],
      layout: {
        ...text,
        // the first of them by name, and how many more there are
        "text-field": [
          "concat",
          ["slice", ["get", "places"], 0, ["index-of", "\n", ["get", "places"]]],
          " +",
          ["to-string", ["-", ["get", "point_count"], 1]],
        ],
        "text-variable-anchor": ANCHORS,
        "text-radial-offset": 1.4,
        "text-justify": "auto",
      },
      paint: halo,
    },
    {
      id: "counts",
      type: "symbol",
      source: "spots",
      filter: ["has", "point_count"],
      layout: { ...text, "text-field": ["to-string", ["get", "count"]], "text-allow-overlap": true, "text-padding": 7 },
      paint: { "text-color": ink },
    },
    {
      id: "kept-free", // labels keep off one another only, so each dot stands for an unseen one
      type: "symbol",
      source: "spots",
      filter: alone,
      layout: { ...text, "text-size": 16, "text-field": "●", "text-allow-overlap": true, "text-padding": 0 },
      paint: { "text-opacity": 0 },
    },
  ];
}

function card({ place, precision, features }: Spot): HTMLElement {
  const lines = features.slice(0, MOST_LINES).map(({ properties }) => el("li", {}, el("bdi", {}, properties.label)));
  const more = features.length - lines.length;
  return el(
    "div",
    { class: "spot" },
    el("p", {}, el("strong", {}, el("bdi", {}, place)), el("small", {}, ` ${precision}`)),
    el("ul", {}, ...lines),
    more > 0 ? el("p", {}, `and ${more} more: click for the quotes`) : null,
  );
}
