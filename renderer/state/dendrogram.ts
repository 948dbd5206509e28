// Where a jet's tree is drawn: its particles side by side in the order of the tree, the harder branch to the left, each merging
// above what it joins. Half of the width goes to particles alike and half by √pT, so that hard branches stand apart among hundreds
// of soft particles. In units of the width and of the heights given; pixels are for who draws.

import type { JetNode } from '../../main/contract/index.ts';

/** Of the width: what particles share alike. */
const ALIKE = 0.5;
/** Widths of lines, px: of nothing, and what all of the jet's pT adds. */
export const LINE = { least: 0.75, most: 5 } as const;
/** Lines of about one width are drawn together. */
const WIDTHS = 10;

/** Of each node its place, 0 to 1. */
export function placesOf(nodes: readonly JetNode[]): Float64Array {
  const x = new Float64Array(nodes.length);
  const leaves = leavesOf(nodes);
  const root = (node: number) => Math.sqrt(Math.max(0, nodes[node].pt));
  const sum = leaves.reduce((total, leaf) => total + root(leaf), 0);
  let at = 0;
  for (const leaf of leaves) {
    const share = sum > 0 ? root(leaf) / sum : 1 / leaves.length;
    const width = ALIKE / leaves.length + (1 - ALIKE) * share;
    x[leaf] = at + width / 2;
    at += width;
  }
  nodes.forEach(({ children }, node) => {
    if (!children) return;
    // Nearer to the harder branch, which so goes nearly straight up.
    const [a, b] = children;
    const share = nodes[a].pt > 0 ? nodes[b].pt / (nodes[a].pt + nodes[b].pt) : 0.5;
    x[node] = x[a] + share * (x[b] - x[a]);
  });
  return x;
}

/** Particles from left to right. */
export function leavesOf(nodes: readonly JetNode[]): number[] {
  const out: number[] = [];
  const stack = nodes.length > 0 ? [nodes.length - 1] : [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const { children } = nodes[node];
    if (children) stack.push(children[1], children[0]);
    else out.push(node);
  }
  return out;
}

/** Of each node what it was merged into; −1 for the jet. */
export function parentsOf(nodes: readonly JetNode[]): Int32Array {
  const out = new Int32Array(nodes.length).fill(-1);
  nodes.forEach(({ children }, node) => {
    for (const child of children ?? []) out[child] = node;
  });
  return out;
}

export interface Drawn {
  readonly nodes: readonly JetNode[];
  readonly parent: Int32Array;
  /** px of each node. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface Branches {
  /** px. */
  readonly width: number;
  /** Place of a subjet, −1 above the cut. */
  readonly subjet: number;
  /** An SVG path. */
  readonly path: string;
}

/** All lines, those of one colour and about one width in one path; `colours`: subjets beyond have the colour of the last one. */
export function branches({ nodes, parent, x, y }: Drawn, of: Int32Array, colours: number): Branches[] {
  const pieces = new Map<number, string[]>();
  const whole = nodes[nodes.length - 1]?.pt || 1;
  for (let node = 0; node < nodes.length; node++) {
    const up = parent[node];
    if (up < 0) continue;
    const width = Math.round(Math.min(1, nodes[node].pt / whole) * WIDTHS);
    const key = (Math.min(of[node], colours) + 1) * (WIDTHS + 1) + width;
    const list = pieces.get(key) ?? [];
    if (list.length === 0) pieces.set(key, list);
    list.push(elbow(x[node], y[node], y[up], x[up]));
  }
  return [...pieces]
    .sort(([a], [b]) => a - b)
    .map(([key, list]) => ({
      width: LINE.least + ((key % (WIDTHS + 1)) / WIDTHS) * LINE.most,
      subjet: Math.floor(key / (WIDTHS + 1)) - 1,
      path: list.join(''),
    }));
}

/** Of these nodes alone, each with the way up to its parent. */
export function branchPath({ parent, x, y }: Omit<Drawn, 'nodes'>, picked: Iterable<number>): string {
  let path = '';
  for (const node of picked) {
    const up = parent[node];
    if (up >= 0) path += elbow(x[node], y[node], y[up], x[up]);
  }
  return path;
}

const elbow = (x: number, y: number, upper: number, over: number) =>
  `M${x.toFixed(1)} ${y.toFixed(1)}V${upper.toFixed(1)}H${over.toFixed(1)}`;

/** The node whose line is nearest to a place, px; null where none is within `reach`. */
export function nodeAt(
  { parent, x, y }: Omit<Drawn, 'nodes'>,
  atX: number,
  atY: number,
  reach: number,
): number | null {
  let found: number | null = null;
  let least = reach;
  for (let node = 0; node < x.length; node++) {
    const up = parent[node] >= 0 ? parent[node] : node;
    const rise = outside(atY, y[up], y[node]);
    const run = outside(atX, Math.min(x[node], x[up]), Math.max(x[node], x[up]));
    const d = Math.min(Math.hypot(atX - x[node], rise), Math.hypot(run, atY - y[up]));
    if (d <= least) {
      least = d;
      found = node;
    }
  }
  return found;
}

const outside = (value: number, low: number, high: number) => Math.max(low - value, value - high, 0);
