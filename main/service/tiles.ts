// A matrix of distances in tiles: which there are, and where the values stand. A list of pairs is a matrix of one row.
// Values are kept as a NumPy array of float64, so that a finished file is a result as it stands, and one row is one read.

import { closeSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import type { Tile } from '../../workers/entry/tasks.ts';

/** Rows and columns of a tile by the size of the matrix: some hundredths of a second of work, some hundred tiles. */
const TILES: readonly (readonly [upTo: number, side: number])[] = [
  [1024, 16],
  [8192, 32],
  [Number.POSITIVE_INFINITY, 64],
];
/** Pairs of a tile of a list. */
const LIST = 256;
/** State is its owner's alone. */
const OWN_MODE = 0o600;
const BYTES = Float64Array.BYTES_PER_ELEMENT;

export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** Only i < j is computed; the diagonal is zero and the other half the same. */
  readonly symmetric: boolean;
  readonly tile: { readonly rows: number; readonly columns: number };
}

export function matrixGrid(rows: number, columns: number, symmetric: boolean): Grid {
  const size = Math.max(rows, columns);
  const side = TILES.find(([upTo]) => size <= upTo)?.[1] ?? 64;
  return { rows, columns, symmetric, tile: { rows: side, columns: side } };
}

export function listGrid(pairs: number): Grid {
  return { rows: 1, columns: pairs, symmetric: false, tile: { rows: 1, columns: LIST } };
}

/** Distances that are computed. */
export function pairsOf({ rows, columns, symmetric }: Grid): number {
  return symmetric ? (rows * (rows - 1)) / 2 : rows * columns;
}

const across = ({ columns, tile }: Grid) => Math.ceil(columns / tile.columns);
const down = ({ rows, tile }: Grid) => Math.ceil(rows / tile.rows);

/** Numbers of all tiles, in the order in which they are done. */
export function* tileNumbers(grid: Grid): Iterable<number> {
  const width = across(grid);
  const height = down(grid);
  for (let r = 0; r < height; r++) {
    for (let c = grid.symmetric ? r : 0; c < width; c++) yield r * width + c;
  }
}

/** Whether there is a tile of this number. */
export function isTile(grid: Grid, number: unknown): number is number {
  if (!Number.isSafeInteger(number)) return false;
  const at = number as number;
  const width = across(grid);
  return at >= 0 && at < width * down(grid) && !(grid.symmetric && at % width < Math.floor(at / width));
}

export function tileOf(grid: Grid, number: number): Tile {
  const { rows, columns, tile } = grid;
  const width = across(grid);
  const [i0, j0] = [Math.floor(number / width) * tile.rows, (number % width) * tile.columns];
  return [i0, Math.min(i0 + tile.rows, rows), j0, Math.min(j0 + tile.columns, columns)];
}

/** Pairs that a tile computes. */
export function pairsInTile({ symmetric }: Grid, [i0, i1, j0, j1]: Tile): number {
  const side = i1 - i0;
  return symmetric && i0 === j0 ? (side * (side - 1)) / 2 : side * (j1 - j0);
}

export interface Values {
  /** `values` holds the tile row by row, its zero diagonal and mirrored half included. */
  write(tile: Tile, values: Float64Array): void;
  /** A copy of one row. */
  row(i: number): Float64Array;
  close(): void;
}

/** In memory, shared with the threads without a copy. */
export function heldValues(grid: Grid): Values & { readonly all: Float64Array } {
  const { columns, symmetric } = grid;
  const bytes = grid.rows * columns * BYTES;
  const all = new Float64Array(new SharedArrayBuffer(bytes));
  return {
    all,
    write([i0, i1, j0, j1], values) {
      const width = j1 - j0;
      for (let i = i0; i < i1; i++) {
        all.set(values.subarray((i - i0) * width, (i - i0 + 1) * width), i * columns + j0);
        if (!symmetric) continue;
        for (let j = j0; j < j1; j++) all[j * columns + i] = values[(i - i0) * width + j - j0];
      }
    },
    row: (i) => all.slice(i * columns, (i + 1) * columns),
    close: () => undefined,
  };
}

/** Bytes before the values: NEP 1, version 1.0, always this long here. */
export const HEADER_BYTES = 128;

function header(shape: readonly number[]): Uint8Array {
  const dimensions = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': ${dimensions}, }`;
  const bytes = new Uint8Array(HEADER_BYTES).fill(0x20);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, HEADER_BYTES - 10, 0]);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[HEADER_BYTES - 1] = 0x0a;
  return bytes;
}

const shapeOf = ({ rows, columns, tile }: Grid) => (tile.rows === 1 ? [columns] : [rows, columns]);
const lengthOf = ({ rows, columns }: Grid) => HEADER_BYTES + rows * columns * BYTES;

/** Whether the file there can be gone on with: it has the length that these values need. */
export function hasValues(path: string, grid: Grid): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === lengthOf(grid);
}

/**
 * Values in a file, written where they belong as they come: the file has its full length from the start (with holes,
 * where the file system has them), and its bytes do not depend on the order of the tiles. What was written when the
 * process is killed stays; a tile that was under way is written again, to the same bytes.
 */
export function fileValues(
  path: string,
  grid: Grid,
  mode: 'create' | 'go on' | 'read',
  permissions = OWN_MODE,
): Values {
  const { columns, symmetric } = grid;
  const file = openSync(path, mode === 'create' ? 'w+' : mode === 'read' ? 'r' : 'r+', permissions);
  if (mode === 'create') {
    put(file, header(shapeOf(grid)), 0);
    ftruncateSync(file, lengthOf(grid));
  }
  let closed = false;
  const place = (i: number, j: number) => HEADER_BYTES + (i * columns + j) * BYTES;
  return {
    write([i0, i1, j0, j1], values) {
      const width = j1 - j0;
      const height = i1 - i0;
      for (let i = 0; i < height; i++) {
        put(file, values.subarray(i * width, (i + 1) * width), place(i0 + i, j0));
      }
      if (!symmetric || i0 === j0) return;
      const mirrored = new Float64Array(height);
      for (let j = 0; j < width; j++) {
        for (let i = 0; i < height; i++) mirrored[i] = values[i * width + j];
        put(file, mirrored, place(j0 + j, i0));
      }
    },
    row(i) {
      const values = new Float64Array(columns);
      const bytes = new Uint8Array(values.buffer);
      for (let done = 0; done < bytes.length; ) {
        const count = readSync(file, bytes, done, bytes.length - done, place(i, 0) + done);
        if (count === 0) throw new Error(`${path}: it ends before row ${i}`);
        done += count;
      }
      return values;
    },
    close() {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}

function put(file: number, values: ArrayBufferView, at: number): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
  }
}
