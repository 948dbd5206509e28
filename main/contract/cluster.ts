// Jets of many events, as the command line tells them. GeV; rapidity and azimuth in rad.

import type { JetArea, Pileup } from './areas.ts';
import type { GroomedJet } from './jet-view.ts';
import type { Jet } from './jets.ts';

export interface ClusteredJet extends Jet, Partial<JetArea> {
  /** Where grooming was asked for; null where it leaves nothing. */
  readonly groomed?: GroomedJet | null;
}

/** What the scattered lepton tells of an event of deep-inelastic scattering. */
export interface DisKinematics {
  /** GeV². */
  readonly Q2: number;
  /** Bjorken's. */
  readonly x: number;
  /** Inelasticity. */
  readonly y: number;
  /** Mass squared of the hadrons, GeV². */
  readonly W2: number;
  /** Place of the scattered lepton in the file's event. */
  readonly scattered: number;
}

/** Falling pT; of the algorithms of e+e−, falling energy. */
export interface EventJets extends Partial<Pileup> {
  /** The file's number. */
  readonly event: number;
  /** In the Breit frame only; all momenta are then of that frame. */
  readonly dis?: DisKinematics;
  readonly jets: readonly ClusteredJet[];
}
