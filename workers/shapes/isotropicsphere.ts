// Even on the sphere of directions: cos θ even in ±tanh(ymax), y = atanh cos θ, so that the density falls as sech² y. Each
// direction carries the same weight, and weight is pT: equal pT, not equal energy, for equal solid angle. The poles lie at
// infinite rapidity; the cut takes 1 − tanh(ymax) of the sphere away, 1e-4 at the default.

import { isotropicBand } from './isotropic.ts';

const DEFAULT_CUT = 5;

export const isotropicsphere = isotropicBand(
  'isotropicsphere',
  'Isotropic sphere',
  'Directions nearer the beam than this rapidity are left out; 5 unless it is held.',
  () => Float64Array.of(DEFAULT_CUT),
  (s, ymax) => Math.atanh(s * Math.tanh(ymax)),
  (s, ymax) => {
    const cut = Math.tanh(ymax);
    return (s * (1 - cut * cut)) / (1 - s * s * cut * cut);
  },
);
