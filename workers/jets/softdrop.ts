// Soft drop: a jet's Cambridge/Aachen tree is undone from its widest splitting on, and the softer branch dropped, until
// min(pT1, pT2)/(pT1 + pT2) > zcut (ΔR/R0)^β. Larkoski, Marzani, Soyez, Thaler, arXiv:1402.2657. β = 0 is the modified mass drop
// tagger without its mass drop (Dasgupta, Fregoso, Marzani, Salam, arXiv:1307.0007).

import { rootOf, splittingOf } from './recluster.ts';
import type { History } from './types.ts';

export interface SoftDropCut {
  readonly zcut: number;
  /** 0 drops by momentum alone, > 0 spares soft radiation that is collinear, < 0 makes a tagger. */
  readonly beta: number;
  /** rad. */
  readonly R0: number;
}

export interface SoftDropped {
  /** Of the history: what is left of the jet; −1 of none. */
  readonly node: number;
  /** Momentum share of the softer branch and angle (rad) of the splitting that passed; null where none did: one particle is left. */
  readonly zg: number | null;
  readonly rg: number | null;
}

/** The first splitting that passes, on the way along the branches of larger pT. The history is `treeOf`'s. */
export function softDrop(history: History, { zcut, beta, R0 }: SoftDropCut): SoftDropped {
  let node = rootOf(history);
  for (;;) {
    const splitting = splittingOf(history, node);
    if (!splitting) return { node, zg: null, rg: null };
    const { z, deltaR, harder } = splitting;
    // (0/R0)^β is 1, 0 or ∞ by the sign of β, as it must be.
    if (z > zcut * (deltaR / R0) ** beta) return { node, zg: z, rg: deltaR };
    node = harder;
  }
}
