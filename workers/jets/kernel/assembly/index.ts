// Sequential recombination, for WebAssembly with SIMD. What it does and why: ../../cluster.ts.
// AssemblyScript; `npm run kernel` compiles it into ../kernel.wasm.ts.

import { combine, place, placeA, placeB, placeC, placeF, unit } from './measure';
import {
  A,
  B,
  BEAM,
  blockOf,
  C,
  distance,
  EMPTY,
  F,
  first,
  halfOf,
  into,
  left,
  MOVED,
  NEAR,
  NEAREST,
  NODE,
  PARTNER,
  packed,
  particles,
  recordOf,
  right,
  STALE,
  second,
  setInt,
  setReal,
  spareBlocks,
  spareRecordOf,
  TILE,
} from './memory';
import { look, meet } from './search';
import { empty, end, lay, tileAt, vacancy } from './tiles';
import { champion, enter, invite, leave, plant, set } from './tournament';

export { define } from './measure';
export { begin } from './memory';

/** Fewer than this are not laid out anew when half of them are gone. */
const WORTH_MOVING: i32 = 64;

/** Clusters what is in memory in so many steps. Returns the number of nodes; nodes and steps are then in a row from px on. */
export function cluster(steps: i32): i32 {
  let nodes = particles;
  memory.fill(left, 0xff, (<usize>nodes) << 2);
  memory.fill(right, 0xff, (<usize>nodes) << 2);
  scatter();
  let laid = particles;
  for (let step: i32 = 0; step < steps; step++) {
    const i = least();
    const record = recordOf(i);
    const j = load<i32>(record, NEAREST);
    const one = load<i32>(record, NODE);
    setInt(first, step, one);
    setReal(distance, step, load<f64>(blockOf(i), NEAR) * load<f64>(record, F) * unit);
    empty(i);
    if (j === BEAM) {
      setInt(second, step, BEAM);
      setInt(into, step, BEAM);
      leave(i);
      continue;
    }
    const other = load<i32>(recordOf(j), NODE);
    empty(j);
    setInt(second, step, other);
    setInt(into, step, nodes);
    setInt(left, nodes, one);
    setInt(right, nodes, other);
    combine(one, other, nodes);
    place(nodes);
    const t = tileAt(placeA, placeB);
    // Into the winner's place where it can be, whose matches have to be played again anyhow.
    let k = load<i32>(record, TILE) === t ? i : load<i32>(recordOf(j), TILE) === t ? j : vacancy(t);
    if (k < 0 || (laid > WORTH_MOVING && (particles - step) << 1 < laid)) {
      laid = particles - step - 1;
      k = rearrange(nodes);
      meet(k, nodes);
    } else {
      meet(k, nodes);
      if (k !== i) leave(i);
      if (k !== j) leave(j);
    }
    const half = blockOf(k);
    const to = recordOf(k);
    store<f64>(half, placeA, A);
    store<f64>(half, placeB, B);
    store<f64>(half, placeC, C);
    store<f64>(to, placeF, F);
    store<i32>(to, nodes++, NODE);
    set(k, placeF, load<f64>(half, NEAR));
  }
  packed(nodes, steps);
  return nodes;
}

/** Gives every particle a place and its nearest. */
function scatter(): void {
  for (let i: i32 = 0; i < particles; i++) spare(i, i);
  lay(particles);
  invite(end);
  for (let k: i32 = 0; k < end; k++) {
    const record = recordOf(k);
    if (load<i32>(record, NODE) === EMPTY) continue;
    look(k);
    enter(k, load<f64>(record, F), load<f64>(blockOf(k), NEAR));
  }
  plant();
}

/** A spare from a node. */
function spare(i: i32, node: i32): void {
  place(node);
  const half = halfOf(spareBlocks, i);
  const record = spareRecordOf(i);
  store<f64>(half, placeA, A);
  store<f64>(half, placeB, B);
  store<f64>(half, placeC, C);
  store<f64>(record, placeF, F);
  store<i32>(record, node, NODE);
}

/** Gives new places to all that is left, and one, a hole still, to a node that comes in. Returns that one. */
function rearrange(merged: i32): i32 {
  let count: i32 = 0;
  for (let k: i32 = 0; k < end; k++) {
    const from = recordOf(k);
    if (load<i32>(from, NODE) === EMPTY) continue;
    const to = spareRecordOf(count);
    memory.copy(to, from, 32);
    if (!certain(k)) store<i32>(to, STALE, PARTNER);
    const half = halfOf(spareBlocks, count);
    const was = blockOf(k);
    store<f64>(half, load<f64>(was, A), A);
    store<f64>(half, load<f64>(was, B), B);
    store<f64>(half, load<f64>(was, C), C);
    store<f64>(half, load<f64>(was, NEAR), NEAR);
    store<i32>(from, count++, MOVED);
  }
  // Nearest as spares, while it is known who was where.
  for (let i: i32 = 0; i < count; i++) {
    const to = spareRecordOf(i);
    const nearest = load<i32>(to, NEAREST);
    if (nearest === BEAM) continue;
    store<i32>(to, load<i32>(to, PARTNER) === STALE ? i : load<i32>(recordOf(nearest), MOVED), NEAREST);
  }
  spare(count, merged);
  lay(count + 1);
  invite(end);
  for (let i: i32 = 0; i < count; i++) {
    const from = spareRecordOf(i);
    const k = load<i32>(from, MOVED);
    const to = recordOf(k);
    const nearest = load<i32>(from, NEAREST);
    store<i32>(to, nearest === BEAM ? BEAM : load<i32>(spareRecordOf(nearest), MOVED), NEAREST);
    store<i32>(to, load<i32>(from, PARTNER), PARTNER);
    const g = load<f64>(halfOf(spareBlocks, i), NEAR);
    store<f64>(blockOf(k), g, NEAR);
    enter(k, load<f64>(to, F), g);
  }
  plant();
  const k = load<i32>(spareRecordOf(count), MOVED);
  empty(k);
  store<f64>(blockOf(k), 0, NEAR);
  return k;
}

/** The place with the least f × g, which is certain. */
function least(): i32 {
  let i = champion();
  while (!certain(i)) {
    look(i);
    set(i, load<f64>(recordOf(i), F), load<f64>(blockOf(i), NEAR));
    i = champion();
  }
  return i;
}

/** Whether the nearest of a place is there still. */
function certain(i: i32): bool {
  const record = recordOf(i);
  const j = load<i32>(record, NEAREST);
  return j === BEAM || load<i32>(record, PARTNER) === load<i32>(recordOf(j), NODE);
}
