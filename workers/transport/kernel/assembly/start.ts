// A first basis: every spoke, those with most to lose first (Vogel), takes from the nearest hub (less the prior) that has
// something left, and whichever of the two runs dry becomes the child of the other. Since nobody runs dry twice that is a
// forest, and every arc in it carries something: with the artificial arcs a strongly feasible tree.

import { least, placeOf, regretOf } from './costs';
import {
  BUCKETS,
  bucket,
  counts,
  flow,
  hubs,
  int,
  left,
  open,
  order,
  parent,
  prior,
  real,
  regret,
  root,
  rowOf,
  setInt,
  setReal,
  spokes,
  weight,
} from './memory';

/** Writes `parent` and `flow`; hubs that are nobody's child get the root as parent. */
export function greedy(): void {
  for (let x: i32 = 0; x < root; x++) {
    setReal(left, x, real(weight, x));
    setInt(parent, x, root);
    setReal(flow, x, 0);
  }
  for (let i: i32 = 0; i < hubs; i++) setReal(open, i, real(prior, i));
  rank();
  for (let o: i32 = 0; o < spokes; o++) serve(int(order, o));
}

function serve(spoke: i32): void {
  const j = hubs + spoke;
  const row = rowOf(spoke);
  let dry: i32 = -1;
  while (real(left, j) > 0) {
    const price = least(row, open, hubs);
    if (price === Infinity) break;
    const best = placeOf(row, open, hubs, price);
    const has = real(left, best);
    const needs = real(left, j);
    if (has < needs) {
      setInt(parent, best, j);
      setReal(flow, best, has);
      setReal(left, j, needs - has);
      // A hub with nothing left is infinitely dear.
      setReal(open, best, -Infinity);
      dry = best;
    } else {
      setInt(parent, j, best);
      setReal(flow, j, needs);
      setReal(left, best, has - needs);
      if (has === needs) setReal(open, best, -Infinity);
      setReal(left, j, 0);
    }
  }
  if (int(parent, j) !== root) return;
  // The sums differed in the last bits: a hub gives what it has not, so that every spoke has a hub above it.
  const giver = dry < 0 ? placeOf(row, prior, hubs, least(row, prior, hubs)) : dry;
  setInt(parent, j, giver);
  setReal(flow, j, real(left, j));
  if (giver === dry) {
    setInt(parent, giver, root);
    setReal(flow, j, real(flow, j) + real(flow, giver));
    setReal(flow, giver, 0);
  }
}

/** Spokes by falling regret, sorted roughly: in buckets of its root. */
function rank(): void {
  let highest: f64 = 0;
  for (let s: i32 = 0; s < spokes; s++) {
    const loss = regretOf(rowOf(s), prior, hubs);
    setReal(regret, s, loss);
    if (loss > highest) highest = loss;
  }
  memory.fill(counts, 0, (<usize>BUCKETS + 1) << 2);
  for (let s: i32 = 0; s < spokes; s++) {
    const step = highest > 0 ? <i32>(Math.sqrt(real(regret, s) / highest) * (BUCKETS - 1)) : BUCKETS - 1;
    const b = BUCKETS - 1 - step;
    setInt(bucket, s, b);
    setInt(counts, b + 1, int(counts, b + 1) + 1);
  }
  for (let b: i32 = 0; b < BUCKETS; b++) setInt(counts, b + 1, int(counts, b + 1) + int(counts, b));
  for (let s: i32 = 0; s < spokes; s++) {
    const b = int(bucket, s);
    const place = int(counts, b);
    setInt(order, place, s);
    setInt(counts, b, place + 1);
  }
}
