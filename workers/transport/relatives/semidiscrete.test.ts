import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emd } from '../emd.ts';
import type { Points } from '../types.ts';
import { Cells } from './cells.ts';
import { type ContinuousShape, curvesOf, gaussLegendre } from './curves.ts';
import { meanDistanceToDisk, meanDistanceToRing } from './elliptic.ts';
import { semidiscrete } from './semidiscrete.ts';
import { close, particles, place, points } from './testing/points.ts';

const one = (y: number, phi: number) => points([[1, y, phi]]);
const mean = (n: number, f: (share: number) => number) =>
  Array.from({ length: n }, (_, k) => f((k + 0.5) / n)).reduce((sum, v) => sum + v, 0) / n;
const radius = fc.double({ min: 0.05, max: 1.2, noNaN: true });

describe('closed forms', () => {
  it('mean distances equal integrals, inside and outside, near and far', () => {
    for (const distance of [0, 0.1, 0.5, 0.69, 0.7, 0.71, 1, 3, 34.9, 35.1, 1000]) {
      const ring = mean(4000, (share) =>
        Math.hypot(distance - 0.7 * Math.cos(2 * Math.PI * share), 0.7 * Math.sin(2 * Math.PI * share)),
      );
      close(meanDistanceToRing(0.7, distance), ring, 1, distance === 0.7 ? 1e-7 : 1e-10);
      const disk = gaussLegendre(200).reduce(
        (sum, [s, weight]) => sum + 2 * s * weight * meanDistanceToRing(0.7 * s, distance),
        0,
      );
      close(meanDistanceToDisk(0.7, distance), disk, 1, 1e-9);
    }
    close(
      meanDistanceToDisk(0.7, 35.0001) - meanDistanceToDisk(0.7, 34.9999),
      0.0002 * (1 - 0.02 ** 2 / 8),
      1,
      1e-10,
    );
    close(meanDistanceToDisk(0.7, 0.7), 1.1317684842 * 0.7);
    expect(meanDistanceToRing(0, 0)).toBe(0);
    expect(meanDistanceToDisk(0, 0.3)).toBe(0.3);
  });

  it('one particle: at the centre of a ring its radius, of a disk ⅔ of it; squares by moments; across the seam', () => {
    const at = (kind: 'ring' | 'disk', phi: number, r: number): ContinuousShape => ({
      kind,
      y: 0,
      phi,
      radius: r,
    });
    const ring = semidiscrete(one(0, 1), at('ring', 1, 0.4));
    expect(ring.method).toBe('closed form');
    close(ring.emd, 0.4);
    close(semidiscrete(one(0, 1), at('disk', 1, 0.6)).emd, 0.4);
    close(
      semidiscrete(one(0, 3.1), at('disk', -3.1, 0.6), { beta: 2, R: 0.5 }).emd,
      ((2 * Math.PI - 6.2) ** 2 + 0.18) / 0.25,
    );
    close(semidiscrete(one(0.3, 0.4), at('ring', 0, 0.5), { beta: 2 }).emd, 0.5);
    expect(ring.error).toBeLessThanOrEqual(1e-12);
    expect([...ring.potential]).toEqual([0]);
  });

  it('agree with the cells, which are asked where the particle is split in two close ones', () => {
    fc.assert(
      fc.property(
        place,
        place,
        radius,
        fc.constantFrom('ring' as const, 'disk' as const),
        fc.constantFrom(1, 2),
        (y, phi, r, kind, beta) => {
          const shape = { kind, y: 0, phi: 3, radius: r };
          const closed = semidiscrete(one(y, phi), shape, { beta });
          const split = points([
            [0.4, y, phi],
            [0.6, y + 1e-9, phi],
          ]);
          const cells = semidiscrete(split, shape, { beta, tolerance: 1e-4 });
          expect(Math.abs(cells.emd - closed.emd)).toBeLessThanOrEqual(cells.error + closed.error + 1e-7);
          expect(cells.converged).toBe(true);
        },
      ),
      { numRuns: 50, endOnFailure: true },
    );
  });
});

describe('cells', () => {
  it('their masses and costs equal those of many samples', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, place, fc.double({ min: -0.3, max: 0.3, noNaN: true })), {
          minLength: 2,
          maxLength: 12,
        }),
        fc.constantFrom(0.5, 1, 1.5, 2),
        fc.boolean(),
        (list, beta, closed) => {
          const [curve] = closed
            ? curvesOf({ kind: 'ring', y: 0.1, phi: 0.2, radius: 0.9 }, 1)
            : curvesOf({ kind: 'segment', y: 0.1, phi: 0.2, length: 2, angle: 0.7 }, 1);
          const y = Float64Array.from(list, (p) => p[0]);
          const phi = Float64Array.from(list, (p) => p[1]);
          const u = Float64Array.from(list, (p) => p[2]);
          const n = list.length;
          const owner = Uint32Array.from(list, (_, i) => i);
          const cells = new Cells(n, { count: n, owner, y, phi }, beta, 1);
          cells.measure([curve], u);
          const samples = 4000;
          const best = new Float64Array(n);
          let dual = 0;
          for (let k = 0; k < samples; k++) {
            const t = closed ? (2 * Math.PI * (k + 0.5)) / samples : (2 * (k + 0.5)) / samples - 1;
            const [f, g] = closed ? [Math.cos(t), Math.sin(t)] : [t, 0];
            const at = [curve.y + curve.py * f + curve.qy * g, curve.phi + curve.pphi * f + curve.qphi * g];
            const values = [...u.keys()].map((i) => Math.hypot(at[0] - y[i], at[1] - phi[i]) ** beta - u[i]);
            const least = Math.min(...values);
            best[values.indexOf(least)] += 1 / samples;
            dual += least / samples;
          }
          const sum = cells.mass.reduce((total, m) => total + m, 0);
          close(sum, 1, 1, 1e-12);
          let value = 0;
          for (let i = 0; i < n; i++) value += cells.cost[i] - u[i] * cells.mass[i];
          close(value, dual, 1, 1e-4);
          const tied = list.some((p, i) =>
            list.some((q, j) => i < j && Math.hypot(p[0] - q[0], p[1] - q[1]) < 1e-3),
          );
          if (tied || !closed) return;
          for (let i = 0; i < n; i++) close(cells.mass[i], best[i], 1, (n + 2) / samples);
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('the slopes of the masses are their derivatives', () => {
    const [curve] = curvesOf({ kind: 'ring', y: 0, phi: 0, radius: 0.5 }, 1);
    const y = Float64Array.of(0.3, -0.4, 0.1);
    const phi = Float64Array.of(0.2, 0.1, -0.6);
    const sites = { count: 3, owner: Uint32Array.of(0, 1, 2), y, phi };
    for (const beta of [0.7, 1, 2]) {
      const cells = new Cells(3, sites, beta, 0.8);
      const at = (u: number[]) => {
        cells.measure([curve], Float64Array.from(u));
        return [...cells.mass];
      };
      const h = 1e-5;
      const [more, less] = [at([0.05 + h, 0, -0.02]), at([0.05 - h, 0, -0.02])];
      at([0.05, 0, -0.02]);
      for (let i = 0; i < 3; i++) close(cells.slope[3 * i], (more[i] - less[i]) / (2 * h), 1, 1e-5);
    }
  });
});

describe('semidiscrete', () => {
  it('two particles on a ring’s axis take a half each', () => {
    for (const beta of [0.5, 1, 1.5, 2]) {
      const event = points([
        [3, 0.2, 0],
        [3, -0.2, 0],
      ]);
      const expected = mean(
        20000,
        (share) =>
          Math.hypot(
            0.5 * Math.cos(Math.PI * (share - 0.5)) - 0.2,
            0.5 * Math.sin(Math.PI * (share - 0.5)),
          ) ** beta,
      );
      const result = semidiscrete(
        event,
        { kind: 'ring', y: 0, phi: 0, radius: 0.5 },
        { beta, tolerance: 1e-8 },
      );
      close(result.emd, expected, 1, 1e-8);
      expect(Math.abs(result.emd - expected)).toBeLessThanOrEqual(result.error + 1e-9);
      expect([result.method, result.converged]).toEqual(['cells', true]);
      close(result.potential[0], result.potential[1], 1, 1e-7);
    }
  });

  it('segments: to a middle L/4, to both ends L/4 too, to particles on both sides of it', () => {
    const segment: ContinuousShape = { kind: 'segment', y: 1, phi: 0, length: 2, angle: 0 };
    close(semidiscrete(one(1, 0), segment).emd, 0.5);
    close(
      semidiscrete(
        points([
          [1, 0, 0],
          [1, 2, 0],
        ]),
        segment,
      ).emd,
      0.5,
    );
    const sides = points([
      [3, 1, 0.3],
      [7, 1, -0.3],
    ]);
    const expected = mean(20000, (share) => Math.hypot(share, 0.3));
    const result = semidiscrete(sides, segment);
    close(result.emd, expected, 1, 1e-8);
    expect(result.converged).toBe(true);
    // ¼ of the weight at the left end, ¾ in the middle: the left quarter (½ long), and the rest by moments.
    const uneven = semidiscrete(
      points([
        [1, 0, 0],
        [3, 1, 0],
      ]),
      segment,
    );
    close(uneven.emd, (0.5 * 0.25 + 0.5 * 0.25 + 1 * 0.5) / 2, 1, 1e-8);
  });

  it('is within what moving the ring to places costs of the EMD to these, around the seam and with soft particles', () => {
    let drawn = 0;
    let converged = 0;
    fc.assert(
      fc.property(particles(12), radius, place, fc.constantFrom(0.4, 1), (event, r, phi, R) => {
        const n = 300;
        const ring: Points = {
          weight: new Float64Array(n).fill(1),
          y: Float64Array.from({ length: n }, (_, k) => r * Math.cos((2 * Math.PI * k) / n)),
          phi: Float64Array.from({ length: n }, (_, k) => phi + r * Math.sin((2 * Math.PI * k) / n)),
        };
        const result = semidiscrete(event, { kind: 'ring', y: 0, phi, radius: r }, { R });
        const moved = (Math.PI * r) / (2 * n) / R;
        expect(Math.abs(result.emd - emd(event, ring, { R }).emd)).toBeLessThanOrEqual(moved + result.error);
        drawn++;
        if (result.converged) converged++;
      }),
      { numRuns: 50, endOnFailure: true },
    );
    // Particles 1e-8 apart with weights of 1e-9 can keep the steps from the top; the error then says so.
    expect(converged).toBeGreaterThanOrEqual(0.9 * drawn);
  });

  it('a disk and an ellipse: blind to common shifts and turns, scale with R, within their errors', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.tuple(radius, place, place), { minLength: 2, maxLength: 8 })
          .map((list) => points(list.map(([w, y, phi]) => [w, y / 3, phi / 3]))),
        radius,
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.boolean(),
        (event, r, angle, round) => {
          const a = r / 2;
          const shape = (y: number, phi: number, turn: number): ContinuousShape =>
            round
              ? { kind: 'disk', y, phi, radius: a }
              : { kind: 'ellipse', y, phi, a, b: a / 2, angle: turn };
          const tolerance = 1e-3;
          const value = semidiscrete(event, shape(0, 0, 0), { tolerance });
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          const turned: Points = {
            weight: event.weight,
            y: event.y.map((y, i) => 0.3 + cos * y - sin * event.phi[i]),
            phi: event.phi.map((phi, i) => 3 + sin * event.y[i] + cos * phi),
          };
          const other = semidiscrete(turned, shape(0.3, 3, angle), { tolerance });
          expect(Math.abs(other.emd - value.emd)).toBeLessThanOrEqual(value.error + other.error);
          const scaled = semidiscrete(event, shape(0, 0, 0), { tolerance, R: 0.5 });
          expect(Math.abs(scaled.emd - 2 * value.emd)).toBeLessThanOrEqual(scaled.error + 2 * value.error);
          expect([value.converged, other.converged, scaled.converged]).toEqual([true, true, true]);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('a disk’s quarters go to four particles around it', () => {
    const event = points([
      [1, 0.3, 0.3],
      [1, -0.3, 0.3],
      [1, 0.3, -0.3],
      [1, -0.3, -0.3],
    ]);
    const result = semidiscrete(event, { kind: 'disk', y: 0, phi: 0, radius: 0.5 });
    const expected = gaussLegendre(100).reduce(
      (sum, [s, weight]) =>
        sum +
        2 *
          s *
          weight *
          mean(200, (share) =>
            Math.hypot(
              0.5 * s * Math.cos((share * Math.PI) / 2) - 0.3,
              0.5 * s * Math.sin((share * Math.PI) / 2) - 0.3,
            ),
          ),
      0,
    );
    close(result.emd, expected, 1, 1e-5);
    expect(Math.abs(result.emd - expected)).toBeLessThanOrEqual(result.error + 1e-5);
  });

  it('any shape by places: a square of half-side 1 to its centre .7652, and a value that stands still', () => {
    const square: ContinuousShape = {
      kind: 'places',
      places(n, y, phi) {
        const side = Math.floor(Math.sqrt(n));
        for (let k = 0; k < side * side; k++) {
          y[k] = (2 * ((k % side) + 0.5)) / side - 1;
          phi[k] = (2 * (Math.floor(k / side) + 0.5)) / side - 1;
        }
        return side * side;
      },
    };
    const result = semidiscrete(one(0, 0), square, { tolerance: 1e-3 });
    expect([result.method, result.converged]).toEqual(['places', true]);
    expect(Math.abs(result.emd - 0.7652)).toBeLessThanOrEqual(result.error + 5e-5);
    const two = points([
      [1, 0.1, 0.2],
      [0, Number.NaN, 0],
      [2, -0.4, 0.1],
    ]);
    const rough = semidiscrete(two, square, { tolerance: 1e-2 });
    const fine = semidiscrete(two, square, { tolerance: 1e-9 });
    expect(fine.converged).toBe(false);
    expect(fine.resolution).toBe(4096);
    expect(Math.abs(rough.emd - fine.emd)).toBeLessThanOrEqual(rough.error + fine.error);
    expect(fine.potential[1]).toBeNaN();
  });

  it('says what it does not do', () => {
    const ring: ContinuousShape = { kind: 'ring', y: 0, phi: 0, radius: 0.4 };
    const a = one(0, 0);
    expect(() => semidiscrete(a, ring, { normalise: false })).toThrow(
      new RangeError(
        'semidiscrete: normalise is false, a shape has no energy of its own; scale the result by that of the event',
      ),
    );
    expect(() => semidiscrete(a, { ...ring, radius: -1 })).toThrow(
      new RangeError('semidiscrete: radius of the ring is -1, allowed are finite numbers ≥ 0'),
    );
    expect(() => semidiscrete(a, { ...ring, phi: Number.NaN })).toThrow(
      new RangeError('semidiscrete: phi of the ring is NaN, allowed are finite numbers'),
    );
    expect(() => semidiscrete(a, ring, { beta: 3 })).toThrow(
      new RangeError('semidiscrete: beta is 3, allowed is 0 < beta ≤ 2'),
    );
    expect(() => semidiscrete(a, ring, { tolerance: 0 })).toThrow(
      new RangeError('semidiscrete: tolerance is 0, allowed is tolerance > 0'),
    );
    expect(() => semidiscrete(points([]), ring)).toThrow(
      new RangeError('semidiscrete: the event has total weight 0, a normalised distance needs weight > 0'),
    );
    expect(() => semidiscrete(a, { kind: 'places', places: () => 0 })).toThrow(
      new RangeError('semidiscrete: the shape wrote 0 places where 128 were asked for, allowed are 1 to 128'),
    );
  });
});
