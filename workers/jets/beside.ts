// What stands beside what: axes of a fit and of jets, each with at most one of the other. Of all ways that of the least Σ ΔR², where a
// fit's axis without a jet within R counts R²: so no pair is further apart than R, and one near pair is not given up for two far ones
// unless these are nearer in all.

import { assign } from '../core/assignment.ts';
import { wrapPhi } from '../core/geometry.ts';

/** rad. */
export interface Axis {
  readonly y: number;
  readonly phi: number;
}

/** Of each of `fit` its jet's place and the distance, rad; null without one. Throws RangeError for a radius that is not a finite number > 0. */
export function beside(
  fit: readonly Axis[],
  jets: readonly Axis[],
  within: number,
): ({ readonly jet: number; readonly deltaR: number } | null)[] {
  if (!(within > 0 && Number.isFinite(within))) {
    throw new RangeError(`matching: R is ${within}, allowed are finite numbers > 0 (rad)`);
  }
  const none = within * within;
  const square = (k: number, jet: number) =>
    (fit[k].y - jets[jet].y) ** 2 + wrapPhi(fit[k].phi - jets[jet].phi) ** 2;
  // Beyond R all is alike, and no better than none.
  const cost = (k: number, column: number) =>
    column < jets.length ? Math.min(square(k, column), none) : none;
  return assign(fit.length, jets.length + fit.length, cost).map((jet, k) =>
    jet < jets.length && square(k, jet) <= none ? { jet, deltaR: Math.sqrt(square(k, jet)) } : null,
  );
}
