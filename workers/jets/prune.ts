// Pruning: the jet is clustered anew by Cambridge/Aachen, and where the softer of two has less than a share zcut of their pT at an
// angle of at least D = rcut · 2m/pT of the jet, it is dropped rather than merged. Ellis, Vermilion, Walsh, arXiv:0912.0033 (there
// z_cut = 0.1 and D = m/pT, which is rcut = 0.5). What is dropped bends the rest of the clustering, so that this is a loop of its own:
// O(n²) for n of a jet, each one's nearest kept.

import { wrapPhi } from '../core/geometry.ts';
import { type FourMomenta, rapidityOf } from './momenta.ts';
import { sumOf } from './recluster.ts';

interface Branch {
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  readonly e: number;
  readonly y: number;
  readonly phi: number;
  readonly constituents: readonly number[];
  /** Of the others, by place, and its ΔR². */
  nearest: number;
  near: number;
}

function branchOf(px: number, py: number, pz: number, e: number, constituents: readonly number[]): Branch {
  const [y, phi] = [rapidityOf(px, py, pz, e), Math.atan2(py, px)];
  return { px, py, pz, e, y, phi, constituents, nearest: -1, near: Number.POSITIVE_INFINITY };
}

function between(a: Branch, b: Branch): number {
  const dy = a.y - b.y;
  const dphi = wrapPhi(a.phi - b.phi);
  return dy * dy + dphi * dphi;
}

function look(branches: readonly Branch[], i: number): void {
  const one = branches[i];
  one.nearest = -1;
  one.near = Number.POSITIVE_INFINITY;
  branches.forEach((other, j) => {
    const g = j === i ? Number.POSITIVE_INFINITY : between(one, other);
    if (g >= one.near) return;
    one.near = g;
    one.nearest = j;
  });
}

const pt2 = ({ px, py }: { readonly px: number; readonly py: number }) => px * px + py * py;

function merge(a: Branch, b: Branch, zcut: number, D: number): Branch {
  const [hard, soft] = pt2(a) >= pt2(b) ? [a, b] : [b, a];
  const both = branchOf(a.px + b.px, a.py + b.py, a.pz + b.pz, a.e + b.e, [
    ...a.constituents,
    ...b.constituents,
  ]);
  const dropped = pt2(soft) < zcut * zcut * pt2(both) && between(a, b) >= D * D;
  return dropped ? { ...hard } : both;
}

/** Places of the particles that are kept, ascending. */
export function prune(momenta: FourMomenta, zcut: number, rcut: number): Uint32Array {
  const { px, py, pz, e } = momenta;
  const jet = sumOf(
    momenta,
    Uint32Array.from(e, (_, i) => i),
  );
  const mass2 = Math.max(0, (jet.e + jet.pz) * (jet.e - jet.pz) - pt2(jet));
  const D = rcut * 2 * Math.sqrt(mass2 / pt2(jet));
  const branches = Array.from(e, (_, i) => branchOf(px[i], py[i], pz[i], e[i], [i]));
  branches.forEach((_, i) => {
    look(branches, i);
  });
  while (branches.length > 1) {
    let i = 0;
    for (let k = 1; k < branches.length; k++) if (branches[k].near < branches[i].near) i = k;
    const [low, high] = [Math.min(i, branches[i].nearest), Math.max(i, branches[i].nearest)];
    const last = branches.length - 1;
    branches[low] = merge(branches[low], branches[high], zcut, D);
    branches[high] = branches[last];
    branches.pop();
    for (let k = 0; k < last; k++) {
      const { nearest } = branches[k];
      if (k === low || nearest === low || nearest === high) {
        look(branches, k);
        continue;
      }
      if (nearest === last) branches[k].nearest = high;
      const g = between(branches[k], branches[low]);
      if (g >= branches[k].near) continue;
      branches[k].near = g;
      branches[k].nearest = low;
    }
  }
  return Uint32Array.from(branches.flatMap(({ constituents }) => constituents)).sort();
}
