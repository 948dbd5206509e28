// The convex hull of points, by Andrew's monotone chain (Inf. Process. Lett. 9 (1979) 216): O(n log n).
// It knows nothing of the cylinder: points of the plane are brought into one chart of φ first (`unwrapped`).

import { wrapPhi } from './geometry.ts';

export type Place = readonly [number, number];

/**
 * Corners of the hull, counter-clockwise, each once and no three in line, from the least first coordinate on. Points in
 * line give their two ends, equal points one, no points none.
 */
export function convexHull(points: readonly Place[]): Place[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const distinct = sorted.filter((p, i) => i === 0 || p[0] !== sorted[i - 1][0] || p[1] !== sorted[i - 1][1]);
  if (distinct.length < 3) return distinct;
  const below = chain(distinct);
  const above = chain(distinct.reverse());
  return [...below, ...above];
}

/** One side of the hull of sorted points, without its last point: the other side begins with it. */
function chain(points: readonly Place[]): Place[] {
  const side: Place[] = [];
  for (const point of points) {
    while (side.length > 1 && turn(side[side.length - 2], side[side.length - 1], point) <= 0) side.pop();
    side.push(point);
  }
  side.pop();
  return side;
}

/** Twice the area of the triangle a, b, c: positive where it turns left. */
function turn(a: Place, b: Place, c: Place): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Points (y, φ) with φ continued around the first one's, within π of it: a jet across ±π is in one piece. */
export function unwrapped(points: readonly Place[]): Place[] {
  return points.map(([y, phi]) => [y, points[0][1] + wrapPhi(phi - points[0][1])]);
}
