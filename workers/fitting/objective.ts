// The exact EMD between an event and a quadrature of a shape, and its gradient in the shape's parameters.
// Envelope theorem: with the optimal flow f held fixed, ∂EMD/∂q_j = Σ_i f_ij (q_j − x_i)/|q_j − x_i|, which the shape
// pulls back to its parameters. Between changes of the optimal basis this is exact.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Shape } from '../shapes/types.ts';
import { Transport } from '../transport/transport.ts';

export class Objective {
  readonly shape: Shape;
  /** Quadrature points in use. */
  readonly points: number;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly transport = new Transport();
  private readonly event: PlaneEvent;
  private readonly gradY: Float64Array;
  private readonly gradPhi: Float64Array;

  /** `prior`: an objective of the same event with other points, solved before; its potentials speed up the first solve. */
  constructor(event: PlaneEvent, shape: Shape, quadrature: number, prior?: Objective) {
    const points = shape.continuous ? quadrature : 1;
    this.event = event;
    this.shape = shape;
    this.points = points;
    this.y = new Float64Array(points);
    this.phi = new Float64Array(points);
    this.gradY = new Float64Array(points);
    this.gradPhi = new Float64Array(points);
    let total = 0;
    for (const pt of event.pt) total += pt;
    this.transport.load(
      event.pt.map((pt) => pt / total),
      new Float64Array(points).fill(1 / points),
    );
    if (prior) this.follow(prior);
  }

  /** Takes the potentials of another objective as a first guess, if nothing has been solved here yet. */
  follow(prior: Objective): void {
    prior.transport.bound();
    this.transport.suggest(prior.transport.u);
  }

  value(parameters: Float64Array): number {
    this.shape.quadrature(parameters, this.points, this.y, this.phi);
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
    this.shape.pullback(parameters, this.points, gradY, gradPhi, out);
  }
}
