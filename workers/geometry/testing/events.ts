// For tests only: events made on purpose, and matrices of them.

import type { Random } from '../../core/random.ts';
import type { Points } from '../../transport/index.ts';
import { createMeasure } from '../measure.ts';
import type { DistanceSettings } from '../types.ts';

export const balanced: DistanceSettings = { beta: 1, R: 1, normalise: true, method: 'exact' };

/** Particles (weight, y, φ). */
export function event(...particles: readonly (readonly [number, number, number])[]): Points {
  return {
    weight: Float64Array.from(particles, ([weight]) => weight),
    y: Float64Array.from(particles, ([, y]) => y),
    phi: Float64Array.from(particles, ([, , phi]) => phi),
  };
}

/** A jet-like event: steeply falling weights, places within `spread` of a random axis in |φ| < `range`. */
export function randomEvent(draw: Random, most: number, spread: number, range: number): Points {
  const axisY = draw.normal() * range;
  const axisPhi = (2 * draw.uniform() - 1) * range;
  return event(
    ...Array.from(
      { length: 1 + draw.integer(most) },
      () =>
        [
          draw.uniform() ** 3 * 100,
          axisY + spread * draw.normal(),
          axisPhi + spread * draw.normal(),
        ] as const,
    ),
  );
}

/** All distances, row-major, diagonal 0. */
export function matrixOf(events: readonly Points[], settings: DistanceSettings): Float64Array {
  const measure = createMeasure(settings);
  const n = events.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      matrix[i * n + j] = measure(events[i], events[j]);
      matrix[j * n + i] = matrix[i * n + j];
    }
  }
  return matrix;
}
