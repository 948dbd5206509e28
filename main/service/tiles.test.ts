import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import {
  fileValues,
  type Grid,
  HEADER_BYTES,
  hasValues,
  heldValues,
  isTile,
  listGrid,
  matrixGrid,
  pairsInTile,
  pairsOf,
  tileNumbers,
  tileOf,
} from './tiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-tiles-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const value = (i: number, j: number, symmetric: boolean) =>
  symmetric ? Math.min(i, j) * 1000 + Math.max(i, j) + (i === j ? -i * 1001 : 0.5) : i * 1000 + j + 0.25;

/** A tile as a worker gives it. */
function content(grid: Grid, number: number): Float64Array {
  const [i0, i1, j0, j1] = tileOf(grid, number);
  const out = new Float64Array((i1 - i0) * (j1 - j0));
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) out[(i - i0) * (j1 - j0) + j - j0] = value(i, j, grid.symmetric);
  }
  return out;
}

const grids = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  columns: fc.integer({ min: 1, max: 40 }),
  side: fc.integer({ min: 1, max: 9 }),
  symmetric: fc.boolean(),
});

test('the tiles cover every pair once, whatever their order, in memory and in a file alike', () => {
  let file = 0;
  fc.assert(
    fc.property(grids, fc.integer(), ({ rows, columns, side, symmetric }, seed) => {
      const grid: Grid = {
        rows: symmetric ? columns : rows,
        columns,
        symmetric,
        tile: { rows: side, columns: side },
      };
      const numbers = [...tileNumbers(grid)];
      expect(numbers.every((number) => isTile(grid, number))).toBe(true);
      expect(numbers.reduce((sum, number) => sum + pairsInTile(grid, tileOf(grid, number)), 0)).toBe(
        pairsOf(grid),
      );
      const order = numbers
        .map((number) => ({ number, key: Math.sin(number * 12.9898 + seed) }))
        .sort((a, b) => a.key - b.key);
      const path = join(folder, `${file++}.npy`);
      const held = heldValues(grid);
      const kept = fileValues(path, grid, 'create');
      for (const { number } of order) {
        held.write(tileOf(grid, number), content(grid, number));
        kept.write(tileOf(grid, number), content(grid, number));
      }
      for (let i = 0; i < grid.rows; i++) {
        const wanted = Float64Array.from({ length: columns }, (_, j) => value(i, j, symmetric));
        expect(held.row(i)).toEqual(wanted);
        expect(kept.row(i)).toEqual(wanted);
      }
      kept.close();
      expect(new Float64Array(new Uint8Array(readFileSync(path)).slice(HEADER_BYTES).buffer)).toEqual(
        Float64Array.from(held.all),
      );
    }),
    { numRuns: 60 },
  );
});

test('numbers that are no tile are told', () => {
  const grid = matrixGrid(40, 40, true);
  expect([...tileNumbers(grid)]).toEqual([0, 1, 2, 4, 5, 8]);
  for (const number of [-1, 3, 6, 7, 9, 0.5, '1', null]) expect(isTile(grid, number)).toBe(false);
  expect(
    [...tileNumbers(matrixGrid(17, 3, false))].map((number) => tileOf(matrixGrid(17, 3, false), number)),
  ).toEqual([
    [0, 16, 0, 3],
    [16, 17, 0, 3],
  ]);
});

test('the file is a NumPy array from the start; another length is no file to go on with', () => {
  const path = join(folder, 'a.npy');
  const grid = matrixGrid(2, 3, false);
  expect(hasValues(path, grid)).toBe(false);
  fileValues(path, grid, 'create').close();
  expect(hasValues(path, grid)).toBe(true);
  expect(hasValues(path, matrixGrid(3, 3, false))).toBe(false);
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 10)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]));
  expect(bytes.toString('latin1', 10, HEADER_BYTES).trim()).toBe(
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }",
  );
  const again = fileValues(path, grid, 'go on');
  again.write([0, 1, 1, 3], Float64Array.of(5, 6));
  expect([...again.row(0)]).toEqual([0, 5, 6]);
  again.close();
  again.close();
  fileValues(path, listGrid(4), 'create').close();
  expect(readFileSync(path).toString('latin1', 10, HEADER_BYTES)).toContain("'shape': (4,), }");
});
