// What is under the pointer, in CSS pixels, without the GPU: a loop over a few hundred discs is faster than a read-back.

import { TWO_PI } from '../../workers/core/geometry.ts';
import { drawnOutline, shownHandles } from '../../workers/figure/outline.ts';
import type { Box } from '../../workers/figure/scale.ts';
import { discRadius, pixelsPerRadian } from '../../workers/figure/scale.ts';
import type { SceneParticles, SceneShape, View } from '../../workers/figure/types.ts';

export const PICK = {
  /** A soft particle is easier to hit than to see: smallest radius of its target, px. */
  particle: 5,
  /** Half the target of a handle, px. */
  handle: 9,
  /** Farthest from a part's line, px. */
  line: 7,
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

/** Name of the shape's handle under (x, y) px, of those that are shown the nearest, or null. */
export function pickHandle(shape: SceneShape, view: View, box: Box, x: number, y: number): string | null {
  let found: string | null = null;
  let best: number = PICK.handle;
  for (const handle of shownHandles(shape)) {
    const d = pixelDistance(view, box, handle.y, handle.phi, x, y);
    // Of handles in one place the later one wins, so that a tiny ring can still be made larger.
    if (d <= best) {
      best = d;
      found = handle.name;
    }
  }
  return found;
}

/** Name of the part whose line is under (x, y) px, the nearest first, or null; a single shape has none to choose from. */
export function pickPart(shape: SceneShape, view: View, box: Box, x: number, y: number): string | null {
  if (shape.parts.length < 2) return null;
  const scale = pixelsPerRadian(view, box);
  let found: string | null = null;
  let best: number = PICK.line;
  for (const part of shape.parts) {
    const points = drawnOutline(part, scale);
    for (let k = 0; k < points.length; k += 2) {
      const next = (k + 2) % points.length;
      const d = pixelDistanceToSegment(
        view,
        box,
        points.subarray(k, k + 2),
        points.subarray(next, next + 2),
        x,
        y,
      );
      if (d < best) {
        best = d;
        found = part.name;
      }
    }
  }
  return found;
}

/** To the segment between two places less than half a turn apart, its copy nearest to the pointer by its first end. */
function pixelDistanceToSegment(
  view: View,
  box: Box,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  x: number,
  y: number,
): number {
  const perY = box.width / (view.y1 - view.y0);
  const perPhi = pixelsPerRadian(view, box);
  const dphi = view.phi1 - (y - box.y) / perPhi - from[1];
  const u = x - box.x - (from[0] - view.y0) * perY;
  const v = (dphi - TWO_PI * Math.round(dphi / TWO_PI)) * perPhi;
  const du = (to[0] - from[0]) * perY;
  const dv = (to[1] - from[1]) * perPhi;
  const length = du * du + dv * dv;
  const t = length > 0 ? Math.min(1, Math.max(0, (u * du + v * dv) / length)) : 0;
  return Math.hypot(u - t * du, v - t * dv);
}

/** Distance in px from (x, y) to the nearest copy of (rapidity, phi). */
function pixelDistance(view: View, box: Box, rapidity: number, phi: number, x: number, y: number): number {
  const perY = box.width / (view.y1 - view.y0);
  const perPhi = pixelsPerRadian(view, box);
  const dphi = view.phi1 - (y - box.y) / perPhi - phi;
  const short = dphi - TWO_PI * Math.round(dphi / TWO_PI);
  return Math.hypot(box.x + (rapidity - view.y0) * perY - x, short * perPhi);
}
