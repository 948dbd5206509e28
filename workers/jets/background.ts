// Pileup as a density of pT: the median of pT/area of an event's soft jets, and jets without what it adds to them. Cacciari, Salam,
// arXiv:0707.1378; Cacciari, Salam, Soyez, arXiv:0802.1188.
//
// As FastJet's JetMedianBackgroundEstimator does with explicit ghosts: jets of ghosts alone count, areas are the pT of the area's
// four-vector, the median lies at half the number of jets less ½, and σ is what lies between it and the 15.9% below, times √⟨area⟩.

import { type ActiveAreas, type AreaJet, activeAreas, ptOf } from './areas.ts';
import type { GhostOptions } from './ghosts.ts';
import { type FourMomenta, rapidityOf } from './momenta.ts';
import type { FourMomentum } from './recluster.ts';
import type { Definition } from './types.ts';

/** kt: of no algorithm are the areas of soft jets more even but C/A's. R as in FastJet's examples; its manual has 0.4 to 0.6. */
const DEFINITION: Definition = { algorithm: 'kt', R: 0.4 };
/** Jets whose |y| is below this; those whose areas the ghosts' end would cut are left out in any case. */
const MAX_RAPIDITY = 4;
/** So many of the hardest jets are the event itself. */
const EXCLUDED = 2;
/** Of a normal distribution beyond one σ on one side. */
const BEYOND = (1 - 0.6827) / 2;

export interface BackgroundOptions extends GhostOptions {
  /** Of the jets whose median is taken: kt or C/A. Default kt, R = 0.4. */
  readonly definition?: Definition;
  /** Default 4, or as far as areas are whole. */
  readonly jetRapidity?: number;
  /** Default 2. */
  readonly excluded?: number;
}

export interface Background {
  /** GeV a rad². */
  readonly rho: number;
  /** Fluctuation: of pT in area A it is σ √A. GeV a rad. */
  readonly sigma: number;
  /** rad². */
  readonly meanArea: number;
  /** So many jets, those of ghosts alone included. */
  readonly jets: number;
}

/** Throws RangeError where an option is not allowed, or jets are asked for beyond the ghosts. */
export function background(particles: FourMomenta, options: BackgroundOptions = {}): Background {
  const { definition = DEFINITION, excluded = EXCLUDED } = options;
  if (definition.algorithm !== 'kt' && definition.algorithm !== 'ca') {
    throw new RangeError(`background: the algorithm is ${definition.algorithm}, allowed are kt and ca`);
  }
  const areas = activeAreas(particles, definition, options);
  const most = areas.grid.maxRapidity - definition.R;
  const { jetRapidity = Math.min(MAX_RAPIDITY, most) } = options;
  if (!(jetRapidity > 0 && jetRapidity <= most)) {
    throw new RangeError(
      `background: jetRapidity is ${jetRapidity}, allowed are numbers > 0 up to ${most}, which is R within the ghosts`,
    );
  }
  if (!(Number.isInteger(excluded) && excluded >= 0)) {
    throw new RangeError(`background: excluded is ${excluded}, allowed are integers ≥ 0`);
  }
  return densityOf(areas, jetRapidity, excluded);
}

/** Of jets with areas. */
export function densityOf({ jets, empty }: ActiveAreas, jetRapidity: number, excluded: number): Background {
  const soft = [...jets.slice(excluded), ...empty].filter(
    ({ momentum: { px, py, pz, e }, area }) => area > 0 && Math.abs(rapidityOf(px, py, pz, e)) < jetRapidity,
  );
  if (soft.length === 0) return { rho: 0, sigma: 0, meanArea: 0, jets: 0 };
  const density = Float64Array.from(soft, ({ momentum, vector, constituents }) =>
    // What ghosts have is not meant.
    constituents.length === 0 ? 0 : ptOf(momentum) / ptOf(vector),
  ).sort();
  const meanArea = soft.reduce((sum, { vector }) => sum + ptOf(vector), 0) / soft.length;
  const rho = quantile(density, 0.5);
  return { rho, sigma: (rho - quantile(density, BEYOND)) * Math.sqrt(meanArea), meanArea, jets: soft.length };
}

/**
 * The jet less ρ times its area; nothing where that would take all the pT that it has. As FastJet's Subtractor with safe_mass: what
 * would have a mass squared below 0 keeps its pT and φ, and has no mass and the rapidity that the jet had. So does here what would
 * have a negative energy.
 */
export function subtracted(
  { momentum, vector }: Pick<AreaJet, 'momentum' | 'vector'>,
  rho: number,
): FourMomentum {
  if (rho * ptOf(vector) >= ptOf(momentum)) return { px: 0, py: 0, pz: 0, e: 0 };
  const px = momentum.px - rho * vector.px;
  const py = momentum.py - rho * vector.py;
  const pz = momentum.pz - rho * vector.pz;
  const e = momentum.e - rho * vector.e;
  const pt = Math.hypot(px, py);
  if (e > 0 && (e + pz) * (e - pz) >= pt * pt) return { px, py, pz, e };
  const y = rapidityOf(momentum.px, momentum.py, momentum.pz, momentum.e);
  return { px, py, pz: pt * Math.sinh(y), e: pt * Math.cosh(y) };
}

/** Of rising values: at share × number − ½, between two of them linearly, at the ends theirs. */
function quantile(values: Float64Array, share: number): number {
  const at = Math.min(values.length - 1, Math.max(0, share * values.length - 0.5));
  const below = Math.min(values.length - 1, Math.floor(at));
  const above = Math.min(values.length - 1, below + 1);
  return values[below] + (at - below) * (values[above] - values[below]);
}
