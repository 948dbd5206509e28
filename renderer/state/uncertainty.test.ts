import { expect, test } from 'vitest';
import type { Intervals, ParameterInterval } from '../../main/contract/index.ts';
import { DEFAULT_RESOLUTION } from '../../main/contract/index.ts';
import { angle, NONE } from './format.ts';
import { doubtOf, doubtWords, leftWords, plusMinus } from './uncertainty.ts';

const radius: ParameterInterval = {
  name: 'radius',
  unit: 'rad',
  best: 0.34,
  median: 0.345,
  sd: 0.02,
  bias: 0.004,
  central68: [0.325, 0.361],
  central95: [0.301, 0.38],
};
const unknown: ParameterInterval = { ...radius, central68: [Number.NaN, Number.NaN] };
const intervals: Intervals = {
  seed: 1,
  resolution: DEFAULT_RESOLUTION,
  smearing: { replicas: 100, left: 0, parameters: [radius] },
  bootstrap: { replicas: 100, left: 7, parameters: [{ ...radius, bias: -0.01 }] },
};

test('a parameter has two intervals; one that is held has none', () => {
  expect(doubtOf(intervals, 'radius')).toEqual({
    smearing: radius,
    bootstrap: { ...radius, bias: -0.01 },
  });
  expect(doubtOf(intervals, 'y')).toBeNull();
  expect(doubtOf(undefined, 'radius')).toBeNull();
});

test('half of the central 68% stands beside the value, the rest is told on hover', () => {
  expect(plusMinus(radius, angle)).toBe('± 0.018');
  expect(plusMinus(null, angle)).toBe(NONE);
  expect(plusMinus(unknown, angle)).toBe(NONE);
  const doubt = doubtOf(intervals, 'radius');
  expect(doubt && doubtWords(doubt, (value) => `${angle(value)} rad`)).toBe(
    'Measured within the resolution: 68% in 0.325 rad to 0.361 rad, 95% in 0.301 rad to 0.380 rad, mean above the fit by 0.004 rad. ' +
      'Constituents drawn anew: 68% in 0.325 rad to 0.361 rad, 95% in 0.301 rad to 0.380 rad, mean below the fit by 0.010 rad.',
  );
});

test('replicas that left the minimum are counted', () => {
  expect(leftWords(intervals.smearing)).toBe('none of 100');
  expect(leftWords(intervals.bootstrap)).toBe('7 of 100');
});
