// A fit repeated on an event that is almost the same: downhill from known parameters, no search. Some milliseconds.

import type { PlaneEvent } from '../core/events.ts';
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
  /** Of every parameter, what a change of 1 moves, natural lengths; 0 for those that are held. */
  readonly reach: Float64Array;
  private readonly model: Model;
  private readonly scale: Float64Array;

  /** Steps are measured by the event and the size of the shape at `best`. */
  constructor(event: PlaneEvent, model: Model, best: Float64Array) {
    const [y, phi] = model.initial(event);
    const length = naturalLength(event, y, phi);
    this.model = model;
    const free = ({ fixed, given }: Model['parameters'][number]) => fixed === null && !given;
    this.scale = Float64Array.from(model.parameters, (parameter) => {
      if (!free(parameter)) return 0;
      return parameter.kind === 'angle' || parameter.kind === 'weight' ? 1 : length;
    });
    // A turn moves the shape's edge, a weight what it holds.
    const size = model.size(best);
    this.reach = Float64Array.from(model.parameters, (parameter) => {
      if (!free(parameter)) return 0;
      if (parameter.kind === 'weight') return 1;
      return parameter.kind === 'angle' ? size / length : 1 / length;
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
