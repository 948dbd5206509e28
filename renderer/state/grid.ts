// The grid on which the potential is asked for: over what is seen and a little more, so that a short pan shows no edge.

import type { GridSpec } from '../../main/contract/index.ts';
import type { View } from '../../workers/figure/types.ts';

/** Distance of grid points, CSS px, while something moves and once it stands. */
export const SPACING = { moving: 12, still: 4 } as const;
/** How far the grid reaches past the view, as a share of it on each side. */
export const MARGIN = 0.08;
/** Most points a side. */
export const MOST = 512;

export function gridOver(
  view: View,
  size: { readonly width: number; readonly height: number },
  coarse: boolean,
): GridSpec {
  const spacing = coarse ? SPACING.moving : SPACING.still;
  const along = (low: number, high: number, pixels: number) => {
    const span = (high - low) * (1 + 2 * MARGIN);
    const points = Math.min(MOST, Math.max(2, Math.ceil((pixels * (1 + 2 * MARGIN)) / spacing) + 1));
    return { start: low - (high - low) * MARGIN, step: span / (points - 1), points };
  };
  const y = along(view.y0, view.y1, size.width);
  const phi = along(view.phi0, view.phi1, size.height);
  return {
    y0: y.start,
    dy: y.step,
    columns: y.points,
    phi0: phi.start,
    dphi: phi.step,
    rows: phi.points,
  };
}
