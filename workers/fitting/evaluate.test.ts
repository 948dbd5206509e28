import { describe, expect, it } from 'vitest';
import { wrapPhi } from '../core/geometry.ts';
import { random } from '../core/random.ts';
import { disk, modelOf, ring, SHAPES } from '../shapes/index.ts';
import { emd, potentialAt } from '../transport/index.ts';
import { Evaluator } from './evaluate.ts';
import { eventAt, eventLike, randomJet } from './testing/events.ts';

const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);
const options = { quadrature: 200, plan: true };

describe('evaluate', () => {
  it('translation: |t|; concentric rings: |r₁ − r₂|; a disk to its centre: ⅔ R', () => {
    const evaluator = new Evaluator();
    const loop = eventLike(ring, [0, 3, 0.5], 200);
    within(evaluator.evaluate(loop, modelOf('ring'), Float64Array.of(0.3, 3.4, 0.5), options).emd, 0.5, 1e-9);
    within(evaluator.evaluate(loop, modelOf('ring'), Float64Array.of(0, 3, 0.8), options).emd, 0.3, 1e-9);
    const filled = eventLike(disk, [0, 3, 0.9], 1000);
    within(evaluator.evaluate(filled, modelOf('point'), Float64Array.of(0, 3), options).emd, 0.6, 1e-3);
  });

  it('is the EMD to the quadrature that it tells, drag after drag, event after event', () => {
    const evaluator = new Evaluator();
    const draw = random(6);
    for (const jet of [randomJet(30, draw), randomJet(300, draw), eventAt([1], [1])]) {
      const weight = jet.pt;
      for (const shape of SHAPES.map(({ name }) => modelOf(name))) {
        for (let step = 0; step < 4; step++) {
          const parameters = shape.initial(jet, [0.1 * draw.normal(), 3 + 0.2 * draw.normal()]);
          const outcome = evaluator.evaluate(jet, shape, parameters, options);
          const m = outcome.quadrature;
          expect(outcome.quadratureY.length).toBe(m);
          const b = {
            weight: new Float64Array(m).fill(1),
            y: outcome.quadratureY,
            phi: outcome.quadraturePhi,
          };
          within(outcome.emd, emd({ weight, y: jet.y, phi: jet.phi }, b).emd, 1e-11);
          expect(outcome.lowerBound).toBeLessThanOrEqual(outcome.emd);
          expect(outcome.gap).toBeLessThanOrEqual(1e-11);
          // EMD = Σ m f − Σ w f, with f on the whole plane from the duals of the particles.
          let sum = 0;
          let total = 0;
          for (const pt of weight) total += pt;
          for (let i = 0; i < weight.length; i++) sum -= (weight[i] / total) * outcome.potential[i];
          const a = { weight, y: jet.y, phi: jet.phi };
          for (let k = 0; k < m; k++) sum += potentialAt(a, outcome.dual, b.y[k], b.phi[k]) / m;
          within(sum, outcome.emd, 1e-10);
          // The plan is the value.
          const plan = outcome.plan;
          if (!plan) throw new Error('the plan was asked for');
          let cost = 0;
          for (let k = 0; k < plan.mass.length; k++) {
            const [i, j] = [plan.from[k], plan.to[k]];
            cost += plan.mass[k] * Math.hypot(jet.y[i] - b.y[j], wrapPhi(jet.phi[i] - b.phi[j]));
          }
          within(cost, outcome.emd, 1e-11);
        }
      }
    }
  });

  it('names what it cannot take', () => {
    const evaluator = new Evaluator();
    const at = Float64Array.of(0, 0, 1, 1, 0);
    expect(() => evaluator.evaluate(eventAt([], []), modelOf('ellipse'), at, options)).toThrow(
      new Error('event 0: no particles in the plane, needed is at least 1 to compare with an ellipse'),
    );
    expect(() =>
      evaluator.evaluate(eventAt([0], [0]), modelOf('ellipse'), at, { quadrature: 0, plan: false }),
    ).toThrow(new RangeError('quadrature: 0, allowed are whole numbers ≥ 1'));
  });
});
