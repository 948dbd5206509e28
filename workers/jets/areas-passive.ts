// Passive areas of jets: the places where a single ghost would be caught by each. Cacciari, Salam, Soyez, arXiv:0802.1188, section 3.
//
// One ghost changes nothing in the clustering, so the event is clustered once, and each ghost is taken through the history alone: before
// every step it is asked whether its own distance, min(f_i, f_ghost) g over those there within R, is below the step's. With kt it is 0
// to whatever is near, and the area is that of the particles' Voronoi cells within R; anti-kt's passive area is the active one.

import { type AreaJet, areaVector, type GhostGrid, gridOf, ptOf, refuseSpheres } from './areas.ts';
import { Clusterer } from './cluster.ts';
import { type GhostOptions, ghosts } from './ghosts.ts';
import { constituentsOf, inclusiveNodes } from './history.ts';
import { measureOf, weightOf } from './measure.ts';
import { type FourMomenta, rapidityOf } from './momenta.ts';
import { BEAM, type Definition, type History } from './types.ts';

/** Steps that are passed over together. */
const BLOCK = 64;

export interface PassiveAreas {
  /** Inclusive jets, falling pT. */
  readonly jets: readonly AreaJet[];
  /** Of one ghost, rad². */
  readonly ghostArea: number;
  readonly grid: GhostGrid;
}

/** Throws RangeError where the algorithm is none of the (y, φ) plane or an option is not allowed. */
export function passiveAreas(
  particles: FourMomenta,
  definition: Definition,
  options: GhostOptions = {},
): PassiveAreas {
  refuseSpheres('areas', definition);
  const soft = ghosts(options);
  const history = new Clusterer(definition).cluster(particles);
  const directions = directionsOf(history, definition);
  const jetOf = jetsOfNodes(history);
  const caught = new Map<number, number[]>(inclusiveNodes(history).map((node) => [node, []]));
  for (let i = 0; i < soft.y.length; i++) {
    const node = catcher(history, directions, soft.y[i], soft.phi[i]);
    if (node !== BEAM) caught.get(jetOf[node])?.push(i);
  }
  const { px, py, pz, e } = history.momenta;
  const jets = [...caught].map(
    ([node, which]): AreaJet => ({
      momentum: { px: px[node], py: py[node], pz: pz[node], e: e[node] },
      constituents: constituentsOf(history, node),
      area: which.length * soft.area,
      vector: areaVector(soft, which),
      ghosts: Uint32Array.from(which),
    }),
  );
  jets.sort((a, b) => ptOf(b.momentum) - ptOf(a.momentum));
  return { jets, ghostArea: soft.area, grid: gridOf(soft) };
}

interface Directions {
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** What a ghost's g to each is multiplied by. */
  readonly f: Float64Array;
  readonly edge: number;
  /** Nodes that can catch a ghost, by their rapidity. */
  readonly order: Uint32Array;
  /** Of each block of steps the largest distance. */
  readonly most: Float64Array;
  /** Step at which each is made and at which it is gone. */
  readonly made: Int32Array;
  readonly gone: Int32Array;
}

function directionsOf(history: History, definition: Definition): Directions {
  const { edge, power, unit } = measureOf(definition);
  const { px, py, pz, e } = history.momenta;
  const y = e.map((_, k) => rapidityOf(px[k], py[k], pz[k], e[k]));
  // Where f grows with pT a ghost with nobody within R goes to the beam before all else.
  const order = Uint32Array.from({ length: power > 0 ? history.particles : e.length }, (_, k) => k);
  const most = new Float64Array(Math.ceil(history.steps / BLOCK)).fill(Number.NEGATIVE_INFINITY);
  for (let s = 0; s < history.steps; s++) {
    const block = Math.floor(s / BLOCK);
    most[block] = Math.max(most[block], history.distance[s]);
  }
  const made = new Int32Array(e.length);
  const gone = new Int32Array(e.length).fill(history.steps);
  for (let s = 0; s < history.steps; s++) {
    gone[history.first[s]] = s;
    if (history.second[s] === BEAM) continue;
    gone[history.second[s]] = s;
    made[history.into[s]] = s + 1;
  }
  return {
    y,
    phi: e.map((_, k) => Math.atan2(py[k], px[k])),
    // A ghost's own f, where it is the lesser, is nothing.
    f: e.map((_, k) => (power > 0 ? 0 : unit * weightOf(px[k] * px[k] + py[k] * py[k], power))),
    edge,
    order: order.sort((a, b) => y[a] - y[b]),
    most,
    made,
    gone,
  };
}

/** The node that a lone ghost at this place is merged with, or BEAM. */
function catcher(
  history: History,
  { y, phi, f, edge, order, most, made, gone }: Directions,
  at: number,
  angle: number,
): number {
  // Those within R, with the ghost's distance to each: only they can catch it, and each as long as it is there.
  const within: { node: number; g: number; d: number }[] = [];
  const R = Math.sqrt(edge);
  for (let i = firstFrom(y, order, at - R); i < order.length && y[order[i]] <= at + R; i++) {
    const k = order[i];
    const a = y[k] - at;
    let b = Math.abs(phi[k] - angle);
    if (b > Math.PI) b = 2 * Math.PI - b;
    const g = a * a + b * b;
    if (g < edge) within.push({ node: k, g, d: f[k] * g });
  }
  // Caught by k at the first step, while k is there, whose distance is more than the ghost's to k; of several at one step by the nearest.
  let best = history.steps + 1;
  let found: (typeof within)[number] | null = null;
  for (const one of within) {
    const step = firstAbove(history, most, one.d, made[one.node], Math.min(gone[one.node], best));
    if (step < 0) continue;
    const nearer = found === null || step < best || one.d < found.d || (one.d === found.d && one.g < found.g);
    if (!nearer) continue;
    best = step;
    found = one;
  }
  return found ? found.node : BEAM;
}

/** The first step from `from` to `to` whose distance is above d, or −1. */
function firstAbove(
  { distance, steps }: History,
  most: Float64Array,
  d: number,
  from: number,
  to: number,
): number {
  const end = Math.min(to, steps - 1);
  for (let s = from; s <= end; s++) {
    if (s % BLOCK === 0 && most[s / BLOCK] <= d) s += BLOCK - 1;
    else if (distance[s] > d) return s;
  }
  return -1;
}

/** Place of the first node whose rapidity is at least `least`. */
function firstFrom(y: Float64Array, order: Uint32Array, least: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (y[order[middle]] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of each node the inclusive jet that it is in. */
function jetsOfNodes(history: History): Int32Array {
  const { left, right } = history;
  const jet = Int32Array.from(left, (_, k) => k);
  for (let s = history.steps - 1; s >= 0; s--) {
    const k = history.into[s];
    if (k === BEAM) continue;
    jet[left[k]] = jet[k];
    jet[right[k]] = jet[k];
  }
  return jet;
}
