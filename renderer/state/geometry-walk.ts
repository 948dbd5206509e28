// From point to point of the map with the arrow keys, and to the point under the pointer.

export type Direction = readonly [dx: number, dy: number];

/** Sideways distance counts this much more than distance ahead. */
const ASIDE = 2.5;

/** The point that lies next in a direction (y upwards); −1 where none does. `usable` leaves points out. */
export function nextPoint(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  from: number,
  [dx, dy]: Direction,
  usable: (i: number) => boolean,
): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    if (i === from || !usable(i)) continue;
    const ahead = (x[i] - x[from]) * dx + (y[i] - y[from]) * dy;
    const aside = Math.abs((x[i] - x[from]) * dy - (y[i] - y[from]) * dx);
    if (!(ahead > 0) || aside > 2 * ahead) continue;
    const cost = ahead + ASIDE * aside;
    if (cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}

/** The nearest point to (px, py) within `reach`, in the points' own unit; −1 where there is none. */
export function pointAt(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  px: number,
  py: number,
  reach: number,
  usable: (i: number) => boolean,
): number {
  let best = -1;
  let least = reach;
  for (let i = 0; i < x.length; i++) {
    const away = Math.hypot(x[i] - px, y[i] - py);
    if (away <= least && usable(i)) {
      least = away;
      best = i;
    }
  }
  return best;
}
