// Who is nearest, two places at a time in SIMD. Holes are infinitely far, so that whole stretches are read, and the other half of a
// block that is cut: no harm is in looking at more than is near.

import { edge, geometry, PLANE, placeA, placeB, placeC, SPHERE } from './measure';
import {
  A,
  B,
  BEAM,
  blockOf,
  blocks,
  C,
  F,
  NEAR,
  NEAREST,
  NODE,
  PARTNER,
  recordOf,
  stretch,
  TILE,
} from './memory';
import { around, beside, single } from './tiles';
import { set } from './tournament';

/** Compiled twice, with c where T is a float and without. */
function apart<T>(ai: v128, bi: v128, ci: v128, turn: v128, at: usize): v128 {
  const x = f64x2.sub(ai, v128.load(at, A));
  const across = f64x2.abs(f64x2.sub(bi, v128.load(at, B)));
  if (!isFloat<T>()) {
    const y = f64x2.pmin(across, f64x2.sub(turn, across));
    return f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y));
  }
  const z = f64x2.sub(ci, v128.load(at, C));
  return f64x2.add(f64x2.add(f64x2.mul(x, x), f64x2.mul(across, across)), f64x2.mul(z, z));
}

/** The nearest of place i. */
export function look(i: i32): void {
  if (geometry === SPHERE) lookThrough<f64>(i);
  else lookThrough<i32>(i);
}

function lookThrough<T>(i: i32): void {
  const half = blockOf(i);
  const y = load<f64>(half, A);
  const phi = load<f64>(half, B);
  const ai = f64x2.splat(y);
  const bi = f64x2.splat(phi);
  const ci = f64x2.splat(load<f64>(half, C));
  const turn = f64x2.splat(geometry === PLANE ? 2 * Math.PI : Infinity);
  // Not its own nearest.
  store<f64>(half, Infinity, A);
  let low = f64x2.splat(edge);
  let found = i64x2.splat(BEAM);
  // Beside it first, then as far as what was found there.
  let count = single ? around(y, phi, 0) : beside(load<i32>(recordOf(i), TILE));
  for (let all = single; ; all = true) {
    for (let s: i32 = 0; s < count; s++) {
      const pair = stretch + ((<usize>s) << 3);
      const until = blocks + <usize>load<u32>(pair, 4);
      for (let at = blocks + <usize>load<u32>(pair); at < until; at += 64) {
        const g = apart<T>(ai, bi, ci, turn, at);
        found = v128.bitselect(i64x2.splat(at), found, f64x2.lt(g, low));
        low = f64x2.pmin(low, g);
      }
    }
    if (all) break;
    count = around(y, phi, Math.sqrt(least(low)));
  }
  store<f64>(half, y, A);
  settle(i, low, found);
}

function least(low: v128): f64 {
  return f64x2.extract_lane(f64x2.pmin(low, i64x2.shuffle(low, low, 1, 0)), 0);
}

/** Of two that were found, in blocks at these addresses, the nearer one is i's nearest. */
function settle(i: i32, low: v128, found: v128): void {
  const odd = f64x2.extract_lane(low, 1) < f64x2.extract_lane(low, 0);
  const at = select(i64x2.extract_lane(found, 1), i64x2.extract_lane(found, 0), odd);
  const record = recordOf(i);
  store<f64>(blockOf(i), least(low), NEAR);
  if (at < 0) {
    store<i32>(record, BEAM, NEAREST);
    return;
  }
  const k = <i32>((<usize>at - blocks) >> 5) + <i32>odd;
  store<i32>(record, k, NEAREST);
  store<i32>(record, load<i32>(recordOf(k), NODE), PARTNER);
}

/** The nearest of place j, a hole still, where what `place` found will be node `merged`; and who has it as the nearest is told so. */
export function meet(j: i32, merged: i32): void {
  if (geometry === SPHERE) meetThrough<f64>(j, merged);
  else meetThrough<i32>(j, merged);
}

function meetThrough<T>(j: i32, merged: i32): void {
  const aj = f64x2.splat(placeA);
  const bj = f64x2.splat(placeB);
  const cj = f64x2.splat(placeC);
  const turn = f64x2.splat(geometry === PLANE ? 2 * Math.PI : Infinity);
  let low = f64x2.splat(edge);
  let found = i64x2.splat(BEAM);
  const count = around(placeA, placeB, Math.sqrt(edge));
  for (let s: i32 = 0; s < count; s++) {
    const pair = stretch + ((<usize>s) << 3);
    const until = blocks + <usize>load<u32>(pair, 4);
    for (let at = blocks + <usize>load<u32>(pair); at < until; at += 64) {
      const g = apart<T>(aj, bj, cj, turn, at);
      found = v128.bitselect(i64x2.splat(at), found, f64x2.lt(g, low));
      low = f64x2.pmin(low, g);
      const nearer = f64x2.lt(g, v128.load(at, NEAR));
      if (v128.any_true(nearer)) {
        const k = <i32>((at - blocks) >> 5);
        if (i64x2.extract_lane(nearer, 0)) nearerTo(k, j, merged, f64x2.extract_lane(g, 0));
        if (i64x2.extract_lane(nearer, 1)) nearerTo(k + 1, j, merged, f64x2.extract_lane(g, 1));
      }
    }
  }
  settle(j, low, found);
}

/** The nearest of place k is j now. */
function nearerTo(k: i32, j: i32, merged: i32, g: f64): void {
  const record = recordOf(k);
  store<f64>(blockOf(k), g, NEAR);
  store<i32>(record, j, NEAREST);
  store<i32>(record, merged, PARTNER);
  set(k, load<f64>(record, F), g);
}
