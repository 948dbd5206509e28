import { expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { parseShape, SHAPES } from '../shapes/index.ts';
import { continuousEmd } from './continuous.ts';
import { evaluate } from './evaluate.ts';

function cloud(particles: number, seed: number) {
  const draw = random(seed);
  const of = (value: () => number) => Float64Array.from({ length: particles }, value);
  return {
    event: 0,
    pt: of(() => 1 + draw.uniform()),
    y: of(() => 0.3 * draw.normal()),
    phi: of(() => 3 + 0.3 * draw.normal()),
    mass: null,
    pid: null,
    index: Uint32Array.from({ length: particles }, (_, i) => i),
  };
}

it.each(SHAPES.map(({ name }) => parseShape(name)))(
  '$text: what more and more points tend to, within its own error',
  (shape) => {
    const event = cloud(12, 5);
    const parameters = shape.initial(event);
    const { emd, error, converged } = continuousEmd(event, shape, parameters);
    // The edges' cells are exact; places in an area settle no faster than their number grows, and say so.
    const exact = !shape.continuous || shape.parts[0].shape.curved?.(parameters) != null;
    expect(converged).toBe(exact || error <= 1e-5);
    expect(error).toBeLessThanOrEqual(exact ? 1e-5 : 0.003 * emd);
    const gaps = [250, 1000, 4000].map((quadrature) =>
      Math.abs(evaluate(event, shape, parameters, { quadrature, plan: false }).emd - emd),
    );
    if (!shape.continuous) expect(gaps[0]).toBeLessThanOrEqual(1e-12);
    else {
      if (exact) expect(gaps[2]).toBeLessThan(gaps[0] / 3);
      // DESIGN: 1,000 points are true to 0.3%.
      expect(gaps[1]).toBeLessThanOrEqual(0.003 * emd);
      expect(gaps[2]).toBeLessThanOrEqual(0.001 * emd);
    }
  },
);

it.each([
  ['ring', [0.1, 3, 0]],
  ['disk', [0.1, 3, 0]],
  ['ellipse', [0.1, 3, 0, 0, 0]],
] as const)('takes a %s that has collapsed for its centre, and knows that well', (name, parameters) => {
  const event = cloud(9, 2);
  const { emd, error, converged } = continuousEmd(event, parseShape(name), Float64Array.from(parameters));
  const center = parameters.slice(0, 2);
  expect(emd).toBeCloseTo(continuousEmd(event, parseShape('point'), Float64Array.from(center)).emd, 12);
  expect(error).toBeLessThan(1e-12);
  expect(converged).toBe(true);
});
