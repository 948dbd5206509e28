// The exact EMD between an event and a quadrature of a model, and its gradient in the model's parameters.
// Envelope theorem: with the optimal flow f held fixed, ∂EMD/∂q_j = Σ_i f_ij (q_j − x_i)/|q_j − x_i|, which the shapes
// pull back to their parameters; ∂EMD/∂w_p is the mean dual over the part's places. Between changes of the optimal basis
// this is exact.
//
// Points whose weights nothing limits can be left *open*: each takes what flows to it at the least cost, and only the
// weights of the other parts remain to be found. In the transport problem every open point has room for all that the others
// leave, and a filler, at no cost from the open points and far from all else, takes up the room to spare.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Model } from '../shapes/types.ts';
import { Transport } from '../transport/transport.ts';

/** A part without weight keeps its places: the solver wants every mass above 0. */
const LEAST_MASS = 1e-15;
/** Cost a unit from the filler to places that are not open, rad: more than any flow could gain. */
const FAR = 100;

export interface ObjectiveOptions {
  /** An objective of the same event with other points, solved before; its potentials speed up the first solve. */
  readonly prior?: Objective;
  /** Open parts. The parameters then hold the weight of all of them together in the first one's place, 0 in the others'. */
  readonly open?: readonly number[];
  /** A workspace that nothing else uses meanwhile. Default: one of its own. */
  readonly transport?: Transport;
}

/** Where a part's weight stands among the parameters of a composition. */
export function weightPlace({ parameters, parts }: Model, part: number): number {
  return parameters.length - parts.length + part;
}

export class Objective {
  readonly model: Model;
  /** Points of all parts. */
  readonly points: number;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** The masses that were solved for. They add up to 1, and to more where open points have room to spare. */
  readonly mass: Float64Array;
  readonly transport: Transport;
  /** Points of each continuous part. */
  private readonly quadrature: number;
  private readonly particles: number;
  /** The event's particles, and last the filler if there is one. */
  private readonly eventY: Float64Array;
  private readonly eventPhi: Float64Array;
  /** Their weights, those of the particles together 1. */
  private readonly share: Float64Array;
  private readonly gradY: Float64Array;
  private readonly gradPhi: Float64Array;
  private readonly gradMass: Float64Array;
  /** What the transport was loaded with. */
  private readonly loaded: Float64Array;
  private prior: Float64Array | null = null;
  private readonly open: readonly number[];
  /** Of every part that is a point, its place; −1 for others. */
  private readonly pointOf: readonly number[];

  constructor(
    event: PlaneEvent,
    model: Model,
    quadrature: number,
    { prior, open = [], transport = new Transport() }: ObjectiveOptions = {},
  ) {
    const points = model.points(quadrature);
    const { length } = event.pt;
    this.model = model;
    this.transport = transport;
    this.quadrature = quadrature;
    this.points = points;
    this.y = new Float64Array(points);
    this.phi = new Float64Array(points);
    this.gradY = new Float64Array(points);
    this.gradPhi = new Float64Array(points);
    this.gradMass = new Float64Array(points);
    this.mass = new Float64Array(points);
    this.loaded = new Float64Array(points);
    this.open = open;
    let next = 0;
    this.pointOf = model.parts.map(({ shape }) => {
      const first = next;
      next += shape.continuous ? quadrature : 1;
      return shape.continuous ? -1 : first;
    });
    let total = 0;
    for (const pt of event.pt) total += pt;
    this.particles = length;
    const rows = length + (open.length > 1 ? 1 : 0);
    this.share = new Float64Array(rows);
    for (let i = 0; i < length; i++) this.share[i] = event.pt[i] / total;
    this.eventY = rows > length ? Float64Array.of(...event.y, event.y[0]) : event.y;
    this.eventPhi = rows > length ? Float64Array.of(...event.phi, event.phi[0]) : event.phi;
    if (prior) this.suggest(prior.duals());
  }

  value(parameters: Float64Array): number {
    const { transport, eventY, eventPhi, y, phi, mass, open, particles } = this;
    this.model.quadrature(parameters, this.quadrature, y, phi, mass);
    const [first] = open;
    for (const part of open) mass[this.pointOf[part]] = parameters[weightPlace(this.model, first)];
    this.weigh();
    if (open.length < 2) return transport.solve(eventY, eventPhi, y, phi);
    transport.place(eventY, eventPhi, y, phi);
    for (let j = 0; j < this.points; j++) transport.setCost(particles, j, FAR);
    for (const part of open) transport.setCost(particles, this.pointOf[part], 0);
    return transport.run();
  }

  /** Gradient at the parameters of the last `value`. On a particle's cone it is the shortest subgradient of the centre. */
  gradient(parameters: Float64Array, out: Float64Array): void {
    const { eventY, eventPhi, y, phi, gradY, gradPhi, gradMass, pointOf, particles } = this;
    const { transport, model } = this;
    const flows = transport.flow();
    const { from, to, mass } = transport;
    const cones = new Map<number, number>();
    gradY.fill(0);
    gradPhi.fill(0);
    for (let k = 0; k < flows; k++) {
      if (from[k] === particles) continue;
      const j = to[k];
      const dy = y[j] - eventY[from[k]];
      const dphi = wrapPhi(phi[j] - eventPhi[from[k]]);
      const distance = Math.sqrt(dy * dy + dphi * dphi);
      if (distance === 0) {
        cones.set(j, (cones.get(j) ?? 0) + mass[k]);
        continue;
      }
      gradY[j] += (mass[k] * dy) / distance;
      gradPhi[j] += (mass[k] * dphi) / distance;
    }
    if (model.parts.length > 1) this.weighGradient();
    model.pullback(parameters, this.quadrature, gradY, gradPhi, gradMass, out);
    for (const [p, { places }] of model.parts.entries()) {
      const cone = cones.get(pointOf[p]);
      if (cone === undefined) continue;
      const [a, b] = places;
      const pull = Math.sqrt(out[a] * out[a] + out[b] * out[b]);
      const left = pull > cone ? 1 - cone / pull : 0;
      out[a] *= left;
      out[b] *= left;
    }
  }

  /** Potentials of the particles: what the next problem of the same event can start from. */
  duals(): Float64Array {
    this.transport.bound();
    return this.transport.u.slice(0, this.particles);
  }

  /** Where the next solve starts from: potentials of the particles. */
  suggest(duals: Float64Array): void {
    this.prior = new Float64Array(this.share.length);
    this.prior.set(duals.subarray(0, this.particles));
    this.loaded.fill(0);
  }

  /** The parameters of the last `value` with every open point's weight as the flow has it. */
  settled(parameters: Float64Array): Float64Array {
    const { open, transport, particles, model, pointOf } = this;
    const out = Float64Array.from(parameters);
    if (open.length < 2) return out;
    const flows = transport.flow();
    const inflow = new Float64Array(this.points);
    for (let k = 0; k < flows; k++) {
      if (transport.from[k] < particles) inflow[transport.to[k]] += transport.mass[k];
    }
    for (const part of open) out[weightPlace(model, part)] = inflow[pointOf[part]];
    return out;
  }

  /** Of every place of the quadrature, the part it belongs to. */
  partOfPlaces(): Uint32Array {
    const out = new Uint32Array(this.points);
    let start = 0;
    for (const [p, { shape }] of this.model.parts.entries()) {
      const end = start + (shape.continuous ? this.quadrature : 1);
      out.fill(p, start, end);
      start = end;
    }
    return out;
  }

  private weighGradient(): void {
    const { transport, gradMass, open, pointOf, particles } = this;
    transport.bound();
    gradMass.set(transport.v.subarray(0, this.points));
    if (open.length < 2) return;
    let pool = (open.length - 1) * transport.u[particles];
    for (const part of open) {
      pool += gradMass[pointOf[part]];
      gradMass[pointOf[part]] = 0;
    }
    gradMass[pointOf[open[0]]] = pool;
  }

  /** New masses need a new problem; the last potentials are its first guess. */
  private weigh(): void {
    const { transport, mass, loaded, share, open, particles } = this;
    let same = true;
    for (let j = 0; same && j < mass.length; j++) same = mass[j] === loaded[j];
    if (same) return;
    if (!this.prior && loaded.some((value) => value > 0)) {
      transport.bound();
      this.prior = transport.u.slice(0, share.length);
    }
    loaded.set(mass);
    for (let j = 0; j < mass.length; j++) mass[j] = Math.max(mass[j], LEAST_MASS);
    if (open.length > 1) share[particles] = (open.length - 1) * mass[this.pointOf[open[0]]];
    transport.load(share, mass);
    if (this.prior) transport.suggest(this.prior);
    this.prior = null;
  }
}
