// A fit repeated on an event that is almost the same: downhill from known parameters, no search. Some milliseconds.

import type { PlaneEvent } from '../core/events.ts';
import { centroid } from '../core/geometry.ts';
import type { Model } from '../shapes/types.ts';
import { descend } from './descent.ts';
import { Objective } from './objective.ts';
import { naturalLength } from './starts.ts';

/** Points of each continuous part. */
const POINTS = 256;
/** Relative gain below which a refit is done: parameters that start at the old minimum must not stop short of the new one. */
const TOLERANCE = 1e-6;
const MAX_ITERATIONS = 60;
/** Longest first step, natural lengths. */
const FIRST_STEP = 0.1;

export class Refit {
  /** Natural length of the event, rad. */
  readonly length: number;
  private readonly model: Model;
  private readonly scale: Float64Array;

  constructor(event: PlaneEvent, model: Model) {
    this.length = naturalLength(event, ...centroid(event.pt, event.y, event.phi));
    this.model = model;
    this.scale = Float64Array.from(model.parameters, ({ kind, fixed, given }) => {
      if (fixed !== null || given) return 0;
      return kind === 'angle' || kind === 'weight' ? 1 : this.length;
    });
  }

  /** The parameters of the minimum below `from`. They are not canonical: names and copies stay with what they began with. */
  of(event: PlaneEvent, from: Float64Array): Float64Array {
    const objective = new Objective(event, this.model, POINTS);
    const { x } = descend(objective, from, {
      scale: this.scale,
      tolerance: TOLERANCE,
      maxIterations: MAX_ITERATIONS,
      firstStep: FIRST_STEP,
    });
    for (const [k, { kind }] of this.model.parameters.entries()) if (kind === 'length') x[k] = Math.abs(x[k]);
    return x;
  }
}
