// Places of the (y, φ) plane sorted into tiles. Those of a row follow one another in memory, so that however many of them lie side by
// side, they are one stretch. Other geometries, and few particles, have one tile.

import { edge, geometry, PLANE } from './measure';
import {
  A,
  B,
  blockOf,
  C,
  EMPTY,
  F,
  halfOf,
  int,
  MOVED,
  NEAR,
  NODE,
  open,
  recordOf,
  setInt,
  spareBlocks,
  spareRecordOf,
  start,
  stretch,
  TILE,
} from './memory';

/** Rapidities beyond this belong to the outermost tiles. */
const LARGEST_RAPIDITY: f64 = 8;
/** Fewer than this are not worth tiles. */
const WORTH_TILES: i32 = 96;
/** Rows and columns to a radius; coarser, both by the same factor, where these would be too many. */
const ROWS: f64 = 2;
const COLUMNS: f64 = 4;
/** No more rows than this. */
export const MOST_ROWS: i32 = 256;
/** No more tiles a particle than this. Each has one hole at first. */
const TILES_PER_PARTICLE: f64 = 0.5;
/** Half sides of what is searched are so much more, rad: what lies at the border is rounded. */
const SAFE: f64 = 1e-9;

/** Places that have been given out, holes included. */
export let end: i32 = 0;
/** Whether there is one tile alone. */
export let single: bool = true;
let rows: i32 = 1;
let columns: i32 = 1;
let lowest: f64 = 0;
let perRow: f64 = 1;
let perColumn: f64 = 1;

/** No more holes, and tiles, than this are needed for so many particles. */
export function mostHoles(count: i32): i32 {
  return <i32>(TILES_PER_PARTICLE * <f64>count) + 8;
}

/** Chooses the tiles for so many spares. */
function choose(count: i32): void {
  rows = 1;
  columns = 1;
  single = true;
  if (geometry !== PLANE || count < WORTH_TILES) return;
  let low = LARGEST_RAPIDITY;
  let high = -LARGEST_RAPIDITY;
  for (let i: i32 = 0; i < count; i++) {
    const y = load<f64>(halfOf(spareBlocks, i), A);
    if (y < low) low = y;
    if (y > high) high = y;
  }
  lowest = Math.max(low, -LARGEST_RAPIDITY);
  const height = Math.max(SAFE, Math.min(high, LARGEST_RAPIDITY) - lowest);
  const most = TILES_PER_PARTICLE * <f64>count;
  const R = Math.sqrt(edge);
  // As fine as is wanted, or both coarser by the same factor.
  const fine = ((height * ROWS) / R) * ((2 * Math.PI * COLUMNS) / R);
  const coarser = Math.max(1, Math.sqrt(fine / most));
  rows = <i32>Math.max(1, Math.min(<f64>MOST_ROWS, (height * ROWS) / (R * coarser)));
  columns = <i32>Math.max(1, Math.min(most / <f64>rows, (2 * Math.PI * COLUMNS) / (R * coarser)));
  perRow = <f64>rows / height;
  perColumn = <f64>columns / (2 * Math.PI);
  single = rows * columns === 1;
}

function rowAt(y: f64): i32 {
  const row = <i32>((y - lowest) * perRow);
  return y < lowest ? 0 : row < rows ? row : rows - 1;
}

function columnAt(phi: f64): i32 {
  const column = <i32>((phi + Math.PI) * perColumn);
  return column < columns ? column : columns - 1;
}

/** The tile of a direction. */
export function tileAt(y: f64, phi: f64): i32 {
  return single ? 0 : rowAt(y) * columns + columnAt(phi);
}

/** Gives places to so many spares, and tells in `MOVED` of each which: direction, f and node. */
export function lay(count: i32): void {
  choose(count);
  const tiles = rows * columns;
  memory.fill(open, 0, (<usize>tiles) << 2);
  for (let i: i32 = 0; i < count; i++) {
    const half = halfOf(spareBlocks, i);
    const t = tileAt(load<f64>(half, A), load<f64>(half, B));
    store<i32>(spareRecordOf(i), t, TILE);
    setInt(open, t, int(open, t) + 1);
  }
  end = 0;
  const slack: i32 = single ? 0 : 1;
  for (let t: i32 = 0; t < tiles; t++) {
    setInt(start, t, end);
    const filled = end + int(open, t);
    setInt(open, t, end);
    if (slack) hole(filled, t);
    end = filled + slack;
  }
  setInt(start, tiles, end);
  hole(end, 0);
  for (let i: i32 = 0; i < count; i++) {
    const from = spareRecordOf(i);
    const t = load<i32>(from, TILE);
    const k = int(open, t);
    setInt(open, t, k + 1);
    store<i32>(from, k, MOVED);
    const to = recordOf(k);
    store<i32>(to, t, TILE);
    store<i32>(to, load<i32>(from, NODE), NODE);
    store<f64>(to, load<f64>(from, F), F);
    const half = blockOf(k);
    const was = halfOf(spareBlocks, i);
    store<f64>(half, load<f64>(was, A), A);
    store<f64>(half, load<f64>(was, B), B);
    store<f64>(half, load<f64>(was, C), C);
  }
}

function hole(k: i32, t: i32): void {
  store<i32>(recordOf(k), t, TILE);
  const half = blockOf(k);
  store<f64>(half, 0, B);
  store<f64>(half, 0, C);
  store<f64>(half, 0, NEAR);
  empty(k);
}

/** Nothing is in a place any more. */
export function empty(k: i32): void {
  store<f64>(blockOf(k), Infinity, A);
  store<i32>(recordOf(k), EMPTY, NODE);
}

/** A place of a tile where nothing is, −1 where there is none. */
export function vacancy(t: i32): i32 {
  const until = int(start, t + 1);
  for (let k = int(start, t); k < until; k++) if (load<i32>(recordOf(k), NODE) === EMPTY) return k;
  return -1;
}

/** Whoever is in a tile and beside it: one stretch. */
export function beside(t: i32): i32 {
  const column = t % columns;
  setStretch(0, column > 0 ? t - 1 : t, column + 1 < columns ? t + 2 : t + 1);
  return 1;
}

/** Stretches that hold whatever is so near to a direction, and more. Returns their number. */
export function around(y: f64, phi: f64, radius: f64): i32 {
  if (single) {
    setStretch(0, 0, 1);
    return 1;
  }
  const r = radius + SAFE;
  const lastRow = rowAt(y + r) * columns;
  const from = <i32>Math.floor((phi - r + Math.PI) * perColumn);
  const to = <i32>Math.floor((phi + r + Math.PI) * perColumn);
  let count: i32 = 0;
  for (let t = rowAt(y - r) * columns; t <= lastRow; t += columns) {
    if (to - from >= columns) setStretch(count++, t, t + columns);
    else if (from < 0) {
      setStretch(count++, t, t + to + 1);
      setStretch(count++, t + columns + from, t + columns);
    } else if (to >= columns) {
      setStretch(count++, t + from, t + columns);
      setStretch(count++, t, t + to - columns + 1);
    } else setStretch(count++, t + from, t + to + 1);
  }
  return count;
}

/** From the first place of a tile to that of another, and one more where a block is not whole. */
function setStretch(s: i32, from: i32, to: i32): void {
  const at = stretch + ((<usize>s) << 3);
  store<u32>(at, (int(start, from) >> 1) << 6);
  store<u32>(at, ((int(start, to) + 1) >> 1) << 6, 4);
}
