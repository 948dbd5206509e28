import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emd } from '../emd.ts';
import type { Points } from '../types.ts';
import { Entropic } from './entropic.ts';
import { sinkhorn } from './sinkhorn.ts';
import { close, particles, place, points, shares } from './testing/points.ts';

const betas = fc.constantFrom(0.5, 1, 1.5, 2);
const total = (p: Points) => p.weight.reduce((sum, w) => sum + w, 0);

/** OT_ε the slow and obvious way: plain alternation in the log domain, no scaling of ε, no relaxation, no kernel. */
function slowEntropic(a: number[], b: number[], cost: number[][], epsilon: number): number {
  const softMin = (values: number[]) => {
    const least = Math.min(...values);
    return least - epsilon * Math.log(values.reduce((sum, v) => sum + Math.exp((least - v) / epsilon), 0));
  };
  let f = a.map(() => 0);
  let g = b.map(() => 0);
  for (let change = 1; change > 1e-13; ) {
    const before = f;
    g = b.map((_, j) => softMin(a.map((w, i) => cost[i][j] - f[i] - epsilon * Math.log(w))));
    f = a.map((_, i) => softMin(b.map((w, j) => cost[i][j] - g[j] - epsilon * Math.log(w))));
    change = Math.max(...f.map((value, i) => Math.abs(value - before[i])));
  }
  return a.reduce((sum, w, i) => sum + w * f[i], 0) + b.reduce((sum, w, j) => sum + w * g[j], 0);
}

describe('sinkhorn', () => {
  it('bounds the exact EMD from both sides, converged or not, in shares and in GeV', () => {
    fc.assert(
      fc.property(
        particles(15),
        particles(10),
        betas,
        fc.constantFrom(0.4, 1),
        fc.boolean(),
        fc.constantFrom(0.5, 0.05, 0.005),
        fc.constantFrom(1, 7, 200),
        (a, b, beta, R, normalise, epsilon, iterations) => {
          const exact = emd(a, b, { beta, R, normalise }).emd;
          const result = sinkhorn(a, b, { beta, R, normalise, epsilon, iterations });
          const rounding = 1e-12 * (7 / R) ** beta * (normalise ? 1 : total(a) + total(b));
          expect(result.emd).toBeGreaterThanOrEqual(exact - rounding);
          expect(result.lowerBound).toBeLessThanOrEqual(exact + rounding);
          expect(result.gap).toBe(result.emd - result.lowerBound);
          expect(result.iterations).toBeLessThanOrEqual(iterations);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('its entropic values equal plain alternation', () => {
    const workspace = new Entropic();
    fc.assert(
      fc.property(particles(6), particles(5), fc.constantFrom(3, 0.8), (a, b, epsilon) => {
        const [p, q] = [shares(a), shares(b)].map((list) => list.filter((w) => w > 0));
        const [x, y] = [a, b].map((c) => [...c.y].filter((_, i) => c.weight[i] > 0));
        const cost = x.map((u) => y.map((v) => Math.abs(u - v)));
        workspace.reserve(p.length, q.length);
        workspace.a.set(p);
        workspace.b.set(q);
        workspace.cost.set(cost.flat());
        close(workspace.solve(epsilon, 1e-11, 1e5), slowEntropic(p, q, cost, epsilon), 6, 1e-9);
        expect(workspace.converged).toBe(true);
        const self = x.map((u) => x.map((v) => Math.abs(u - v)));
        workspace.reserve(p.length, p.length);
        workspace.a.set(p);
        workspace.cost.set(self.flat());
        close(workspace.solveSelf(epsilon, 1e-11, 1e5), slowEntropic(p, p, self, epsilon), 6, 1e-9);
        expect(workspace.converged).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('two particles on two others: d e^(−d/ε)/(1 + e^(−d/ε))', () => {
    const a = points([
      [1, 0, 0],
      [1, 0.02, 0],
    ]);
    const { emd: value, converged } = sinkhorn(a, a, { epsilon: 0.01 });
    expect(value.toFixed(6)).toBe('0.002384');
    close(value, (0.02 * Math.exp(-2)) / (1 + Math.exp(-2)));
    expect(converged).toBe(true);
  });

  it('the divergence is 0 for an event and itself, ≥ 0, symmetric', () => {
    fc.assert(
      fc.property(
        particles(12),
        particles(9),
        fc.constantFrom(0.3, 0.03),
        fc.boolean(),
        (a, b, epsilon, normalise) => {
          const options = { epsilon, normalise, tolerance: 1e-8 };
          const unit = normalise ? 1 : total(a) + total(b);
          const same = sinkhorn(a, a, options);
          const one = sinkhorn(a, b, options);
          const other = sinkhorn(b, a, options);
          fc.pre(same.converged && one.converged && other.converged);
          close(same.divergence, 0, unit, 1e-7);
          expect(one.divergence).toBeGreaterThanOrEqual(-1e-7 * unit);
          close(other.divergence, one.divergence, unit, 1e-7);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('one particle each: every value is the distance', () => {
    const result = sinkhorn(points([[2, 0, 3]]), points([[5, 0.3, 3.4 - 2 * Math.PI]]), { R: 0.5 });
    for (const value of [result.emd, result.divergence, result.lowerBound]) close(value, 1);
    expect(result.converged).toBe(true);
  });

  it('scales with R and β as the ground cost does, and is blind to common shifts', () => {
    fc.assert(
      fc.property(particles(8), particles(8), place, (a, b, by) => {
        const options = { epsilon: 0.2, tolerance: 1e-9 };
        const value = sinkhorn(a, b, options);
        fc.pre(value.converged);
        const half = sinkhorn(a, b, { ...options, R: 0.5, epsilon: 0.4 });
        close(half.emd, 2 * value.emd, 7, 1e-8);
        close(half.divergence, 2 * value.divergence, 7, 1e-8);
        const moved = (p: Points) => ({ ...p, y: p.y.map((y) => y + by), phi: p.phi.map((phi) => phi - by) });
        const again = sinkhorn(moved(a), moved(b), options);
        close(again.emd, value.emd, 7, 1e-8);
        close(again.divergence, value.divergence, 7, 1e-8);
      }),
      { numRuns: 40 },
    );
  });

  it('goes to the exact EMD with ε: divergence, flow and bound', () => {
    fc.assert(
      fc.property(particles(10), particles(10), fc.boolean(), (a, b, normalise) => {
        const exact = emd(a, b, { normalise }).emd;
        const unit = normalise ? 1 : total(a) + total(b);
        const result = sinkhorn(a, b, { normalise, epsilon: 1e-4, tolerance: 1e-5 });
        // The flow's entropy is at most that of the product, ln n a unit of mass.
        const bias = 1e-4 * Math.log(11) * unit + 1e-5 * 7 * unit;
        fc.pre(result.converged);
        expect(result.emd - exact).toBeLessThanOrEqual(bias);
        expect(exact - result.lowerBound).toBeLessThanOrEqual(2 * bias);
        expect(Math.abs(result.divergence - exact)).toBeLessThanOrEqual(2 * bias);
      }),
      { numRuns: 60 },
    );
  });

  it('reports that the limit came first, and leaves the divergence out where it is not asked for', () => {
    const a = points([
      [1, 0, 0],
      [2, 1, 0],
      [3, 0, 1],
    ]);
    const b = points([
      [2, 0.5, 0.2],
      [1, -1, 1],
      [5, 0.1, 0.9],
    ]);
    const cut = sinkhorn(a, b, { epsilon: 1e-3, iterations: 3 });
    expect(cut.converged).toBe(false);
    expect(cut.iterations).toBe(3);
    expect(sinkhorn(a, b, { divergence: false }).divergence).toBeNaN();
  });

  it('in GeV, an empty event is at the whole energy of the other', () => {
    const none = points([]);
    const a = points([
      [1, 0, 0],
      [2, 1, 0],
    ]);
    const { emd: value, divergence, lowerBound, converged } = sinkhorn(a, none, { normalise: false });
    expect([value, divergence, lowerBound, converged]).toEqual([3, 3, 3, true]);
    // One unit at 0 against three at θ: 2 + θ/R.
    const far = sinkhorn(points([[1, 0, 0]]), points([[3, 0.3, 0.4]]), { normalise: false, R: 0.4 });
    close(far.emd, 2 + 0.5 / 0.4);
    close(far.divergence, 2 + 0.5 / 0.4, 1, 1e-2);
  });

  it('says what it does not do', () => {
    const a = points([[1, 0, 0]]);
    expect(() => sinkhorn(a, a, { beta: 2.5 })).toThrow(
      new RangeError('sinkhorn: beta is 2.5, allowed is 0 < beta ≤ 2'),
    );
    expect(() => sinkhorn(a, a, { epsilon: 0 })).toThrow(
      new RangeError('sinkhorn: epsilon is 0, allowed is epsilon > 0'),
    );
    expect(() => sinkhorn(a, a, { tolerance: 0 })).toThrow(
      new RangeError('sinkhorn: tolerance is 0, allowed is 0 < tolerance < 1'),
    );
    expect(() => sinkhorn(a, a, { iterations: 0.5 })).toThrow(
      new RangeError('sinkhorn: iterations is 0.5, allowed are integers > 0'),
    );
    expect(() => sinkhorn(a, points([]))).toThrow(
      new RangeError('sinkhorn: the second event has total weight 0, a normalised distance needs weight > 0'),
    );
  });
});
