// The best point is the geometric median. Weiszfeld's iteration (Tôhoku Math. J. 43 (1937) 355; at a particle the step of
// Vardi and Zhang, PNAS 97 (2000) 1423) finds it by another way, from the particles alone.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distance, wrapPhi } from '../core/geometry.ts';
import { random } from '../core/random.ts';
import { hasCenter, parseShape, SHAPES } from '../shapes/index.ts';
import { evaluate } from './evaluate.ts';
import { fit as fitShape } from './fit.ts';
import { randomJet } from './testing/events.ts';

type Particles = Pick<ReturnType<typeof randomJet>, 'pt' | 'y' | 'phi'>;

function spread({ pt, y, phi }: Particles, at: readonly [number, number]): number {
  let cost = 0;
  let total = 0;
  for (let i = 0; i < pt.length; i++) {
    cost += pt[i] * distance(y[i], phi[i], at[0], at[1]);
    total += pt[i];
  }
  return cost / total;
}

function weiszfeld(event: Particles, start: number): readonly [number, number] {
  const { pt, y, phi } = event;
  let [a, b] = [y[start], phi[start]];
  for (let step = 0; step < 2000; step++) {
    let [sum, sumY, sumPhi, here] = [0, 0, 0, 0];
    for (let i = 0; i < pt.length; i++) {
      const d = distance(y[i], phi[i], a, b);
      if (d < 1e-12) {
        here += pt[i];
        continue;
      }
      sum += pt[i] / d;
      sumY += (pt[i] / d) * (y[i] - a);
      sumPhi += (pt[i] / d) * wrapPhi(phi[i] - b);
    }
    const pull = Math.hypot(sumY, sumPhi);
    if (pull <= here || sum === 0) break;
    const share = (1 - here / pull) / sum;
    a += share * sumY;
    b += share * sumPhi;
  }
  return [a, wrapPhi(b)];
}

it('a point is the geometric median, on the seam of φ too', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 3, max: 30 }),
      fc.constantFrom(0, Math.PI, -3),
      (seed, particles, phi) => {
        const jet = randomJet(particles, random(seed));
        const event = { ...jet, phi: jet.phi.map((one) => wrapPhi(one + phi)) };
        const { result } = fitShape(event, parseShape('point'));
        const medians = [...event.pt.keys()].map((i) => spread(event, weiszfeld(event, i)));
        const best = Math.min(...medians);
        expect(result.emd).toBeGreaterThanOrEqual(best * (1 - 1e-6));
        expect(result.emd).toBeLessThanOrEqual(best * (1 + 1e-6));
        expect(Math.abs(spread(event, result.components[0].center) - result.emd)).toBeLessThan(1e-12);
      },
    ),
    { numRuns: 25 },
  );
});

it.each(SHAPES.filter(hasCenter).map(({ name }) => [name, parseShape(name)] as const))(
  'no parameters of a %s have a lower bound above their distance',
  (_name, shape) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 25 }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        fc.double({ min: -3.2, max: 3.2, noNaN: true }),
        (seed, particles, size, angle) => {
          const event = randomJet(particles, random(seed));
          const component = {
            shape: shape.text,
            weight: 1,
            center: [0.3 * size, wrapPhi(angle)] as const,
            radius: size,
            semi_axes: [size, size / 3] as const,
            angle,
            vertices: [
              [-0.7 * size, wrapPhi(angle)] as const,
              [1.3 * size, wrapPhi(angle + size / 3)] as const,
            ],
          };
          const outcome = evaluate(event, shape, shape.fromComponents([component]), {
            quadrature: 64,
            plan: true,
          });
          expect(outcome.lowerBound).toBeLessThanOrEqual(outcome.emd);
          expect(outcome.gap).toBe(outcome.emd - outcome.lowerBound);
          expect(outcome.gap).toBeLessThan(1e-9);
          const moved = outcome.plan?.mass.reduce((sum, mass) => sum + mass, 0) ?? Number.NaN;
          expect(Math.abs(moved - 1)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 40 },
    );
  },
);
