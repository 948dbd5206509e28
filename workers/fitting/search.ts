// What every search for the best parameters shares: the model's limits and natural length, descents whose iterates are
// shown, and how they are cancelled.

import type { PlaneEvent } from '../core/events.ts';
import { centroid } from '../core/geometry.ts';
import { hasCenter } from '../shapes/layout.ts';
import type { Model } from '../shapes/types.ts';
import { anneal, type Schedule } from './anneal.ts';
import { Constraints, canonicalWithin } from './constraints.ts';
import { type Descendable, descend } from './descent.ts';
import { type Minimum, near, ordered } from './minima.ts';
import { naturalLength } from './starts.ts';
import type { FitOptions, Thoroughness } from './types.ts';

const MAX_ITERATIONS = 60;
/** A minimum of one level moves on the next by a small share of the shape's size: the longest first step from there. */
const REFINING_STEP = 0.1;
/** The same for a shape without extent, natural lengths. */
const LEAST_STEP = 1e-3;
/** Lengths below this share of the natural one are tried at zero. */
const SNAP = 0.05;
/** Longest first step from a start, natural lengths. */
export const FREE_STEP = 1;
/** Steps of weights are measured in this. */
const WEIGHT_SCALE = 0.3;

/** What is made least. `settled`: the parameters of the last value with all weights in their places. */
export interface Target extends Descendable {
  settled(parameters: Float64Array): Float64Array;
}

export interface Run {
  readonly objective: Target;
  readonly from: Minimum;
  readonly tolerance: number;
  readonly firstStep: number;
  /** Its iterates are shown whatever their value; others only where they lead. */
  readonly shown: boolean;
  /** Ends on the way into one of these. */
  readonly known?: readonly Minimum[];
  readonly maxIterations?: number;
}

export class Search {
  readonly event: PlaneEvent;
  readonly number: number;
  readonly model: Model;
  readonly options: FitOptions;
  readonly thoroughness: Thoroughness;
  readonly constraints: Constraints;
  /** Natural length of the fit, rad. */
  readonly length: number;
  /** Steps of every parameter are measured in these. */
  readonly scale: Float64Array;
  /** The guess from the whole event: given parameters stand as they stay. */
  readonly whole: Float64Array;
  private iteration = 0;
  private leading = Number.POSITIVE_INFINITY;

  /** `following`: places of weights that the objective finds itself. */
  constructor(event: PlaneEvent, model: Model, options: FitOptions, following: readonly number[] = []) {
    this.event = event;
    this.number = options.event ?? event.event;
    this.model = model;
    this.options = options;
    this.thoroughness = options.search ?? 'thorough';
    this.constraints = new Constraints(model, following, model.parts.length > 1);
    this.whole = model.initial(event, undefined, options.region);
    const [y, phi] =
      model.parts.length === 1 && hasCenter(model.parts[0].shape)
        ? this.whole
        : centroid(event.pt, event.y, event.phi);
    this.length = naturalLength(event, y, phi);
    this.scale = Float64Array.from(model.parameters, ({ kind }, k) => {
      if (!this.constraints.free[k]) return 0;
      return kind === 'angle' ? 1 : kind === 'weight' ? WEIGHT_SCALE : this.length;
    });
  }

  /** Throws where the fit was cancelled. */
  stop(): void {
    if (this.options.cancelled?.()) {
      throw new DOMException(`event ${this.number}: the fit was cancelled`, 'AbortError');
    }
  }

  /** A start: fixed and given parameters held, limits kept. */
  fresh(parameters: Float64Array): Minimum {
    const held = parameters.map((value, k) => {
      const { fixed, given } = this.model.parameters[k];
      return fixed ?? (given ? this.whole[k] : value);
    });
    if (this.constraints.any) this.constraints.project(held);
    return { parameters: held, emd: Number.POSITIVE_INFINITY, trace: [], converged: false };
  }

  /** Shows a place that no descent has found. */
  show(parameters: Float64Array, emd: number): void {
    const { iteration } = this;
    this.options.onIterate?.({ iteration, emd, components: this.components(parameters) });
  }

  /** From now on only descents below this are shown, unless they ask for it. */
  lead(emd: number): void {
    this.leading = Math.min(this.leading, emd);
  }

  /** An iterate that no descent has found: shown if it leads, or if asked to. */
  reached(parameters: Float64Array, emd: number, shown: boolean): void {
    this.iteration++;
    if (shown || emd < this.leading) {
      this.lead(emd);
      this.show(parameters, emd);
    }
  }

  components(parameters: Float64Array) {
    const { model } = this;
    return model.toComponents(ordered(canonicalWithin(model, parameters), model));
  }

  /** Near a minimum, in long steps that shrink; only the steps that lead are shown, or count as iterations. */
  anneal(objective: Target, from: Minimum, schedule: Schedule, shown = false): Minimum {
    const { constraints } = this;
    const trace = [...from.trace];
    let least = Number.POSITIVE_INFINITY;
    const found = anneal(objective, from.parameters, {
      ...schedule,
      scale: this.scale,
      feasible: constraints.any ? constraints : undefined,
      onStep: (parameters, emd) => {
        this.stop();
        if (emd >= least) return;
        least = emd;
        trace.push(emd);
        this.iteration++;
        if (!shown && emd >= this.leading) return;
        if (!shown) this.leading = emd;
        if (this.options.onIterate) this.show(objective.settled(parameters), emd);
      },
    });
    const snapped = this.snap(objective, found.x, found.value);
    return { parameters: snapped.x, emd: snapped.value, trace, converged: false };
  }

  /** Downhill from a minimum of another level, or from a start. */
  descend({ objective, from, tolerance, firstStep, shown, known = [], maxIterations }: Run): Minimum {
    const { model, constraints, length } = this;
    const trace = [...from.trace];
    let joined = false;
    const result = descend(objective, from.parameters, {
      scale: this.scale,
      tolerance,
      maxIterations: maxIterations ?? MAX_ITERATIONS,
      firstStep,
      feasible: constraints.any ? constraints : undefined,
      onStep: (parameters, emd) => {
        this.stop();
        trace.push(emd);
        this.iteration++;
        if (shown || emd < this.leading) {
          if (!shown) this.leading = emd;
          if (this.options.onIterate) this.show(objective.settled(parameters), emd);
        }
        joined = known.some((minimum) => near(parameters, emd, minimum, model, length));
        return joined;
      },
    });
    if (joined) return { ...from, emd: result.value, joined };
    const snapped = this.snap(objective, result.x, result.value);
    return { parameters: snapped.x, emd: snapped.value, trace, converged: result.converged };
  }

  /** Longest first step from a minimum of a coarser level. */
  refining(minimum: Minimum): number {
    return Math.max(LEAST_STEP, (REFINING_STEP * this.model.size(minimum.parameters)) / this.length);
  }

  /** Lengths that have become small are tried at exactly zero: |radius| has a kink there that descent only creeps into. */
  private snap(objective: Target, x: Float64Array, value: number) {
    const { model, constraints, length } = this;
    let best = { x, value };
    for (let k = 0; k < x.length; k++) {
      const { kind, lower } = model.parameters[k];
      if (!constraints.free[k] || kind !== 'length' || lower > 0) continue;
      if (Math.abs(best.x[k]) > SNAP * length) continue;
      const trial = Float64Array.from(best.x);
      trial[k] = 0;
      const trialValue = objective.value(trial);
      if (trialValue < best.value) best = { x: trial, value: trialValue };
    }
    return best;
  }
}
