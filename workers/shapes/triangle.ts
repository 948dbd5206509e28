// Three free corners, the mass even along the edge: triangularness.

import { polygonShape } from './polygon.ts';

export const triangle = polygonShape('triangle', 'Triangle', 3, false);
