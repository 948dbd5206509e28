// Trimming: subjets of kt, radius R, and of these all with at least a share fcut of the jet's pT. Krohn, Thaler, Wang, arXiv:0912.1342.

import { constituentsOf, inclusiveNodes } from './history.ts';
import type { FourMomenta } from './momenta.ts';
import { recluster, sumOf } from './recluster.ts';

/** Places of the particles that are kept, ascending. R in rad. */
export function trim(momenta: FourMomenta, R: number, fcut: number): Uint32Array {
  const history = recluster(momenta, { algorithm: 'kt', R });
  const { px, py } = history.momenta;
  const all = Uint32Array.from(momenta.e, (_, i) => i);
  const jet = sumOf(momenta, all);
  const least = fcut * Math.hypot(jet.px, jet.py);
  const kept = inclusiveNodes(history).filter((k) => Math.hypot(px[k], py[k]) >= least);
  return Uint32Array.from(kept.flatMap((k) => [...constituentsOf(history, k)])).sort();
}
