// How far two places of a model are apart, whatever their parameters are called: a circle turned by any angle is the same,
// and so is an ellipse with its axes exchanged. Each part is compared by its weight and by mean and covariance of its points.

import { wrapPhi } from '../core/geometry.ts';
import type { Model } from '../shapes/types.ts';
import { Transport } from '../transport/transport.ts';

/** Points of a part. */
const POINTS = 64;

interface Moments {
  readonly weight: number;
  readonly y: number;
  readonly phi: number;
  readonly yy: number;
  readonly yphi: number;
  readonly phiphi: number;
}

export class Likeness {
  private readonly model: Model;
  /** Natural length of the event, rad. */
  private readonly length: number;
  private readonly placeY = new Float64Array(POINTS);
  private readonly placePhi = new Float64Array(POINTS);

  constructor(model: Model, length: number) {
    this.model = model;
    this.length = length;
  }

  /** The largest difference of a part, natural lengths; of a part with little weight in proportion. 0 where all are alike. */
  apart(p: Float64Array, q: Float64Array): number {
    let most = 0;
    for (let part = 0; part < this.model.parts.length; part++) {
      most = Math.max(most, this.between(this.moments(p, part), this.moments(q, part)));
    }
    return most;
  }

  /** Interchangeable copies of `x` in the order in which they are nearest to those of `to`, by the sum of squares. */
  matched(x: Float64Array, to: Float64Array): Float64Array {
    const { model } = this;
    let out = x;
    for (const copies of copiesOf(model)) {
      const count = copies.length;
      const equal = new Float64Array(count).fill(1 / count);
      const transport = new Transport();
      transport.load(equal, equal);
      transport.place(equal, equal, equal, equal);
      for (const [i, from] of copies.entries()) {
        for (const [j, into] of copies.entries()) {
          let cost = 0;
          for (let k = 0; k < from.length; k++) {
            cost += this.between(this.moments(x, from[k]), this.moments(to, into[k])) ** 2;
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
        const from = placesOf(model, copies[transport.from[flow]]);
        const into = placesOf(model, copies[transport.to[flow]]);
        for (let k = 0; k < into.length; k++) out[into[k]] = x[from[k]];
      }
    }
    return out;
  }

  private between(p: Moments, q: Moments): number {
    const shift = Math.hypot(p.y - q.y, wrapPhi(p.phi - q.phi));
    const widths = Math.sqrt(p.yy + p.phiphi) + Math.sqrt(q.yy + q.phiphi);
    const change = Math.hypot(p.yy - q.yy, p.phiphi - q.phiphi, Math.SQRT2 * (p.yphi - q.yphi));
    const moved = (shift + (widths > 0 ? change / widths : 0)) / this.length;
    const held = Math.min(1, ((p.weight + q.weight) / 2) * this.model.parts.length);
    return Math.max(held * moved, Math.abs(p.weight - q.weight));
  }

  private moments(x: Float64Array, part: number): Moments {
    const { model, placeY, placePhi } = this;
    const { shape } = model.parts[part];
    const n = shape.quadrature(model.partOf(x, part), shape.continuous ? POINTS : 1, placeY, placePhi);
    let y = 0;
    let phi = 0;
    for (let k = 0; k < n; k++) {
      y += placeY[k] / n;
      phi += placePhi[k] / n;
    }
    let yy = 0;
    let yphi = 0;
    let phiphi = 0;
    for (let k = 0; k < n; k++) {
      yy += (placeY[k] - y) ** 2 / n;
      yphi += ((placeY[k] - y) * (placePhi[k] - phi)) / n;
      phiphi += (placePhi[k] - phi) ** 2 / n;
    }
    return { weight: model.weightOf(x, part), y, phi, yy, yphi, phiphi };
  }
}

/** Of every term with copies, each copy's parts. */
function copiesOf({ parts }: Model): number[][][] {
  const terms = new Map<number, number[][]>();
  for (const [p, { term, copy }] of parts.entries()) {
    const copies = terms.get(term) ?? [];
    terms.set(term, copies);
    copies[copy] = [...(copies[copy] ?? []), p];
  }
  return [...terms.values()].filter((copies) => copies.length > 1);
}

/** Where these parts' parameters and weights stand, a shared centre once. Only models of several parts have copies. */
function placesOf({ parts, parameters }: Model, members: readonly number[]): number[] {
  const own = [...new Set(members.flatMap((p) => parts[p].places))];
  return [...own, ...members.map((p) => parameters.length - parts.length + p)];
}
