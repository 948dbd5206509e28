// From the plane (rad) to a box in pixels or points, and the size of a particle's disc.

import type { View } from './types.ts';

export const DISC = {
  /** Radius of the disc that stands for `ptReference`, px (pt on paper). */
  reference: 12,
  /** Smallest drawn radius, px: a soft particle stays visible and can be pointed at. */
  smallest: 1.4,
  /** Largest drawn radius, px. */
  largest: 40,
} as const;

/** A box on the page, y downwards. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** φ grows upwards: [y, φ] → [x, y] in the box. */
export function toPixels(view: View, box: Box, y: number, phi: number): [number, number] {
  return [
    box.x + ((y - view.y0) / (view.y1 - view.y0)) * box.width,
    box.y + ((view.phi1 - phi) / (view.phi1 - view.phi0)) * box.height,
  ];
}

/** The inverse; φ is not wrapped. */
export function toPlane(view: View, box: Box, x: number, y: number): [number, number] {
  return [
    view.y0 + ((x - box.x) / box.width) * (view.y1 - view.y0),
    view.phi1 - ((y - box.y) / box.height) * (view.phi1 - view.phi0),
  ];
}

/** Pixels a radian along φ. */
export function pixelsPerRadian(view: View, box: Box): number {
  return box.height / (view.phi1 - view.phi0);
}

/** Radius in px: area ∝ pT, `ptReference` (GeV) ↔ DISC.reference, within the smallest and the largest drawn. */
export function discRadius(pt: number, ptReference: number): number {
  const radius = DISC.reference * Math.sqrt(pt / ptReference);
  return Math.min(Math.max(radius, DISC.smallest), DISC.largest);
}

/** A round pT (1, 2 or 5 × 10ⁿ GeV) near the hardest particle: the reference to start with, then kept from event to event. */
export function ptReferenceFor(pt: Float64Array): number {
  let hardest = 0;
  for (const value of pt) if (value > hardest) hardest = value;
  if (!(hardest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(hardest));
  const lead = hardest / power;
  return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}
