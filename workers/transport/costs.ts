// Ground costs (θ/R)^β between points of the (y, φ) cylinder; θ euclidean with Δφ the short way round.

import { TWO_PI } from '../core/geometry.ts';

/** Row-major costs (θ/R)^β. Both φ must lie in (−π, π]. */
export function fillCosts(
  n: number,
  yA: Float64Array,
  phiA: Float64Array,
  m: number,
  yB: Float64Array,
  phiB: Float64Array,
  beta: number,
  R: number,
  out: Float64Array,
): void {
  const scale = 1 / R;
  const half = beta / 2;
  for (let i = 0, k = 0; i < n; i++) {
    const y = yA[i];
    const phi = phiA[i];
    if (beta === 1) {
      for (let j = 0; j < m; j++, k++) {
        const dy = y - yB[j];
        let dphi = Math.abs(phi - phiB[j]);
        if (dphi > Math.PI) dphi = TWO_PI - dphi;
        out[k] = Math.sqrt(dy * dy + dphi * dphi) * scale;
      }
      continue;
    }
    for (let j = 0; j < m; j++, k++) {
      const dy = (y - yB[j]) * scale;
      let dphi = Math.abs(phi - phiB[j]);
      if (dphi > Math.PI) dphi = TWO_PI - dphi;
      dphi *= scale;
      out[k] = dy * dy + dphi * dphi;
    }
  }
  if (beta === 1 || beta === 2) return;
  for (let k = 0, end = n * m; k < end; k++) out[k] = out[k] ** half;
}
