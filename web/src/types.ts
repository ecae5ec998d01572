// What the API under /api/v1 answers, as far as the pictures use it.

export interface Cited {
  claim: string;
  quote: string;
  voices: string;
  published: string | null;
}

export interface Contest {
  rule: string;
  why: string;
  citations: Cited[];
}

export interface Line {
  finding: string;
  subject: string;
  subject_id: string;
  predicate: string;
  label: string;
  text: string;
  object: string | null;
  when: string;
  edtf: string | null;
  place: string;
  status: string;
  stance: string;
  citations: Cited[];
  disputes: Contest[];
  reviewed: boolean;
  perhaps: string;
  marks: string[];
}

export interface Unit {
  entity: string;
  label: string;
  kind: string;
  standing: "named" | "unnamed" | "unknown";
  asked: boolean;
  via: Line[];
  marks: string[];
  notes: string[];
  elsewhere: string[];
  leaders: Line[];
  under: Unit[];
  cut: "" | "circle" | "shown above";
}

export interface NetworkNode {
  entity: string;
  label: string;
  kind: string;
  mentions: number;
  steps: number | null;
}

export interface NetworkEdge {
  subject: string;
  object: string;
  line: Line;
}

export interface Network {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  left_out: number;
}

export interface TimelineItem {
  lane: string;
  kind: string;
  label: string;
  first: string | null;
  last: string | null;
  precision: string;
  approximate: boolean;
  claims: string[];
  marks?: string[];
  when?: string;
}

export interface Timeline {
  lanes: { entity: string; name: string }[];
  items: TimelineItem[];
}

export interface MapProperties {
  label: string;
  place?: string;
  entity: string;
  predicate: string;
  first: string | null;
  last: string | null;
  precision: string;
  radius_m: number | null;
  claims: string[];
}

export type MapFeature = GeoJSON.Feature<GeoJSON.Point | GeoJSON.LineString, MapProperties>;
export type MapData = GeoJSON.FeatureCollection<GeoJSON.Point | GeoJSON.LineString, MapProperties>;

/** The claims of lines, each once. */
export function claimsOf(lines: Line[]): string[] {
  return [...new Set(lines.flatMap((line) => line.citations.map((cited) => cited.claim)))];
}

/** The claims that speak for lines, and those of the other side. */
export function bothSides(lines: Line[]): string[] {
  const against = lines.flatMap((line) => line.disputes.flatMap((d) => d.citations.map((c) => c.claim)));
  return [...new Set([...claimsOf(lines), ...against])];
}
