import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { classicalMds } from './mds.ts';
import { stress1 } from './stress.ts';

const cloud = (n: number, dimension: number, seed: number): number[][] => {
  const draw = random(seed);
  return Array.from({ length: n }, () =>
    Array.from({ length: dimension }, (_, k) => draw.normal() / (k + 1)),
  );
};
const euclidean = (points: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(points.flatMap((a) => points.map((b) => Math.hypot(...a.map((x, k) => x - b[k])))));

describe('classical scaling', () => {
  it('finds points of the plane again, up to an isometry', () => {
    for (const n of [2, 3, 4, 9, 150]) {
      const matrix = euclidean(cloud(n, 2, n));
      const { x, y, explained } = classicalMds(matrix, n);
      const again = euclidean(Array.from(x, (value, i) => [value, y[i]]));
      again.forEach((value, k) => {
        expect(value).toBeCloseTo(matrix[k], 9);
      });
      expect(explained).toBeCloseTo(1, 9);
      expect(stress1(matrix, n, x, y)).toBeLessThan(1e-7);
    }
  });
});
