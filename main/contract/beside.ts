// A shape fit beside a jet algorithm on the same particles: energies, axes and distances in one table. GeV; rapidity and azimuth in rad.

import type { Component, EvaluateRequest } from './fit.ts';
import type { AnyJetRequest, Jet } from './jets.ts';

/** The shape as it stands on the plane, and how jets are asked for. */
export interface BesideRequest
  extends Pick<EvaluateRequest, 'dataset' | 'event' | 'frame' | 'selection' | 'shape' | 'components'> {
  /** Found among what was fitted. */
  readonly jets: AnyJetRequest;
  /** An axis of the fit and a jet further apart than this do not belong together, rad. */
  readonly within: number;
}

/** An axis of the fit: one part of it, or those that share a centre, a point in an ellipse for example. */
export interface BesideFit {
  /** Their places among the shape's components. */
  readonly parts: readonly number[];
  readonly components: readonly Component[];
  /** Their weights times the ΣpT of what was fitted. */
  readonly energy: number;
  /** The centre. */
  readonly y: number;
  readonly phi: number;
  /** Radius of the widest of them, or its semi-axes; null of points and of what has neither. */
  readonly size: number | readonly [number, number] | null;
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
  /** Energy of the axis over the jet's pT; null without a partner. */
  readonly ratio: number | null;
}

export interface Beside {
  readonly event: number;
  readonly shape: string;
  /** ΣpT of what was fitted, and how many particles that are. */
  readonly energy: number;
  readonly particles: number;
  /** Axes of the fit by falling energy, each with its jet, backgrounds (which have none) after them; then jets without an axis. */
  readonly rows: readonly BesideRow[];
  /** Of the event from the shape, on 1,000 points a continuous part, rad; null where nothing could be fitted. */
  readonly emd: number | null;
  /** Of the event from its hardest jets as points, each with its share of their pT, rad: as many as the fit has axes; null without jets. */
  readonly jetsEmd: number | null;
  /** How many jets these are: fewer than axes where there are no more. */
  readonly jetsTaken: number;
}
