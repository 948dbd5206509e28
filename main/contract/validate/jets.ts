// What a window may ask about jets: those of an event with their areas, one from within, a fit beside them.

import { AREA_KINDS, type AreasRequest, RHO_ALGORITHMS, type RhoRequest } from '../areas.ts';
import type { BesideRequest } from '../beside.ts';
import { integer, nullable, number, oneOf, record, text } from '../checks.ts';
import { JET_TREES, type JetStructureRequest, type JetsRequest } from '../jet-view.ts';
import { jetRequest } from './jet-definitions.ts';
import { placed } from './placed.ts';
import { inEvent } from './reference-frames.ts';
import { COUNT, count } from './scalars.ts';

const jetsFields = {
  ...inEvent,
  jets: jetRequest,
  groom: nullable(text(200)),
};
const rhoRequest = record<RhoRequest>(
  { algorithm: oneOf(RHO_ALGORITHMS), R: number(1e-3, 20), jetRapidity: number(1e-3, 20), excluded: count },
  ['jetRapidity', 'excluded'],
);
const areasRequest = record<AreasRequest>(
  {
    kind: oneOf(AREA_KINDS),
    ghostArea: number(0.0005, 1),
    maxRapidity: number(1e-3, 20),
    seed: integer(0, Number.MAX_SAFE_INTEGER),
    rho: rhoRequest,
  },
  ['ghostArea', 'maxRapidity', 'seed', 'rho'],
);
export const jetsRequest = record<JetsRequest>({ ...jetsFields, areas: areasRequest }, ['frame', 'areas']);
export const besideRequest = record<BesideRequest>(
  { ...placed, jets: jetRequest, within: number(1e-3, 100) },
  ['frame'],
);
export const jetStructureRequest = record<JetStructureRequest>(
  { ...jetsFields, jet: integer(0, COUNT), tree: oneOf(JET_TREES) },
  ['frame', 'tree'],
);
