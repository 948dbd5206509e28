import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeRow, valuesOf } from './frame-journal.ts';
import { FrameRows } from './frame-rows.ts';

test('rows come in any order and more than once; each stands where it came first', () => {
  const rows = new FrameRows(2, 1);
  rows.append(4, Float64Array.of(1, 2, 3, 4));
  rows.append(0, Float64Array.of(5, 6));
  rows.append(5, Float64Array.of(7, 8, 9, 10));
  const { rows: count, columns } = rows.shared();
  expect(count).toBe(4);
  expect(columns.map((column) => [...column.subarray(0, count)])).toEqual([
    [4, 5, 0, 6],
    [1, 3, 5, 9],
    [2, 4, 6, 10],
  ]);
  expect([0, 1, 4, 5, 6, 7, 1000].map((event) => rows.has(event))).toEqual([
    true,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('what was handed out keeps its values, and its key until there is no room', () => {
  const rows = new FrameRows(1, 2);
  rows.append(0, Float64Array.of(1));
  const before = rows.shared();
  rows.append(1, Float64Array.of(2));
  expect(rows.shared().key).toBe(before.key);
  rows.append(2, Float64Array.of(3));
  expect(rows.shared().key).not.toBe(before.key);
  expect([...before.columns[1].subarray(0, before.rows)]).toEqual([1]);
  expect([...rows.shared().columns[1].subarray(0, 3)]).toEqual([1, 2, 3]);
  expect(before.columns[1].buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a journal keeps every bit of the values', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.NEGATIVE_INFINITY, 5e-324));
  fc.assert(
    fc.property(fc.nat(), fc.array(value), (first, values) => {
      const row = JSON.parse(JSON.stringify(rangeRow(first, Float64Array.from(values))));
      expect(row.first).toBe(first);
      expect([...valuesOf(row)]).toEqual(values);
    }),
  );
});
