// How two four-momenta become one.

import { type FourMomenta, rapidityOf } from './momenta.ts';
import type { Recombination } from './types.ts';

/** Merges i and j into k. `wta` on the sphere adds |p| instead of pT, and keeps direction and mass of the harder. */
export function combine(
  { px, py, pz, e }: FourMomenta,
  i: number,
  j: number,
  k: number,
  scheme: Recombination,
  sphere: boolean,
): void {
  if (scheme === 'e') {
    px[k] = px[i] + px[j];
    py[k] = py[i] + py[j];
    pz[k] = pz[i] + pz[j];
    e[k] = e[i] + e[j];
    return;
  }
  const size = (n: number) => Math.sqrt(px[n] * px[n] + py[n] * py[n] + (sphere ? pz[n] * pz[n] : 0));
  const [pi, pj] = [size(i), size(j)];
  const [hard, p] = pi >= pj ? [i, pi] : [j, pj];
  const sum = pi + pj;
  const stretch = p > 0 ? sum / p : 0;
  px[k] = px[hard] * stretch;
  py[k] = py[hard] * stretch;
  const mass2 = Math.max(0, (e[hard] + pz[hard]) * (e[hard] - pz[hard]) - px[hard] ** 2 - py[hard] ** 2);
  if (sphere) {
    pz[k] = pz[hard] * stretch;
    e[k] = Math.sqrt(sum * sum + mass2);
    return;
  }
  // The rapidity and the mass of the harder.
  const y = rapidityOf(px[hard], py[hard], pz[hard], e[hard]);
  const mt = Math.sqrt(sum * sum + mass2);
  pz[k] = mt * Math.sinh(y);
  e[k] = mt * Math.cosh(y);
}
