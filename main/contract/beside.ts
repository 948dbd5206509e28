// A shape fit beside a jet algorithm on the same particles: energies, axes and distances in one table. GeV; rapidity and azimuth in rad.

import type { Component, EvaluateRequest } from './fit.ts';
import type { AnyJetRequest, Jet } from './jets.ts';

/** The shape as it stands on the plane, and how jets are asked for. */
export interface BesideRequest
  extends Pick<EvaluateRequest, 'dataset' | 'event' | 'frame' | 'selection' | 'shape' | 'components'> {
  /** Found among what was fitted. */
  readonly jets: AnyJetRequest;
  /** A part of the fit and a jet further apart than this do not belong together, rad. */
  readonly within: number;
}

/** A part of the fit. */
export interface BesideFit {
  /** Its place among the components. */
  readonly part: number;
  readonly component: Component;
  /** Its weight times the ΣpT of what was fitted. */
  readonly energy: number;
}

export interface BesideJet extends Jet {
  /** Its place in the order of EventJets. */
  readonly jet: number;
}

export interface BesideRow {
  /** One of the two is never null. */
  readonly fit: BesideFit | null;
  readonly jet: BesideJet | null;
  /** Of the two axes; null without a partner. */
  readonly deltaR: number | null;
  /** Energy of the part over the jet's pT; null without a partner. */
  readonly ratio: number | null;
}

export interface Beside {
  readonly event: number;
  readonly shape: string;
  /** ΣpT of what was fitted, and how many particles that are. */
  readonly energy: number;
  readonly particles: number;
  /** Parts of the fit by falling energy, those without an axis (backgrounds) last, each with its jet; then jets without a part. */
  readonly rows: readonly BesideRow[];
  /** Of the event from the shape, on 1,000 points a continuous part, rad; null where nothing could be fitted. */
  readonly emd: number | null;
  /** Of the event from its hardest jets as points, each with its share of their pT, rad: as many as the fit has axes; null without jets. */
  readonly jetsEmd: number | null;
  /** How many jets these are: fewer than axes where there are no more. */
  readonly jetsTaken: number;
}
