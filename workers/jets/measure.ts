// What each algorithm means by distance: d_ij = min(f_i, f_j) g_ij and d_iB = f_i g_B, f a power of the momentum scale, g of directions.
//
// kt: Catani, Dokshitzer, Seymour, Webber 1993; Ellis, Soper 1993. Cambridge/Aachen: Dokshitzer et al. 1997; Wobisch, Wengler 1998.
// Anti-kt: Cacciari, Salam, Soyez, arXiv:0802.1189. Durham: Catani et al. 1991. Generalised e+e−: arXiv:1111.6097. Centauro:
// Arratia et al., arXiv:2006.10751 (the general η̄ is the caller's business: momenta must be in the Breit frame).

import type { Definition } from './types.ts';

/** f of what has no transverse momentum, where f is a negative power of it. */
const HUGE = 1e300;

/** `plane`: (y, φ), φ periodic. `sphere`: unit vectors. `breit`: η̄ as a vector in the transverse plane. */
type Geometry = 'plane' | 'sphere' | 'breit';

export interface Measure {
  readonly geometry: Geometry;
  /** g_B; distances beyond it never count. */
  readonly edge: number;
  /** d = f × g × this. */
  readonly unit: number;
  /** f = (pT² or E²)^power. */
  readonly power: number;
}

/** Throws RangeError where R or p is not allowed. */
export function measureOf({ algorithm, R, p = -1 }: Definition): Measure {
  if (algorithm !== 'eekt' && !(R > 0 && Number.isFinite(R))) {
    throw new RangeError(`clustering: R is ${R}, allowed are finite numbers > 0`);
  }
  if (!Number.isFinite(p)) throw new RangeError(`clustering: p is ${p}, allowed are finite numbers`);
  const plane = (power: number): Measure => ({ geometry: 'plane', edge: R * R, unit: 1 / (R * R), power });
  switch (algorithm) {
    case 'kt':
      return plane(1);
    case 'ca':
      return plane(0);
    case 'antikt':
      return plane(-1);
    case 'genkt':
      return plane(p);
    case 'eekt':
      // g = |n_i − n_j|² = 2 (1 − cos θ).
      return { geometry: 'sphere', edge: Number.POSITIVE_INFINITY, unit: 1, power: 1 };
    case 'eegenkt': {
      // (1 − cos θ)/(1 − cos R); beyond π the denominator goes on growing, so that no pair is left to the beam.
      const edge = 2 * (R < Math.PI ? 1 - Math.cos(R) : 3 + Math.cos(R));
      return { geometry: 'sphere', edge, unit: 1 / edge, power: p };
    }
    case 'centauro':
      return { geometry: 'breit', edge: R * R, unit: 1 / (R * R), power: 0 };
  }
}

/** f of a scale, GeV². */
export function weightOf(scale: number, power: number): number {
  if (power === 1) return scale;
  if (power === 0) return 1;
  if (power === -1) return scale > 1 / HUGE ? 1 / scale : HUGE;
  if (scale > 0) return Math.min(HUGE, scale ** power);
  return power > 0 ? 0 : HUGE;
}
