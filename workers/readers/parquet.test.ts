// Parquet files of several row groups: the whole, any part, nulls, and what is refused.
// Files of another writer (DuckDB), with each compression, are in golden/.

import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { memorySource, preview, readAll } from './index.ts';

type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>;

const EVENTS = 2500;
const lists = Array.from({ length: EVENTS }, (_, e) =>
  Array.from({ length: e % 4 }, (_, i) => 1 + e + i / 8),
);
const angles = lists.map((one) => one.map((_, i) => i / 4 - 0.5));

function list(name: string, type: 'DOUBLE' | 'FLOAT' = 'DOUBLE'): Schema {
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type, repetition_type: 'OPTIONAL' },
  ];
}

function written(columns: Readonly<Record<string, readonly unknown[]>>, rowGroupSize = 700): Uint8Array {
  const names = Object.keys(columns);
  const schema: Schema = [
    { name: 'root', num_children: names.length },
    ...names.flatMap((name): Schema => {
      if (columns[name].some(Array.isArray)) return list(name);
      return [{ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }];
    }),
  ];
  const columnData = names.map((name) => ({ name, data: [...columns[name]] }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, rowGroupSize }));
}

const jagged = written({
  part_pt: lists,
  part_eta: angles,
  part_phi: angles,
  weight: lists.map((_, e) => e),
});

test('lists of all row groups, and any part of them', async () => {
  const { columns, totals, source } = await readAll(memorySource('a.parquet', jagged));
  expect(source.collection).toBe('part');
  expect(source.columns).toEqual(['part_pt', 'part_eta', 'part_phi']);
  expect(source.reason).toBe('By the names in the header: "part_pt", "part_eta", "part_phi".');
  expect(totals.events).toBe(EVENTS);
  expect(Array.from(columns.pt)).toEqual(lists.flat());
  expect(Array.from(columns.y)).toEqual(angles.flat());
  for (const [from, to] of [
    [0, 1],
    [698, 703],
    [699, 1402],
    [2499, 2500],
    [2400, 9999],
  ]) {
    const part = (await readAll(memorySource('a.parquet', jagged), { from, to })).columns;
    expect([part.first, part.events]).toEqual([from, Math.min(to, EVENTS) - from]);
    expect(Array.from(part.pt)).toEqual(lists.slice(from, to).flat());
  }
});

test('a null is no number, a null list is an empty event', async () => {
  const bytes = written({
    pt: [[1, null, 2], null, []],
    eta: [[0, 0, 1], null, []],
    phi: [[0, 1, 2], null, []],
  });
  const { columns, totals } = await readAll(memorySource('a.parquet', bytes));
  expect(Array.from(columns.offsets)).toEqual([0, 2, 2, 2]);
  expect(Array.from(columns.pt)).toEqual([1, 2]);
  expect(Array.from(columns.index)).toEqual([0, 2]);
  expect(totals.skipped).toEqual({ 'not a number': 1 });
});

test('rows without an event column are events', async () => {
  const bytes = written({ px: [1, 3], py: [0, 4], pz: [0, 0] });
  const { columns } = await readAll(memorySource('a.parquet', bytes));
  expect(Array.from(columns.pt)).toEqual([1, 5]);
  expect(columns.events).toBe(2);
});

test('an event column that is chosen groups the rows', async () => {
  const bytes = written({ px: [1, 3, 5], py: [0, 4, 0], pz: [0, 0, 0], nr: [4, 4, 9] }, 2);
  const roles = ['px', 'py', 'pz', 'event'] as const;
  expect((await preview(memorySource('a.parquet', bytes))).columns).toEqual(['px', 'py', 'pz', 'nr']);
  const { columns } = await readAll(memorySource('a.parquet', bytes), {
    mapping: { roles, energyUnit: 'MeV' },
  });
  expect(Array.from(columns.offsets)).toEqual([0, 2, 3]);
  expect(Array.from(columns.pt)).toEqual([0.001, 0.005, 0.005]);
});

test('rows behind the events that are wanted are not looked at', async () => {
  const bytes = written({ event: [4, 4, 9, 4], px: [1, 3, 5, 7], py: [0, 4, 0, 0], pz: [0, 0, 0, 0] }, 2);
  const part = (from: number, to: number) => readAll(memorySource('a.parquet', bytes), { from, to });
  expect(Array.from((await part(0, 1)).columns.pt)).toEqual([1, 5]);
  const { columns } = await part(1, 2).catch((error: Error) => ({ columns: error.message }));
  expect(columns).toBe(
    'a.parquet, row 3: event 4 of column "event" comes back after another one, needed are rows grouped by event',
  );
});

test.each([
  [
    { a: [1], b: [2] },
    'a.parquet: the fields "a", "b" do not place a particle, needed are px, py, pz, E or pt (or E), y (or eta), phi',
  ],
  [
    { pt: [[1], [2, 3]], eta: [[1], [2, 3]], phi: [[1], [2]] },
    'a.parquet: event 1 has 1 values of "phi", needed are 2 as of the others',
  ],
  [
    { event: [1, 2, 1], px: [1, 1, 1], py: [1, 1, 1], pz: [1, 1, 1] },
    'a.parquet, row 2: event 1 of column "event" comes back after another one, needed are rows grouped by event',
  ],
])('%j is refused', async (columns, message) => {
  await expect(readAll(memorySource('a.parquet', written(columns)))).rejects.toThrow(message);
});

test('a collection that is not there is refused with those that are', async () => {
  await expect(readAll(memorySource('a.parquet', jagged), { collection: 'jets' })).rejects.toThrow(
    'a.parquet: there is no collection "jets", allowed are part',
  );
});
