// The circle of a selection under the pointer: its edge, which changes its radius, and its centre, which moves it.

import { wrapPhi } from '../../../workers/core/geometry.ts';
import { pixelsPerRadian } from '../../../workers/figure/index.ts';
import type { View } from '../../../workers/figure/types.ts';

/** Half the width of the edge's target, and radius of the centre's, px. */
export const GRIP = { edge: 4, centre: 7 } as const;

export interface Circle {
  readonly y: number;
  readonly phi: number;
  readonly radius: number;
}

export const CIRCLE_HANDLES = ['circle-edge', 'circle-centre'] as const;
export type CircleHandle = (typeof CIRCLE_HANDLES)[number];

export function isCircleHandle(name: string | null): name is CircleHandle {
  return CIRCLE_HANDLES.some((handle) => handle === name);
}

/** What of the circle lies under a place of the plane, or null. A circle too small to be told from its centre has no edge. */
export function pickCircle(
  circle: Circle,
  at: readonly [number, number],
  view: View,
  size: { readonly width: number; readonly height: number },
): CircleHandle | null {
  const perRadian = pixelsPerRadian(view, { x: 0, y: 0, ...size });
  const away = radiusAt(circle, at) * perRadian;
  if (away <= GRIP.centre) return 'circle-centre';
  return Math.abs(away - circle.radius * perRadian) <= GRIP.edge ? 'circle-edge' : null;
}

/** Radius of the circle around the same centre that goes through a place. */
export function radiusAt(circle: Pick<Circle, 'y' | 'phi'>, at: readonly [number, number]): number {
  return Math.hypot(at[0] - circle.y, wrapPhi(at[1] - circle.phi));
}
