import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from '../core/geometry.ts';
import { emd } from './emd.ts';
import { centred, potentialAt, potentialGrid, potentialSpan } from './potential.ts';
import type { Points } from './types.ts';

const angle = fc.double({ min: -3.14, max: 3.14, noNaN: true });
const cloud = fc
  .array(fc.tuple(fc.double({ min: 0.1, max: 5, noNaN: true }), angle, angle), {
    minLength: 1,
    maxLength: 12,
  })
  .map(
    (list): Points => ({
      weight: Float64Array.from(list, (p) => p[0]),
      y: Float64Array.from(list, (p) => p[1]),
      phi: Float64Array.from(list, (p) => p[2]),
    }),
  );
const grid = { y0: -1, dy: 0.13, columns: 17, phi0: 2.2, dphi: 0.11, rows: 19 };

describe('the potential', () => {
  it('on a grid is min (d − u) at each cell, across the seam too', () => {
    fc.assert(
      fc.property(cloud, fc.infiniteStream(fc.double({ min: -2, max: 2, noNaN: true })), (points, stream) => {
        const dual = Float64Array.from(points.weight, () => stream.next().value);
        const fast = potentialGrid(points, dual, grid);
        for (let r = 0; r < grid.rows; r++) {
          for (let c = 0; c < grid.columns; c++) {
            const [y, phi] = [grid.y0 + c * grid.dy, grid.phi0 + r * grid.dphi];
            let slow = Number.POSITIVE_INFINITY;
            for (let i = 0; i < dual.length; i++) {
              slow = Math.min(slow, distance(y, phi, points.y[i], points.phi[i]) - dual[i]);
            }
            expect(Math.abs(fast[r * grid.columns + c] - slow)).toBeLessThanOrEqual(1e-6);
            expect(Math.abs(potentialAt(points, dual, y, phi) - slow)).toBeLessThanOrEqual(1e-12);
          }
        }
      }),
    );
  });

  it('never rises faster than 1', () => {
    fc.assert(
      fc.property(cloud, cloud, angle, angle, angle, angle, (a, b, y1, phi1, y2, phi2) => {
        const { potentialA } = emd(a, b);
        const rise = potentialAt(a, potentialA, y1, phi1) - potentialAt(a, potentialA, y2, phi2);
        expect(Math.abs(rise)).toBeLessThanOrEqual(distance(y1, phi1, y2, phi2) + 1e-12);
      }),
    );
  });

  it('gives the EMD back: Σ_b G − Σ_a G', () => {
    fc.assert(
      fc.property(cloud, cloud, (a, b) => {
        const result = emd(a, b);
        const mean = (points: Points) => {
          let sum = 0;
          let total = 0;
          for (let i = 0; i < points.weight.length; i++) {
            sum += points.weight[i] * potentialAt(a, result.potentialA, points.y[i], points.phi[i]);
            total += points.weight[i];
          }
          return sum / total;
        };
        expect(Math.abs(mean(b) - mean(a) - result.emd)).toBeLessThanOrEqual(1e-10);
      }),
    );
  });

  it('is centred on zero for the colour map', () => {
    expect(centred(Float32Array.of(1, 4, 5), 3)).toEqual(Float32Array.of(-2, 1, 2));
  });

  it('spans the box around the particles, on whichever side of the seam they lie', () => {
    const at = (shift: number): Points => ({
      weight: Float64Array.of(1, 1),
      y: Float64Array.of(0, 0.4),
      phi: Float64Array.of(shift - 0.1, shift + 0.1),
    });
    const dual = Float64Array.of(0.3, 0.3);
    const { middle, half } = potentialSpan(at(0), dual);
    // The box with its margin of 0.05, on a denser grid.
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let y = -0.05; y <= 0.45; y += 0.0025) {
      for (let phi = -0.15; phi <= 0.15; phi += 0.0025) {
        const value = potentialAt(at(0), dual, y, phi);
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    }
    expect(middle - half).toBeGreaterThanOrEqual(lowest - 0.003);
    expect(middle - half).toBeLessThan(lowest + 0.02);
    expect(middle + half).toBeGreaterThan(highest - 0.02);
    expect(middle + half).toBeLessThan(highest + 0.003);
    const across = potentialSpan(at(Math.PI), dual);
    expect(across.middle).toBeCloseTo(middle, 6);
    expect(across.half).toBeCloseTo(half, 6);
  });

  it('spans something around one particle', () => {
    const one = { weight: Float64Array.of(1), y: Float64Array.of(1), phi: Float64Array.of(3.1) };
    const { half } = potentialSpan(one, Float64Array.of(0));
    expect(half).toBeCloseTo(Math.hypot(0.05, 0.05) / 2, 6);
  });
});
