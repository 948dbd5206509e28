import { describe, expect, test } from 'vitest';
import type { Dataset, MatrixSource } from '../../main/contract/index.ts';
import {
  classesOf,
  classNames,
  commandOf,
  datasetOf,
  estimate,
  locate,
  optionWords,
  pairs,
  placeOf,
  rangeWords,
  starts,
  threadsOf,
  withUnit,
} from './geometry-places.ts';

const source = (dataset: string, first: number, end: number): MatrixSource => ({
  dataset,
  first,
  end,
  file: `${dataset}.npz`,
  hash: `hash-${dataset}`,
});
const matrix = { sources: [source('qcd', 10, 13), source('top', 0, 2), source('qcd', 50, 52)], size: 7 };
const options = { beta: 1, R: 1, normalise: true, center: true, method: 'exact' } as const;

describe('places', () => {
  test('every place is an event, and the way back leads to it', () => {
    const events = [0, 1, 2, 3, 4, 5, 6].map((place) => locate(matrix, place));
    expect(events.map((one) => one?.event)).toEqual([10, 11, 12, 0, 1, 50, 51]);
    expect(events.map((one) => one?.source)).toEqual([0, 0, 0, 1, 1, 2, 2]);
    for (const [place, one] of events.entries()) {
      const name = matrix.sources[one?.source ?? -1]?.dataset;
      expect(placeOf(matrix, one?.event ?? -1, (own) => own.dataset === name)).toBe(place);
    }
  });

  test('what is not in the matrix has no place', () => {
    expect(locate(matrix, 7)).toBeNull();
    expect(locate(matrix, -1)).toBeNull();
    expect(placeOf(matrix, 13, (own) => own.dataset === 'qcd')).toBe(-1);
    expect(placeOf(matrix, 10, (own) => own.dataset === 'top')).toBe(-1);
  });

  test('classes and their first places', () => {
    expect([...classesOf(matrix)]).toEqual([0, 0, 0, 1, 1, 2, 2]);
    expect(starts(matrix)).toEqual([0, 3, 5]);
  });

  test('two ranges of one file are told apart by their events', () => {
    expect(classNames(matrix.sources)).toEqual(['qcd.npz events 10–12', 'top.npz', 'qcd.npz events 50–51']);
    expect(rangeWords({ first: 4, end: 5 })).toBe('event 4');
  });

  test('a file that was opened anew is known by its content', () => {
    const open = [{ id: 'other', hash: 'hash-top', events: 2 }] as unknown as Dataset[];
    expect(datasetOf(matrix.sources[1], open)?.id).toBe('other');
    expect(datasetOf(matrix.sources[0], open)).toBeNull();
  });

  test('the jets of a file are not its events', () => {
    const whole = { id: 'whole', hash: 'hash-top', events: 9 };
    const open = [
      { ...whole, id: 'jets', jets: { definition: 'antikt:0.4' } },
      whole,
    ] as unknown as Dataset[];
    const top = { ...matrix.sources[1], dataset: 'gone' };
    expect(datasetOf(top, open)?.id).toBe('whole');
    expect(datasetOf({ ...top, jets: 'antikt:0.4' }, open)?.id).toBe('jets');
    expect(datasetOf({ ...top, jets: 'antikt:0.8' }, open)).toBeNull();
  });
});

test('distances in words, with a unit only where they have one', () => {
  expect(withUnit('EMD', options)).toBe('EMD / rad');
  expect(withUnit('EMD', { ...options, beta: 2 })).toBe('EMD');
  expect(withUnit('EMD', { ...options, normalise: false })).toBe('EMD / GeV');
  expect(optionWords({ ...options, R: 0.4, center: false })).toBe(
    'EMD · β 1 · R 0.4 · normalised · not centred',
  );
});

test('the command of the same numbers, where there is one', () => {
  const sources = [source('qcd', 0, 50), source("o'top", 0, 50)];
  const jets = sources.map((one) => ({ ...one, jets: 'antikt:0.4' }));
  expect(commandOf('map', { sources: jets, options })).toBeNull();
  expect(commandOf('map', { sources, options }, ['--method mds'])).toBe(
    "ringside map qcd.npz 'o'\\''top.npz' --method mds --events 0:50 --center",
  );
  const other = { ...options, beta: 2, R: 0.4, normalise: false, center: false, method: 'sinkhorn' } as const;
  expect(commandOf('dimension', { sources: [source('qcd', 5, 9)], options: other })).toBe(
    'ringside dimension qcd.npz --events 5:9 --beta 2 --R 0.4 --no-normalise --method sinkhorn',
  );
  expect(commandOf('map', { sources: [source('qcd', 0, 50), source('top', 1, 50)], options })).toBeNull();
});

test('pairs, threads, and a time that grows with pairs and particles', () => {
  expect(pairs(200)).toBe(19_900);
  expect(threadsOf('CPU · 2 workers')).toBe(2);
  expect(threadsOf('CPU')).toBe(1);
  const one = estimate(1000, 50, 'exact', 1, null);
  expect(estimate(2000, 50, 'exact', 2, null)).toBeCloseTo(one, 12);
  expect(estimate(1000, 100, 'exact', 1, null)).toBeGreaterThan(3 * one);
  expect(estimate(1000, 10, 'exact', 1, 0.5)).toBeCloseTo(0.05, 12);
});
