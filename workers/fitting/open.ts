// Open points: parts whose weights follow from the flow (objective.ts), and parameters that hold those weights as one.

import type { Model } from '../shapes/types.ts';
import { weightPlace } from './objective.ts';

/** Parts that are points and whose weights nothing limits; none in a single shape. */
export function openParts(model: Model): number[] {
  const { parts, parameters } = model;
  if (parts.length === 1) return [];
  return parts.flatMap(({ shape }, p) => {
    const { fixed, lower, upper } = parameters[weightPlace(model, p)];
    return !shape.continuous && fixed === null && lower <= 0 && upper >= 1 ? [p] : [];
  });
}

/** Places of the weights that the objective finds itself: all open ones but the first, which stands for them together. */
export function followingWeights(model: Model, open: readonly number[]): number[] {
  return open.slice(1).map((p) => weightPlace(model, p));
}

/** Open weights as one, in the first one's place. */
export function pool(x: Float64Array, model: Model, open: readonly number[]): Float64Array {
  const out = Float64Array.from(x);
  let sum = 0;
  for (const p of open) {
    sum += out[weightPlace(model, p)];
    out[weightPlace(model, p)] = 0;
  }
  if (open.length > 0) out[weightPlace(model, open[0])] = sum;
  return out;
}
