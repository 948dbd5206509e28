import { describe, expect, it } from 'vitest';
import { stress1 } from './stress.ts';
import { cloud, euclidean } from './testing/matrices.ts';

describe('stress', () => {
  const points = cloud(10, 2, 4);
  const matrix = euclidean(points);
  const x = Float64Array.from(points, ([value]) => value);
  const y = Float64Array.from(points, ([, value]) => value);

  it('is zero for a map that is right up to its scale', () => {
    expect(stress1(matrix, 10, x, y)).toBeLessThan(1e-7);
    expect(
      stress1(
        matrix,
        10,
        x.map((v) => 5 - 7 * v),
        y.map((v) => 7 * v),
      ),
    ).toBeLessThan(1e-7);
  });

  it('is Kruskal’s formula at the best scale', () => {
    // Three events at equal distance, on a line at 0, 1, 2: drawn 1, 1, 2, scale 4/3: √((1/9 + 1/9 + 4/9)/6) = 1/3.
    const equal = Float64Array.of(0, 1, 1, 1, 0, 1, 1, 1, 0);
    expect(stress1(equal, 3, Float64Array.of(0, 1, 2), new Float64Array(3))).toBeCloseTo(1 / 3, 12);
  });

  it('is one where the map or the events are all in one place, zero where both are, and leaves out what has no place', () => {
    const none = new Float64Array(10);
    expect(stress1(matrix, 10, none, none)).toBe(1);
    expect(stress1(new Float64Array(100), 10, x, y)).toBe(1);
    expect(stress1(new Float64Array(100), 10, none, none)).toBe(0);
    const moved = x.slice();
    moved[3] = Number.NaN;
    expect(stress1(matrix, 10, moved, y)).toBeLessThan(1e-7);
  });
});
