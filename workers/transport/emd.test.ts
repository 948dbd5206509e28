import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapPhi } from '../core/geometry.ts';
import { random } from '../core/random.ts';
import { center } from './center.ts';
import { emd } from './emd.ts';
import { slowTransport } from './testing/slow-transport.ts';
import { Transport } from './transport.ts';
import type { Points } from './types.ts';

function points(list: readonly (readonly [number, number, number])[]): Points {
  return {
    weight: Float64Array.from(list, (p) => p[0]),
    y: Float64Array.from(list, (p) => p[1]),
    phi: Float64Array.from(list, (p) => p[2]),
  };
}

const weight = fc.oneof(fc.double({ min: 1e-3, max: 10, noNaN: true }), fc.constantFrom(0, 1, 2, 1e-9));
// A coarse lattice beside continuous places, so that coincident and equidistant particles are common.
// Squares of coordinates under 1e-154 rad underflow, in the costs but not in the slow reference's hypot: taken as 0.
const place = fc
  .oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.integer({ min: -3, max: 3 }))
  .map((value) => (Math.abs(value) < 1e-100 ? 0 : value));
const particles = (most: number) =>
  fc
    .array(fc.tuple(weight, place, place), { minLength: 1, maxLength: most })
    .filter((list) => list.some((p) => p[0] > 0))
    .map(points);
const betas = fc.constantFrom(0.5, 1, 1.5, 2);
const close = (value: number, expected: number, scale = 1) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-10 * Math.max(scale, Math.abs(expected)));

function groundCost(a: Points, b: Points, beta: number, R: number): number[][] {
  return Array.from(a.weight, (_, i) =>
    Array.from(b.weight, (_, j) => (Math.hypot(a.y[i] - b.y[j], wrapPhi(a.phi[i] - b.phi[j])) / R) ** beta),
  );
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('emd', () => {
  it('equals the slow reference, normalised', () => {
    fc.assert(
      fc.property(particles(9), particles(9), betas, fc.constantFrom(0.4, 1, 2), (a, b, beta, R) => {
        const result = emd(a, b, { beta, R });
        const cost = groundCost(a, b, beta, R);
        const shares = (p: Points) => Array.from(p.weight, (w) => w / sum(p.weight));
        const scale = Math.max(...cost.flat());
        close(result.emd, slowTransport(shares(a), shares(b), cost), scale);
        expect(result.converged).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('equals the slow reference in GeV, the surplus paying 1 a unit', () => {
    fc.assert(
      fc.property(particles(8), particles(8), betas, fc.constantFrom(0.4, 1), (a, b, beta, R) => {
        const result = emd(a, b, { beta, R, normalise: false });
        const surplus = sum(a.weight) - sum(b.weight);
        const cost = groundCost(a, b, beta, R).map((row) => [...row, 1]);
        cost.push(cost[0].map(() => 1));
        const expected = slowTransport(
          [...a.weight, Math.max(0, -surplus)],
          [...b.weight, Math.max(0, surplus)],
          cost,
        );
        close(result.emd, expected, Math.max(...cost.flat()) * sum(a.weight));
        expect(result.emd).toBeGreaterThanOrEqual(Math.abs(surplus) * (1 - 1e-12));
      }),
      { numRuns: 300 },
    );
  });

  it('certifies itself: feasible potentials, tight on the plan, no gap; the plan has the right marginals', () => {
    fc.assert(
      fc.property(particles(25), particles(12), betas, fc.boolean(), (a, b, beta, normalise) => {
        const result = emd(a, b, { beta, normalise, plan: true });
        const cost = groundCost(a, b, beta, 1);
        const scale = Math.max(1, ...cost.flat());
        for (let i = 0; i < a.weight.length; i++) {
          for (let j = 0; j < b.weight.length; j++) {
            expect(result.potentialA[i] + result.potentialB[j]).toBeLessThanOrEqual(
              cost[i][j] + 1e-12 * scale,
            );
          }
        }
        const unitA = normalise ? sum(a.weight) : 1;
        const unitB = normalise ? sum(b.weight) : 1;
        let dual = 0;
        for (let i = 0; i < a.weight.length; i++) dual += (a.weight[i] / unitA) * result.potentialA[i];
        for (let j = 0; j < b.weight.length; j++) dual += (b.weight[j] / unitB) * result.potentialB[j];
        const size = scale * Math.max(sum(a.weight) / unitA, sum(b.weight) / unitB);
        close(dual, result.lowerBound, size);
        expect(result.gap).toBeGreaterThanOrEqual(0);
        expect(result.gap).toBeLessThanOrEqual(1e-10 * size);
        const { plan } = result;
        if (!plan) throw new Error('the plan was asked for');
        const outgoing = new Float64Array(a.weight.length);
        const incoming = new Float64Array(b.weight.length);
        for (let k = 0; k < plan.mass.length; k++) {
          outgoing[plan.from[k]] += plan.mass[k];
          incoming[plan.to[k]] += plan.mass[k];
          close(
            result.potentialA[plan.from[k]] + result.potentialB[plan.to[k]],
            cost[plan.from[k]][plan.to[k]],
            scale,
          );
        }
        close(sum(plan.mass), normalise ? 1 : Math.min(sum(a.weight), sum(b.weight)), size);
        for (let i = 0; i < outgoing.length; i++) {
          if (normalise) close(outgoing[i], a.weight[i] / unitA);
          else expect(outgoing[i]).toBeLessThanOrEqual(a.weight[i] + 1e-10 * size);
        }
        for (let j = 0; j < incoming.length; j++) {
          if (normalise) close(incoming[j], b.weight[j] / unitB);
          else expect(incoming[j]).toBeLessThanOrEqual(b.weight[j] + 1e-10 * size);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is symmetric, blind to common shifts and to the unit of energy, and scales with R', () => {
    fc.assert(
      fc.property(
        particles(15),
        particles(20),
        place,
        place,
        betas,
        fc.boolean(),
        (a, b, dy, dphi, beta, normalise) => {
          const options = { beta, normalise };
          const value = emd(a, b, options).emd;
          const size = 10 ** beta * (normalise ? 1 : Math.max(sum(a.weight), sum(b.weight)));
          const moved = (p: Points): Points => ({
            weight: p.weight.map((w) => 3 * w),
            y: p.y.map((y) => y + dy),
            phi: p.phi.map((phi) => phi + dphi),
          });
          close(emd(b, a, options).emd, value, size);
          close(emd(moved(a), moved(b), options).emd, (normalise ? 1 : 3) * value, size);
          close(emd(a, a, options).emd, 0, size);
          if (normalise) close(emd(a, b, { beta, R: 0.5 }).emd, 2 ** beta * value, size);
        },
      ),
    );
  });

  // Roots turn rounding of 1e-14 into 1e-7.
  it('obeys the triangle inequality, to the power 1/β where β > 1', () => {
    fc.assert(
      fc.property(particles(10), particles(10), particles(10), betas, (a, b, c, beta) => {
        const distance = (p: Points, q: Points) => emd(p, q, { beta }).emd ** (1 / Math.max(1, beta));
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-7);
      }),
    );
  });

  it('obeys it in GeV too, where no move costs more than giving up both ends', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const near = fc.array(fc.tuple(weight, unit, unit), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(near, near, near, betas, (p, q, r, beta) => {
        // (θ/R)^β ≤ 2 on the diagonal of the box.
        const width = 2 ** (1 / beta) / Math.SQRT2;
        const [a, b, c] = [p, q, r].map((list) =>
          points(list.map(([w, y, phi]) => [w, y * width, phi * width])),
        );
        const distance = (one: Points, other: Points) =>
          emd(one, other, { beta, normalise: false }).emd ** (1 / Math.max(1, beta));
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-6);
      }),
    );
  });

  it('is infrared and collinear safe', () => {
    fc.assert(
      fc.property(
        particles(10),
        particles(10),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        betas,
        (a, b, z, beta) => {
          const value = emd(a, b, { beta }).emd;
          const split = points([
            ...Array.from(a.weight, (w, i): [number, number, number] => [
              i === 0 ? z * w : w,
              a.y[i],
              a.phi[i],
            ]),
            [(1 - z) * a.weight[0], a.y[0], a.phi[0]],
          ]);
          close(emd(split, b, { beta }).emd, value, 10 ** beta);
          const soft = points([
            ...Array.from(a.weight, (w, i): [number, number, number] => [w, a.y[i], a.phi[i]]),
            [1e-9 * sum(a.weight), 3, 3],
          ]);
          const most = Math.hypot(6, Math.PI) ** beta;
          expect(Math.abs(emd(soft, b, { beta }).emd - value)).toBeLessThanOrEqual(1e-9 * 2 * most);
        },
      ),
    );
  });

  it('goes the short way round in φ', () => {
    close(emd(points([[1, 0, 3.1]]), points([[1, 0, -3.1]])).emd, 2 * Math.PI - 6.2);
    close(emd(points([[1, 0, 0.1 + 4 * Math.PI]]), points([[1, 0, 0]])).emd, 0.1);
  });

  it('moves one unit and pays two for the surplus: 1 at 0 against 3 at θ costs 2 + θ/R', () => {
    for (const theta of [0.3, 2.5]) {
      close(
        emd(points([[1, 0, 0]]), points([[3, theta, 0]]), { normalise: false, R: 0.4 }).emd,
        2 + theta / 0.4,
      );
    }
  });

  it('measures an empty event in GeV by the energy of the other', () => {
    const none = points([]);
    expect(
      emd(
        none,
        points([
          [3, 0, 0],
          [2, 1, 1],
        ]),
        { normalise: false },
      ).emd,
    ).toBe(5);
    expect(emd(points([[0, 0, 0]]), none, { normalise: false }).emd).toBe(0);
  });

  it('gives a weightless particle without a place no potential and no part', () => {
    const result = emd(
      points([
        [1, 0, 0],
        [0, Number.NaN, 0],
      ]),
      points([
        [1, 1, 0],
        [0, 0, 0],
      ]),
    );
    expect(result.emd).toBe(1);
    expect(result.potentialA[1]).toBeNaN();
    expect(result.potentialA[0] + result.potentialB[1]).toBe(0);
  });

  it('says so when it is stopped before the optimum, and its bound still holds', () => {
    const cloud = (seed: number) => {
      const draw = random(seed);
      return points(Array.from({ length: 60 }, () => [draw.uniform(), draw.normal(), draw.normal()]));
    };
    const exact = emd(cloud(1), cloud(2));
    const cut = emd(cloud(1), cloud(2), { maxIterations: 3 });
    expect(cut.converged).toBe(false);
    expect(cut.iterations).toBe(3);
    expect(cut.emd).toBeGreaterThan(exact.emd);
    expect(cut.lowerBound).toBeLessThan(exact.emd);
  });

  it('names what it cannot take', () => {
    const one = points([[1, 0, 0]]);
    const message = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        return error instanceof RangeError ? error.message : error;
      }
      return 'nothing was thrown';
    };
    expect(message(() => emd(one, points([])))).toBe(
      'emd: the second event has total weight 0, a normalised distance needs weight > 0',
    );
    expect(message(() => emd(points([[-1, 0, 0]]), one))).toBe(
      'emd: weight of particle 0 of the first event is -1, allowed are finite numbers ≥ 0',
    );
    expect(message(() => emd(points([[Number.NaN, 0, 0]]), one))).toBe(
      'emd: weight of particle 0 of the first event is NaN, allowed are finite numbers ≥ 0',
    );
    expect(message(() => emd(points([[1, Number.NaN, 0]]), one))).toBe(
      'emd: particle 0 of the first event is at y = NaN, phi = 0, allowed are finite numbers',
    );
    expect(message(() => emd({ ...one, y: new Float64Array(2) }, one))).toBe(
      'emd: the first event has 1 weights, 2 y and 1 phi, needed are equal numbers',
    );
    const heavy = points([
      [1e308, 0, 0],
      [1e308, 1, 0],
    ]);
    expect(message(() => emd(one, heavy))).toBe(
      'emd: the weights of the second event add up to Infinity, allowed is a finite sum',
    );
    expect(message(() => emd(one, one, { beta: 0 }))).toBe('emd: beta is 0, allowed is 0 < beta ≤ 2');
    expect(message(() => emd(one, one, { R: -1 }))).toBe('emd: R is -1, allowed is R > 0');
  });
});

describe('Transport', () => {
  it('closes the certificate on degenerate lattices: equal weights, many equal costs', () => {
    for (const side of [2, 5, 9, 16]) {
      const grid = (shift: number): Points =>
        points(
          Array.from({ length: side * side }, (_, k) => [1, Math.floor(k / side) + shift, (k % side) * 0.1]),
        );
      for (const beta of [0.5, 1, 2]) {
        const result = emd(grid(0), grid(1), { beta });
        expect(result.converged).toBe(true);
        expect(result.gap).toBeLessThanOrEqual(1e-10 * result.emd);
        // β ≥ 1: nothing is better than moving all by one step.
        if (beta >= 1) close(result.emd, 1);
        // β < 1: what may stay stays, and the first row jumps over all.
        else close(result.emd, side ** beta / side);
      }
    }
  });

  it('certifies every size to 1e-10 of the value: clouds of 1 to 300 by 1 to 300', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        (n, m, seed) => {
          const draw = random(seed);
          const cloud = (count: number) =>
            points(
              Array.from({ length: count }, () => [draw.uniform() + 1e-3, draw.uniform(), draw.uniform()]),
            );
          const [a, b] = [cloud(n), cloud(m)];
          const result = emd(a, b);
          expect(result.converged).toBe(true);
          expect(Math.abs(result.gap)).toBeLessThanOrEqual(1e-10 * result.emd);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names a problem that is too large for memory', () => {
    expect(() => new Transport().load(new Float64Array(60_000), new Float64Array(60_000))).toThrow(
      new RangeError(
        'transport: 60000 × 60000 places need more memory than there is, at most 500 million pairs fit',
      ),
    );
  });

  it('gives the same from the last basis as from none, whichever side is larger', () => {
    for (const [n, m] of [
      [12, 70],
      [70, 12],
      [1, 30],
      [30, 1],
    ]) {
      const draw = random(n);
      const a = new Float64Array(n).fill(1 / n);
      const b = new Float64Array(m).fill(1 / m);
      const warm = new Transport();
      warm.load(a, b);
      for (let step = 0; step < 20; step++) {
        const [yA, phiA] = [a.map(() => draw.normal()), a.map(() => draw.normal())];
        const [yB, phiB] = [b.map(() => draw.normal()), b.map(() => draw.normal())];
        const cold = new Transport();
        cold.load(a, b);
        if (step > 0) cold.suggest(warm.u);
        close(warm.solve(yA, phiA, yB, phiB), cold.solve(yA, phiA, yB, phiB));
        close(warm.bound(), warm.emd);
      }
    }
  });

  it('stays within its tolerance of the optimum', () => {
    const draw = random(3);
    const side = (count: number) => Float64Array.from({ length: count }, () => draw.normal());
    const places: [Float64Array, Float64Array, Float64Array, Float64Array] = [
      side(40),
      side(40),
      side(90),
      side(90),
    ];
    const loose = new Transport();
    loose.load(new Float64Array(40).fill(1 / 40), new Float64Array(90).fill(1 / 90));
    loose.tolerance = 0.05;
    const value = loose.solve(...places);
    loose.tolerance = 0;
    const exact = loose.solve(...places);
    expect(value).toBeGreaterThanOrEqual(exact);
    expect(value).toBeLessThanOrEqual(exact + 0.05);
  });
});

describe('center', () => {
  it('shifts to the centroid, φ unwrapped around the hardest particle, and leaves its input alone', () => {
    const before = points([
      [3, 1, 3.1],
      [1, 2, -3.1],
    ]);
    const after = center(before);
    const gap = 2 * Math.PI - 6.2;
    expect(after.y).toEqual(Float64Array.of(-0.25, 0.75));
    close(after.phi[0], -gap / 4);
    close(after.phi[1], (3 * gap) / 4);
    expect(before.y).toEqual(Float64Array.of(1, 2));
    expect(center(points([])).weight.length).toBe(0);
  });
});
