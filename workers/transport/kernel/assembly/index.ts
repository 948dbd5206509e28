// The inner loops of the transport simplex, for WebAssembly with SIMD. What it does and why: ../../simplex.ts.
// AssemblyScript; `npm run kernel` compiles it into ../kernel.wasm.ts.

import { least, placeOf } from './costs';
import { cost, dual, flow, hubs, int, parent, real, root, rowOf, setReal, size, spokes } from './memory';
import { greedy } from './start';
import { recompute, rehang, thread } from './tree';

export { certify, fillCosts, level, priorFromSpokes, scale } from './costs';
export { begin, cost, dual, flow, parent, places, potential, prior, reserve, weight } from './memory';

/** Pairs priced before the best of them is taken: this times the square root of their number, and at least so many. */
const BLOCK_FACTOR: f64 = 2;
const BLOCK_FLOOR: f64 = 64;
/** Duals are recomputed from the tree, and must still price out, at most this often. */
const ROUNDS: i32 = 4;

let cursor: i32 = 0;
let iterations: i32 = 0;
/** The arc that enters: its hub and its spoke (a node). */
let hub: i32 = 0;
let spoke: i32 = 0;

export function pivots(): i32 {
  return iterations;
}

/**
 * Solves for the weights and costs in memory, from the tree in memory where `warm`. Reduced costs down to −tolerance are let
 * be. Returns 1 at an optimum, 0 after `most` pivots.
 */
export function solve(warm: i32, tolerance: f64, most: i32): i32 {
  if (!warm) {
    greedy();
    thread();
    cursor = 0;
  }
  iterations = 0;
  const block = <i32>Math.max(BLOCK_FLOOR, BLOCK_FACTOR * Math.sqrt(<f64>hubs * <f64>spokes));
  for (let round: i32 = 0; round < ROUNDS; round++) {
    recompute();
    const before = iterations;
    let optimal: i32 = 0;
    while (iterations < most) {
      if (!price(block, tolerance)) {
        optimal = 1;
        break;
      }
      pivot();
      iterations++;
    }
    if (!optimal) return 0;
    if (iterations === before) return 1;
  }
  recompute();
  return 1;
}

/** Finds the pair of most negative reduced cost in the next block that has one; false at the optimum. */
function price(block: i32, tolerance: f64): bool {
  const bytes = (<usize>hubs) << 3;
  let lowest = -tolerance;
  let found: i32 = -1;
  let through: f64 = 0;
  let s = cursor < spokes ? cursor : 0;
  let row = rowOf(s);
  let inBlock: i32 = 0;
  for (let scanned: i32 = 0; scanned < spokes; scanned++) {
    const up = int(parent, hubs + s);
    const v = real(row, up) - real(dual, up);
    const best = least(row, dual, hubs);
    if (best - v < lowest) {
      lowest = best - v;
      through = best;
      found = s;
    }
    row += bytes;
    if (++s === spokes) {
      s = 0;
      row = cost;
    }
    inBlock += hubs;
    if (inBlock >= block) {
      if (found >= 0) break;
      inBlock = 0;
    }
  }
  cursor = s;
  if (found < 0) return false;
  hub = placeOf(rowOf(found), dual, hubs, through);
  spoke = hubs + found;
  return true;
}

/** Brings the arc from hub to spoke into the tree. */
function pivot(): void {
  const i = hub;
  const j = spoke;
  const row = rowOf(j - hubs);
  const above = int(parent, j);
  const reduced = real(row, i) - real(dual, i) - (real(row, above) - real(dual, above));
  // One walk to the apex on each side finds it and the leaving arc (named by its child): the last blocking one, counted from the
  // apex along the cycle.
  let a = i;
  let b = j;
  let deltaI: f64 = Infinity;
  let deltaJ: f64 = Infinity;
  let leaveI: i32 = -1;
  let leaveJ: i32 = -1;
  while (a !== b) {
    if (int(size, a) < int(size, b)) {
      // On the hub's side the cycle runs downwards: arcs that point up lose flow.
      if (a < hubs && real(flow, a) < deltaI) {
        deltaI = real(flow, a);
        leaveI = a;
      }
      a = int(parent, a);
    } else {
      if (b >= hubs && real(flow, b) <= deltaJ) {
        deltaJ = real(flow, b);
        leaveJ = b;
      }
      b = int(parent, b);
    }
  }
  const onJ = deltaJ <= deltaI;
  const delta = onJ ? deltaJ : deltaI;
  if (delta > 0) {
    for (let x = i; x !== a; x = int(parent, x))
      setReal(flow, x, real(flow, x) + (x < hubs ? -delta : delta));
    for (let x = j; x !== a; x = int(parent, x))
      setReal(flow, x, real(flow, x) + (x < hubs ? delta : -delta));
  }
  if (onJ) rehang(j, leaveJ, i, a, delta, -reduced);
  else rehang(i, leaveI, j, a, delta, reduced);
}

/** Cost of the flow. */
export function value(): f64 {
  let sum: f64 = 0;
  for (let x: i32 = 0; x < hubs; x++) {
    const p = int(parent, x);
    if (p !== root) sum += real(flow, x) * real(rowOf(p - hubs), x);
  }
  for (let x = hubs; x < root; x++) sum += real(flow, x) * real(rowOf(x - hubs), int(parent, x));
  return sum;
}
