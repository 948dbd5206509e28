// Jets of events: how they are asked for, and how they are told. GeV; rapidity and azimuth in rad.

/** Sequential recombination. */
export const JET_ALGORITHMS = ['antikt', 'kt', 'ca', 'genkt', 'eekt', 'eegenkt', 'centauro'] as const;
export type JetAlgorithm = (typeof JET_ALGORITHMS)[number];
/** Of these, those with a power p. */
export const ALGORITHMS_WITH_POWER: readonly JetAlgorithm[] = ['genkt', 'eegenkt'];
/** Of these, those of the (y, φ) plane: only their jets are groomed and have a Lund plane. */
export const ALGORITHMS_OF_THE_PLANE: readonly JetAlgorithm[] = ['antikt', 'kt', 'ca', 'genkt'];

export interface JetRequest {
  readonly algorithm: JetAlgorithm;
  /** Radius; `eekt` has none and takes no notice. */
  readonly R: number;
  /** Of `genkt` and `eegenkt`: −1 is anti-kt's, 0 Cambridge/Aachen's, 1 kt's. Default −1. */
  readonly p?: number;
  /** Four-momenta are added (e, the default), or the winner takes all. */
  readonly recombination?: 'e' | 'wta';
  /** So many jets; or those that are `dcut` apart in the algorithm's distance; inclusive ones without either. */
  readonly exclusive?: number;
  readonly dcut?: number;
  /** Least transverse momentum of a jet. Default 0. */
  readonly ptMin?: number;
}

/** Exactly N jets, by least N-jettiness with a beam. */
export interface XConeRequest {
  readonly algorithm: 'xcone';
  /** rad. */
  readonly R: number;
  /** N. */
  readonly exclusive: number;
  /** Least transverse momentum of a jet, GeV. Default 0. */
  readonly ptMin?: number;
}

/** Jets by whatever algorithm. */
export type AnyJetRequest = JetRequest | XConeRequest;
/** Of XCone: more axes than this take minutes an event. */
export const MOST_CONES = 20;

export interface Jet {
  readonly pt: number;
  /** Rapidity; ±1e5 and beyond for what moves along the beam. */
  readonly y: number;
  /** (−π, π]. */
  readonly phi: number;
  readonly m: number;
  readonly E: number;
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  /** Places in the file's event, particles without a place in the plane counted. Ascending. */
  readonly constituents: readonly number[];
}
