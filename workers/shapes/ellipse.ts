// A filled ellipse, uniform in area. Angle turns the first semi-axis from +y towards +φ.

import { ovalShape } from './oval.ts';
import { unitDisk } from './tables.ts';
import type { Shape } from './types.ts';

/** Twice the root-mean-square width along an axis: the semi-axis of the uniform ellipse with these moments. */
const SEMI_AXIS = 2;

export const ellipse: Shape = ovalShape(
  {
    name: 'ellipse',
    label: 'Ellipse',
    common: true,
    quadrature([y0, phi0, a, b, angle], n, y, phi) {
      const unit = unitDisk(n);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let k = 0; k < n; k++) {
        const along = a * unit.x[k];
        const across = b * unit.y[k];
        y[k] = y0 + along * cos - across * sin;
        phi[k] = phi0 + along * sin + across * cos;
      }
      return n;
    },
    pullback([, , a, b, angle], n, gradY, gradPhi, out) {
      const unit = unitDisk(n);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      out.fill(0, 0, 5);
      for (let k = 0; k < n; k++) {
        const gy = gradY[k];
        const gphi = gradPhi[k];
        const along = unit.x[k];
        const across = unit.y[k];
        out[0] += gy;
        out[1] += gphi;
        out[2] += along * (gy * cos + gphi * sin);
        out[3] += across * (gphi * cos - gy * sin);
        out[4] += gphi * (a * along * cos - b * across * sin) - gy * (a * along * sin + b * across * cos);
      }
    },
    curved: ([y, phi, a, b, angle]) => ({ kind: 'ellipse', y, phi, a, b, angle }),
  },
  SEMI_AXIS,
);
