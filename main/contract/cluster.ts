// Jets of many events, as the command line tells them. GeV; rapidity and azimuth in rad.

import type { GroomedJet } from './jet-view.ts';
import type { Jet } from './jets.ts';

export interface ClusteredJet extends Jet {
  /** Where grooming was asked for; null where it leaves nothing. */
  readonly groomed?: GroomedJet | null;
}

/** Falling pT; of the algorithms of e+e−, falling energy. */
export interface EventJets {
  /** The file's number. */
  readonly event: number;
  readonly jets: readonly ClusteredJet[];
}
