import { expect, test } from 'vitest';
import { dimensionCsv, nearestStep } from './geometry-curves.ts';

const curve = {
  source: 1,
  q: Float64Array.of(0.1, 0.2, 0.4),
  dimension: Float64Array.of(Number.NaN, 3.25, 2),
  error: Float64Array.of(Number.NaN, 0.125, 0.5),
  pairs: Float64Array.of(0, 12, 40),
};

test('a row a step, every digit, nothing where there is no value, names as CSV quotes them', () => {
  expect(dimensionCsv([curve], ['qcd.npz', 'top, "new".npz'])).toBe(
    [
      'class,q,dimension,error,pairs',
      '"top, ""new"".npz",0.1,,,0',
      '"top, ""new"".npz",0.2,3.25,0.125,12',
      '"top, ""new"".npz",0.4,2,0.5,40',
      '',
    ].join('\n'),
  );
});

test('the nearest step is nearest by ratio', () => {
  expect(nearestStep(curve.q, 0.29)).toBe(2);
  expect(nearestStep(curve.q, 0.27)).toBe(1);
  expect(nearestStep(curve.q, 1e-9)).toBe(0);
});
