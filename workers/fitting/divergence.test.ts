import { expect, test } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { random } from '../core/random.ts';
import { modelOf } from '../shapes/index.ts';
import { sinkhorn } from '../transport/relatives/index.ts';
import { Divergence } from './divergence.ts';

function cloud(particles: number, seed: number): PlaneEvent {
  const draw = random(seed);
  const fill = (value: () => number) => Float64Array.from({ length: particles }, value);
  return {
    event: 0,
    pt: fill(() => 1 + 9 * draw.uniform()),
    y: fill(() => 0.3 * draw.normal()),
    // Some on either side of φ = π.
    phi: fill(() => Math.PI + 0.3 * draw.normal()),
    mass: null,
    pid: null,
    index: Uint32Array.from({ length: particles }, (_, i) => i),
  };
}

const EPSILON = 0.03;
const PLACES: Readonly<Record<string, readonly number[]>> = {
  point: [0.05, 3.1],
  ring: [0.05, 3.1, 0.35],
  ellipse: [0.05, 3.1, 0.4, 0.2, 0.5],
  'ring+point': [0.05, 3.1, 0.35, 0.3, 2.9, 0.7, 0.3],
};

test.each(Object.entries(PLACES))('%s: the value is the divergence of the relative', (text, place) => {
  const event = cloud(30, 1);
  const model = modelOf(text);
  const x = Float64Array.from(place);
  const divergence = new Divergence(event, model, 40, EPSILON);
  const n = model.points(40);
  const shape = { weight: new Float64Array(n), y: new Float64Array(n), phi: new Float64Array(n) };
  model.quadrature(x, 40, shape.y, shape.phi, shape.weight);
  const reference = sinkhorn({ weight: event.pt, y: event.y, phi: event.phi }, shape, { epsilon: EPSILON });
  expect(divergence.value(x)).toBeCloseTo(reference.divergence, 6);
  // Warm, after somewhere else.
  divergence.value(x.map((value) => value * 1.02));
  expect(divergence.value(x)).toBeCloseTo(reference.divergence, 6);
});

test.each(Object.entries(PLACES))('%s: the gradient is that of the value', (text, place) => {
  const event = cloud(30, 2);
  const model = modelOf(text);
  const x = Float64Array.from(place);
  const divergence = new Divergence(event, model, 40, EPSILON);
  const gradient = new Float64Array(x.length);
  divergence.value(x);
  divergence.gradient(x, gradient);
  const step = 1e-3;
  // Weights only along the simplex: what one gains, another gives.
  const weights = model.parameters.flatMap(({ kind }, k) => (kind === 'weight' ? [k] : []));
  const directions = model.parameters.flatMap(({ kind }, k) => {
    const direction = new Float64Array(x.length);
    direction[k] = 1;
    if (kind === 'weight') direction[weights[0]] -= 1;
    return k === weights[0] ? [] : [direction];
  });
  for (const direction of directions) {
    const at = (t: number) => divergence.value(x.map((value, k) => value + t * direction[k]));
    const numeric = (at(step) - at(-step)) / (2 * step);
    const slope = direction.reduce((sum, value, k) => sum + value * gradient[k], 0);
    expect(Math.abs(slope - numeric)).toBeLessThan(2e-3);
  }
});

test('the divergence of a shape from its own points is 0', () => {
  const model = modelOf('ring');
  const x = Float64Array.of(0.1, -0.4, 0.5);
  const y = new Float64Array(60);
  const phi = new Float64Array(60);
  const pt = new Float64Array(60);
  model.quadrature(x, 60, y, phi, pt);
  const event = { event: 0, pt, y, phi, mass: null, pid: null, index: new Uint32Array(60) };
  const divergence = new Divergence(event, model, 60, EPSILON);
  expect(Math.abs(divergence.value(x))).toBeLessThan(1e-8);
  const gradient = new Float64Array(3);
  divergence.gradient(x, gradient);
  for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-5);
});
