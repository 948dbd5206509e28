import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emd } from '../emd.ts';
import type { Points } from '../types.ts';
import { line } from './line.ts';
import { sliced } from './sliced.ts';
import { close, inHalfTurn, particles, place, points } from './testing/points.ts';

const betas = fc.constantFrom(1, 1.5, 2);

describe('sliced', () => {
  it('is the mean of the lines along its directions, and its bound is their maximum', () => {
    fc.assert(
      fc.property(inHalfTurn(12), inHalfTurn(12), betas, fc.constantFrom(0.4, 1), (a, b, beta, R) => {
        const directions = 12;
        const each = Array.from(
          { length: directions },
          (_, k) => line(a, b, { beta, R, along: (Math.PI * k) / directions }).emd,
        );
        const result = sliced(a, b, { beta, R, directions });
        const scale = (7 / R) ** beta;
        close(result.emd, each.reduce((sum, value) => sum + value, 0) / directions, scale);
        close(result.lowerBound, Math.max(...each), scale);
        close(line(a, b, { beta, R, along: result.direction }).emd, result.lowerBound, scale);
        expect(result.directions).toBe(directions);
      }),
    );
  });

  it('plane: mean ≤ maximum ≤ EMD; symmetric, blind to common shifts, 0 for an event and itself', () => {
    fc.assert(
      fc.property(inHalfTurn(15), inHalfTurn(10), betas, place, place, (a, b, beta, dy, dphi) => {
        const result = sliced(a, b, { beta });
        const exact = emd(a, b, { beta }).emd;
        expect(result.emd).toBeLessThanOrEqual(result.lowerBound * (1 + 1e-12));
        expect(result.lowerBound).toBeLessThanOrEqual(exact + 1e-10);
        close(sliced(b, a, { beta }).emd, result.emd, 7 ** beta);
        const moved = (p: Points): Points => ({
          weight: p.weight.map((w) => 3 * w),
          y: p.y.map((y) => y + dy),
          phi: p.phi.map((phi) => phi + 2 * dphi),
        });
        close(sliced(moved(a), moved(b), { beta }).emd, result.emd, 7 ** beta);
        close(sliced(a, a, { beta }).emd, 0, 7 ** beta);
      }),
    );
  });

  it('cylinder: mean ≤ maximum ≤ EMD for events of any width, blind to common shifts, as φ and y at least', () => {
    fc.assert(
      fc.property(particles(12), particles(12), betas, place, (a, b, beta, by) => {
        const result = sliced(a, b, { beta, surface: 'cylinder', directions: 16 });
        expect(result.emd).toBeLessThanOrEqual(result.lowerBound * (1 + 1e-12));
        expect(result.lowerBound).toBeLessThanOrEqual(emd(a, b, { beta }).emd + 1e-10);
        for (const along of ['y', 'phi'] as const) {
          expect(result.lowerBound).toBeGreaterThanOrEqual(line(a, b, { beta, along }).emd - 1e-10);
        }
        const moved = (p: Points): Points => ({
          weight: p.weight,
          y: p.y.map((y) => y - by),
          phi: p.phi.map((phi) => phi + 2 * by),
        });
        const again = sliced(moved(a), moved(b), { beta, surface: 'cylinder', directions: 16 });
        close(again.emd, result.emd, 7 ** beta);
      }),
    );
  });

  it('a shift t of an event: mean 2t/π within its error, maximum t; squares: t²/2', () => {
    fc.assert(
      fc.property(
        inHalfTurn(10),
        fc.double({ min: 0, max: 6.3, noNaN: true }),
        fc.constantFrom(8, 16, 64),
        (a, angle, directions) => {
          const t = 0.03;
          const b: Points = {
            ...a,
            y: a.y.map((y) => y + t * Math.cos(angle)),
            phi: a.phi.map((phi) => phi + t * Math.sin(angle)),
          };
          const result = sliced(a, b, { directions });
          expect(Math.abs(result.emd - (2 * t) / Math.PI)).toBeLessThanOrEqual(result.error + 1e-12);
          expect(result.error).toBeLessThanOrEqual((t * 6) / directions ** 2);
          expect(result.lowerBound).toBeLessThanOrEqual(t + 1e-12);
          expect(result.lowerBound).toBeGreaterThanOrEqual(t * Math.cos(Math.PI / directions / 2) - 1e-12);
          close(sliced(a, b, { directions, beta: 2 }).emd, t ** 2 / 2);
        },
      ),
    );
  });

  it('says what it does not do', () => {
    const a = points([[1, 0, 0]]);
    const wide = points([
      [1, 0, 3],
      [1, 0, -1],
    ]);
    expect(() => sliced(a, wide)).toThrow(
      new RangeError(
        "sliced: the events span 3.283 rad of φ, a direction in the unwrapped plane needs at most π; use surface: 'cylinder'",
      ),
    );
    expect(sliced(a, wide, { surface: 'cylinder' }).emd).toBeGreaterThan(0);
    expect(() => sliced(a, a, { beta: 0.5 })).toThrow(
      new RangeError('sliced: beta is 0.5, sorting is exact for 1 ≤ beta < ∞ only; use emd for 0 < beta < 1'),
    );
    expect(() => sliced(a, a, { normalise: false })).toThrow(
      new RangeError(
        'sliced: normalise is false, sorting needs equal totals; use emd or sinkhorn for events in GeV',
      ),
    );
    expect(() => sliced(a, a, { directions: 10 })).toThrow(
      new RangeError('sliced: directions is 10, allowed are multiples of 4 from 4 to 65536'),
    );
  });
});
