// The colour range that the first potential sets, and that later events keep.

import { roundedRange } from '../../workers/figure/index.ts';

/**
 * Least half-range, rad: a tenth of a jet's radius. What is fitted may be one particle, or a few side by side; a range made
 * for these alone would paint every later event in its two end colours.
 */
export const LEAST_REACH = 0.1;

/** A range of two digits for a potential that reaches ±`reach` rad over what is fitted. */
export function firstRange(reach: number | null): number {
  return reach === null ? 1 : roundedRange(Math.max(reach, LEAST_REACH));
}
