// Where things lie in the kernel's memory, laid out anew for each event, and how they are read and written.
// Nodes are particles 0 … n − 1, then the mergings in their order. Places hold what is left to be merged, sorted into tiles, with holes
// between. What is searched of two places lies in one block: both a, both b, both c, both near.

import { MOST_ROWS, mostHoles } from './tiles';

/** Instead of a place or a node: the beam. */
export const BEAM: i32 = -1;
/** Node of a hole, whose a is infinite, so that it is near to nothing. */
export const EMPTY: i32 = -2;
/** Partner of what was moved when its nearest had gone. */
export const STALE: i32 = -3;

/** More than this do not fit into 4 GiB. */
const MOST_PARTICLES: i32 = 8_000_000;

export let particles: i32 = 0;

// Addresses in bytes. Of nodes and steps, in the order in which they are handed out; float64 a node: four-momenta.
export let px: usize = 0;
export let py: usize = 0;
export let pz: usize = 0;
export let e: usize = 0;
/** float64 a step. */
export let distance: usize = 0;
/** int32 a node: what was merged into it. */
export let left: usize = 0;
export let right: usize = 0;
/** int32 a step. */
export let first: usize = 0;
export let second: usize = 0;
export let into: usize = 0;

/** 64 bytes two places: direction, and g of the nearest. */
export let blocks: usize = 0;
export const A: usize = 0;
export const B: usize = 16;
export const C: usize = 32;
export const NEAR: usize = 48;
/** 32 bytes a place: f; its node, its tile, its nearest (a place or BEAM), and the node that was there at the time. */
export let records: usize = 0;
export const F: usize = 0;
export const NODE: usize = 8;
export const TILE: usize = 12;
export const NEAREST: usize = 16;
export const PARTNER: usize = 20;
/** Of what is moved, the number of it where it was, and there the place that it is given. */
export const MOVED: usize = 24;
/** Places while others are given out, in the same form. */
export let spareBlocks: usize = 0;
export let spareRecords: usize = 0;

/** float64 and int32, twice the least power of two that is no less than the places: of each match the winner's score and place. */
export let score: usize = 0;
export let winner: usize = 0;

/** int32 a tile and one more: its first place. */
export let start: usize = 0;
/** int32 a tile: the next place to be given. */
export let open: usize = 0;
/** Pairs of int32: bytes in `blocks`, from and to, of stretches that are searched. */
export let stretch: usize = 0;

let top: usize = 0;

function take(count: i32, bytes: i32): usize {
  const at = top;
  top = (top + <usize>count * <usize>bytes + 15) & ~15;
  return at;
}

/** Makes room for clustering so many. Returns the address of px, 0 where memory is out. */
export function begin(count: i32): usize {
  if (count > MOST_PARTICLES) return 0;
  particles = count;
  const nodes = count << 1;
  top = (__heap_base + 15) & ~15;
  px = take(nodes, 8);
  py = take(nodes, 8);
  pz = take(nodes, 8);
  e = take(nodes, 8);
  distance = take(count, 8);
  left = take(nodes, 4);
  right = take(nodes, 4);
  first = take(count, 4);
  second = take(count, 4);
  into = take(count, 4);
  const holes = mostHoles(count);
  const places = count + holes;
  // A block is a cache line.
  top = (top + 63) & ~63;
  blocks = take((places >> 1) + 2, 64);
  records = take(places + 2, 32);
  spareBlocks = take((count >> 1) + 2, 64);
  spareRecords = take(count + 2, 32);
  let leaves: i32 = 1;
  while (leaves < places) leaves <<= 1;
  score = take(leaves << 1, 8);
  winner = take(leaves << 1, 4);
  start = take(holes + 2, 4);
  open = take(holes + 1, 4);
  // A row is two stretches where the seam of φ is between.
  stretch = take(MOST_ROWS << 1, 8);
  const missing = <i32>((top + 65535) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return 0;
  return px;
}

function pack(to: usize, from: usize, bytes: usize): usize {
  memory.copy(to, from, bytes);
  return to + bytes;
}

/** Closes the gaps between the columns of nodes and steps, from px on. */
export function packed(nodes: i32, steps: i32): void {
  const reals = (<usize>nodes) << 3;
  const integers = (<usize>nodes) << 2;
  const stepIntegers = (<usize>steps) << 2;
  let to = px + reals;
  to = pack(to, py, reals);
  to = pack(to, pz, reals);
  to = pack(to, e, reals);
  to = pack(to, distance, stepIntegers << 1);
  to = pack(to, left, integers);
  to = pack(to, right, integers);
  to = pack(to, first, stepIntegers);
  to = pack(to, second, stepIntegers);
  pack(to, into, stepIntegers);
}

/** Address of a place's block, shifted to its half. */
export function blockOf(k: i32): usize {
  return halfOf(blocks, k);
}
export function halfOf(base: usize, k: i32): usize {
  return base + ((<usize>k >> 1) << 6) + ((<usize>k & 1) << 3);
}
/** Address of a place's record. */
export function recordOf(k: i32): usize {
  return records + ((<usize>k) << 5);
}
export function spareRecordOf(k: i32): usize {
  return spareRecords + ((<usize>k) << 5);
}

export function real(base: usize, index: i32): f64 {
  return load<f64>(base + ((<usize>index) << 3));
}
export function setReal(base: usize, index: i32, to: f64): void {
  store<f64>(base + ((<usize>index) << 3), to);
}
export function int(base: usize, index: i32): i32 {
  return load<i32>(base + ((<usize>index) << 2));
}
export function setInt(base: usize, index: i32, to: i32): void {
  store<i32>(base + ((<usize>index) << 2), to);
}
