// A circle, its mass spread evenly along it. Equally spaced points, 2π(k + ½)/n.

import { roundShape } from './round.ts';
import { unitCircle } from './tables.ts';

export const ring = roundShape('ring', 'Ring', unitCircle, 1);
