// Particles along a known shape: its fit finds it again, across the seam of φ too.

import { expect, it } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { distance, wrapPhi } from '../core/geometry.ts';
import { random } from '../core/random.ts';
import { parseShape, shapeNamed } from '../shapes/index.ts';
import { fit as fitShape } from './fit.ts';

/** Particles, and how far each lies off its shape along y and φ, rad. */
const PARTICLES = 80;
const NOISE = 0.01;

const KNOWN: readonly (readonly [name: string, parameters: readonly number[]])[] = [
  ['segment', [0.2, 3.1, 0.5, 0.7]],
  ['ellipticring', [0.2, 3.1, 0.6, 0.25, 0.4]],
  ['triangle', [0, 3, 0.8, 3.1, 0.3, 3.7]],
  ['filledtriangle', [0, 3, 0.8, 3.1, 0.3, 3.7]],
  ['polygon4', [0, 0, 1, 0.1, 0.9, 0.8, 0.1, 1]],
];

function along(name: string, parameters: readonly number[]): PlaneEvent {
  const draw = random(4);
  const [y, phi] = [new Float64Array(PARTICLES), new Float64Array(PARTICLES)];
  shapeNamed(name).quadrature(Float64Array.from(parameters), PARTICLES, y, phi);
  return {
    event: 0,
    pt: new Float64Array(PARTICLES).fill(1),
    y: y.map((value) => value + NOISE * draw.normal()),
    phi: phi.map((value) => wrapPhi(value + NOISE * draw.normal())),
    mass: null,
    pid: null,
    index: Uint32Array.from({ length: PARTICLES }, (_, i) => i),
  };
}

it.each(KNOWN)('%s', (name, parameters) => {
  const shape = shapeNamed(name);
  const truth = shape.canonical(Float64Array.from(parameters));
  const event = along(name, parameters);
  const { result } = fitShape(event, parseShape(name));
  const [found] = result.components;
  const known = shape.toComponent(truth);
  expect(distance(...found.center, ...known.center)).toBeLessThan(0.02);
  known.semi_axes?.forEach((axis, k) => {
    expect(Math.abs((found.semi_axes?.[k] ?? 0) - axis)).toBeLessThan(0.02);
  });
  // A segment has no first end.
  const ends = found.vertices ?? [];
  for (const corner of known.vertices ?? []) {
    expect(Math.min(...ends.map((one) => distance(...one, ...corner)))).toBeLessThan(0.05);
  }
  // Never farther than the truth is.
  const there = fitShape(event, parseShape(name), { from: truth });
  expect(result.emd).toBeLessThanOrEqual(1.005 * there.result.emd);
});
