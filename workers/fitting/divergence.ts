// The debiased Sinkhorn divergence between an event and a quadrature of a model, S = OT_ε(a, b) − ½ OT_ε(a, a) − ½ OT_ε(b, b)
// (Genevay, Peyré, Cuturi 2018; Feydy et al. 2019), and its gradient in the model's parameters. Smooth where the exact EMD
// has kinks. By the envelope theorem, with P the flow of OT_ε(a, b) and Q that of OT_ε(b, b) held fixed,
// ∂S/∂q_j = Σ_i P_ij (q_j − x_i)/|q_j − x_i| − Σ_k Q_jk (q_j − q_k)/|q_j − q_k|, and ∂S/∂m_j is the difference of their potentials.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Model } from '../shapes/types.ts';
import { fillCosts } from '../transport/costs.ts';
import { Entropic } from '../transport/relatives/entropic.ts';
import { polish } from '../transport/relatives/newton.ts';
import type { Descendable } from './descent.ts';

/** L1 error of the marginals at which a flow is good enough; the divergence is then true to second order in it. */
const TOLERANCE = 1e-4;
/** Sinkhorn steps before Newton's take over, and the most of those; the steps of a measure against itself, which is quick. */
const ITERATIONS = 100;
const POLISH = 30;
const SELF_ITERATIONS = 2000;
/** A part without weight keeps its places. */
const LEAST_MASS = 1e-15;

export class Divergence implements Descendable {
  readonly points: number;
  /** Temperature, rad. */
  readonly epsilon: number;
  private readonly event: PlaneEvent;
  private readonly model: Model;
  private readonly quadrature: number;
  private readonly y: Float64Array;
  private readonly phi: Float64Array;
  private readonly mass: Float64Array;
  private readonly gradY: Float64Array;
  private readonly gradPhi: Float64Array;
  private readonly gradMass: Float64Array;
  private readonly eventPhi: Float64Array;
  private readonly between = new Entropic();
  private readonly within = new Entropic();
  /** ½ OT_ε(a, a). */
  private readonly ownHalf: number;
  private solved = false;
  /** Of the last `value`. */
  converged = false;

  constructor(event: PlaneEvent, model: Model, quadrature: number, epsilon: number) {
    const points = model.points(quadrature);
    this.event = event;
    this.model = model;
    this.quadrature = quadrature;
    this.points = points;
    this.epsilon = epsilon;
    this.y = new Float64Array(points);
    this.phi = new Float64Array(points);
    this.mass = new Float64Array(points);
    this.gradY = new Float64Array(points);
    this.gradPhi = new Float64Array(points);
    this.gradMass = new Float64Array(points);
    this.eventPhi = event.phi.map(wrapPhi);
    let total = 0;
    for (const pt of event.pt) total += pt;
    const n = event.pt.length;
    const { within, between } = this;
    within.reserve(n, n);
    for (let i = 0; i < n; i++) within.a[i] = event.pt[i] / total;
    fillCosts(n, event.y, this.eventPhi, n, event.y, this.eventPhi, 1, 1, within.cost);
    this.ownHalf = within.solveSelf(epsilon, TOLERANCE, SELF_ITERATIONS) / 2;
    between.reserve(n, points);
    for (let i = 0; i < n; i++) between.a[i] = event.pt[i] / total;
    within.reserve(points, points);
  }

  value(x: Float64Array): number {
    const { event, model, points, between, within, y, phi, mass, epsilon } = this;
    const n = event.pt.length;
    model.quadrature(x, this.quadrature, y, phi, mass);
    let total = 0;
    for (let j = 0; j < points; j++) {
      phi[j] = wrapPhi(phi[j]);
      mass[j] = Math.max(mass[j], LEAST_MASS);
      total += mass[j];
    }
    for (let j = 0; j < points; j++) within.a[j] = between.b[j] = mass[j] / total;
    fillCosts(n, event.y, this.eventPhi, points, y, phi, 1, 1, between.cost);
    fillCosts(points, y, phi, points, y, phi, 1, 1, within.cost);
    let ab = between.solve(epsilon, TOLERANCE, ITERATIONS, this.solved);
    if (!between.converged) ab = polish(between, epsilon, TOLERANCE, POLISH);
    const bb = within.solveSelf(epsilon, TOLERANCE, SELF_ITERATIONS, this.solved);
    this.solved = true;
    this.converged = between.converged && within.converged;
    return ab - bb / 2 - this.ownHalf;
  }

  /** Gradient at the parameters of the last `value`. */
  gradient(x: Float64Array, out: Float64Array): void {
    const { event, points, between, within, y, phi, gradY, gradPhi, gradMass, epsilon } = this;
    const n = event.pt.length;
    gradY.fill(0);
    gradPhi.fill(0);
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < points; j++, k++) {
        const distance = between.cost[k];
        if (distance === 0) continue;
        const pull = between.plan[k] / distance;
        gradY[j] += pull * (y[j] - event.y[i]);
        gradPhi[j] += pull * wrapPhi(phi[j] - this.eventPhi[i]);
      }
    }
    const { a, f } = within;
    for (let j = 0, k = 0; j < points; j++) {
      for (let l = 0; l < points; l++, k++) {
        const distance = within.cost[k];
        if (distance === 0) continue;
        const push = (a[j] * a[l] * Math.exp((f[j] + f[l] - distance) / epsilon)) / distance;
        gradY[j] -= push * (y[j] - y[l]);
        gradPhi[j] -= push * wrapPhi(phi[j] - phi[l]);
      }
      gradMass[j] = between.g[j] - f[j];
    }
    this.model.pullback(x, this.quadrature, gradY, gradPhi, gradMass, out);
  }

  /** All its weights are among the parameters. */
  settled(x: Float64Array): Float64Array {
    return x;
  }
}
