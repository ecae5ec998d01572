// What every page of the desk loads: the panel, keys, and the pictures that the page has, each fetched
// when it is needed. Without any of it a page says the same in words.

import { listenForCards } from "./cards";
import { joinSides } from "./document";
import { takeFiles } from "./drop";
import { walkFound } from "./found";
import { listenForKeys } from "./keys";
import { listenForPanel } from "./panel";

import "./desk.css";

type Draw = (host: HTMLElement) => Promise<void>;

const PICTURES: Record<string, () => Promise<Draw>> = {
  tree: async () => (await import("./tree")).drawTree,
  network: async () => (await import("./network")).drawNetwork,
  timeline: async () => (await import("./timeline")).drawTimeline,
  map: async () => (await import("./map")).drawMap,
};

listenForPanel();
listenForKeys();
listenForCards();
const text = document.querySelector<HTMLElement>("[data-text]");
if (text) joinSides(text);
const field = document.querySelector<HTMLInputElement>("input[type=search]");
const found = document.getElementById("found");
if (field && found) walkFound(field, found);
const drop = document.querySelector<HTMLFormElement>("form[data-drop]");
if (drop) takeFiles(drop);
// what is still being worked out is asked for again; without script the page does so by itself
const again = Number(document.querySelector<HTMLElement>("[data-again]")?.dataset.again);
if (again) setTimeout(() => location.reload(), 1000 * again);
for (const host of document.querySelectorAll<HTMLElement>("[data-picture]")) {
  const draw = PICTURES[host.dataset.picture ?? ""];
  if (draw) void draw().then((made) => made(host));
}
