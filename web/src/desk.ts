// What every page of the desk loads: quotes, keys, and the pictures that the page has, each fetched when needed.

import { joinSides } from "./document";
import { listenForKeys } from "./keys";
import { listenForQuotes } from "./quotes";

import "./desk.css";

type Draw = (host: HTMLElement) => Promise<void> | void;

const PICTURES: Record<string, () => Promise<Draw>> = {
  tree: async () => (await import("./tree")).drawTree,
  network: async () => (await import("./network")).drawNetwork,
  timeline: async () => (await import("./timeline")).drawTimeline,
  map: async () => (await import("./map")).drawMap,
};

listenForQuotes();
listenForKeys();
const text = document.querySelector<HTMLElement>("[data-text]");
if (text) joinSides(text);
for (const host of document.querySelectorAll<HTMLElement>("[data-picture]")) {
  const draw = PICTURES[host.dataset.picture ?? ""];
  // a picture that cannot be drawn leaves the table that the server wrote
  if (draw) void draw().then((made) => made(host));
}
