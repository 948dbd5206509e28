import { expect, test } from 'vitest';
import type { ObservedRows, ObserveRange } from '../../workers/entry/tasks.ts';
import { RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import { observeRange, rangeEvents } from './observe-ranges.ts';

const range: ObserveRange = {
  ...{ key: 'events', first: 0, end: 5, names: ['mass', 'ht'] },
  ...{ selection: { kind: 'all' }, seed: 1 },
};

/** A pool whose thread sends a part an event, and dies over one. */
function poolThatDies(deadly: number, calls: (readonly [number, number])[]): ComputePool {
  const run = async (
    _name: string,
    { first, end }: ObserveRange,
    hooks: { onPart: (rows: ObservedRows) => void },
  ) => {
    calls.push([first, end]);
    for (let event = first; event < end; event++) {
      if (event === deadly) throw new RingsideError('worker-died', 'observe: its worker thread died');
      hooks.onPart({ first: event, values: Float64Array.of(event, 2 * event), problems: [] });
    }
    return end - first;
  };
  return { run } as unknown as ComputePool;
}

test('a thread that dies over one event costs that event’s values alone', async () => {
  const calls: (readonly [number, number])[] = [];
  const seen: ObservedRows[] = [];
  const hooks = {
    signal: new AbortController().signal,
    onRows: (rows: ObservedRows) => void seen.push(rows),
  };
  await observeRange(poolThatDies(2, calls), range, hooks);
  expect(calls).toEqual([
    [0, 5],
    [2, 3],
    [3, 4],
    [4, 5],
  ]);
  expect(seen.map(({ first, values }) => [first, ...values])).toEqual([
    [0, 0, 0],
    [1, 1, 2],
    [2, Number.NaN, Number.NaN],
    [3, 3, 6],
    [4, 4, 8],
  ]);
  expect(seen.flatMap(({ problems }) => problems)).toEqual([
    { event: 2, message: 'the worker thread died over it, twice' },
  ]);
});

test('any other failure is the range’s own', async () => {
  const run = () => Promise.reject(new RingsideError('cancelled', 'observe: cancelled'));
  const hooks = { signal: new AbortController().signal, onRows: () => undefined };
  await expect(observeRange({ run } as unknown as ComputePool, range, hooks)).rejects.toThrow(
    'observe: cancelled',
  );
});

test('what takes long has short ranges, so that a cancel comes soon', () => {
  expect(rangeEvents([{ slow: false }, { slow: true }])).toBe(8);
  expect(rangeEvents([{ slow: false }])).toBe(256);
});
