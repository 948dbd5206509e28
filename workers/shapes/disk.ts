// A filled disk, uniform in area (mean distance from its centre: ⅔ of the radius).

import { unitDisk } from './common.ts';
import { roundShape } from './round.ts';

export const disk = roundShape('disk', 'Disk', unitDisk, 2 / 3);
