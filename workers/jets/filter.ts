// Filtering: subjets of Cambridge/Aachen, radius R, and of these the n hardest. Butterworth, Davison, Rubin, Salam, arXiv:0802.2470.

import { constituentsOf, inclusiveNodes } from './history.ts';
import type { FourMomenta } from './momenta.ts';
import { recluster } from './recluster.ts';

/** Places of the particles that are kept, ascending. R in rad. */
export function filter(momenta: FourMomenta, R: number, n: number): Uint32Array {
  const history = recluster(momenta, { algorithm: 'ca', R });
  const { px, py } = history.momenta;
  const pt = (k: number) => Math.hypot(px[k], py[k]);
  const kept = inclusiveNodes(history)
    .sort((a, b) => pt(b) - pt(a))
    .slice(0, n);
  return Uint32Array.from(kept.flatMap((k) => [...constituentsOf(history, k)])).sort();
}
