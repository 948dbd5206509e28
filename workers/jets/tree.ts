// A jet's own history as a tree to look at: what was merged with what, at which distance, and what came of it.

import { nodesBeneath } from './history.ts';
import { kinematics } from './jets.ts';
import type { FourMomenta } from './momenta.ts';
import { EVERYWHERE, rootOf, splittingOf, treeOf } from './recluster.ts';
import { BEAM, type History } from './types.ts';

/** A particle, or two nodes merged. GeV; rapidity and azimuth in rad. */
export interface JetNode {
  /** Places in the tree, the one of larger pT first; null for particles. */
  readonly children: readonly [number, number] | null;
  /** Of a particle, its place in the file's event where that is known, else in the momenta. */
  readonly particle: number | null;
  readonly pt: number;
  readonly y: number;
  readonly phi: number;
  readonly m: number;
  /** The algorithm's d at which the two were merged; 0 for particles. */
  readonly distance: number;
  /** √(Δy² + Δφ²) of the two children, rad; 0 for particles. */
  readonly deltaR: number;
}

/** Everything beneath a node of a history: children before their parents, the node itself last. */
export function jetTree(history: History, root: number, index?: Uint32Array): JetNode[] {
  const nodes = Array.from(nodesBeneath(history, root));
  const place = new Map(nodes.map((node, i) => [node, i]));
  const merged = distances(history);
  const { particles, momenta } = history;
  return nodes.map((node): JetNode => {
    const { px, py, pz, e } = momenta;
    const { pt, y, phi, m } = kinematics(px[node], py[node], pz[node], e[node]);
    const splitting = splittingOf(history, node);
    const at = (child: number) => place.get(child) ?? 0;
    return {
      children: splitting && [at(splitting.harder), at(splitting.softer)],
      particle: node >= particles ? null : index ? index[node] : node,
      ...{ pt, y, phi, m },
      distance: merged.get(node) ?? 0,
      deltaR: splitting ? splitting.deltaR : 0,
    };
  });
}

/** Of a jet's particles clustered once more, all in one: distances are those for R = 1. */
export function reclusteredTree(
  momenta: FourMomenta,
  algorithm: 'kt' | 'ca',
  index?: Uint32Array,
): JetNode[] {
  const history = treeOf(momenta, algorithm);
  if (history.particles === 0) return [];
  return jetTree(history, rootOf(history), index).map((node) => ({
    ...node,
    distance: node.distance * EVERYWHERE * EVERYWHERE,
  }));
}

/** Of each merging's node the d of its step. */
function distances({ steps, into, distance }: History): Map<number, number> {
  const out = new Map<number, number>();
  for (let s = 0; s < steps; s++) if (into[s] !== BEAM) out.set(into[s], distance[s]);
  return out;
}
