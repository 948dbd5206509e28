// A fit repeated on an event that is almost the same: downhill from known parameters, no search. Some milliseconds.

import type { PlaneEvent } from '../core/events.ts';
import type { Model } from '../shapes/types.ts';
import { descend } from './descent.ts';
import { Objective } from './objective.ts';
import { followingWeights, openParts, pool } from './open.ts';
import { Search } from './search.ts';

/** Points of all continuous parts together, and the fewest of one. */
const POINTS = 160;
const LEAST_POINTS = 64;
/** Relative gain below which a refit is done: parameters that start at the old minimum must not stop short of the new one. */
const TOLERANCE = 1e-6;
/** On the way a transport may stay this share of the tolerance from optimal. */
const SLACK = 0.3;
const MAX_ITERATIONS = 60;
/** Longest first step, natural lengths. */
const FIRST_STEP = 0.1;

export class Refit {
  /** Natural length of the event, rad. */
  readonly length: number;
  private readonly model: Model;
  private readonly search: Search;
  private readonly open: readonly number[];
  private readonly points: number;

  /** Steps are measured by this event. */
  constructor(event: PlaneEvent, model: Model) {
    this.model = model;
    this.open = openParts(model);
    this.search = new Search(event, model, {}, followingWeights(model, this.open));
    this.length = this.search.length;
    const continuous = model.parts.filter(({ shape }) => shape.continuous).length;
    this.points = Math.max(LEAST_POINTS, Math.ceil(POINTS / Math.max(1, continuous)));
  }

  /** The parameters of the minimum below `from`. They are not canonical: names and copies stay with what they began with. */
  of(event: PlaneEvent, from: Float64Array): Float64Array {
    const { model, open, points } = this;
    const { scale, constraints } = this.search;
    const objective = new Objective(event, model, points, { open });
    objective.transport.tolerance = SLACK * TOLERANCE * this.length;
    const start = pool(from, model, open);
    if (constraints.any) constraints.project(start);
    const { x } = descend(objective, start, {
      scale,
      tolerance: TOLERANCE,
      maxIterations: MAX_ITERATIONS,
      firstStep: FIRST_STEP,
      feasible: constraints.any ? constraints : undefined,
    });
    objective.value(x);
    const out = objective.settled(x);
    for (const [k, { kind }] of model.parameters.entries()) if (kind === 'length') out[k] = Math.abs(out[k]);
    return out;
  }
}
