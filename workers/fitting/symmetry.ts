// Periods of a model's parameters.

import type { Model } from '../shapes/types.ts';

/** Largest number of equal turns looked for: a dodecagon's. */
const MOST_TURNS = 12;
/** An angle away from the ends of any canonical range, rad. */
const PROBE = 0.1;
const EQUAL = 1e-9;

/** Period of every parameter, rad: a full turn for φ, as small as the shape's canonical form makes it for an angle; 0: none. */
export function periods(model: Model, x: Float64Array): Float64Array {
  return Float64Array.from(model.parameters, ({ kind }, k) => {
    if (kind === 'azimuth') return 2 * Math.PI;
    return kind === 'angle' ? anglePeriod(model, x, k) : 0;
  });
}

function anglePeriod(model: Model, x: Float64Array, k: number): number {
  const at = (angle: number) => {
    const turned = Float64Array.from(x);
    turned[k] = angle;
    return model.canonical(turned);
  };
  const before = at(PROBE);
  for (let turns = MOST_TURNS; turns > 1; turns--) {
    const after = at(PROBE + (2 * Math.PI) / turns);
    if (after.every((value, place) => Math.abs(value - before[place]) <= EQUAL)) return (2 * Math.PI) / turns;
  }
  return 2 * Math.PI;
}

/** Difference p − q, the short way round where there is a period. */
export function difference(p: number, q: number, period: number): number {
  const plain = p - q;
  return period > 0 ? plain - period * Math.round(plain / period) : plain;
}
