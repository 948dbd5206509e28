import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { jacobi, tridiagonal } from './eigen.ts';
import { classicalMds, doublyCentred } from './mds.ts';
import { positiveSum } from './spectrum.ts';
import { stress1 } from './stress.ts';
import { cloud, euclidean, lattice } from './testing/matrices.ts';

const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);
const drawn = (x: Float64Array, y: Float64Array) => euclidean(Array.from(x, (value, i) => [value, y[i]]));

describe('classical scaling', () => {
  it('finds points of the plane again, up to an isometry', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 40 }), (seed, n) => {
        const matrix = euclidean(cloud(n, 2, seed));
        const { x, y, explained } = classicalMds(matrix, n);
        drawn(x, y).forEach((value, k) => {
          expect(value).toBeCloseTo(matrix[k], 7);
        });
        expect(explained).toBeCloseTo(1, 7);
        expect(stress1(matrix, n, x, y)).toBeLessThan(1e-6);
        expect(x.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('is what numpy finds, of a matrix that is not euclidean', () => {
    // bench/verify_geometry.py
    const { x, y, explained } = classicalMds(lattice(), 12);
    const wantedX = [
      -2.4433716317, -0.3946516812, -1.7441552648, 2.3534867367, 1.1214400138, 2.5225681959, -0.7370887867,
      -0.5792007636, -2.2266869193, 0.6986403841, 1.3180201509, 0.1109995661,
    ];
    const wantedY = [
      2.191368774, -1.8189894861, 0.5362618443, 0.7586404733, -1.806204112, 2.3832852805, 0.4388800442,
      -1.591952435, -0.2913101215, -1.5178667117, -0.3865555171, 1.1044419671,
    ];
    wantedX.forEach((value, i) => {
      expect(x[i]).toBeCloseTo(value, 8);
      expect(y[i]).toBeCloseTo(wantedY[i], 8);
    });
    expect(explained).toBeCloseTo(0.7445555598260492, 12);
    expect(stress1(lattice(), 12, x, y)).toBeCloseTo(0.20579602301834568, 9);
  });

  it('takes the largest eigenvalues, not the largest in size', () => {
    // Random numbers, mostly small, are no distances of points: large negative eigenvalues.
    const n = 24;
    const draw = random(3);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        matrix[i * n + j] = draw.uniform() ** 8 * 10;
        matrix[j * n + i] = matrix[i * n + j];
      }
    }
    const { x, y } = classicalMds(matrix, n);
    const centred = doublyCentred(matrix, n, all(n));
    const whole = jacobi(
      centred(
        Array.from({ length: n }, (_, k) => Float64Array.from({ length: n }, (_, i) => (i === k ? 1 : 0))),
      ).map((column) => [...column]),
    );
    expect(Math.min(...whole.values)).toBeLessThan(-whole.values[1]);
    const square = (axis: Float64Array) => axis.reduce((sum, value) => sum + value * value, 0);
    expect(square(x)).toBeCloseTo(whole.values[0], 7);
    expect(square(y)).toBeCloseTo(whole.values[1], 7);
  });

  it('lays out a line, coincident events, and few of them', () => {
    const line = classicalMds(euclidean([[0], [1], [3]]), 3);
    expect([...line.x].map((value) => Math.abs(value - line.x[0]))).toEqual([
      0,
      expect.closeTo(1, 9),
      expect.closeTo(3, 9),
    ]);
    expect([...line.y]).toEqual([0, 0, 0]);
    const same = classicalMds(new Float64Array(16), 4);
    expect([...same.x, ...same.y]).toEqual(Array(8).fill(0));
    expect(same.explained).toBe(1);
    expect([...classicalMds(new Float64Array(1), 1).x]).toEqual([0]);
    expect(classicalMds(new Float64Array(0), 0).x.length).toBe(0);
  });

  it('leaves out events without distances', () => {
    const points = cloud(6, 2, 1);
    const matrix = euclidean(points);
    for (let i = 0; i < 6; i++) {
      matrix[6 * i + 2] = Number.NaN;
      matrix[12 + i] = Number.NaN;
    }
    const { x, y } = classicalMds(matrix, 6);
    const { x: wantedX, y: wantedY } = classicalMds(euclidean(points.filter((_, i) => i !== 2)), 5);
    expect([...x].filter((_, i) => i !== 2)).toEqual([...wantedX]);
    expect([...y].filter((_, i) => i !== 2)).toEqual([...wantedY]);
    expect([x[2], y[2]]).toEqual([Number.NaN, Number.NaN]);
  });

  it('calls its hooks', () => {
    const check = () => {
      throw new Error('stopped');
    };
    expect(() => classicalMds(lattice(), 12, { check })).toThrow('stopped');
  });
});

describe('spectra', () => {
  it('of a chain are 2 − 2 cos', () => {
    const n = 40;
    const { values, weights } = tridiagonal(new Float64Array(n).fill(2), new Float64Array(n - 1).fill(-1));
    const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
    order.forEach((k, i) => {
      const angle = (Math.PI * (i + 1)) / (n + 1);
      expect(values[k]).toBeCloseTo(2 - 2 * Math.cos(angle), 12);
      expect(weights[k]).toBeCloseTo((2 / (n + 1)) * Math.sin(angle) ** 2, 12);
    });
  });

  it('have Jacobi’s sum of positive eigenvalues, exactly or by quadrature', () => {
    const n = 150;
    const points = cloud(n, 6, 8);
    const matrix = euclidean(points).map((value) => value ** 0.7 + (value > 0 ? 0.3 : 0));
    const flat = Float64Array.from(
      points.flatMap((a) => points.map((b) => a.reduce((sum, x, k) => sum + Math.abs(x - b[k]) ** 1.4, 0))),
    );
    for (const distances of [matrix, flat]) {
      const centred = doublyCentred(distances, n, all(n));
      const unit = Array.from({ length: n }, (_, k) =>
        Float64Array.from({ length: n }, (_, i) => (i === k ? 1 : 0)),
      );
      const { values, vectors } = jacobi(centred(unit).map((column) => [...column]));
      const wanted = values.reduce((sum, value) => sum + Math.max(0, value), 0);
      const eight = vectors.slice(0, 8).map((vector) => Float64Array.from(vector));
      expect(positiveSum(centred, n, values.slice(0, 8), eight)).toBeCloseTo(wanted, 7);
      const estimate = positiveSum(centred, n, values.slice(0, 8), eight, {}, 0);
      expect(Math.abs(estimate / wanted - 1)).toBeLessThan(0.02);
    }
  });
});
