// A filled disk, uniform in area (mean distance from its centre: ⅔ of the radius).

import { roundShape } from './round.ts';
import { unitDisk } from './tables.ts';

export const disk = roundShape('disk', 'Disk', unitDisk, 2 / 3);
