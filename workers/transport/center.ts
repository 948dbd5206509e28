import { centroid, wrapPhi } from '../core/geometry.ts';
import type { Points } from './types.ts';

/** Copy shifted to its weighted centroid, φ unwrapped around the hardest point (`--center`). Empty stays empty. */
export function center(points: Points): Points {
  const { weight, y, phi } = points;
  if (weight.length === 0) return { weight, y, phi };
  const [y0, phi0] = centroid(weight, y, phi);
  return { weight, y: y.map((value) => value - y0), phi: phi.map((value) => wrapPhi(value - phi0)) };
}
