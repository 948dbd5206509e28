// A circle, its mass spread evenly along it. Equally spaced points, 2π(k + ½)/n.

import { unitCircle } from './common.ts';
import { roundShape } from './round.ts';

export const ring = roundShape('ring', 'Ring', unitCircle, 1);
