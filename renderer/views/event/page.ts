// The page of an exported view: as wide as a page, as tall as the plane's shape asks.

/** Page width, points. */
const WIDTH = 720;
const HEIGHT = { smallest: 430, largest: 760 };
/** Room that legends, axes and caption take, points. */
const ROOM = { x: 186, y: 110 };

export function pageFor(plane: { readonly width: number; readonly height: number }) {
  const tall = ((WIDTH - ROOM.x) * plane.height) / plane.width + ROOM.y;
  return { width: WIDTH, height: Math.round(Math.min(HEIGHT.largest, Math.max(HEIGHT.smallest, tall))) };
}
