import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TWO_PI, wrapPhi } from '../../core/geometry.ts';
import { emd } from '../emd.ts';
import { slowTransport } from '../testing/slow-transport.ts';
import type { Points } from '../types.ts';
import { line } from './line.ts';
import { Circle, Sorted, shellSort } from './sorted.ts';
import { close, inHalfTurn, particles, place, points, shares, weighted } from './testing/points.ts';

const betas = fc.constantFrom(1, 1.3, 2, 3);

function slow(a: Points, b: Points, beta: number, distance: (i: number, j: number) => number): number {
  const cost = Array.from(a.weight, (_, i) =>
    Array.from(b.weight, (_, j) => Math.abs(distance(i, j)) ** beta),
  );
  return slowTransport(shares(a), shares(b), cost);
}

describe('line', () => {
  it('along y equals the slow reference for every convex cost', () => {
    fc.assert(
      fc.property(particles(9), particles(9), betas, fc.constantFrom(0.4, 1, 2), (a, b, beta, R) => {
        const expected = slow(a, b, beta, (i, j) => (a.y[i] - b.y[j]) / R);
        close(line(a, b, { beta, R }).emd, expected, 6 / R ** beta);
      }),
      { numRuns: 200 },
    );
  });

  it('along φ equals the slow reference around the circle', () => {
    fc.assert(
      fc.property(particles(9), particles(9), betas, fc.constantFrom(0.4, 1), (a, b, beta, R) => {
        const expected = slow(a, b, beta, (i, j) => wrapPhi(a.phi[i] - b.phi[j]) / R);
        close(line(a, b, { beta, R, along: 'phi' }).emd, expected, (Math.PI / R) ** beta);
      }),
      { numRuns: 300 },
    );
  });

  it('along φ at β = 1: the median and the convex search agree', () => {
    fc.assert(
      fc.property(particles(30), particles(30), (a, b) => {
        const sorted = (p: Points) => {
          const out = new Sorted(Float64Array.from(shares(p)));
          for (let i = 0; i < out.n; i++) out.x[i] = (wrapPhi(p.phi[i]) + TWO_PI) % TWO_PI;
          shellSort(out.order, out.x, out.n);
          return out;
        };
        const circle = new Circle(a.weight.length + b.weight.length);
        const [p, q] = [sorted(weighted(a)), sorted(weighted(b))];
        close(circle.search(p, q, TWO_PI, 1), circle.median(p, q, TWO_PI));
      }),
      { numRuns: 300 },
    );
  });

  it('along a direction equals the slow reference of the projections, and bounds the EMD from below', () => {
    fc.assert(
      fc.property(
        inHalfTurn(9),
        inHalfTurn(9),
        betas,
        fc.double({ min: -7, max: 7, noNaN: true }),
        (a, b, beta, along) => {
          const value = line(a, b, { beta, along }).emd;
          const across = (i: number, j: number) =>
            Math.cos(along) * (a.y[i] - b.y[j]) + Math.sin(along) * wrapPhi(a.phi[i] - b.phi[j]);
          close(value, slow(a, b, beta, across), 7 ** beta);
          if (beta <= 2) expect(value).toBeLessThanOrEqual(emd(a, b, { beta }).emd + 1e-10);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('bounds the EMD along y and φ for events of any width, is symmetric and blind to common shifts', () => {
    fc.assert(
      fc.property(
        particles(12),
        particles(12),
        fc.constantFrom(1, 1.5, 2),
        fc.constantFrom('y' as const, 'phi' as const),
        place,
        (a, b, beta, along, by) => {
          const value = line(a, b, { beta, along }).emd;
          expect(value).toBeLessThanOrEqual(emd(a, b, { beta }).emd + 1e-10);
          close(line(b, a, { beta, along }).emd, value, 7 ** beta);
          const moved = (p: Points) => ({
            weight: p.weight.map((w) => 2 * w),
            y: p.y.map((y) => y + by),
            phi: p.phi.map((phi) => phi + 3 * by),
          });
          close(line(moved(a), moved(b), { beta, along }).emd, value, 7 ** beta);
        },
      ),
    );
  });

  it('has the values that sorting by hand gives', () => {
    const a = points([
      [1, 0, 3],
      [1, 2, -3],
    ]);
    const b = points([
      [3, 1, -3.1],
      [1, 5, 3.1],
    ]);
    // Shares ½ at 0, ½ at 2 to ¾ at 1, ¼ at 5.
    close(line(a, b).emd, 0.5 + 0.25 + 0.75);
    close(line(a, b, { beta: 2 }).emd, 0.5 + 0.25 + 0.25 * 9);
    // Around the seam: 3 → 3.1 for ¼, 3 → −3.1 for ¼, −3 → −3.1 for ½.
    close(line(a, b, { along: 'phi' }).emd, 0.25 * 0.1 + 0.25 * (TWO_PI - 6.1) + 0.5 * 0.1);
    const [c, d] = [points([[1, 0, 0.2]]), points([[2, 0.3, 0.6]])];
    close(line(c, d, { along: Math.atan2(0.4, 0.3) }).emd, 0.5);
    close(line(c, d, { along: Math.PI / 2, R: 0.4, beta: 2 }).emd, 1);
  });

  it('says what it does not do', () => {
    const a = points([[1, 0, 0]]);
    const b = points([
      [1, 0, 3],
      [1, 0, -1],
    ]);

    expect(() => line(a, b, { beta: 0.5 })).toThrow(
      new RangeError('line: beta is 0.5, sorting is exact for 1 ≤ beta < ∞ only; use emd for 0 < beta < 1'),
    );
    expect(() => line(a, b, { normalise: false })).toThrow(
      new RangeError(
        'line: normalise is false, sorting needs equal totals; use emd or sinkhorn for events in GeV',
      ),
    );
    expect(() => line(a, b, { R: 0 })).toThrow(new RangeError('line: R is 0, allowed is R > 0'));
    expect(() => line(a, b, { along: Number.NaN })).toThrow(
      new RangeError('line: along is NaN, allowed are y, phi and an angle in rad'),
    );
    expect(() => line(a, b, { along: 0.5 })).toThrow(
      new RangeError(
        "line: the events span 3.283 rad of φ, a direction in the unwrapped plane needs at most π; use along: 'y' or along: 'phi'",
      ),
    );
    expect(() => line(points([[0, 0, 0]]), b)).toThrow(
      new RangeError('line: the first event has total weight 0, a normalised distance needs weight > 0'),
    );
    expect(() => line(a, points([[-1, 0, 0]]))).toThrow(
      new RangeError('line: weight of particle 0 of the second event is -1, allowed are finite numbers ≥ 0'),
    );
    expect(() => line(a, points([[1, Number.NaN, 0]]))).toThrow(
      new RangeError(
        'line: particle 0 of the second event is at y = NaN, phi = 0, allowed are finite numbers',
      ),
    );
    expect(() => line({ ...a, y: new Float64Array(2) }, b)).toThrow(
      new RangeError('line: the first event has 1 weights, 2 y and 1 phi, needed are equal numbers'),
    );
  });
});
