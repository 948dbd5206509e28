// The distance to a fitted shape itself. A fit's value stands on points; this one does not, and says how far it can be off.

import type { PlaneEvent } from '../core/events.ts';
import type { Model } from '../shapes/types.ts';
import { semidiscrete } from '../transport/relatives/index.ts';
import { Objective } from './objective.ts';

export interface ContinuousEmd {
  /** β = 1, R = 1, energies normalised. */
  readonly emd: number;
  readonly error: number;
  readonly converged: boolean;
}

/** Points a continuous part of a composition: the first and the last refinement, each twice as many as the one before. */
const COARSEST = 500;
const FINEST = 4000;
/** A composition's value has settled where the last doubling moved it by less than this share. */
const SETTLED = 3e-4;

/** A shape smaller than this, rad, is measured on its points: its cells are too thin to be found, and the points are off by less. */
const COLLAPSED = 1e-6;

/** EMD of the event (all its particles) to the model at these parameters. */
export function continuousEmd(event: PlaneEvent, model: Model, x: Float64Array): ContinuousEmd {
  const [{ shape }] = model.parts;
  if (model.parts.length > 1 || !shape.continuous) return refined(event, model, x);
  if (model.size(x) < COLLAPSED) return collapsed(event, model, x);
  const parameters = model.partOf(x, 0);
  const points = { weight: event.pt, y: event.y, phi: event.phi };
  const places = (n: number, y: Float64Array, phi: Float64Array) => shape.quadrature(parameters, n, y, phi);
  const found = semidiscrete(points, shape.curved?.(parameters) ?? { kind: 'places', places });
  return { emd: found.emd, error: found.error, converged: found.converged };
}

/** Wherever its points stand on it, they are no farther from the shape than its size. */
function collapsed(event: PlaneEvent, model: Model, x: Float64Array): ContinuousEmd {
  const objective = new Objective(event, model, COARSEST);
  const emd = objective.value(x);
  const error = Math.max(0, emd - objective.transport.bound()) + 2 * model.size(x);
  return { emd, error, converged: true };
}

/** Several parts, or points alone: exact EMDs of finer and finer quadratures, the last step as the error. */
function refined(event: PlaneEvent, model: Model, x: Float64Array): ContinuousEmd {
  let prior: Objective | undefined;
  let before = Number.NaN;
  for (let n = COARSEST; ; n *= 2) {
    const objective: Objective = new Objective(event, model, n, { prior });
    const value = objective.value(x);
    const error = model.continuous ? Math.abs(value - before) : value - objective.transport.bound();
    const converged = error <= SETTLED * value || !model.continuous;
    if (converged || n >= FINEST) return { emd: value, error: Math.max(0, error), converged };
    before = value;
    prior = objective;
  }
}
