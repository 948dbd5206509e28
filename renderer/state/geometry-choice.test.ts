import { expect, test } from 'vitest';
import type { Dataset } from '../../main/contract/index.ts';
import { rangesOf, rowsFor } from './geometry-choice.ts';

const dataset = (id: string, events: number, jetSized: boolean) =>
  ({ id, events, jetSized, file: { name: `${id}.npz` } }) as unknown as Dataset;

test('the first 200 of each file of jets; whole events only where there is nothing else', () => {
  const rows = rowsFor([dataset('top', 500, true), dataset('w', 30, true), dataset('all', 90, false)]);
  expect(rows.map(({ on, first, count }) => [on, first, count])).toEqual([
    [true, 0, 200],
    [true, 0, 30],
    [false, 0, 20],
  ]);
  expect(rowsFor([dataset('all', 90, false)])[0].on).toBe(true);
  expect(rowsFor([dataset('none', 0, true)])[0].on).toBe(false);
});

test('ranges of the chosen rows, or the first thing that is wrong', () => {
  const rows = rowsFor([dataset('top', 500, true), dataset('w', 30, true)]);
  expect(rangesOf(rows)).toEqual({
    ranges: [
      { dataset: 'top', first: 0, end: 200 },
      { dataset: 'w', first: 0, end: 30 },
    ],
    problem: null,
  });
  const [top, w] = rows;
  const problem = (...list: typeof rows) => rangesOf(list).problem;
  expect(problem({ ...top, first: 500 })).toBe('top.npz: first event is 500, allowed are 0 to 499');
  expect(problem({ ...top, first: 400, count: 101 })).toBe(
    'top.npz: number of events is 101, allowed are 1 to 100',
  );
  expect(problem(top, { ...w, count: null })).toBe(
    'w.npz: number of events is not a number, allowed are 1 to 30',
  );
  expect(problem({ ...top, on: false })).toBe('choose one class at least');
});
