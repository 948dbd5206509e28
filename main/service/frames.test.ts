// Frames as they lie in the state folder: journals that are whole, cut short, damaged, of other kinds.

import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Begun } from './frame-journal.ts';
import { createFrames } from './frames.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-frames-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const begun: Begun = {
  id: 'f1',
  kind: 'observables',
  dataset: 'd1',
  file: 'top.npz',
  title: 'mass, ht of top.npz',
  sqlName: 'top',
  selection: { kind: 'hardest', radius: 0.8 },
  seed: 3,
  columns: ['event', 'mass', 'ht'].map((name) => ({ name, label: name, unit: '', observable: null })),
  total: 5,
};
const journal = () => join(folder, 'f1.jsonl');
async function numbers(frames: ReturnType<typeof createFrames>) {
  const { rows, columns } = await frames.rows('f1');
  return columns.map((column) => [...column.subarray(0, rows)]);
}

test('what was appended is there at the next start, to the bit', async () => {
  const frames = createFrames(folder);
  frames.create(begun, 'hash', '1.0');
  frames.append('f1', 3, Float64Array.of(0.1 + 0.2, -0, Number.NaN, Number.POSITIVE_INFINITY));
  frames.append('f1', 0, Float64Array.of(1e-310, 2));
  expect(frames.finish('f1')).toEqual({ ...begun, rows: 3, state: 'interrupted' });
  frames.close();
  const again = createFrames(folder);
  expect(again.list()).toEqual([{ ...begun, rows: 3, state: 'interrupted' }]);
  expect(again.get('f1')).toMatchObject({ hash: 'hash', version: '1.0' });
  const found = await numbers(again);
  expect(found).toEqual(await numbers(frames));
  expect(found).toEqual([
    [3, 4, 0],
    [0.1 + 0.2, Number.NaN, 1e-310],
    [-0, Number.POSITIVE_INFINITY, 2],
  ]);
});

test('it goes on after its last whole line, and is complete once every event is there', async () => {
  const first = createFrames(folder);
  first.create(begun, 'hash', '1.0');
  first.append('f1', 0, Float64Array.of(1, 2, 3, 4));
  first.close();
  appendFileSync(journal(), '{"first":2,"val');
  const frames = createFrames(folder);
  const done = await frames.resume('f1');
  expect([0, 1, 2, 3, 4].map((event) => done.has(event))).toEqual([true, true, false, false, false]);
  expect(frames.list()[0]).toMatchObject({ rows: 2, state: 'filling' });
  await expect(frames.resume('f1')).rejects.toThrow('frame f1 is being filled already');
  frames.append('f1', 2, Float64Array.of(5, 6, 7, 8, 9, 10));
  expect(frames.finish('f1')).toMatchObject({ rows: 5, state: 'complete' });
  await expect(frames.resume('f1')).rejects.toThrow(
    'frame f1: it is complete, there is nothing to go on with',
  );
  expect(await numbers(createFrames(folder))).toEqual([
    [0, 1, 2, 3, 4],
    [1, 3, 5, 7, 9],
    [2, 4, 6, 8, 10],
  ]);
});

test('events twice in a journal, beyond the data set, or of another width count for nothing', async () => {
  const frames = createFrames(folder);
  frames.create(begun, 'hash', '1.0');
  frames.append('f1', 0, Float64Array.of(1, 2));
  frames.close();
  const [header, row] = readFileSync(journal(), 'utf8').split('\n');
  const of = (first: number, values: number) =>
    JSON.stringify({
      first,
      values: Buffer.from(new Float64Array(values).fill(7).buffer).toString('base64'),
    });
  writeFileSync(journal(), `${[header, row, row, of(0, 2), of(4, 4), of(-1, 2), of(1, 3)].join('\n')}\n`);
  const again = createFrames(folder);
  expect(await numbers(again)).toEqual([[0], [1], [2]]);
  expect(again.list()[0]).toMatchObject({ rows: 1, state: 'interrupted' });
});

test('what is no journal of a frame is left alone and not listed', () => {
  const frames = createFrames(folder);
  frames.create(begun, 'hash', '1.0');
  frames.close();
  const text = readFileSync(journal(), 'utf8');
  writeFileSync(join(folder, 'other.jsonl'), text);
  writeFileSync(
    join(folder, 'old.jsonl'),
    text.replace('"ringside":1', '"ringside":0').replace('"f1"', '"old"'),
  );
  writeFileSync(join(folder, 'text.jsonl'), 'no journal\n');
  writeFileSync(join(folder, 'notes.txt'), '');
  const again = createFrames(folder);
  expect(again.list().map(({ id }) => id)).toEqual(['f1']);
  again.delete('f1');
  expect(readdirSync(folder).sort()).toEqual(['notes.txt', 'old.jsonl', 'other.jsonl', 'text.jsonl']);
  expect(() => again.get('f1')).toThrow('frame f1 is not known');
});

test('what is appended to a frame that was deleted is let go', () => {
  const frames = createFrames(folder);
  frames.create(begun, 'hash', '1.0');
  frames.delete('f1');
  frames.append('f1', 0, Float64Array.of(1, 2));
  expect(readdirSync(folder)).toEqual([]);
});
