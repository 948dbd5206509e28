// What goes into and comes out of clustering.

import type { FourMomenta } from './momenta.ts';

/** Particles of the (y, φ) plane: equal lengths, pT > 0 in GeV, angles in rad, masses in GeV or null for massless ones. */
export interface Particles {
  readonly pt: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly mass: Float64Array | null;
}

/** Directions with the pT that was merged into each, falling pT. φ in (−π, π]. */
export interface Axes {
  readonly pt: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

/**
 * How two become one: `e` adds four-momenta; `wta` (winner takes all) adds pT and keeps the direction of the harder,
 * so that every axis is some particle's direction and soft radiation does not move it.
 */
export type Recombination = 'e' | 'wta';

/** Sequential recombination. `eekt` is Durham's (no radius), `eegenkt` its generalisation with one. */
export type Algorithm = 'antikt' | 'kt' | 'ca' | 'genkt' | 'eekt' | 'eegenkt' | 'centauro';

export interface Definition {
  readonly algorithm: Algorithm;
  /** rad; without effect in `eekt`. */
  readonly R: number;
  /** Power of the momentum scale in `genkt` and `eegenkt`: min(pT^2p). 1 is kt's, 0 Cambridge/Aachen's, −1 anti-kt's. Default −1. */
  readonly p?: number;
  /** Default e. */
  readonly recombination?: Recombination;
}

/** Where a step leads that merges nothing: this node is a jet. */
export const BEAM = -1;

/**
 * All that a clustering did. Nodes 0 … particles − 1 are the particles, then come the mergings in their order. Step s takes `first[s]`
 * and `second[s]` (BEAM: the first one alone, which is then an inclusive jet) at distance `distance[s]` into `into[s]` (BEAM for a jet).
 * With beam distances there are as many steps as particles; without (`eekt`), one less.
 */
export interface History {
  readonly particles: number;
  readonly steps: number;
  /** [nodes] Four-momenta, GeV. */
  readonly momenta: FourMomenta;
  /** [nodes] What was merged into each; BEAM for particles. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** [steps] */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly into: Int32Array;
  /** d_ij or d_iB: GeV^2p, of ee algorithms and of centauro as their definitions have it. */
  readonly distance: Float64Array;
}
