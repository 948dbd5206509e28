// What goes into and comes out of clustering.

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
