// The cylinder unrolled: which copies of a thing, 2π apart in φ, are seen in a view.
// Everything drawn goes through here, so that nothing ends or doubles at the seam.

import { TWO_PI } from '../core/geometry.ts';
import type { View } from './types.ts';

/**
 * Turns k such that something that spans [low, high] in φ, shifted by 2πk, meets the view widened by `margin` (rad).
 * Ascending; empty when none does.
 */
export function turns(view: View, low: number, high: number, margin = 0): number[] {
  const found: number[] = [];
  const last = Math.floor((view.phi1 + margin - low) / TWO_PI);
  // + 0: the ceiling of a small negative number is −0.
  for (let k = Math.ceil((view.phi0 - margin - high) / TWO_PI) + 0; k <= last; k++) found.push(k);
  return found;
}

/** The azimuths, all the same modulo 2π, at which a point of azimuth `phi` is seen in the view widened by `margin`. */
export function copies(view: View, phi: number, margin = 0): number[] {
  return turns(view, phi, phi, margin).map((k) => phi + k * TWO_PI);
}

/** Lowest and highest φ of (y, φ) pairs laid out with `stride` numbers a pair, φ at `at`. */
export function phiSpan(points: ArrayLike<number>, stride = 2, at = 1): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = at; i < points.length; i += stride) {
    if (points[i] < low) low = points[i];
    if (points[i] > high) high = points[i];
  }
  return [low, high];
}
