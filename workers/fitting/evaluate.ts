// A shape at given parameters against an event, live: what a drag shows. The last event's solver is kept, so that the
// next call of the same drag goes on from the last basis.

import type { PlaneEvent } from '../core/events.ts';
import type { Model } from '../shapes/types.ts';
import { potentialAt } from '../transport/potential.ts';
import { article } from './article.ts';
import { Objective } from './objective.ts';
import type { EvaluationOutcome } from './types.ts';

export interface EvaluateOptions {
  /** Points of the shape. */
  readonly quadrature: number;
  /** Also return the optimal flow. */
  readonly plan: boolean;
}

/** Keeps one solver; `evaluate` uses a shared one. Give a thread, or a test, its own. */
export class Evaluator {
  private event: PlaneEvent | null = null;
  private objective: Objective | null = null;

  /** Exact EMD, bound, potential and (if asked) plan. Throws for an event without particles. */
  evaluate(
    event: PlaneEvent,
    model: Model,
    parameters: Float64Array,
    options: EvaluateOptions,
  ): EvaluationOutcome {
    if (event.pt.length === 0) {
      throw new Error(
        `event ${event.event}: no particles in the plane, needed is at least 1 to compare with ${article(model.text)} ${model.text}`,
      );
    }
    const { quadrature } = options;
    if (!Number.isInteger(quadrature) || quadrature < 1) {
      throw new RangeError(`quadrature: ${quadrature}, allowed are whole numbers ≥ 1`);
    }
    const points = model.points(quadrature);
    const known = this.objective;
    let objective = known;
    if (
      !known ||
      !objective ||
      !same(this.event, event) ||
      known.model !== model ||
      known.points !== points
    ) {
      const prior = known && same(this.event, event) ? known : undefined;
      objective = new Objective(event, model, quadrature, { prior });
      this.objective = objective;
      this.event = event;
    }
    const emd = objective.value(parameters);
    const { transport } = objective;
    const lowerBound = Math.min(emd, transport.bound());
    const dual = transport.u.slice(0, event.pt.length);
    const points2 = { weight: event.pt, y: event.y, phi: event.phi };
    return {
      emd,
      lowerBound,
      gap: emd - lowerBound,
      quadrature: points,
      potential: Float64Array.from(dual, (_, i) => potentialAt(points2, dual, event.y[i], event.phi[i])),
      dual,
      plan: options.plan ? transport.plan() : null,
      quadratureY: objective.y.slice(),
      quadraturePhi: objective.phi.slice(),
    };
  }
}

/** The same particles, though perhaps selected anew. */
function same(a: PlaneEvent | null, b: PlaneEvent): boolean {
  if (a === b) return true;
  if (!a || a.pt.length !== b.pt.length) return false;
  for (let i = 0; i < b.pt.length; i++) {
    if (a.pt[i] !== b.pt[i] || a.y[i] !== b.y[i] || a.phi[i] !== b.phi[i]) return false;
  }
  return true;
}

const shared = new Evaluator();

/** `Evaluator.evaluate` on this thread's own workspace. */
export function evaluate(
  event: PlaneEvent,
  model: Model,
  parameters: Float64Array,
  options: EvaluateOptions,
): EvaluationOutcome {
  return shared.evaluate(event, model, parameters, options);
}
