// What grooming leaves of a jet, in the terms of its event.

import type { GroomedJet } from '../../main/contract/jet-view.ts';
import { type EventMomenta, type Groomer, groom, kinematics, pickMomenta } from '../jets/index.ts';

/** `constituents` are places in the momenta; R is the jet's radius, rad. Null where nothing is left. */
export function groomedJet(
  momenta: EventMomenta,
  constituents: Uint32Array,
  groomer: Groomer,
  R: number,
): GroomedJet | null {
  const kept = groom(pickMomenta(momenta, constituents), groomer, R);
  if (kept.constituents.length === 0) return null;
  return {
    ...kinematics(kept.px, kept.py, kept.pz, kept.e),
    constituents: Array.from(kept.constituents, (place) => momenta.index[constituents[place]]),
    zg: kept.zg,
    rg: kept.rg,
  };
}
