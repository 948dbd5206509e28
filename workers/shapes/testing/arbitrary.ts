// Arbitrary parameters of every shape, events, and what tests of shapes measure.

import fc from 'fast-check';
import type { PlaneEvent } from '../../core/events.ts';
import { polygonNamed } from '../polygons.ts';
import { SHAPES } from '../registry.ts';
import type { Shape } from '../types.ts';

/** Every shape, and some of the families. */
export const EVERY: readonly Shape[] = [
  ...SHAPES,
  ...['polygon4', 'polygon5', 'filledpolygon4', 'filledpolygon7', 'polygon12'].flatMap(
    (name) => polygonNamed(name) ?? [],
  ),
];

export function reals(most: number): fc.Arbitrary<number> {
  return fc.double({ min: -most, max: most, noNaN: true });
}

/** Of this size and thereabouts; lengths that are fitted also negative, as a descent may try them. */
export function parametersOf(shape: Shape): fc.Arbitrary<Float64Array> {
  if (shape.parameters.some(({ name }) => name === 'y1')) return corners(shape.parameters.length / 2);
  const each = shape.parameters.map(({ kind, given }) => {
    if (kind === 'length' && given) return fc.double({ min: 0, max: 1, noNaN: true });
    if (kind === 'rapidity') return reals(4);
    if (kind === 'azimuth') return reals(3);
    return reals(kind === 'angle' ? 6 : 1);
  });
  return fc.tuple(...each).map((list) => Float64Array.from(list));
}

/** Corners in turn around a centre, so that filled polygons are seen whole from there. */
function corners(count: number): fc.Arbitrary<Float64Array> {
  const radii = fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), {
    minLength: count,
    maxLength: count,
  });
  return fc.tuple(reals(4), reals(3), reals(3), radii).map(([y, phi, turn, radius]) =>
    Float64Array.from(
      radius.flatMap((r, k) => {
        const angle = turn + (2 * Math.PI * k) / count;
        return [y + r * Math.cos(angle), phi + r * Math.sin(angle)];
      }),
    ),
  );
}

export function event(list: readonly (readonly [number, number, number])[]): PlaneEvent {
  return {
    event: 0,
    pt: Float64Array.from(list, (p) => p[0]),
    y: Float64Array.from(list, (p) => p[1]),
    phi: Float64Array.from(list, (p) => p[2]),
    mass: null,
    pid: null,
    index: Uint32Array.from(list.keys()),
  };
}

export function places(shape: Shape, parameters: Float64Array, n: number) {
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  const count = shape.quadrature(parameters, n, y, phi);
  return { y: y.subarray(0, count), phi: phi.subarray(0, count) };
}

export function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** The text of the RangeError that this throws. */
export function message(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof RangeError ? error.message : error;
  }
  return 'nothing was thrown';
}
