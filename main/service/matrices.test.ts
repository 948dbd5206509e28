import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createMatrices, type MatrixBook } from './matrices.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-matrices-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const SIZE = 40;
const MATRIX = {
  id: 'abc',
  sources: [{ dataset: 'd', file: 'a.npz', hash: 'h', first: 0, end: SIZE }],
  options: { beta: 1, R: 1, normalise: true, center: false, method: 'exact' },
  size: SIZE,
  total: (SIZE * (SIZE - 1)) / 2,
} as const;

/** Fills `count` tiles, each with its places. */
function fill(book: MatrixBook, count: number): void {
  for (const { number, tile } of [...book.missing('abc')].slice(0, count)) {
    const [i0, i1, j0, j1] = tile;
    const values = new Float64Array((i1 - i0) * (j1 - j0));
    for (let i = i0; i < i1; i++) {
      for (let j = j0; j < j1; j++) values[(i - i0) * (j1 - j0) + j - j0] = Math.abs(i - j);
    }
    book.fill('abc', number, values);
  }
}

test('a process that is killed loses nothing that was done, and the rest is filled to the same bytes', () => {
  const whole = createMatrices(folder);
  whole.create(MATRIX, '1');
  fill(whole, 100);
  expect(whole.finish('abc')).toEqual({ ...MATRIX, done: 780, state: 'complete' });
  const wanted = readFileSync(join(folder, 'abc.npy'));
  expect([...whole.row('abc', 3).subarray(0, 5)]).toEqual([3, 2, 1, 0, 1]);
  whole.delete('abc');
  expect(readdirSync(folder)).toEqual([]);

  // Killed: nothing is closed, and a line was under way.
  createMatrices(folder).create(MATRIX, '1');
  const killed = createMatrices(folder);
  killed.resume('abc');
  fill(killed, 2);
  appendFileSync(join(folder, 'abc.jsonl'), '{"blo');
  const next = createMatrices(folder);
  expect(next.list()).toEqual([{ ...MATRIX, done: 120 + 256, state: 'interrupted' }]);
  expect([...next.missing('abc')].map(({ number }) => number)).toEqual([2, 4, 5, 8]);
  next.resume('abc');
  expect(next.get('abc').state).toBe('filling');
  expect(() => next.resume('abc')).toThrow('matrix abc is being filled already');
  fill(next, 100);
  next.finish('abc');
  expect(readFileSync(join(folder, 'abc.npy')).equals(wanted)).toBe(true);
  expect(createMatrices(folder).list()).toMatchObject([{ done: 780, state: 'complete' }]);
});

test('a tile that comes twice, or after the end, changes nothing', () => {
  const book = createMatrices(folder);
  book.create(MATRIX, '1');
  const [{ number }] = book.missing('abc');
  book.fill('abc', number, new Float64Array(256).fill(1));
  book.fill('abc', number, new Float64Array(256).fill(2));
  expect(book.finish('abc').done).toBe(120);
  book.fill('abc', 1, new Float64Array(256));
  book.fill('none', 1, new Float64Array(256));
  expect(book.get('abc').done).toBe(120);
});

test.each([
  ['no JSON', 'nonsense\n'],
  ['another version', `${JSON.stringify({ ringside: 2, matrix: MATRIX, version: '1' })}\n`],
  ['another id', `${JSON.stringify({ ringside: 1, matrix: { ...MATRIX, id: '../abc' }, version: '1' })}\n`],
  [
    'a size that its sources have not',
    `${JSON.stringify({ ringside: 1, matrix: { ...MATRIX, size: 41, total: 820 }, version: '1' })}\n`,
  ],
  [
    'an unknown method',
    `${JSON.stringify({ ringside: 1, matrix: { ...MATRIX, options: { ...MATRIX.options, method: 'x' } }, version: '1' })}\n`,
  ],
])('a journal with %s is left alone', (_what, text) => {
  const book = createMatrices(folder);
  book.create(MATRIX, '1');
  book.finish('abc');
  expect(createMatrices(folder).list()).toHaveLength(1);
  writeFileSync(join(folder, 'abc.jsonl'), text);
  expect(createMatrices(folder).list()).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('without its array, or with one of another length, a matrix is not listed', () => {
  const book = createMatrices(folder);
  book.create(MATRIX, '1');
  book.finish('abc');
  truncateSync(join(folder, 'abc.npy'), 1000);
  expect(createMatrices(folder).list()).toEqual([]);
});
