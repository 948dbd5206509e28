// Active areas of jets: how much of (y, φ) their ghosts stand for when an event is clustered together with ghosts. Cacciari, Salam,
// Soyez, arXiv:0802.1188. Ghosts change nothing in the jets of infrared-safe algorithms but are caught as soft radiation would be.

import { Clusterer } from './cluster.ts';
import { type GhostOptions, type Ghosts, ghosts } from './ghosts.ts';
import { constituentsOf, inclusiveNodes } from './history.ts';
import type { FourMomenta } from './momenta.ts';
import type { FourMomentum } from './recluster.ts';
import type { Definition } from './types.ts';

export interface AreaJet {
  readonly momentum: FourMomentum;
  /** Indices into the event's momenta, ascending: none in a jet of ghosts alone. */
  readonly constituents: Uint32Array;
  /** rad². */
  readonly area: number;
  /** Σ over its ghosts of their direction at pT = 1 times their area: what a density ρ of pT adds to the jet is ρ times this. */
  readonly vector: FourMomentum;
  /** Places among the ghosts. */
  readonly ghosts: Uint32Array;
}

/** The cells that ghosts were put into, as in `Ghosts`. */
export type GhostGrid = Pick<Ghosts, 'rows' | 'columns' | 'maxRapidity'>;

export interface ActiveAreas {
  /** Jets with particles in them, falling pT. */
  readonly jets: readonly AreaJet[];
  /** Jets of nothing but ghosts. */
  readonly empty: readonly AreaJet[];
  /** Of one ghost, rad². */
  readonly ghostArea: number;
  /** Areas of jets nearer to its end than R are cut. */
  readonly grid: GhostGrid;
}

/** Algorithms of the (y, φ) plane: ghosts are even in no other. */
export function refuseSpheres(what: string, { algorithm }: Definition): void {
  if (algorithm === 'eekt' || algorithm === 'eegenkt' || algorithm === 'centauro') {
    throw new RangeError(`${what}: the algorithm is ${algorithm}, allowed are antikt, kt, ca and genkt`);
  }
}

/** Areas of the inclusive jets. Throws RangeError where the algorithm is none of the (y, φ) plane or an option is not allowed. */
export function activeAreas(
  particles: FourMomenta,
  definition: Definition,
  options: GhostOptions = {},
): ActiveAreas {
  refuseSpheres('areas', definition);
  const soft = ghosts(options);
  const real = particles.e.length;
  const history = new Clusterer(definition).cluster(joined(particles, soft.momenta));
  const jets: AreaJet[] = [];
  const empty: AreaJet[] = [];
  const { px, py, pz, e } = history.momenta;
  for (const node of inclusiveNodes(history)) {
    const members = constituentsOf(history, node);
    const first = members.findIndex((k) => k >= real);
    const constituents = first < 0 ? members : members.slice(0, first);
    const caught = first < 0 ? new Uint32Array(0) : members.subarray(first);
    const jet: AreaJet = {
      momentum: { px: px[node], py: py[node], pz: pz[node], e: e[node] },
      constituents,
      area: caught.length * soft.area,
      vector: areaVector(soft, caught, real),
      ghosts: caught.map((k) => k - real),
    };
    (constituents.length > 0 ? jets : empty).push(jet);
  }
  jets.sort((a, b) => ptOf(b.momentum) - ptOf(a.momentum));
  return { jets, empty, ghostArea: soft.area, grid: gridOf(soft) };
}

export function gridOf({ rows, columns, maxRapidity }: Ghosts): GhostGrid {
  return { rows, columns, maxRapidity };
}

export function ptOf({ px, py }: FourMomentum): number {
  return Math.hypot(px, py);
}

/** Sum over these ghosts, who are told by their place behind `offset` particles. */
export function areaVector({ y, phi, area }: Ghosts, which: Iterable<number>, offset = 0): FourMomentum {
  const sum = { px: 0, py: 0, pz: 0, e: 0 };
  for (const k of which) {
    const i = k - offset;
    sum.px += area * Math.cos(phi[i]);
    sum.py += area * Math.sin(phi[i]);
    sum.pz += area * Math.sinh(y[i]);
    sum.e += area * Math.cosh(y[i]);
  }
  return sum;
}

function joined(a: FourMomenta, b: FourMomenta): FourMomenta {
  const both = (p: Float64Array, q: Float64Array) => {
    const out = new Float64Array(p.length + q.length);
    out.set(p);
    out.set(q, p.length);
    return out;
  };
  return { px: both(a.px, b.px), py: both(a.py, b.py), pz: both(a.pz, b.pz), e: both(a.e, b.e) };
}
