import { expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { parseShape } from '../shapes/index.ts';
import { anneal } from './anneal.ts';
import type { Descendable } from './descent.ts';
import { Objective } from './objective.ts';
import { followingWeights, openParts, pool } from './open.ts';
import { Search } from './search.ts';
import { mixtureStarts } from './seeds.ts';
import { randomJet } from './testing/events.ts';

/** A valley with a kink along its bottom, 10 |x − y|, that falls along x + y: line searches stall on such. */
const ravine: Descendable = {
  value: ([x, y]) => 1 + 10 * Math.abs(x - y) + (x + y - 4) ** 2,
  gradient: ([x, y], out) => {
    const across = 10 * Math.sign(x - y);
    const along = 2 * (x + y - 4);
    out[0] = along + across;
    out[1] = along - across;
  },
};
const SCALE = Float64Array.of(1, 1);

it('gets along a ravine', () => {
  const found = anneal(ravine, Float64Array.of(-1, 0.2), { scale: SCALE, steps: 100, rate: 0.4 });
  expect(found.value).toBeLessThan(1.01);
});

it('gets further down the EMD of a composition than a line search does', () => {
  const model = parseShape('3*(ellipse+point)');
  const open = openParts(model);
  let [annealed, searched] = [0, 0];
  for (const seed of [1, 2, 3]) {
    const event = randomJet(30, random(seed));
    const search = new Search(event, model, { seed }, followingWeights(model, open));
    const objective = new Objective(event, model, 24, { open });
    for (const start of mixtureStarts(search, 4)) {
      const from = search.fresh(pool(start, model, open));
      annealed += Math.log(search.anneal(objective, from, { steps: 60, rate: 0.4 }).emd);
      const descent = { objective, from, tolerance: 2e-3, firstStep: 1, shown: false, maxIterations: 100 };
      searched += Math.log(search.descend(descent).emd);
    }
  }
  expect(annealed / 12).toBeLessThan(searched / 12 - 0.01);
});

it('gives the best place it has seen, never above the start, and each value once', () => {
  const seen: number[] = [];
  for (const rate of [0.01, 0.4, 30]) {
    seen.length = 0;
    const start = Float64Array.of(2.1, 2);
    const options = {
      scale: SCALE,
      steps: 15,
      rate,
      onStep: (_: Float64Array, value: number) => seen.push(value),
    };
    const found = anneal(ravine, start, options);
    expect(seen).toHaveLength(16);
    expect(found.value).toBe(Math.min(...seen));
    expect(found.value).toBe(ravine.value(found.x));
    expect(found.value).toBeLessThanOrEqual(ravine.value(start));
  }
});

it('holds what has no scale, keeps limits, and leaves the start as it was', () => {
  const start = Float64Array.of(0, 0.5);
  const held = anneal(ravine, start, { scale: Float64Array.of(1, 0), steps: 30, rate: 0.2 });
  expect(held.x[1]).toBe(0.5);
  const feasible = {
    project: (x: Float64Array) => {
      x[0] = Math.min(x[0], 0.3);
    },
    reduce: () => undefined,
    restrict: () => undefined,
  };
  const limited = anneal(ravine, start, { scale: SCALE, steps: 60, rate: 0.2, feasible });
  expect(limited.x[0]).toBeLessThanOrEqual(0.3);
  expect([...start]).toEqual([0, 0.5]);
});

it('takes no step where none is asked for', () => {
  const start = Float64Array.of(0, 1);
  expect(anneal(ravine, start, { scale: SCALE, steps: 0, rate: 0 })).toEqual({
    x: start,
    value: ravine.value(start),
  });
});
