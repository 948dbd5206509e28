// Slots of the (y, φ) plane sorted into tiles no smaller than R: whatever is nearer to a slot than R lies in its own tile or in one of
// the eight around it. Other geometries have one tile.

import type { Measure } from './measure.ts';

/** No slot: the end of a tile's list. */
export const NONE = -1;

/** Tiles are no smaller than this, rad, and rapidities beyond the last belong to the outermost. */
const SMALLEST_TILE = 0.1;
const LARGEST_RAPIDITY = 8;
/** Fewer slots than this are not worth tiles. */
const WORTH_TILES = 24;
/** No more tiles a slot than this, or looking at empty ones takes the time. */
const TILES_PER_SLOT = 2;
/** Distances to a tile's side are this much on the safe side, rad: which tile a slot on its side belongs to is rounded. */
const SAFE = 1e-9;
const TURN = 2 * Math.PI;

export class Tiles {
  /** Of each slot. */
  tile = new Int32Array(0);
  next = new Int32Array(0);
  private previous = new Int32Array(0);
  /** First slot of each tile's list. */
  head = new Int32Array(0);
  /** Of each tile, no less than the g between any of its slots and that one's nearest. */
  reach = new Float64Array(0);
  /** What `around` found: tiles, nearest first as a rule, and the least g between the place and anything in each. */
  readonly near = new Int32Array(9);
  readonly gap = new Float64Array(9);
  /** What is added to the place's φ where a tile lies across the seam. */
  readonly turn = new Float64Array(9);
  private rows = 1;
  private columns = 1;
  private lowest = 0;
  private height = 1;
  private width = 1;

  /** Room for so many slots. */
  reserve(slots: number): void {
    if (slots <= this.tile.length) return;
    const room = Math.max(64, slots, 2 * this.tile.length);
    for (const name of ['tile', 'next', 'previous'] as const) this[name] = new Int32Array(room);
  }

  /** Empty tiles for these, each of which is located. */
  lay(a: Float64Array, b: Float64Array, slots: number, { geometry, edge }: Measure): void {
    this.rows = 1;
    this.columns = 1;
    if (geometry === 'plane' && slots >= WORTH_TILES) {
      let least = LARGEST_RAPIDITY;
      let most = -LARGEST_RAPIDITY;
      for (let i = 0; i < slots; i++) {
        const y = Math.min(LARGEST_RAPIDITY, Math.max(-LARGEST_RAPIDITY, a[i]));
        if (y < least) least = y;
        if (y > most) most = y;
      }
      const crowd = Math.sqrt(((most - least) * 2 * Math.PI) / (TILES_PER_SLOT * slots));
      const side = Math.max(SMALLEST_TILE, Math.sqrt(edge), crowd);
      this.lowest = least;
      this.height = side;
      this.rows = Math.max(1, Math.floor((most - least) / side) + 1);
      // Fewer than three columns would be neighbours on both sides.
      this.columns = Math.floor((2 * Math.PI) / side);
      if (this.columns < 3) this.columns = 1;
      this.width = (2 * Math.PI) / this.columns;
    }
    const tiles = this.rows * this.columns;
    if (this.head.length < tiles) {
      this.head = new Int32Array(tiles);
      this.reach = new Float64Array(tiles);
    }
    this.head.fill(NONE, 0, tiles);
    this.reach.fill(0, 0, tiles);
    for (let i = 0; i < slots; i++) this.locate(i, a[i], b[i]);
  }

  /** The tile of a slot at this place. */
  locate(slot: number, a: number, b: number): void {
    const { rows, columns } = this;
    let row = 0;
    let column = 0;
    if (rows > 1) {
      row = Math.floor((a - this.lowest) / this.height);
      row = row < 0 ? 0 : row >= rows ? rows - 1 : row;
    }
    if (columns > 1) {
      column = Math.floor((b + Math.PI) / this.width);
      if (column >= columns) column = columns - 1;
    }
    this.tile[slot] = row * columns + column;
  }

  /** Puts a located slot, whose nearest is so near, into its tile. */
  insert(slot: number, near: number): void {
    const tile = this.tile[slot];
    const after = this.head[tile];
    this.next[slot] = after;
    this.previous[slot] = NONE;
    if (after !== NONE) this.previous[after] = slot;
    this.head[tile] = slot;
    if (near > this.reach[tile]) this.reach[tile] = near;
  }

  /** A slot's nearest is so near now. */
  reaches(slot: number, near: number): void {
    const tile = this.tile[slot];
    if (near > this.reach[tile]) this.reach[tile] = near;
  }

  remove(slot: number): void {
    const { next, previous } = this;
    if (previous[slot] !== NONE) next[previous[slot]] = next[slot];
    else this.head[this.tile[slot]] = next[slot];
    if (next[slot] !== NONE) previous[next[slot]] = previous[slot];
  }

  /** Several columns: φ of whatever is near differs by less than π once `turn` is added. */
  get unrolled(): boolean {
    return this.columns > 1;
  }

  /** Fills `near`, `gap` and `turn` for a place in a tile, tells how many. */
  around(tile: number, a: number, b: number): number {
    const { rows, columns, near, gap, turn } = this;
    near[0] = tile;
    gap[0] = 0;
    turn[0] = 0;
    if (rows * columns === 1) return 1;
    const row = Math.floor(tile / columns);
    const column = tile - row * columns;
    const down = Math.max(0, a - this.lowest - row * this.height - SAFE);
    const up = Math.max(0, this.lowest + (row + 1) * this.height - a - SAFE);
    const below = row > 0;
    const above = row < rows - 1;
    let count = 1;
    if (below) count = this.add(count, tile - columns, down * down, 0);
    if (above) count = this.add(count, tile + columns, up * up, 0);
    if (columns === 1) return count;
    const inside = b + Math.PI - column * this.width;
    const back = Math.max(0, inside - SAFE);
    const forth = Math.max(0, this.width - inside - SAFE);
    const first = column === 0;
    const last = column === columns - 1;
    const before = tile + (first ? columns - 1 : -1);
    const after = tile + (last ? 1 - columns : 1);
    const left = first ? TURN : 0;
    const right = last ? -TURN : 0;
    count = this.add(count, before, back * back, left);
    count = this.add(count, after, forth * forth, right);
    if (below) {
      count = this.add(count, before - columns, down * down + back * back, left);
      count = this.add(count, after - columns, down * down + forth * forth, right);
    }
    if (above) {
      count = this.add(count, before + columns, up * up + back * back, left);
      count = this.add(count, after + columns, up * up + forth * forth, right);
    }
    return count;
  }

  private add(count: number, tile: number, gap: number, turn: number): number {
    this.near[count] = tile;
    this.gap[count] = gap;
    this.turn[count] = turn;
    return count + 1;
  }
}
