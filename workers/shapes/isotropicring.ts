// Radiation that is the same in every direction of the transverse plane: even in φ, all of it at one rapidity.

import { TWO_PI } from '../core/geometry.ts';
import { CENTER_PARAMETERS, clampRapidity, noHandle } from './common.ts';
import { startCenter } from './extent.ts';
import type { Shape } from './types.ts';

/** Azimuth of place k of n: even all the way round. */
const azimuth = (k: number, n: number) => (TWO_PI * (k + 0.5)) / n - Math.PI;

export const isotropicring: Shape = {
  name: 'isotropicring',
  label: 'Isotropic ring',
  continuous: true,
  parameters: [{ ...CENTER_PARAMETERS[0], label: 'y', meaning: 'Rapidity of the ring.' }],
  quadrature([y0], n, y, phi) {
    for (let k = 0; k < n; k++) {
      y[k] = y0;
      phi[k] = azimuth(k, n);
    }
    return n;
  },
  pullback(_parameters, n, gradY, _gradPhi, out) {
    out[0] = 0;
    for (let k = 0; k < n; k++) out[0] += gradY[k];
  },
  curved: ([y]) => ({ kind: 'segment', y, phi: 0, length: TWO_PI, angle: Math.PI / 2 }),
  initial: (event, at) => isotropicring.canonical(Float64Array.of(startCenter(event, at)[0])),
  canonical: ([y]) => Float64Array.of(clampRapidity(y)),
  /** There and back. */
  outline([y], segments) {
    const out = new Float64Array(2 * segments + 2);
    for (let k = 0; k <= segments; k++) {
      out[2 * k] = y;
      out[2 * k + 1] = Math.PI * (1 - Math.abs((4 * k) / segments - 2));
    }
    return out;
  },
  handles: ([y]) => [{ name: 'center', y, phi: 0, label: 'rapidity' }],
  drag(_parameters, handle, y) {
    if (handle !== 'center') throw noHandle('isotropicring', handle, ['center']);
    return isotropicring.canonical(Float64Array.of(y));
  },
  size: () => Math.PI,
  toComponent: ([y]) => ({
    shape: 'isotropicring',
    weight: 1,
    center: [y, 0],
    region: [y, y, -Math.PI, Math.PI],
  }),
  fromComponent: ({ center }) => isotropicring.canonical(Float64Array.of(center[0])),
};
