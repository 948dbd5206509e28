import { expect, test } from 'vitest';
import { potentialAt } from './sample.ts';

// f = 2y + φ on a 3 × 2 grid: bilinear interpolation is exact on it.
const grid = {
  y0: 0,
  dy: 1,
  columns: 3,
  phi0: 3,
  dphi: 0.5,
  rows: 2,
  values: Float32Array.of(3, 5, 7, 3.5, 5.5, 7.5),
  range: 1,
  contourStep: 0.1,
};

test('the potential between grid points, and a turn away', () => {
  expect(potentialAt(grid, [1.25, 3.25])).toBeCloseTo(5.75, 6);
  expect(potentialAt(grid, [1.25, 3.25 - 2 * Math.PI])).toBeCloseTo(5.75, 6);
  expect(potentialAt(grid, [2, 3.5])).toBeCloseTo(7.5, 6);
});

test('outside the grid there is none', () => {
  expect(potentialAt(grid, [-0.1, 3.2])).toBeNull();
  expect(potentialAt(grid, [1, 3.8])).toBeNull();
});
