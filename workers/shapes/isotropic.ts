// Isotropic radiation over a band of rapidity around 0, all azimuths: cylinder and sphere differ in where along y it sits.

import { TWO_PI } from '../core/geometry.ts';
import { boxOutline, given, noHandles } from './background.ts';
import { MAX_RAPIDITY } from './common.ts';
import { unitSquare } from './tables.ts';
import type { Shape } from './types.ts';

/** `rapidity(s, ymax)`: where the share (s + 1)/2 of the mass lies below, s in (−1, 1); `slope`: its derivative in ymax. */
export function isotropicBand(
  name: string,
  label: string,
  meaning: string,
  initial: Shape['initial'],
  rapidity: (s: number, ymax: number) => number,
  slope: (s: number, ymax: number) => number,
): Shape {
  const shape: Shape = {
    name,
    label,
    continuous: true,
    parameters: [
      given({
        name: 'ymax',
        kind: 'length',
        label: 'largest |y|',
        unit: '',
        lower: 0,
        upper: MAX_RAPIDITY,
        meaning,
      }),
    ],
    quadrature([ymax], n, y, phi) {
      const unit = unitSquare(n);
      for (let k = 0; k < n; k++) {
        y[k] = rapidity(2 * unit.x[k] - 1, ymax);
        phi[k] = TWO_PI * unit.y[k] - Math.PI;
      }
      return n;
    },
    pullback([ymax], n, gradY, _gradPhi, out) {
      const unit = unitSquare(n);
      out[0] = 0;
      for (let k = 0; k < n; k++) out[0] += gradY[k] * slope(2 * unit.x[k] - 1, ymax);
    },
    initial: (event, at, region) => shape.canonical(initial(event, at, region)),
    canonical: ([ymax]) => Float64Array.of(Math.min(Math.abs(ymax), MAX_RAPIDITY)),
    outline: ([ymax], segments) => boxOutline(0, 0, ymax, Math.PI, segments),
    handles: () => [],
    drag(_parameters, handle) {
      throw noHandles(name, handle);
    },
    size: ([ymax]) => Math.hypot(ymax, Math.PI),
    toComponent: ([ymax]) => ({
      shape: name,
      weight: 1,
      center: [0, 0],
      region: [-ymax, ymax, -Math.PI, Math.PI],
    }),
    fromComponent({ region }) {
      if (region === undefined) {
        throw new RangeError(`${name}: region is missing, needed are −ymax, ymax, −π, π`);
      }
      return shape.canonical(Float64Array.of(region[1]));
    },
  };
  return shape;
}
