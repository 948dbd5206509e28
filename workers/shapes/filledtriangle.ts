// Three free corners, the mass even in the area.

import { polygonShape } from './polygon.ts';

export const filledtriangle = polygonShape('filledtriangle', 'Filled triangle', 3, true);
