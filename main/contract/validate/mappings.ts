// How a window may have the columns of a file read.

import { list, oneOf, record } from '../checks.ts';
import { type Mapping, ROLES } from '../data.ts';

export const mapping = record<Mapping>({
  roles: list(oneOf(ROLES), 10_000, 1),
  energyUnit: oneOf(['GeV', 'MeV']),
});
