// How a shape's outline is drawn: at its true size, or, where that could not be seen, at a smallest size and said so.

import type { SceneShape } from './types.ts';

export const OUTLINE = {
  /** Shapes whose extent is under this, rad, are labelled with their true size. */
  tiny: 0.03,
  /** Smallest drawn radius of a tiny shape, px. */
  smallest: 9,
  /** Width of the line, px. */
  width: 2,
  /** Segments of an outline that is made here. */
  segments: 96,
} as const;

/** Drawn larger than it is: the extent is tiny and would be under the smallest radius at this scale. */
export function isEnlarged(shape: SceneShape, pixelsPerRadian: number): boolean {
  return shape.size < OUTLINE.tiny && shape.size * pixelsPerRadian < OUTLINE.smallest;
}

/** Is the shape's label to be shown beside it. */
export function isLabelled(shape: SceneShape): boolean {
  return shape.size < OUTLINE.tiny && shape.label !== '';
}

/** (y, φ) interleaved: the shape's own outline, or a circle of the smallest radius around its centre. */
export function drawnOutline(shape: SceneShape, pixelsPerRadian: number): Float64Array {
  if (!isEnlarged(shape, pixelsPerRadian)) return shape.outline;
  return circle(shape.center[0], shape.center[1], OUTLINE.smallest / pixelsPerRadian);
}

/** A circle as a closed polyline, (y, φ) interleaved; the first point is not repeated. */
export function circle(
  y: number,
  phi: number,
  radius: number,
  segments: number = OUTLINE.segments,
): Float64Array {
  const points = new Float64Array(2 * segments);
  for (let i = 0; i < segments; i++) {
    const angle = (2 * Math.PI * i) / segments;
    points[2 * i] = y + radius * Math.cos(angle);
    points[2 * i + 1] = phi + radius * Math.sin(angle);
  }
  return points;
}
