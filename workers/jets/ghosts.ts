// Ghosts: infinitely soft particles, evenly spread over rapidity and azimuth, that measure areas: Cacciari, Salam, Soyez,
// arXiv:0802.1188. Placed as FastJet 3 does by default: one in each cell of a grid, anywhere in it.

import { random } from '../core/random.ts';
import { emptyMomenta, type FourMomenta } from './momenta.ts';

/** Rapidities up to this. */
const MAX_RAPIDITY = 6;
/** Area of a grid's cell, which rounding to whole cells changes a little. */
const GHOST_AREA = 0.01;
/** How far a ghost may be from its cell's middle, of the cell's side, and its pT from the mean one. */
const GRID_SCATTER = 1;
const PT_SCATTER = 0.1;
/** GeV. Its square can still be told from 0. */
const MEAN_PT = 1e-100;

export interface GhostOptions {
  /** Default 6. */
  readonly maxRapidity?: number;
  /** Default 0.01. */
  readonly ghostArea?: number;
  /** Default 1. */
  readonly seed?: number;
}

export interface Ghosts {
  readonly momenta: FourMomenta;
  /** Places, rad; φ in (−π, π]. */
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** That each ghost stands for. */
  readonly area: number;
  /** Ghost row · columns + column is in that cell: y rises with the rows from −maxRapidity, φ falls with the columns from π. */
  readonly rows: number;
  readonly columns: number;
  readonly maxRapidity: number;
}

/** Throws RangeError where an option is not allowed. */
export function ghosts({
  maxRapidity = MAX_RAPIDITY,
  ghostArea = GHOST_AREA,
  seed = 1,
}: GhostOptions = {}): Ghosts {
  if (!(maxRapidity > 0 && maxRapidity <= 20)) {
    throw new RangeError(`ghosts: maxRapidity is ${maxRapidity}, allowed are numbers > 0 up to 20`);
  }
  if (!(ghostArea >= 1e-5 && ghostArea <= 1)) {
    throw new RangeError(`ghosts: ghostArea is ${ghostArea}, allowed are numbers from 0.00001 to 1`);
  }
  const side = Math.sqrt(ghostArea);
  const columns = Math.max(1, Math.round((2 * Math.PI) / side));
  const rows = Math.max(1, Math.round((2 * maxRapidity) / side));
  const width = (2 * Math.PI) / columns;
  const height = (2 * maxRapidity) / rows;
  const draw = random(seed);
  const scatter = (most: number) => most * (draw.uniform() - 0.5);
  const n = rows * columns;
  const momenta = emptyMomenta(n);
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      y[i] = (row + 0.5 + scatter(GRID_SCATTER)) * height - maxRapidity;
      phi[i] = Math.PI - (column + 0.5 + scatter(GRID_SCATTER)) * width;
      const pt = MEAN_PT * (1 + scatter(PT_SCATTER));
      momenta.px[i] = pt * Math.cos(phi[i]);
      momenta.py[i] = pt * Math.sin(phi[i]);
      momenta.pz[i] = pt * Math.sinh(y[i]);
      momenta.e[i] = pt * Math.cosh(y[i]);
    }
  }
  return { momenta, y, phi, area: width * height, rows, columns, maxRapidity };
}
