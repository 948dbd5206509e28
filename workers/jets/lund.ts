// The Lund plane of a jet: its Cambridge/Aachen tree undone, every splitting a point (ln 1/Δ, ln kt). Dreyer, Salam, Soyez,
// arXiv:1807.04758, section 2.1. The primary plane follows the harder branch from the root on; each softer branch has a leaf of its own.

import type { FourMomenta } from './momenta.ts';
import { rootOf, splittingOf, treeOf } from './recluster.ts';
import type { History } from './types.ts';

export interface Declustering {
  /** Of the history: what was split, the branch of larger pT and the other. `constituentsOf(history, softer)` are an emission's particles. */
  readonly node: number;
  readonly harder: number;
  readonly softer: number;
  /** pT of the softer branch times Δ, GeV. */
  readonly kt: number;
  /** Δ: √(Δy² + Δφ²) between the branches, rad. */
  readonly deltaR: number;
  /** pT of the softer over the sum of both pTs. */
  readonly z: number;
  /** Azimuth about the harder branch, atan2(y − y, φ − φ) of the softer from the harder, rad in (−π, π]. */
  readonly psi: number;
  /** Mass of both together, GeV; below 1e-8 of the energy it is rounding. */
  readonly m: number;
  /** How many times a softer branch was taken on the way: 0 on the primary plane, 1 on leaves of it. */
  readonly depth: number;
  readonly primary: boolean;
}

export interface LundPlane {
  /** Cambridge/Aachen; its particles stand in the order of the momenta. */
  readonly history: History;
  /** The primary plane first and from wide angles to narrow ones, then the leaves, those of wide emissions first. */
  readonly declusterings: readonly Declustering[];
}

/** Of a jet, given by its constituents. One less than particles; those of no pT are told like others. */
export function lundPlane(momenta: FourMomenta): LundPlane {
  const history = treeOf(momenta);
  return lundOf(history, rootOf(history));
}

/** The same of a node of a Cambridge/Aachen history that is there already; −1 for nothing. */
export function lundOf(history: History, root: number): LundPlane {
  const declusterings: Declustering[] = [];
  let leaves: number[] = root < 0 ? [] : [root];
  for (let depth = 0; leaves.length > 0; depth++) {
    const emissions: number[] = [];
    for (const leaf of leaves) {
      let node = leaf;
      for (;;) {
        const one = declusteringOf(history, node, depth);
        if (!one) break;
        declusterings.push(one);
        emissions.push(one.softer);
        node = one.harder;
      }
    }
    leaves = emissions;
  }
  return { history, declusterings };
}

function declusteringOf(history: History, node: number, depth: number): Declustering | null {
  const splitting = splittingOf(history, node);
  if (!splitting) return null;
  const { harder, softer, pt, z, dy, dphi, deltaR } = splitting;
  const { px, py, pz, e } = history.momenta;
  const mass2 = (e[node] + pz[node]) * (e[node] - pz[node]) - px[node] ** 2 - py[node] ** 2;
  return {
    node,
    harder,
    softer,
    kt: pt[1] * deltaR,
    deltaR,
    z,
    psi: Math.atan2(dy, dphi),
    m: Math.sqrt(Math.max(0, mass2)),
    depth,
    primary: depth === 0,
  };
}
