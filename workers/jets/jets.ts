// The jets of an event as they are told: four-momentum, place, mass and constituents, the hardest first.

import { Clusterer } from './cluster.ts';
import { constituentsOf, exclusiveNodes, exclusiveNodesAt, inclusiveNodes } from './history.ts';
import { type FourMomenta, rapidityOf } from './momenta.ts';
import type { Algorithm, Definition, History } from './types.ts';

/** GeV and rad. */
export interface Jet {
  readonly pt: number;
  /** Rapidity; ±1e5 and beyond for what moves along the beam. */
  readonly y: number;
  /** (−π, π]; 0 for what moves along the beam. */
  readonly phi: number;
  /** 0 where rounding made the square negative. */
  readonly m: number;
  readonly E: number;
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  /** Ascending: places in the file's event where the momenta know them, else in the momenta. */
  readonly constituents: readonly number[];
}

/** Which of a history's jets: inclusive ones without `exclusive` and `dcut`. */
export interface JetChoice {
  /** So many; fewer where there never were so many particles. */
  readonly exclusive?: number;
  /** What is left when all distances up to this, in the algorithm's own unit, have been dealt with. */
  readonly dcut?: number;
  /** GeV: those with at least this transverse momentum. Default 0. */
  readonly ptMin?: number;
}

/** A definition with the choice among its jets: what `antikt:0.8:ptmin=20` says. */
export interface JetRequest extends Definition, JetChoice {}

/** Algorithms of e+e−: their jets stand by energy. */
const BY_ENERGY: readonly Algorithm[] = ['eekt', 'eegenkt'];

/** Falling pT; of the e+e− algorithms, falling energy. Throws RangeError for numbers that the definition or the choice does not allow. */
export function jetsOf(
  momenta: FourMomenta & { readonly index?: Uint32Array },
  definition: Definition,
  choice: JetChoice = {},
): Jet[] {
  const history = new Clusterer(definition).cluster(momenta);
  return jetNodes(history, definition, choice).map((node) => jetOf(history, node, momenta.index));
}

/** The same jets as nodes of the definition's history, in the same order. Throws RangeError for a choice that is not allowed. */
export function jetNodes(
  history: History,
  { algorithm }: Pick<Definition, 'algorithm'>,
  choice: JetChoice = {},
): number[] {
  const { ptMin = 0 } = choice;
  if (!(ptMin >= 0)) throw new RangeError(`jets: least pT is ${ptMin}, allowed are numbers ≥ 0 (GeV)`);
  const { px, py, e } = history.momenta;
  const pt = (node: number) => Math.hypot(px[node], py[node]);
  const nodes = nodesOf(history, choice).filter((node) => pt(node) >= ptMin);
  return BY_ENERGY.includes(algorithm)
    ? nodes.sort((a, b) => e[b] - e[a])
    : nodes.sort((a, b) => pt(b) - pt(a));
}

function nodesOf(history: History, { exclusive, dcut }: JetChoice): number[] {
  if (exclusive !== undefined) return exclusiveNodes(history, exclusive);
  return dcut === undefined ? inclusiveNodes(history) : exclusiveNodesAt(history, dcut);
}

/** One node of a history. `constituents`, where known already, are `constituentsOf` it. */
export function jetOf(
  history: History,
  node: number,
  index?: Uint32Array,
  constituents = constituentsOf(history, node),
): Jet {
  const { px, py, pz, e } = history.momenta;
  return {
    ...kinematics(px[node], py[node], pz[node], e[node]),
    constituents: placesOf(constituents, index),
  };
}

/** What a four-momentum is besides its components. */
export function kinematics(px: number, py: number, pz: number, E: number): Omit<Jet, 'constituents'> {
  const pt = Math.hypot(px, py);
  return {
    pt,
    y: rapidityOf(px, py, pz, E),
    phi: azimuthOf(px, py),
    m: Math.sqrt(Math.max(0, (E - pz) * (E + pz) - pt * pt)),
    E,
    px,
    py,
    pz,
  };
}

/** atan2 gives −π for a zero below zero. */
function azimuthOf(px: number, py: number): number {
  if (px === 0 && py === 0) return 0;
  const phi = Math.atan2(py, px);
  return phi === -Math.PI ? Math.PI : phi;
}

function placesOf(places: Uint32Array, index: Uint32Array | undefined): number[] {
  return Array.from(places, (place) => (index ? index[place] : place));
}
