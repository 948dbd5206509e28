// A closed outline of places: the places themselves in turn, or their convex hull (Andrew's monotone chain, 1979), with
// as many vertices as asked for, evenly along it.

type Place = readonly [number, number];

/** Interleaved, segments + 1 places, the first one again at the end. `inTurn`: the places are an outline already. */
export function hullOutline(places: readonly Place[], segments: number, inTurn: boolean): Float64Array {
  const line = inTurn ? places : hull(places);
  const out = new Float64Array(2 * segments + 2);
  const until = [0];
  for (let k = 0; k < line.length; k++) {
    const [p, q] = [line[k], line[(k + 1) % line.length]];
    until.push(until[k] + Math.hypot(q[0] - p[0], q[1] - p[1]));
  }
  const total = until[line.length];
  let side = 0;
  for (let k = 0; k <= segments; k++) {
    const target = (total * (k % segments)) / segments;
    if (k === segments) side = 0;
    while (side < line.length - 1 && until[side + 1] <= target) side++;
    const [p, q] = [line[side], line[(side + 1) % line.length]];
    const length = until[side + 1] - until[side];
    const along = length > 0 ? (target - until[side]) / length : 0;
    out[2 * k] = p[0] + along * (q[0] - p[0]);
    out[2 * k + 1] = p[1] + along * (q[1] - p[1]);
  }
  return out;
}

/** Counter-clockwise; a single place where all coincide. */
export function hull(places: readonly Place[]): Place[] {
  const sorted = [...places].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const turn = (o: Place, p: Place, q: Place) =>
    (p[0] - o[0]) * (q[1] - o[1]) - (p[1] - o[1]) * (q[0] - o[0]);
  const half = (list: readonly Place[]) => {
    const kept: Place[] = [];
    for (const place of list) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], place) <= 0) kept.pop();
      kept.push(place);
    }
    return kept.slice(0, -1);
  };
  const found = [...half(sorted), ...half(sorted.toReversed())];
  return found.length > 0 ? found : sorted.slice(0, 1);
}
