// Areas of jets, and what pileup adds to them. GeV and rad.

/** Active: ghosts are clustered with the particles. Passive: where one ghost alone would be caught. */
export const AREA_KINDS = ['active', 'passive'] as const;
/** Of the jets whose median density is taken. */
export const RHO_ALGORITHMS = ['kt', 'ca'] as const;

export interface AreasRequest {
  readonly kind: (typeof AREA_KINDS)[number];
  /** Area of a ghost, rad², from 0.0005 to 1; rounding to a whole grid changes it a little. Default 0.01. */
  readonly ghostArea?: number;
  /** Ghosts lie at |y| up to this, at most 20. Default 6. */
  readonly maxRapidity?: number;
  /** Of the ghosts' places, the same in every event. Default 1. */
  readonly seed?: number;
  /** Asks for the density of pileup too, and for jets without it. */
  readonly rho?: RhoRequest;
}

export interface RhoRequest {
  readonly algorithm: (typeof RHO_ALGORITHMS)[number];
  /** rad: FastJet's manual has 0.4 to 0.6. */
  readonly R: number;
  /** Jets with |y| below this, at most `maxRapidity` − R. Default 4, or less where ghosts do not reach so far. */
  readonly jetRapidity?: number;
  /** So many of the hardest are left out. Default 2. */
  readonly excluded?: number;
}

export interface JetArea {
  /** rad². */
  readonly area: number;
  /** Σ over its ghosts of their area times their direction at pT = 1, rad²: a density ρ of pT adds ρ times this. */
  readonly area4: Readonly<Record<'px' | 'py' | 'pz' | 'E', number>>;
  /** The jet less ρ times `area4`, where ρ was asked for; null where that takes all its pT. */
  readonly subtracted?: SubtractedJet | null;
}

/** Where the mass squared would be below 0: pT and φ kept, m = 0, and the jet's own rapidity. */
export type SubtractedJet = Readonly<Record<'pt' | 'y' | 'phi' | 'm' | 'E' | 'px' | 'py' | 'pz', number>>;

/** Where ghosts were caught. */
export interface AreaRegions {
  /** Of cells: y rises with the rows from −maxRapidity, φ falls with the columns from π. */
  readonly rows: number;
  readonly columns: number;
  readonly maxRapidity: number;
  /** Of each cell, a row after the other, the place of its ghost's jet in `JetsView.jets`; −1 for none of them. */
  readonly jetOf: Int16Array;
}

/** Of an event. */
export interface Pileup {
  /** Median of pT/area of its soft jets, GeV/rad². */
  readonly rho: number;
  /** pT in an area A fluctuates by σ√A, GeV/rad. */
  readonly sigma: number;
}
