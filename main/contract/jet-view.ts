// An event's jets as the screen shows them, and the inner structure of one of them. GeV; rapidity and azimuth in rad.

import type { AreaRegions, AreasRequest, JetArea, Pileup } from './areas.ts';
import type { AnyJetRequest, Jet } from './jets.ts';
import type { ReferenceFrame } from './reference-frame.ts';

export interface JetsRequest {
  readonly dataset: string;
  readonly event: number;
  /** The one in which they are found. Default: the file's own. */
  readonly frame?: ReferenceFrame;
  readonly jets: AnyJetRequest;
  /** As the command line's --groom has it (`softdrop:zcut=0.1,beta=0`); null leaves jets as they are. In the (y, φ) plane only. */
  readonly groom: string | null;
  /** Areas, and pileup: of inclusive jets in the (y, φ) plane only. */
  readonly areas?: AreasRequest;
}

/** What grooming leaves of a jet. */
export interface GroomedJet extends Jet {
  /** Of the splitting where it stopped: the softer one's share and the distance; null where nothing passed. */
  readonly zg: number | null;
  readonly rg: number | null;
}

export interface JetView extends Jet, Partial<JetArea> {
  /** Null where no grooming was asked for, or where it leaves nothing. */
  readonly groomed: GroomedJet | null;
}

/** Area, density and subtracted jets where they were asked for. */
export interface JetsView extends Partial<Pileup> {
  readonly event: number;
  /** In the order of EventJets, at most 32,767. */
  readonly jets: readonly JetView[];
  /** Of each particle of the plane (EventData's order) its jet, −1 for none. */
  readonly jetOf: Int16Array;
  /** Where areas were asked for. */
  readonly regions?: AreaRegions;
}

/** The tree of a jet: as its algorithm made it, or of its particles clustered once more, in the (y, φ) plane. */
export const JET_TREES = ['own', 'kt', 'ca'] as const;
export type JetTree = (typeof JET_TREES)[number];

export interface JetStructureRequest extends Omit<JetsRequest, 'areas'> {
  /** A jet's place in `JetsView.jets`. */
  readonly jet: number;
  /** Default: own. */
  readonly tree?: JetTree;
}

/** A node of a jet's history: a particle, or two nodes merged. Nodes are numbered so that both children come before their parent. */
export interface JetNode {
  /** Children's numbers, the one of larger pT first; null for particles. */
  readonly children: readonly [number, number] | null;
  /** Of a particle, its place in the file's event. */
  readonly particle: number | null;
  readonly pt: number;
  readonly y: number;
  readonly phi: number;
  readonly m: number;
  /** The algorithm's d at which the two were merged, of a tree that was clustered once more with R = 1; 0 for particles. */
  readonly distance: number;
  /** Of the two children, rad; 0 for particles. */
  readonly deltaR: number;
}

/** A declustering in the Lund plane (Dreyer, Salam, Soyez, arXiv:1807.04758), of the jet reclustered with Cambridge/Aachen. */
export interface LundPoint {
  /** rad. */
  readonly deltaR: number;
  /** Relative transverse momentum of the softer branch, GeV. */
  readonly kt: number;
  readonly z: number;
  /** Azimuth of the softer branch about the harder one, (−π, π]. */
  readonly psi: number;
  /** Mass of the two together, GeV. */
  readonly m: number;
  /** Along the harder branches from the jet itself. */
  readonly primary: boolean;
  /** Particles of the softer branch: places in the file's event. */
  readonly softer: readonly number[];
}

export interface JetStructure {
  /** In the order in which they were merged; the last one is the jet. None of XCone's own, which merges nothing. */
  readonly nodes: readonly JetNode[];
  /** None of algorithms outside the (y, φ) plane. */
  readonly lund: readonly LundPoint[];
}
