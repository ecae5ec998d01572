// A map that is drawn slowly (no graphics card) is drawn with fewer pixels while it moves.

import type { Map } from "maplibre-gl";

import { settled } from "./dom";

const SLOW = 30; // milliseconds between two frames
const PAUSE = 400; // milliseconds: more is a hand that rested, not a slow frame
const FEWER = 0.5; // of the screen's pixels, each way
const REST = 250; // milliseconds after which a map that does not move is drawn with all of them

/** Keep the frames of a map's moves short. */
export function coarseWhileMoving(map: Map): void {
  let last = 0;
  let gap = 0;
  let coarse = false;
  const set = (to: boolean): void => {
    if (coarse === to) return;
    coarse = to; // first: the map says that it moved when its pixels change
    setPixels(map, devicePixelRatio * (to ? FEWER : 1));
  };
  const rest = settled(REST, () => (map.isMoving() ? rest() : set(false)));
  map.on("move", () => {
    const now = performance.now();
    if (now - last < PAUSE) gap += (now - last - gap) / 4;
    last = now;
    if (gap > SLOW && map.isMoving()) set(true);
    if (coarse) rest();
  });
}

/** Change how many pixels are drawn. The map would stop what moves it, as when its size changes: it goes on. */
function setPixels(map: Map, ratio: number): void {
  const { stop } = map;
  map.stop = () => map;
  try {
    map.setPixelRatio(ratio);
  } finally {
    map.stop = stop;
  }
}
