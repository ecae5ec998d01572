// Builds the scripts of the desk into orbat/serve/static/built: everything a page loads is served from there.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { feature } from "topojson-client";

const here = import.meta.dirname;
const out = join(here, "../orbat/serve/static/built");
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const { metafile } = await build({
  entryPoints: { desk: join(here, "src/desk.ts") },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome111", "firefox114", "safari16.4"],
  minify: true,
  metafile: true,
  legalComments: "none", // they are in LICENSES.txt, with those that are only in files
  logLevel: "warning",
});

const packages = join(here, "node_modules");
await cp(join(packages, "maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "maplibre-gl-worker.js"));
await cp(join(packages, "maplibre-gl/dist/maplibre-gl.css"), join(out, "maplibre-gl.css"));
await cp(join(packages, "htmx.org/dist/htmx.min.js"), join(out, "htmx.js"));

// The base map: Natural Earth's countries, and a point for each name in the middle of its largest part.
const topology = JSON.parse(await readFile(join(packages, "world-atlas/countries-50m.json"), "utf-8"));
const countries = feature(topology, topology.objects.countries);
const labels = countries.features.map(({ properties, geometry }) => {
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const measured = parts.map(([ring]) => middle(ring)).sort((a, b) => b.area - a.area);
  return { name: properties.name, at: measured[0].at, area: Math.round(measured[0].area * 100) / 100 };
});
await writeFile(join(out, "countries.json"), JSON.stringify(topology));
await writeFile(join(out, "country-names.json"), JSON.stringify(labels));

const used = new Set(["maplibre-gl", "htmx.org", "world-atlas"]);
for (const input of Object.keys(metafile.inputs)) {
  const found = input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/);
  if (found) used.add(found[1]);
}
const licences = [];
for (const name of [...used].sort()) {
  const files = (await readdir(join(packages, name))).filter((file) => /^(licen[cs]e|copying)/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(packages, name, file), "utf-8")));
  const { version, license } = JSON.parse(await readFile(join(packages, name, "package.json"), "utf-8"));
  licences.push(`${name} ${version} (${license})\n\n${texts.join("\n").trim()}\n`);
}
await writeFile(join(out, "LICENSES.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));

function middle(ring) {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    area += cross / 2;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  const at = area ? [x / (6 * area), y / (6 * area)] : ring[0];
  return { area: Math.abs(area), at: at.map((n) => Math.round(n * 1000) / 1000) };
}
