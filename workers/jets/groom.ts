// Grooming: of a jet's particles those that a method keeps. Each method is a file of its own; here they have one shape. Methods of
// the (y, φ) plane: pp jets.

import { filter } from './filter.ts';
import { constituentsOf } from './history.ts';
import type { FourMomenta } from './momenta.ts';
import { prune } from './prune.ts';
import { type FourMomentum, sumOf, treeOf } from './recluster.ts';
import { softDrop } from './softdrop.ts';
import { trim } from './trim.ts';

/** Radii in rad; shares of pT. */
export type Groomer =
  /** R0: null for the jet's own radius. β = 0 is mMDT. */
  | { readonly kind: 'softdrop'; readonly zcut: number; readonly beta: number; readonly R0: number | null }
  | { readonly kind: 'trim'; readonly R: number; readonly fcut: number }
  | { readonly kind: 'prune'; readonly zcut: number; readonly rcut: number }
  | { readonly kind: 'filter'; readonly R: number; readonly n: number };

/** The four-momentum of what is kept, GeV, and: */
export interface Groomed extends FourMomentum {
  /** Places in the momenta that were given, ascending. */
  readonly constituents: Uint32Array;
  readonly dropped: Uint32Array;
  /** Of soft drop, null where no splitting passed and of other methods: share of pT, and angle in rad. */
  readonly zg: number | null;
  readonly rg: number | null;
}

/** Grooms a jet, given by its constituents; R is its radius, rad. Constituents are none where nothing is kept. */
export function groom(momenta: FourMomenta, groomer: Groomer, R: number): Groomed {
  switch (groomer.kind) {
    case 'softdrop': {
      const { zcut, beta, R0 } = groomer;
      const history = treeOf(momenta);
      const { node, zg, rg } = softDrop(history, { zcut, beta, R0: R0 ?? R });
      return groomed(momenta, node < 0 ? new Uint32Array(0) : constituentsOf(history, node), zg, rg);
    }
    case 'trim':
      return groomed(momenta, trim(momenta, groomer.R, groomer.fcut));
    case 'prune':
      return groomed(momenta, prune(momenta, groomer.zcut, groomer.rcut));
    case 'filter':
      return groomed(momenta, filter(momenta, groomer.R, groomer.n));
  }
}

function groomed(
  momenta: FourMomenta,
  constituents: Uint32Array,
  zg: number | null = null,
  rg: number | null = null,
): Groomed {
  const kept = new Set(constituents);
  const dropped = Uint32Array.from(momenta.e.keys()).filter((i) => !kept.has(i));
  return { ...sumOf(momenta, constituents), constituents, dropped, zg, rg };
}
