// For tests only: events to draw, and agreement to 1e-10.

import fc from 'fast-check';
import { expect } from 'vitest';
import type { Points } from '../../types.ts';

export function points(list: readonly (readonly [number, number, number])[]): Points {
  return {
    weight: Float64Array.from(list, (p) => p[0]),
    y: Float64Array.from(list, (p) => p[1]),
    phi: Float64Array.from(list, (p) => p[2]),
  };
}

const weight = fc.oneof(fc.double({ min: 1e-3, max: 10, noNaN: true }), fc.constantFrom(0, 1, 2, 1e-9));
/** Continuous places beside a coarse lattice, so that coincident and equidistant particles are common. */
export const place = fc
  .oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.integer({ min: -3, max: 3 }))
  .map((value) => (Math.abs(value) < 1e-100 ? 0 : value));

const drawn = (most: number, phi: fc.Arbitrary<number>) =>
  fc
    .array(fc.tuple(weight, place, phi), { minLength: 1, maxLength: most })
    .filter((list) => list.some((p) => p[0] > 0))
    .map(points);

export const particles = (most: number) => drawn(most, place);
/** Around φ = 3, so that the seam runs through them, within a half-turn. */
export const inHalfTurn = (most: number) =>
  drawn(
    most,
    place.map((value) => 3 + value / 2),
  );

export function shares(p: Points): number[] {
  const total = p.weight.reduce((sum, w) => sum + w, 0);
  return Array.from(p.weight, (w) => w / total);
}

/** The particles that carry weight. */
export function weighted(p: Points): Points {
  const keep = [...p.weight.keys()].filter((i) => p.weight[i] > 0);
  return points(keep.map((i) => [p.weight[i], p.y[i], p.phi[i]]));
}

export function close(value: number, expected: number, scale = 1, tolerance = 1e-10): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * Math.max(scale, Math.abs(expected)));
}
