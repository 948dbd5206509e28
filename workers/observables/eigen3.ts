// The principal axis of a symmetric 3 × 3 tensor, by Jacobi's rotations.

import { type Direction, unit } from './momenta.ts';

const SWEEPS = 12;
/** Off-diagonal terms below this share of the trace are zero. */
const SMALL = 1e-17;

/** Eigenvector of the largest eigenvalue of [xx, yy, zz, xy, xz, yz]. */
export function principalAxis(tensor: Float64Array): Direction {
  const [xx, yy, zz, xy, xz, yz] = tensor;
  const a = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const scale = Math.abs(xx) + Math.abs(yy) + Math.abs(zz);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    if (Math.abs(a[0][1]) + Math.abs(a[0][2]) + Math.abs(a[1][2]) <= SMALL * scale) break;
    for (let p = 0; p < 2; p++) {
      for (let q = p + 1; q < 3; q++) {
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < 3; k++) {
          const kp = a[k][p];
          const kq = a[k][q];
          a[k][p] = c * kp - s * kq;
          a[k][q] = s * kp + c * kq;
        }
        for (let k = 0; k < 3; k++) {
          const pk = a[p][k];
          const qk = a[q][k];
          a[p][k] = c * pk - s * qk;
          a[q][k] = s * pk + c * qk;
          const ap = axes[k][p];
          const aq = axes[k][q];
          axes[k][p] = c * ap - s * aq;
          axes[k][q] = s * ap + c * aq;
        }
      }
    }
  }
  let best = 0;
  for (let k = 1; k < 3; k++) if (a[k][k] > a[best][best]) best = k;
  return unit(axes[0][best], axes[1][best], axes[2][best]);
}
