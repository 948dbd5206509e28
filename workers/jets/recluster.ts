// A jet's particles clustered once more, into one tree: what grooming and the Lund plane walk down. Of the plane (y, φ), pp jets.

import { wrapPhi } from '../core/geometry.ts';
import { Clusterer } from './cluster.ts';
import { emptyMomenta, type FourMomenta, rapidityOf } from './momenta.ts';
import type { Algorithm, Definition, History } from './types.ts';

/** rad: further than any two particles are apart, those along the beam included, so that all end in one. */
export const EVERYWHERE = 1e6;

const clusterers = new Map<string, Clusterer>();

/** Buffers are kept from one jet to the next. */
function clustererOf(definition: Definition): Clusterer {
  const { algorithm, R, p, recombination } = definition;
  const key = [algorithm, R, p, recombination].join(' ');
  const known = clusterers.get(key);
  if (known) return known;
  const made = new Clusterer(definition);
  // Radii come from the user: a few are kept, not all that were ever tried.
  if (clusterers.size >= 16) clusterers.clear();
  clusterers.set(key, made);
  return made;
}

/** Clusters a jet's particles with another algorithm or radius. Throws RangeError for a radius that is none. */
export function recluster(momenta: FourMomenta, definition: Definition): History {
  return clustererOf(definition).cluster(momenta);
}

/** All of a jet's particles as one tree, whose root is the last node. Cambridge/Aachen: by angle. */
export function treeOf(momenta: FourMomenta, algorithm: Algorithm = 'ca'): History {
  return recluster(momenta, { algorithm, R: EVERYWHERE });
}

/** The node that holds everything of `treeOf`'s history; −1 where there is nothing. */
export function rootOf(history: History): number {
  return history.momenta.e.length - 1;
}

export interface Splitting {
  /** Nodes: the one of larger pT first. */
  readonly harder: number;
  readonly softer: number;
  /** GeV. */
  readonly pt: readonly [number, number];
  /** pT of the softer over the sum of both pTs: 0 to ½. */
  readonly z: number;
  /** From the harder to the softer, rad. */
  readonly dy: number;
  readonly dphi: number;
  /** √(Δy² + Δφ²), rad. */
  readonly deltaR: number;
}

/** What a node was merged from; null for a particle. */
export function splittingOf(history: History, node: number): Splitting | null {
  if (node < history.particles) return null;
  const { px, py, pz, e } = history.momenta;
  const pt = (k: number) => Math.sqrt(px[k] * px[k] + py[k] * py[k]);
  const [left, right] = [history.left[node], history.right[node]];
  const [harder, softer] = pt(left) >= pt(right) ? [left, right] : [right, left];
  const [more, less] = [pt(harder), pt(softer)];
  const y = (k: number) => rapidityOf(px[k], py[k], pz[k], e[k]);
  const phi = (k: number) => Math.atan2(py[k], px[k]);
  const dy = y(softer) - y(harder);
  const dphi = wrapPhi(phi(softer) - phi(harder));
  return {
    harder,
    softer,
    pt: [more, less],
    z: less > 0 ? less / (more + less) : 0,
    dy,
    dphi,
    deltaR: Math.sqrt(dy * dy + dphi * dphi),
  };
}

/** Only these, in this order. */
export function pickMomenta(momenta: FourMomenta, indices: ArrayLike<number>): FourMomenta {
  const out = emptyMomenta(indices.length);
  for (let k = 0; k < indices.length; k++) {
    out.px[k] = momenta.px[indices[k]];
    out.py[k] = momenta.py[indices[k]];
    out.pz[k] = momenta.pz[indices[k]];
    out.e[k] = momenta.e[indices[k]];
  }
  return out;
}

/** GeV. */
export interface FourMomentum {
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  readonly e: number;
}

/** The sum of these. */
export function sumOf(momenta: FourMomenta, indices: ArrayLike<number>): FourMomentum {
  const sum = { px: 0, py: 0, pz: 0, e: 0 };
  for (let k = 0; k < indices.length; k++) {
    sum.px += momenta.px[indices[k]];
    sum.py += momenta.py[indices[k]];
    sum.pz += momenta.pz[indices[k]];
    sum.e += momenta.e[indices[k]];
  }
  return sum;
}
