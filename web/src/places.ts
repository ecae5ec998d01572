// What is drawn on a map: spots, each with all that is said of it; and routes.

import { begin, end } from "./days";
import type { MapData, MapFeature } from "./types";

export interface Spot {
  at: [number, number];
  place: string;
  precision: string;
  radius: number;
  features: MapFeature[];
}

/** Predicates that say where somebody is, and not what happened there. */
const PRESENCE = new Set(["based_in", "operates_in", "controls", "recruits_from"]);

/** The features that may hold on some day between two; without a date they hold on any. */
export function between(features: MapFeature[], from: number, to: number): MapFeature[] {
  return features.filter(({ properties: { first, last } }) => {
    return (!first || begin(first) <= to) && (!last || end(last) > from);
  });
}

/** One spot for all that is said of the same point. */
export function spotsOf(features: MapFeature[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const feature of features) {
    if (feature.geometry.type !== "Point") continue;
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const { place, label, precision, radius_m: radius } = feature.properties;
    const key = `${lon} ${lat} ${precision}`;
    const spot = spots.get(key) ?? { at: [lon, lat], place: place ?? label, precision, radius: radius ?? 0, features: [] };
    spot.features.push(feature);
    spots.set(key, spot);
  }
  return [...spots.values()];
}

/** Spots as the map's source: `spot` finds them again, `metres` is their radius stretched as Mercator does. */
export function pointsOf(spots: Spot[]): GeoJSON.FeatureCollection<GeoJSON.Point> {
  const features = spots.map(({ at, place, precision, radius, features }, spot) => {
    const metres = radius / Math.cos((at[1] * Math.PI) / 180);
    const present = features.some(({ properties }) => PRESENCE.has(properties.predicate));
    const properties = { spot, place, precision, metres, present, count: features.length };
    return { type: "Feature" as const, geometry: { type: "Point" as const, coordinates: at }, properties };
  });
  return { type: "FeatureCollection", features };
}

/** Routes as the map's source. */
export function routesOf(features: MapFeature[]): MapData {
  return { type: "FeatureCollection", features: features.filter(({ geometry }) => geometry.type === "LineString") };
}

/** The claims of features, each once. */
export function claimsAt(features: MapFeature[]): string[] {
  return [...new Set(features.flatMap(({ properties }) => properties.claims))];
}

/** West, south, east, north of everything; null of nothing. */
export function bounds(features: MapFeature[]): [number, number, number, number] | null {
  const positions = features.flatMap(({ geometry }) =>
    geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates,
  );
  if (!positions.length) return null;
  const lons = positions.map(([lon = 0]) => lon);
  const lats = positions.map(([, lat = 0]) => lat);
  const all = (pick: (a: number, b: number) => number, of: number[]): number => of.reduce((a, b) => pick(a, b));
  return [all(Math.min, lons), all(Math.min, lats), all(Math.max, lons), all(Math.max, lats)];
}
