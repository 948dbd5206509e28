import { expect, test } from 'vitest';
import { random } from '../../core/random.ts';
import { Entropic } from './entropic.ts';
import { polish } from './newton.ts';

/** Two heaps far apart against two points beside them, of other weights: Sinkhorn's iteration hardly moves mass across. */
function heaps(seed: number): Entropic {
  const draw = random(seed);
  const problem = new Entropic();
  problem.reserve(20, 3);
  problem.a.fill(1 / 20);
  problem.b.set([0.4, 0.35, 0.25]);
  for (let i = 0; i < 20; i++) {
    const x = (i < 10 ? 0 : 1) + 0.05 * draw.normal();
    for (const [j, y] of [0, 1, 1.1].entries()) problem.cost[3 * i + j] = Math.abs(x - y);
  }
  return problem;
}

test('ends where many steps of Sinkhorn would, in a few', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const slow = heaps(seed);
    const expected = slow.solve(0.05, 1e-10, 1_000_000);
    expect(slow.converged).toBe(true);
    const quick = heaps(seed);
    quick.solve(0.05, 1e-10, 10);
    expect(quick.converged).toBe(false);
    const value = polish(quick, 0.05, 1e-10, 30);
    expect(quick.converged).toBe(true);
    expect(quick.iterations).toBeLessThan(10 + 30);
    expect(value).toBeCloseTo(expected, 9);
    for (let k = 0; k < 60; k++) expect(quick.plan[k]).toBeCloseTo(slow.plan[k], 8);
  }
});

test('a single particle needs no step', () => {
  const problem = new Entropic();
  problem.reserve(1, 2);
  problem.a[0] = 1;
  problem.b.set([0.5, 0.5]);
  problem.cost.set([1, 3]);
  problem.solve(0.1, 1e-9, 1);
  expect(polish(problem, 0.1, 1e-9, 5)).toBeCloseTo(2, 12);
  expect(problem.converged).toBe(true);
});
