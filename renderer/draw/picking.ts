// What is under the pointer, in CSS pixels, without the GPU: a loop over a few hundred discs is faster than a read-back.

import { TWO_PI } from '../../workers/core/geometry.ts';
import type { Box } from '../../workers/figure/scale.ts';
import { discRadius, pixelsPerRadian } from '../../workers/figure/scale.ts';
import type { SceneParticles, SceneShape, View } from '../../workers/figure/types.ts';

export const PICK = {
  /** A soft particle is easier to hit than to see: smallest radius of its target, px. */
  particle: 5,
  /** Half the target of a handle, px. */
  handle: 9,
} as const;

/**
 * Index of the particle under (x, y) px, or null. Where discs overlap, the smallest lies on top; a disc that is hit
 * goes before a target that was only widened.
 */
export function pickParticle(
  particles: SceneParticles,
  ptReference: number,
  view: View,
  box: Box,
  x: number,
  y: number,
): number | null {
  let found: number | null = null;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < particles.pt.length; i++) {
    const radius = discRadius(particles.pt[i], ptReference);
    const d = pixelDistance(view, box, particles.y[i], particles.phi[i], x, y);
    // Inside the disc: its size decides. Inside the widened target only: behind every real hit, nearest first.
    const rank = d <= radius ? radius : d <= PICK.particle ? 1e6 + d : Number.POSITIVE_INFINITY;
    if (rank < best || (rank === best && rank < Number.POSITIVE_INFINITY)) {
      best = rank;
      found = i;
    }
  }
  return found;
}

/** Name of the shape's handle under (x, y) px, the nearest first, or null. */
export function pickHandle(shape: SceneShape, view: View, box: Box, x: number, y: number): string | null {
  let found: string | null = null;
  let best: number = PICK.handle;
  for (const handle of shape.handles) {
    const d = pixelDistance(view, box, handle.y, handle.phi, x, y);
    // Of handles in one place the later one wins, so that a tiny ring can still be made larger.
    if (d <= best) {
      best = d;
      found = handle.name;
    }
  }
  return found;
}

/** Distance in px from (x, y) to the nearest copy of (rapidity, phi). */
function pixelDistance(view: View, box: Box, rapidity: number, phi: number, x: number, y: number): number {
  const perY = box.width / (view.y1 - view.y0);
  const perPhi = pixelsPerRadian(view, box);
  const dphi = view.phi1 - (y - box.y) / perPhi - phi;
  const short = dphi - TWO_PI * Math.round(dphi / TWO_PI);
  return Math.hypot(box.x + (rapidity - view.y0) * perY - x, short * perPhi);
}
