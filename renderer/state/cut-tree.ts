// A jet's tree cut into subjets: by the angle of its mergings, or by the distance at which its algorithm made them. Pure, so that a
// slider asks nobody.

import type { JetNode } from '../../main/contract/index.ts';

export const CUTS = ['deltaR', 'distance'] as const;
export type CutBy = (typeof CUTS)[number];

export interface Subjet {
  /** Its place among the tree's nodes. */
  readonly node: number;
  /** Places in the file's event, ascending. */
  readonly constituents: readonly number[];
  readonly pt: number;
  readonly y: number;
  readonly phi: number;
  readonly m: number;
}

export interface CutTree {
  /** Hardest first. */
  readonly subjets: readonly Subjet[];
  /** Of each node the subjet it is in, −1 above the cut. */
  readonly of: Int32Array;
}

/**
 * Of each node the value at which a cut begins to leave it whole; 0 for particles. Never less than that of what is beneath. By `deltaR`:
 * the widest merging within it, rad. By `distance`: the largest d up to its own, in the order of the mergings, as FastJet has it for
 * exclusive (sub)jets, since an algorithm's distances need not grow from one merging to the next.
 */
export function heights(nodes: readonly JetNode[], by: CutBy): Float64Array {
  const out = new Float64Array(nodes.length);
  let largest = 0;
  nodes.forEach(({ children, deltaR, distance }, node) => {
    if (!children) return;
    largest = Math.max(largest, distance);
    out[node] = by === 'distance' ? largest : Math.max(deltaR, out[children[0]], out[children[1]]);
  });
  return out;
}

/** The tree with every merging above `value` undone; a value ≥ 0 leaves each particle in one subjet. `height`: those of the nodes. */
export function cutTree(nodes: readonly JetNode[], height: Float64Array, value: number): CutTree {
  const of = new Int32Array(nodes.length).fill(-1);
  const tops: number[] = [];
  // From the jet down: children have smaller numbers.
  for (let node = nodes.length - 1; node >= 0; node--) {
    if (of[node] < 0 && height[node] <= value) {
      of[node] = tops.length;
      tops.push(node);
    }
    if (of[node] < 0) continue;
    for (const child of nodes[node].children ?? []) of[child] = of[node];
  }
  const order = tops.map((_, k) => k).sort((a, b) => nodes[tops[b]].pt - nodes[tops[a]].pt);
  const place = new Int32Array(tops.length);
  order.forEach((k, at) => {
    place[k] = at;
  });
  const constituents: number[][] = tops.map(() => []);
  nodes.forEach(({ particle }, node) => {
    if (of[node] >= 0) of[node] = place[of[node]];
    if (particle !== null && of[node] >= 0) constituents[of[node]].push(particle);
  });
  const subjets = order.map((k, at): Subjet => {
    const { pt, y, phi, m } = nodes[tops[k]];
    return { node: tops[k], constituents: constituents[at].sort((a, b) => a - b), pt, y, phi, m };
  });
  return { subjets, of };
}

/** A node and all beneath it, in no order that means anything. */
export function nodesBeneath(nodes: readonly JetNode[], node: number): number[] {
  const out: number[] = [];
  const stack = [node];
  for (let k = stack.pop(); k !== undefined; k = stack.pop()) {
    out.push(k);
    stack.push(...(nodes[k].children ?? []));
  }
  return out;
}

/** Particles beneath a node, ascending: places in the file's event. */
export function particlesBeneath(nodes: readonly JetNode[], node: number): number[] {
  return nodesBeneath(nodes, node)
    .flatMap((k) => nodes[k].particle ?? [])
    .sort((a, b) => a - b);
}

/** A cut that leaves so many subjets, midway between two heights: more where several have the same, one a particle of few. */
export function cutFor(height: Float64Array, subjets: number): number {
  const falling = Float64Array.from(height).sort().reverse();
  const undone = falling[subjets - 2] ?? 0;
  const kept = falling.find((one) => one < undone) ?? 0;
  const between = kept > 0 ? Math.sqrt(kept) * Math.sqrt(undone) : undone / 2;
  return between < undone ? between : kept;
}
