// The history of the chosen jet on the screen: which tree of it, where it is cut, what is pointed at. The cut's value stays from jet
// to jet; until it is set, it leaves a few subjets.

import type { EventData, JetNode, JetTree } from '../../main/contract/index.ts';
import { JET_TREES } from '../../main/contract/index.ts';
import { sceneJets } from '../../workers/figure/jets.ts';
import type { SceneJets } from '../../workers/figure/types.ts';
import { CUTS, type CutBy, cutFor, cutTree, heights, particlesBeneath } from './cut-tree.ts';
import { fixed } from './format.ts';

/** Subjets of a cut that nobody has set. */
const FIRST_SUBJETS = 3;
/** Above the largest height, and beneath the smallest of a logarithmic scale. */
const ROOM = { linear: 1.06, log: 1.6 } as const;
/** Decades of a logarithmic scale at most: photons of one pion may be 10¹⁵ times nearer than jets. */
const DECADES = 8;
/** Subjets with an outline on the plane, the hardest first. */
const OUTLINED = 60;

export const PANES = ['lund', 'history'] as const;
export type Pane = (typeof PANES)[number];

/** What a slider and the axis beside it share: 0 at the particles, 1 above the jet. */
export interface Scale {
  /** Of a value, at most 1. */
  readonly place: (value: number) => number;
  readonly value: (place: number) => number;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/** Angles from 0 on; distances, over their many decades, by their logarithm. */
export function scaleOf(height: Float64Array, by: CutBy): Scale {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const one of height) {
    if (one > 0) least = Math.min(least, one);
    most = Math.max(most, one);
  }
  if (most === 0) [least, most] = [1, 1];
  const clamp = (place: number) => Math.min(1, Math.max(0, place));
  if (by === 'deltaR') {
    const high = most * ROOM.linear;
    return {
      place: (value) => clamp(value / high),
      value: (place) => place * high,
      low: 0,
      high,
      log: false,
    };
  }
  const high = most * ROOM.log;
  const low = Math.max(least / ROOM.log, high / 10 ** DECADES);
  const span = Math.log(high / low);
  return {
    place: (value) => (value > 0 ? clamp(Math.log(value / low) / span) : 0),
    value: (place) => (place <= 0 ? 0 : low * Math.exp(place * span)),
    low,
    high,
    log: true,
  };
}

export class Subjets {
  pane = $state<Pane>('lund');
  tree = $state<JetTree>('own');
  by = $state<CutBy>('deltaR');
  /** As they were set; null while nobody has. */
  readonly cuts = $state<Record<CutBy, number | null>>({ deltaR: null, distance: null });
  /** Place among the nodes. */
  pointed = $state<number | null>(null);

  readonly #nodes: () => readonly JetNode[];

  /** `nodes`: of the chosen jet, none while they are not known. */
  constructor(nodes: () => readonly JetNode[]) {
    this.#nodes = nodes;
  }

  get nodes(): readonly JetNode[] {
    return this.pane === 'history' ? this.#nodes() : [];
  }

  readonly height = $derived.by(() => heights(this.nodes, this.by));
  readonly scale = $derived.by(() => scaleOf(this.height, this.by));
  readonly value = $derived.by(() => this.cuts[this.by] ?? cutFor(this.height, FIRST_SUBJETS));
  readonly cut = $derived.by(() => cutTree(this.nodes, this.height, this.value));

  /** Of the slider, 0 to 1. */
  set(place: number): void {
    // Digits that are shown, so that the value is what it says.
    this.cuts[this.by] = Number(this.scale.value(Math.min(1, Math.max(0, place))).toPrecision(3));
  }

  /** Particles beneath the node that is pointed at; null for none. Places in the file's event. */
  get particles(): readonly number[] | null {
    const { nodes, pointed } = this;
    return pointed === null || !nodes[pointed] ? null : particlesBeneath(nodes, pointed);
  }

  /** The subjets for the plane, with the outlines of all jets around them; null while there is no tree to cut. */
  scene(data: EventData, jets: SceneJets): SceneJets | null {
    if (this.nodes.length === 0) return null;
    const { subjets } = this.cut;
    const of = new Map<number, number>();
    subjets.forEach(({ constituents }, place) => {
      for (const index of constituents) of.set(index, place);
    });
    const drawn = subjets.map(({ pt, constituents }, place) => ({
      pt,
      constituents: place < OUTLINED ? constituents : [],
      groomed: null,
    }));
    const pointed = subjets.findIndex(({ node }) => node === this.pointed);
    const particles = Int16Array.from(data.index, (index) => of.get(index) ?? -1);
    return {
      ...sceneJets(data, drawn, particles, pointed < 0 ? null : pointed),
      what: 'subjets',
      around: jets.jets.map(({ outline }) => outline),
    };
  }

  toJSON(): Record<string, unknown> {
    return { pane: this.pane, tree: this.tree, by: this.by, cuts: { ...this.cuts } };
  }

  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) return;
    const { pane, tree, by, cuts } = saved as Readonly<Record<string, unknown>>;
    this.pane = PANES.find((one) => one === pane) ?? this.pane;
    this.tree = JET_TREES.find((one) => one === tree) ?? this.tree;
    this.by = CUTS.find((one) => one === by) ?? this.by;
    for (const name of CUTS) {
      const value = (cuts as Partial<Record<CutBy, unknown>> | undefined)?.[name];
      if (typeof value === 'number' && value >= 0) this.cuts[name] = value;
    }
  }
}

/** "ΔR ≤ 0.12 rad", "d ≤ 45.2 GeV²". */
export function cutWords(by: CutBy, value: number, unit: string): string {
  return by === 'deltaR' ? `ΔR ≤ ${fixed(value, 3)} rad` : `d ≤ ${distanceText(value)}${unit && ` ${unit}`}`;
}

/** Three digits, of any size. */
export function distanceText(value: number): string {
  if (value === 0 || (value >= 0.001 && value < 1e5)) return String(Number(value.toPrecision(3)));
  const [mantissa, exponent] = value.toExponential(1).split('e');
  return `${mantissa} × ${powerText(Number(exponent))}`;
}

/** Of ten. */
export function powerText(exponent: number): string {
  const raised = [...String(exponent)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]));
  return `10${raised.join('')}`;
}
