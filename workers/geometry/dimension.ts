// Correlation dimension of a cloud of events (Grassberger & Procaccia 1983; for events Komiske, Metodiev, Thaler 2019):
// d ln N/d ln Q, N(< Q) the number of pairs closer than Q. Pairs that share an event are not independent, so errors come
// from leaving out one event at a time (jackknife), which needs only each event's own counts.
// Limits: nothing is corrected for the edge of the cloud; where N is small the error is all that counts.

import { placesWithDistances } from './places.ts';
import type { Dimension, DimensionOptions } from './types.ts';

export const dimensionDefaults = {
  steps: 24,
  /** By default Q runs from where this share of the pairs is closer … */
  lowest: 1e-3,
  /** … and at least so many, to the largest distance. */
  fewest: 10,
} as const;

const MOST_STEPS = 1000;

/**
 * The correlation dimension in steps of ln Q. Events without distances are left out. Throws RangeError for options out of
 * range and for a matrix with holes.
 */
export function correlationDimension(
  matrix: Float64Array,
  n: number,
  options: DimensionOptions = {},
): Dimension {
  const { steps = dimensionDefaults.steps, exponent = 1 } = options;
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= MOST_STEPS)) {
    throw new RangeError(`dimension: steps is ${steps}, allowed are integers from 1 to ${MOST_STEPS}`);
  }
  if (!(exponent > 0 && exponent < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`dimension: exponent is ${exponent}, allowed is exponent > 0`);
  }
  const places = placesWithDistances('dimension', matrix, n, options.range);
  const edges = limits(matrix, n, places, options, exponent);
  const q = new Float64Array(steps);
  const dimension = new Float64Array(steps).fill(Number.NaN);
  const error = new Float64Array(steps).fill(Number.NaN);
  const pairs = new Float64Array(steps);
  if (edges === null) return { q: q.fill(Number.NaN), dimension, error, pairs };
  const [from, to] = edges;
  const width = Math.log(to / from) / steps;
  const edge = Float64Array.from({ length: steps + 1 }, (_, s) =>
    s === steps ? to : from * Math.exp(width * s),
  );
  // near[e × (steps + 1) + s]: pairs of event e closer than edge s.
  const stride = steps + 1;
  const near = new Float64Array(places.length * stride);
  const bounds = edge.map((value) => value ** (1 / exponent));
  for (let a = 0; a < places.length; a++) {
    const row = places[a] * n;
    for (let b = 0; b < a; b++) {
      const s = stepOf(matrix[row + places[b]], bounds);
      if (s > steps) continue;
      near[a * stride + s]++;
      near[b * stride + s]++;
    }
  }
  const all = new Float64Array(stride);
  for (let e = 0; e < places.length; e++) {
    for (let s = 1; s < stride; s++) near[e * stride + s] += near[e * stride + s - 1];
    for (let s = 0; s < stride; s++) all[s] += near[e * stride + s] / 2;
  }
  for (let s = 0; s < steps; s++) {
    q[s] = Math.sqrt(edge[s] * edge[s + 1]);
    pairs[s] = all[s + 1];
    if (all[s] === 0) continue;
    dimension[s] = Math.log(all[s + 1] / all[s]) / width;
    error[s] = jackknife(places.length, (e) => {
      const low = all[s] - near[e * stride + s];
      const high = all[s + 1] - near[e * stride + s + 1];
      return low > 0 ? Math.log(high / low) / width : Number.NaN;
    });
  }
  return { q, dimension, error, pairs };
}

/** The first s with d < bounds[s]; bounds.length where there is none. */
function stepOf(distance: number, bounds: Float64Array): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distance < bounds[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Standard error of a statistic from its values with one event left out each: √((n − 1)/n Σ (value − mean)²). */
function jackknife(events: number, without: (event: number) => number): number {
  let mean = 0;
  for (let e = 0; e < events; e++) mean += without(e) / events;
  let sum = 0;
  for (let e = 0; e < events; e++) sum += (without(e) - mean) ** 2;
  return Math.sqrt(((events - 1) / events) * sum);
}

/** Limits of Q; null where there is no distance above zero to choose them by. */
function limits(
  matrix: Float64Array,
  n: number,
  places: Uint32Array,
  { from, to }: DimensionOptions,
  exponent: number,
): [number, number] | null {
  let low = from ?? 0;
  let high = to ?? 0;
  if (from === undefined || to === undefined) {
    const distances = new Float64Array((places.length * (places.length - 1)) / 2);
    let count = 0;
    for (let a = 0; a < places.length; a++) {
      for (let b = 0; b < a; b++) {
        const distance = matrix[places[a] * n + places[b]];
        if (distance > 0) distances[count++] = distance;
      }
    }
    if (count === 0) return null;
    const sorted = distances.subarray(0, count).sort();
    const rank = Math.max(dimensionDefaults.fewest, Math.floor(dimensionDefaults.lowest * sorted.length));
    const least = sorted[Math.min(rank, sorted.length - 1)] ** exponent;
    const most = sorted[sorted.length - 1] ** exponent;
    // All at one distance: any window that holds it.
    low = from ?? Math.min(least, (to ?? most) / 2);
    high = to ?? Math.max(most, 2 * (from ?? 0));
  }
  if (!(low > 0 && high > low && high < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`dimension: Q from ${low} to ${high}, allowed is 0 < from < to`);
  }
  return [low, high];
}
