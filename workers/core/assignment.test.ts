import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assign } from './assignment.ts';

/** The least total of all ways, tried one by one. */
function leastOf(
  costs: readonly (readonly number[])[],
  row = 0,
  taken: ReadonlySet<number> = new Set(),
): number {
  if (row === costs.length) return 0;
  let least = Number.POSITIVE_INFINITY;
  costs[row].forEach((cost, column) => {
    if (taken.has(column)) return;
    least = Math.min(least, cost + leastOf(costs, row + 1, new Set([...taken, column])));
  });
  return least;
}

const table = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 })).chain(([rows, more]) =>
  fc.array(fc.array(fc.integer({ min: -5, max: 9 }), { minLength: rows + more, maxLength: rows + more }), {
    minLength: rows,
    maxLength: rows,
  }),
);

test('the greedy choice is not taken where it costs more later', () => {
  const costs = [
    [1, 2],
    [2, 9],
  ];
  expect(assign(2, 2, (row, column) => costs[row][column])).toEqual([1, 0]);
  expect(assign(0, 3, () => 1)).toEqual([]);
});

test('no other way costs less, and no column is taken twice', () => {
  fc.assert(
    fc.property(table, (costs) => {
      const columns = costs[0]?.length ?? 0;
      const found = assign(costs.length, columns, (row, column) => costs[row][column]);
      expect(new Set(found).size).toBe(costs.length);
      const total = found.reduce((sum, column, row) => sum + costs[row][column], 0);
      expect(total).toBe(leastOf(costs));
    }),
  );
});

test('what cannot be assigned is refused', () => {
  expect(() => assign(2, 1, () => 0)).toThrow('assignment: 1 columns, needed are at least 2, one a row');
  expect(() => assign(1, 1, () => Number.NaN)).toThrow('assignment: cost is NaN, allowed are finite numbers');
});
