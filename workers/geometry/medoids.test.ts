import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medoids } from './medoids.ts';
import { cloud, euclidean, lattice } from './testing/matrices.ts';

/** Σ distance to the nearest of these. */
function cost(matrix: Float64Array, n: number, chosen: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.min(...chosen.map((c) => matrix[i * n + c]));
  return sum;
}

describe('medoids', () => {
  it('are those of trying all choices', () => {
    // bench/verify_geometry.py: the least sums of one, two, three.
    const matrix = lattice();
    const sums = [1, 2, 3].map((k) => {
      const found = medoids(matrix, 12, k);
      expect(found.reduce((sum, { members }) => sum + members, 0)).toBe(12);
      const sum = cost(
        matrix,
        12,
        found.map(({ place }) => place),
      );
      expect(
        found.reduce((total, { meanDistance, members }) => total + meanDistance * (members - 1), 0),
      ).toBeCloseTo(sum, 12);
      return sum;
    });
    expect(sums).toEqual([29.25, 18.5, 12]);
    expect(medoids(matrix, 12, 1)).toEqual([{ place: 1, meanDistance: 29.25 / 11, members: 12 }]);
  });

  it('cannot be improved by any one exchange', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 6 }),
        (seed, n, k) => {
          const matrix = euclidean(cloud(n, 3, seed));
          const found = medoids(matrix, n, k);
          expect(found.length).toBe(Math.min(n, k));
          expect(new Set(found.map(({ place }) => place)).size).toBe(found.length);
          const places = found.map(({ place }) => place);
          const least = cost(matrix, n, places);
          for (let out = 0; out < places.length; out++) {
            for (let other = 0; other < n; other++) {
              const changed = places.map((place, m) => (m === out ? other : place));
              expect(cost(matrix, n, changed)).toBeGreaterThan(least - 1e-9);
            }
          }
          expect(found).toEqual([...found].sort((a, b) => b.members - a.members || a.place - b.place));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stand for groups', () => {
    const points = [0, 10, 30].flatMap((at) => cloud(at === 0 ? 9 : 7, 2, at).map(([x, y]) => [x + at, y]));
    const found = medoids(euclidean(points), 23, 3);
    expect(found.map(({ members }) => members)).toEqual([9, 7, 7]);
    expect(found.map(({ place }) => (place < 9 ? 0 : place < 16 ? 1 : 2)).sort()).toEqual([0, 1, 2]);
  });

  it('are of a range, without events that have no distances, and members are counted where events coincide', () => {
    const n = 8;
    const matrix = new Float64Array(n * n).fill(Number.NaN);
    const at = [null, 0, 1, null, 2, 2, null, 9];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [a, b] = [at[i], at[j]];
        if (a !== null && b !== null) matrix[i * n + j] = Math.abs(a - b);
      }
    }
    expect(medoids(matrix, n, 1, { first: 0, end: 7 })).toEqual([{ place: 2, meanDistance: 1, members: 4 }]);
    expect(medoids(matrix, n, 9)).toEqual(
      [1, 2, 4, 5, 7].map((place) => ({ place, meanDistance: 0, members: 1 })),
    );
    expect(medoids(matrix, n, 2, { first: 3, end: 4 })).toEqual([{ place: 3, meanDistance: 0, members: 1 }]);
    expect(medoids(matrix, n, 2, { first: 3, end: 3 })).toEqual([]);
  });

  it('say what k they want', () => {
    expect(() => medoids(lattice(), 12, 0)).toThrow('medoids: k is 0, allowed are integers ≥ 1');
  });
});
