// The canonical form of a model's parameters: every part's own, except where that would rename what the expression holds or
// limits, and weights on the simplex, each within its limits.

import { wrapPhi } from '../core/geometry.ts';
import type { Layout } from './layout.ts';
import type { ModelParameter } from './types.ts';

/** Weights that add up to 1 but for this do. */
const ROUNDING = 1e-12;
/** Rounds of bisection for the one shift of all weights: each gains a bit. */
const BISECTIONS = 100;

export function canonicalOf({ parts, parameters, weights }: Layout, x: Float64Array): Float64Array {
  const out = x.map((value, k) => plain(parameters[k], value));
  for (const { shape, places } of parts) {
    const canonical = shape.canonical(Float64Array.from(places, (place) => out[place]));
    // Longer and shorter axis cannot change their names where one of them is held, or kept shorter.
    if (!places.every((place, k) => allows(parameters[place], canonical[k]))) continue;
    for (const [k, place] of places.entries()) out[place] = canonical[k];
  }
  if (weights.length > 0) toSimplex(out, weights, parameters);
  return out;
}

/** What can be said of a parameter by itself. */
function plain({ kind, fixed, lower, upper }: ModelParameter, value: number): number {
  if (fixed !== null) return fixed;
  if (kind === 'azimuth') return wrapPhi(value);
  if (kind === 'length') return Math.min(upper, Math.max(lower, Math.abs(value)));
  return kind === 'rapidity' ? Math.min(upper, Math.max(lower, value)) : value;
}

function allows({ kind, fixed, lower, upper }: ModelParameter, value: number): boolean {
  if (fixed !== null) return value === fixed;
  return kind === 'azimuth' || kind === 'angle' || (value >= lower && value <= upper);
}

/**
 * Free weights scaled so that all add up to 1; where that breaks limits, or all are 0, all of them raised or lowered by the
 * same amount instead, each as far as its limits let it.
 */
function toSimplex(x: Float64Array, weights: readonly number[], parameters: readonly ModelParameter[]): void {
  const free = weights.filter((k) => parameters[k].fixed === null);
  if (free.length === 0) return;
  const left = Math.max(
    0,
    weights.reduce((rest, k) => rest - (parameters[k].fixed ?? 0), 1),
  );
  let sum = 0;
  for (const k of free) {
    x[k] = Math.max(0, x[k]);
    sum += x[k];
  }
  const factor = sum > 0 ? left / sum : 0;
  const within = free.every((k) => {
    const { lower, upper } = parameters[k];
    return x[k] * factor >= lower - ROUNDING && x[k] * factor <= upper + ROUNDING;
  });
  if (sum > 0 && within) {
    // Left alone where it is right already: the canonical form of the canonical form is itself.
    if (Math.abs(sum - left) > ROUNDING) for (const k of free) x[k] *= factor;
    return;
  }
  const shifted = (k: number, shift: number) =>
    Math.min(parameters[k].upper, Math.max(parameters[k].lower, x[k] + shift));
  const most = 1 + sum;
  let [low, high] = [-most, most];
  for (let round = 0; round < BISECTIONS; round++) {
    const middle = (low + high) / 2;
    if (free.reduce((total, k) => total + shifted(k, middle), 0) < left) low = middle;
    else high = middle;
  }
  for (const k of free) x[k] = shifted(k, high);
}
