// Which vectors of a model's parameters mean the same: turns by a shape's symmetry, and copies that change places.

import type { Model } from '../shapes/types.ts';
import { Transport } from '../transport/transport.ts';

/** Largest number of equal turns looked for: a dodecagon's. */
const MOST_TURNS = 12;
/** An angle away from the ends of any canonical range, rad. */
const PROBE = 0.1;
const EQUAL = 1e-9;

/** Period of every parameter, rad: a full turn for φ, as small as the shape's canonical form makes it for an angle; 0: none. */
export function periods(model: Model, x: Float64Array): Float64Array {
  return Float64Array.from(model.parameters, ({ kind }, k) => {
    if (kind === 'azimuth') return 2 * Math.PI;
    return kind === 'angle' ? anglePeriod(model, x, k) : 0;
  });
}

function anglePeriod(model: Model, x: Float64Array, k: number): number {
  const at = (angle: number) => {
    const turned = Float64Array.from(x);
    turned[k] = angle;
    return model.canonical(turned);
  };
  const before = at(PROBE);
  for (let turns = MOST_TURNS; turns > 1; turns--) {
    const after = at(PROBE + (2 * Math.PI) / turns);
    if (after.every((value, place) => Math.abs(value - before[place]) <= EQUAL)) return (2 * Math.PI) / turns;
  }
  return 2 * Math.PI;
}

/** Difference p − q, the short way round where there is a period. */
export function difference(p: number, q: number, period: number): number {
  const plain = p - q;
  return period > 0 ? plain - period * Math.round(plain / period) : plain;
}

/** How two vectors of a model's parameters are compared. */
export interface Comparison {
  readonly model: Model;
  /** Of every parameter: what a difference of 1 is in natural lengths; 0 where it does not matter. */
  readonly reach: Float64Array;
  readonly period: Float64Array;
}

/** The largest difference of two vectors, natural lengths. */
export function apart(p: Float64Array, q: Float64Array, { reach, period }: Comparison): number {
  let most = 0;
  for (let k = 0; k < p.length; k++) {
    if (reach[k] > 0) most = Math.max(most, Math.abs(difference(p[k], q[k], period[k])) * reach[k]);
  }
  return most;
}

/** Interchangeable copies of `x` in the order that brings them nearest to those of `to`, by the sum of squares. */
export function matchCopies(x: Float64Array, to: Float64Array, comparison: Comparison): Float64Array {
  const { model, reach, period } = comparison;
  let out = x;
  for (const copies of copiesOf(model)) {
    const count = copies.length;
    const equal = new Float64Array(count).fill(1 / count);
    const transport = new Transport();
    transport.load(equal, equal);
    transport.place(equal, equal, equal, equal);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        let cost = 0;
        for (let k = 0; k < copies[i].length; k++) {
          const place = copies[j][k];
          cost += (difference(x[copies[i][k]], to[place], period[place]) * reach[place]) ** 2;
        }
        transport.setCost(i, j, cost);
      }
    }
    transport.run();
    const flows = transport.flow();
    if (out === x) out = Float64Array.from(x);
    for (let flow = 0; flow < flows; flow++) {
      // Equal weights: an optimal flow at a corner moves each copy whole.
      if (transport.mass[flow] < 0.5 / count) continue;
      const from = copies[transport.from[flow]];
      const into = copies[transport.to[flow]];
      for (let k = 0; k < into.length; k++) out[into[k]] = x[from[k]];
    }
  }
  return out;
}

/** Of every term with copies: of each copy, the places of its parameters and weights, in one order. */
function copiesOf({ parts, parameters }: Model): number[][][] {
  const terms = new Map<number, Map<number, number[]>>();
  const weights = parameters.length - parts.length;
  for (const [p, { term, copy, places }] of parts.entries()) {
    const copies = terms.get(term) ?? new Map<number, number[]>();
    terms.set(term, copies);
    const own = copies.get(copy) ?? [];
    copies.set(copy, own);
    for (const place of places) if (!own.includes(place)) own.push(place);
    if (parts.length > 1) own.push(weights + p);
  }
  return [...terms.values()].map((copies) => [...copies.values()]).filter((copies) => copies.length > 1);
}
