import { expect, test } from 'vitest';
import type { FitResult, Iterate } from '../../main/contract/index.ts';
import { filmSteps, stepTimes } from './fit-film.ts';

const ring = (radius: number) => [{ shape: 'ring', weight: 1, center: [0, 0] as const, radius }];
const iterates: Iterate[] = [0.5, 0.4, 0.31].map((radius, k) => ({
  iteration: 2 * k,
  emd: 0.3 - 0.1 * k,
  components: ring(radius),
}));
const result = { emd: 0.0991, components: ring(0.3) } as unknown as FitResult;

test('a film shows the iterates, then the result, each with its EMD', () => {
  const steps = filmSteps(iterates, result);
  expect(steps.map(({ note }) => note)).toEqual([
    'iteration 0 of 4 · EMD 0.3000 rad',
    'iteration 2 of 4 · EMD 0.2000 rad',
    'iteration 4 of 4 · EMD 0.1000 rad',
    'fitted · EMD 0.0991 rad',
  ]);
  expect(steps.at(-1)?.components).toBe(result.components);
});

test('iterates share the time of settling evenly, the result is held', () => {
  const times = stepTimes(4, { rate: 10, seconds: 0.9, hold: 0.5 });
  expect(times).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]);
  // Fewer frames than iterates: some are left out, none out of order, the result always there.
  const short = stepTimes(100, { rate: 10, seconds: 1, hold: 0 });
  expect(short).toHaveLength(11);
  expect([...short].sort((a, b) => a - b)).toEqual(short);
  expect(short.at(-1)).toBe(99);
});

test('a fit without iterations is its result alone', () => {
  expect(stepTimes(1, { rate: 10, seconds: 3, hold: 1 })).toEqual(Array(10).fill(0));
});
