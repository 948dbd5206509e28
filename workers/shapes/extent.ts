// Where an event lies and how far it spreads: what first guesses are made of.

import type { PlaneEvent } from '../core/events.ts';
import { centroid, TWO_PI, wrapPhi } from '../core/geometry.ts';

/** Shapes start no smaller than this, rad. */
export const MIN_START = 0.01;

/** The click, or the centroid of the event; the origin for an empty one. */
export function startCenter(event: PlaneEvent, at?: readonly [number, number]): [number, number] {
  if (at) return [at[0], wrapPhi(at[1])];
  return event.pt.length > 0 ? centroid(event.pt, event.y, event.phi) : [0, 0];
}

/** Weighted mean distance from a place, rad; 0 for an empty event. */
export function meanDistance(event: PlaneEvent, y: number, phi: number): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < event.pt.length; i++) {
    sum += event.pt[i] * Math.sqrt((event.y[i] - y) ** 2 + wrapPhi(event.phi[i] - phi) ** 2);
    total += event.pt[i];
  }
  return total === 0 ? 0 : sum / total;
}

export interface PrincipalAxes {
  /** Root-mean-square widths along and across the widest direction, rad. */
  readonly along: number;
  readonly across: number;
  /** Of that direction, from +y towards +φ, rad in (−π/2, π/2]. */
  readonly angle: number;
}

/** The second moments about a place. */
export function principalAxes(event: PlaneEvent, y: number, phi: number): PrincipalAxes {
  let yy = 0;
  let yphi = 0;
  let phiphi = 0;
  let total = 0;
  for (let i = 0; i < event.pt.length; i++) {
    const dy = event.y[i] - y;
    const dphi = wrapPhi(event.phi[i] - phi);
    yy += event.pt[i] * dy * dy;
    yphi += event.pt[i] * dy * dphi;
    phiphi += event.pt[i] * dphi * dphi;
    total += event.pt[i];
  }
  const unit = total > 0 ? 1 / total : 0;
  const middle = ((yy + phiphi) / 2) * unit;
  const offset = Math.hypot((yy - phiphi) / 2, yphi) * unit;
  return {
    along: Math.sqrt(middle + offset),
    across: Math.sqrt(Math.max(0, middle - offset)),
    angle: Math.atan2(2 * yphi, yy - phiphi) / 2,
  };
}

export interface Box {
  readonly y: number;
  readonly phi: number;
  /** Half the extents in y and φ, rad. */
  readonly a: number;
  readonly b: number;
}

/** The smallest (y, φ) box that holds all particles, φ along the shortest arc; a box of no size at the origin for none. */
export function boxOf(event: PlaneEvent): Box {
  if (event.pt.length === 0) return { y: 0, phi: 0, a: 0, b: 0 };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const y of event.y) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  const { start, length } = shortestArc(event.phi);
  return { y: (low + high) / 2, phi: wrapPhi(start + length / 2), a: (high - low) / 2, b: length / 2 };
}

/** The shortest arc of the circle that holds all these azimuths (at least one), rad: what is left of their widest gap. */
export function shortestArc(phi: ArrayLike<number>): { readonly start: number; readonly length: number } {
  const sorted = Float64Array.from(phi, wrapPhi).sort();
  const last = sorted.length - 1;
  let start = sorted[0];
  let gap = TWO_PI - (sorted[last] - sorted[0]);
  for (let k = 0; k < last; k++) {
    if (sorted[k + 1] - sorted[k] > gap) {
      gap = sorted[k + 1] - sorted[k];
      start = sorted[k + 1];
    }
  }
  return { start, length: TWO_PI - gap };
}
