// The exact EMD between an event and a quadrature of a shape, and its gradient in the shape's parameters.
// Envelope theorem: with the optimal flow f held fixed, ∂EMD/∂q_j = Σ_i f_ij (q_j − x_i)/|q_j − x_i|, which the shape
// pulls back to its parameters. Between changes of the optimal basis this is exact.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Model } from '../shapes/types.ts';
import { Transport } from '../transport/transport.ts';

/** A part without weight keeps its places: the solver wants every mass above 0. */
const LEAST_MASS = 1e-15;

export class Objective {
  readonly model: Model;
  /** Points of all parts. */
  readonly points: number;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** The masses that were solved for; they add up to 1. */
  readonly mass: Float64Array;
  readonly transport = new Transport();
  /** Points of each continuous part. */
  private readonly quadrature: number;
  private readonly event: PlaneEvent;
  private readonly gradY: Float64Array;
  private readonly gradPhi: Float64Array;
  private prior: Float64Array | null = null;
  /** The event's weights, together 1. */
  private readonly share: Float64Array;
  /** What the transport was loaded with. */
  private readonly loaded: Float64Array;

  /** `prior`: an objective of the same event with other points, solved before; its potentials speed up the first solve. */
  constructor(event: PlaneEvent, model: Model, quadrature: number, prior?: Objective) {
    const points = model.points(quadrature);
    this.event = event;
    this.model = model;
    this.quadrature = quadrature;
    this.points = points;
    this.y = new Float64Array(points);
    this.phi = new Float64Array(points);
    this.gradY = new Float64Array(points);
    this.gradPhi = new Float64Array(points);
    this.mass = new Float64Array(points);
    this.loaded = new Float64Array(points);
    let total = 0;
    for (const pt of event.pt) total += pt;
    this.share = event.pt.map((pt) => pt / total);
    if (prior) {
      prior.transport.bound();
      this.prior = prior.transport.u.slice(0, event.pt.length);
    }
  }

  value(parameters: Float64Array): number {
    this.model.quadrature(parameters, this.quadrature, this.y, this.phi, this.mass);
    this.weigh();
    return this.transport.solve(this.event.y, this.event.phi, this.y, this.phi);
  }

  /** Gradient at the parameters of the last `value`. */
  gradient(parameters: Float64Array, out: Float64Array): void {
    const { event, y, phi, gradY, gradPhi } = this;
    const { transport } = this;
    const flows = transport.flow();
    const { from, to, mass } = transport;
    gradY.fill(0);
    gradPhi.fill(0);
    for (let k = 0; k < flows; k++) {
      const j = to[k];
      const dy = y[j] - event.y[from[k]];
      const dphi = wrapPhi(phi[j] - event.phi[from[k]]);
      const distance = Math.sqrt(dy * dy + dphi * dphi);
      // At a particle the cost has a cone: zero is one of its subgradients.
      if (distance === 0) continue;
      gradY[j] += (mass[k] * dy) / distance;
      gradPhi[j] += (mass[k] * dphi) / distance;
    }
    if (this.model.parts.length > 1) transport.bound();
    this.model.pullback(parameters, this.quadrature, gradY, gradPhi, transport.v, out);
  }

  /** New masses need a new problem; the last potentials are its first guess. */
  private weigh(): void {
    const { transport, mass, loaded } = this;
    if (mass.every((value, j) => value === loaded[j])) return;
    const known = loaded[0] > 0 || loaded.some((value) => value > 0);
    if (known) {
      transport.bound();
      this.prior = transport.u.slice(0, this.event.pt.length);
    }
    loaded.set(mass);
    transport.load(
      this.share,
      mass.map((value) => Math.max(value, LEAST_MASS)),
    );
    if (this.prior) transport.suggest(this.prior);
    this.prior = null;
  }
}
