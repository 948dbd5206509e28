// Which jets a window may ask for.

import { type Check, integer, number, oneOf, record, refuse } from '../checks.ts';
import {
  ALGORITHMS_WITH_POWER,
  JET_ALGORITHMS,
  type JetRequest,
  MOST_CONES,
  type XConeRequest,
} from '../jets.ts';
import { COUNT } from './scalars.ts';

const jetSize = { R: number(1e-3, 100), ptMin: number(0, 1e6) };
const xconeRequest = record<XConeRequest>(
  { ...jetSize, algorithm: oneOf(['xcone']), exclusive: integer(1, MOST_CONES) },
  ['ptMin'],
);
const jetFields = record<JetRequest>(
  {
    ...jetSize,
    algorithm: oneOf([...JET_ALGORITHMS, 'xcone']),
    p: number(-100, 100),
    recombination: oneOf(['e', 'wta']),
    exclusive: integer(1, COUNT),
    dcut: number(0, 1e18),
  },
  ['p', 'recombination', 'exclusive', 'dcut', 'ptMin'],
);
export const jetRequest: Check = (value, path) => {
  if ((value as Partial<XConeRequest> | null)?.algorithm === 'xcone') {
    xconeRequest(value, path);
    return;
  }
  jetFields(value, path);
  const { algorithm, p, exclusive, dcut } = value as JetRequest;
  if (p !== undefined && !ALGORITHMS_WITH_POWER.includes(algorithm)) {
    refuse(`${path}.p`, p, `none of ${algorithm}: only ${ALGORITHMS_WITH_POWER.join(' and ')} have it`);
  }
  if (exclusive !== undefined && dcut !== undefined) {
    refuse(`${path}.dcut`, dcut, 'none where exclusive is given');
  }
};
