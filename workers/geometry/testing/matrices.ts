// For tests only: matrices of distances of points.

import { random } from '../../core/random.ts';

/** Normal points, each dimension narrower than the one before it. */
export function cloud(n: number, dimension: number, seed: number): number[][] {
  const draw = random(seed);
  return Array.from({ length: n }, () =>
    Array.from({ length: dimension }, (_, k) => draw.normal() / (k + 1)),
  );
}

export function euclidean(points: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(
    points.flatMap((a) => points.map((b) => Math.sqrt(a.reduce((sum, x, k) => sum + (x - b[k]) ** 2, 0)))),
  );
}

/** The matrix of bench/verify_geometry.py: sums of coordinates' distances of twelve points. */
export function lattice(): Float64Array {
  const points = Array.from({ length: 12 }, (_, i) => [
    (7 * i + 3 * i * i) % 11,
    (5 * i + i * i) % 13,
    (i * i * i) % 7,
  ]);
  return Float64Array.from(
    points.flatMap((a) => points.map((b) => a.reduce((sum, x, k) => sum + Math.abs(x - b[k]), 0) / 4)),
  );
}
