import { describe, expect, it } from 'vitest';
import { cloud, euclidean } from './testing/matrices.ts';
import { umapMap } from './umap.ts';

const options = { neighbours: 8, minDist: 0.1, seed: 1 };
const groups = [0, 40].flatMap((at) => cloud(30, 3, at).map(([x, y, z]) => [x + at, y, z]));
const matrix = euclidean(groups);

describe('UMAP', () => {
  it('keeps groups together and apart', () => {
    const { x, y } = umapMap(matrix, 60, options);
    const between = (i: number, j: number) => Math.hypot(x[i] - x[j], y[i] - y[j]);
    for (let i = 0; i < 60; i++) {
      // Whoever is nearest in the map is of the same group.
      const others = Array.from({ length: 60 }, (_, j) => j).filter((j) => j !== i);
      const nearest = others.reduce((best, j) => (between(i, j) < between(i, best) ? j : best));
      expect(nearest < 30).toBe(i < 30);
    }
  });

  it('is a function of matrix, options and seed', () => {
    expect(umapMap(matrix, 60, options)).toEqual(umapMap(matrix, 60, options));
    expect(umapMap(matrix, 60, { ...options, seed: 2 })).not.toEqual(umapMap(matrix, 60, options));
  });

  it('leaves out events without distances, and lays out few', () => {
    const holes = matrix.slice();
    for (let i = 0; i < 60; i++) {
      holes[60 * i + 7] = Number.NaN;
      holes[420 + i] = Number.NaN;
    }
    const { x, y } = umapMap(holes, 60, options);
    expect([x[7], y[7]]).toEqual([Number.NaN, Number.NaN]);
    expect([...x].filter(Number.isNaN).length).toBe(1);
    expect(umapMap(Float64Array.of(0, 2, 2, 0), 2, options)).toEqual({
      x: Float64Array.of(0, 2),
      y: new Float64Array(2),
    });
    expect(umapMap(new Float64Array(1), 1, options).x).toEqual(new Float64Array(1));
    for (const n of [3, 4, 9]) {
      const few = umapMap(euclidean(cloud(n, 2, n)), n, options);
      expect([...few.x, ...few.y].every(Number.isFinite)).toBe(true);
    }
    const same = umapMap(new Float64Array(36), 6, options);
    expect([...same.x, ...same.y].every(Number.isFinite)).toBe(true);
  });

  it('tells how far it is, and stops when told to', () => {
    const seen: number[] = [];
    umapMap(matrix, 60, options, { progress: (done, total) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
    const check = () => {
      throw new Error('stopped');
    };
    expect(() => umapMap(matrix, 60, options, { check })).toThrow('stopped');
  });

  it('says what it wants', () => {
    expect(() => umapMap(matrix, 60, { ...options, neighbours: 1 })).toThrow(
      'umap: neighbours is 1, allowed are integers ≥ 2',
    );
    expect(() => umapMap(matrix, 60, { ...options, minDist: 2 })).toThrow(
      'umap: minDist is 2, allowed is 0 ≤ minDist ≤ 1',
    );
  });
});
