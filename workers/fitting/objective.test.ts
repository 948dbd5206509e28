import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { parseShape, SHAPES } from '../shapes/index.ts';
import { Objective } from './objective.ts';
import { randomJet } from './testing/events.ts';

describe.each(SHAPES.map(({ name }) => [name, parseShape(name)] as const))(
  'the gradient for a %s',
  (_name, shape) => {
    it('is that of the exact EMD', () => {
      const draw = random(21);
      let compared = 0;
      for (let trial = 0; trial < 10; trial++) {
        const jet = randomJet(15, draw);
        const objective = new Objective(jet, shape, 100);
        const at = shape.initial(jet, [0.2 * draw.normal(), 3 + 0.2 * draw.normal()]);
        objective.value(at);
        const gradient = new Float64Array(at.length);
        objective.gradient(at, gradient);
        for (let k = 0; k < at.length; k++) {
          const step = 1e-6;
          const value = (by: number) => objective.value(at.map((v, l) => (l === k ? v + by : v)));
          const [low, middle, high] = [value(-step), value(0), value(step)];
          // Where the basis changes within the step the two one-sided slopes differ: there is nothing to compare.
          const [left, right] = [(middle - low) / step, (high - middle) / step];
          if (Math.abs(left - right) > 1e-5) continue;
          compared++;
          expect(Math.abs(gradient[k] - (left + right) / 2)).toBeLessThanOrEqual(2e-5);
        }
      }
      expect(compared).toBeGreaterThan(5 * shape.parameters.length);
    });
  },
);
