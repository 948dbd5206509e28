// Even in y and φ for |y| ≤ ymax: what an isotropic event of a hadron collider is compared with.

import { isotropicBand } from './isotropic.ts';

export const isotropiccylinder = isotropicBand(
  'isotropiccylinder',
  'Isotropic cylinder',
  'Half the length of the cylinder; the largest |y| of the event unless it is held.',
  (event) => Float64Array.of(event.y.reduce((most, y) => Math.max(most, Math.abs(y)), 0)),
  (s, ymax) => s * ymax,
  (s) => s,
);
