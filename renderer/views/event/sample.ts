// The potential under the pointer, bilinear on its grid.

import { TWO_PI } from '../../../workers/core/geometry.ts';
import type { ScenePotential } from '../../../workers/figure/types.ts';

/** rad, or null outside the grid. φ of `at` may be off by whole turns. */
export function potentialAt(potential: ScenePotential, at: readonly [number, number]): number | null {
  const { y0, dy, columns, phi0, dphi, rows, values } = potential;
  const x = (at[0] - y0) / dy;
  const turns = Math.ceil((phi0 - at[1]) / TWO_PI);
  const z = (at[1] + turns * TWO_PI - phi0) / dphi;
  if (!(x >= 0 && x <= columns - 1 && z >= 0 && z <= rows - 1)) return null;
  const c = Math.min(columns - 2, Math.floor(x));
  const r = Math.min(rows - 2, Math.floor(z));
  const [fx, fz] = [x - c, z - r];
  const value = (row: number, column: number) => values[row * columns + column];
  return (
    (1 - fz) * ((1 - fx) * value(r, c) + fx * value(r, c + 1)) +
    fz * ((1 - fx) * value(r + 1, c) + fx * value(r + 1, c + 1))
  );
}
