// What every page of the desk loads: the panel, keys, search, and the pictures that the page has, each fetched
// when it is needed. Without any of it a page says the same in words.

import { decideInPlace, joinSides } from "./document";
import { listenForKeys } from "./keys";
import { listenForPanel } from "./panel";
import { searchAsYouType } from "./search";

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
decideInPlace();
const text = document.querySelector<HTMLElement>("article.text");
if (text) joinSides(text);
const search = document.querySelector<HTMLFormElement>("form.search");
if (search) searchAsYouType(search);
for (const host of document.querySelectorAll<HTMLElement>("[data-picture]")) {
  const draw = PICTURES[host.dataset.picture ?? ""];
  if (draw) void draw().then((made) => made(host));
}
