import { expect, test } from 'vitest';
import type { FitRange, FittedRow } from '../../workers/entry/tasks.ts';
import { RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import { fitRange, rangesOf } from './ranges.ts';

test('ranges leave out what is done and stay short', () => {
  const all = (done: readonly number[], end = 20) => [...rangesOf(0, end, new Set(done))];
  expect(all([])).toEqual([
    [0, 8],
    [8, 16],
    [16, 20],
  ]);
  expect(all([0, 1, 5, 19])).toEqual([
    [2, 5],
    [6, 14],
    [14, 19],
  ]);
  expect(all([0, 1, 2], 3)).toEqual([]);
  expect([...rangesOf(100, 103, new Set([101]))]).toEqual([
    [100, 101],
    [102, 103],
  ]);
});

function row(event: number, shape: string): FittedRow {
  return { event, shape, result: null, problem: 'made up', particles: 1, energy: 1, energyShare: 1 };
}

/** A pool whose thread dies over these events, after the first shape of each. */
function poolThatDies(deadly: readonly number[], calls: (readonly [number, number])[]): ComputePool {
  const run = async (_name: string, range: FitRange, options: { onPart: (row: FittedRow) => void }) => {
    calls.push([range.first, range.end]);
    for (let event = range.first; event < range.end; event++) {
      options.onPart(row(event, 'ring'));
      if (deadly.includes(event)) throw new RingsideError('worker-died', 'fitRange: its worker thread died');
      options.onPart(row(event, 'disk'));
    }
    return range.end - range.first;
  };
  return { run } as unknown as ComputePool;
}

test('a thread that dies over one event costs that event alone', async () => {
  const calls: (readonly [number, number])[] = [];
  const seen: FittedRow[] = [];
  const range: FitRange = {
    key: 'events',
    first: 0,
    end: 4,
    shapes: ['ring', 'disk'],
    selection: { kind: 'all' },
    seed: 1,
  };
  const onEvent = (rows: readonly FittedRow[]) => void seen.push(...rows);
  await fitRange(poolThatDies([1], calls), range, { signal: new AbortController().signal, onEvent });
  expect(calls).toEqual([
    [0, 4],
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  expect(seen.map(({ event, shape, problem }) => [event, shape, problem])).toEqual([
    [0, 'ring', 'made up'],
    [0, 'disk', 'made up'],
    [1, 'ring', 'event 1: the worker thread died over it, twice'],
    [1, 'disk', 'event 1: the worker thread died over it, twice'],
    [2, 'ring', 'made up'],
    [2, 'disk', 'made up'],
    [3, 'ring', 'made up'],
    [3, 'disk', 'made up'],
  ]);
});

test('any other failure is the range’s own', async () => {
  const run = () => Promise.reject(new RingsideError('cancelled', 'fitRange: cancelled'));
  const pool = { run } as unknown as ComputePool;
  const range = {
    key: 'events',
    first: 0,
    end: 4,
    shapes: ['ring'],
    selection: { kind: 'all' },
    seed: 1,
  } as const;
  const hooks = { signal: new AbortController().signal, onEvent: () => undefined };
  await expect(fitRange(pool, range, hooks)).rejects.toThrow('fitRange: cancelled');
});
