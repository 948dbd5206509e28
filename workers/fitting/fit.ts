// The fit: many deterministic starts on a coarse quadrature, the best few on a finer one, the winner on the finest, where
// its value, dual bound and gap are taken. Every value is an exact EMD of the quadrature it was taken on.

import type { PlaneEvent } from '../core/events.ts';
import { random } from '../core/random.ts';
import type { Model } from '../shapes/types.ts';
import { article } from './article.ts';
import { descend } from './descent.ts';
import { Objective } from './objective.ts';
import { medoid, naturalLength, starts } from './starts.ts';
import type { FitOptions, FitOutcome } from './types.ts';

/** Quadrature points of the three levels. The last one is the result's. */
const COARSE = 64;
const MIDDLE = 256;
const FINE = 1000;
/** Starts by number of free parameters: more for the ellipse. */
const STARTS_PER_PARAMETER = 6;
/** Minima taken from the coarse to the middle level. */
const FINALISTS = 4;
/** Relative gain below which a level is done. */
const COARSE_TOLERANCE = 1e-3;
const MIDDLE_TOLERANCE = 1e-4;
const FINE_TOLERANCE = 3e-5;
/** On the way a transport may stay this share of its level's tolerance from optimal; the result is exact. */
const SLACK = 0.3;
const MAX_ITERATIONS = 60;
/** Longest first step from a start, natural lengths. */
const FREE_STEP = 1;
/** A minimum of one level moves on the next by a small share of the shape's size: the longest first step from there. */
const REFINING_STEP = 0.1;
/** The same for a shape without extent, natural lengths. */
const LEAST_STEP = 1e-3;
/** Minima closer than this share of the natural length in every parameter are one. */
const SAME = 0.05;
/** A descent within this share of the EMD of such a minimum has run into it. */
const NEAR = 0.02;
/** Lengths below this share of the natural one are tried at zero. */
const SNAP = 0.05;

interface Minimum {
  readonly parameters: Float64Array;
  readonly emd: number;
  readonly trace: readonly number[];
  readonly converged: boolean;
  /** Stopped on its way into a minimum that is known: not one of its own. */
  readonly joined?: true;
  /** Collapsed onto a particle: the value is the same on every quadrature, and no finer level has more to find. */
  readonly collapsed?: true;
}

/** Best parameters of the model for the event. Same input and seed: same result. Throws for empty events. */
export function fit(event: PlaneEvent, model: Model, options: FitOptions = {}): FitOutcome {
  const { seed = 1, now = () => performance.now() } = options;
  const number = options.event ?? event.event;
  const began = now();
  if (event.pt.length === 0) {
    throw new Error(
      `event ${number}: no particles in the plane, needed is at least 1 to fit ${article(model.text)} ${model.text}`,
    );
  }
  if (model.parts.length > 1) {
    throw new RangeError(`shape: ${model.text} is a composition, which is not yet fitted`);
  }
  const free = model.parameters.map(({ fixed, given }) => fixed === null && !given);
  const hold = (parameters: Float64Array) => parameters.map((value, k) => model.parameters[k].fixed ?? value);
  const component = (parameters: Float64Array) => model.toComponents(model.canonical(parameters));
  const whole = model.initial(event);
  const length = naturalLength(event, whole[0], whole[1]);
  const scale = Float64Array.from(model.parameters, ({ kind }, k) =>
    free[k] ? (kind === 'angle' ? 1 : length) : 0,
  );
  const stop = () => {
    if (options.cancelled?.()) throw new DOMException(`event ${number}: the fit was cancelled`, 'AbortError');
  };

  let iteration = 0;
  let leading = Number.POSITIVE_INFINITY;
  const run = (
    objective: Objective,
    from: Minimum,
    tolerance: number,
    firstStep: number,
    shown: boolean,
    known: readonly Minimum[] = [],
  ): Minimum => {
    const trace = [...from.trace];
    let joined = false;
    const result = descend(objective, from.parameters, {
      scale,
      tolerance,
      maxIterations: MAX_ITERATIONS,
      firstStep,
      onStep: (parameters, emd) => {
        stop();
        trace.push(emd);
        iteration++;
        if (shown || emd < leading) {
          if (!shown) leading = emd;
          options.onIterate?.({ iteration, emd, components: component(parameters) });
        }
        joined = known.some((minimum) => near(parameters, emd, minimum, model, length));
        return joined;
      },
    });
    if (joined) return { ...from, emd: result.value, joined };
    const snapped = snap(objective, result.x, result.value, model, free, SNAP * length);
    return { parameters: snapped.x, emd: snapped.value, trace, converged: result.converged };
  };
  const refining = (minimum: Minimum) =>
    Math.max(LEAST_STEP, (REFINING_STEP * model.size(minimum.parameters)) / length);
  const fresh = (parameters: Float64Array): Minimum => ({
    parameters: hold(parameters),
    emd: Number.POSITIVE_INFINITY,
    trace: [],
    converged: false,
  });

  let minima: Minimum[];
  let finer: Objective | undefined;
  if (options.from) {
    minima = [fresh(options.from)];
  } else {
    const count = 1 + STARTS_PER_PARAMETER * free.filter(Boolean).length;
    const candidates = starts(event, model, count, random(seed));
    if (options.at) candidates.unshift(model.initial(event, options.at));
    const coarse = new Objective(event, model, COARSE);
    coarse.transport.tolerance = SLACK * COARSE_TOLERANCE * length;
    minima = [];
    for (let k = 0; k < candidates.length; k++) {
      stop();
      const start = fresh(candidates[k]);
      if (k === 0) {
        const emd = coarse.value(start.parameters);
        options.onIterate?.({ iteration, emd, components: component(start.parameters) });
      }
      minima.push(run(coarse, start, COARSE_TOLERANCE, FREE_STEP, k === 0, minima));
      leading = Math.min(leading, minima[k].emd);
    }
    // Collapsed onto the middle particle: descent only creeps towards a length of zero, so it is tried as such.
    const collapsed = hold(Float64Array.from(model.parameters, (_, k) => (k < 2 ? medoid(event)[k] : 0)));
    const emd = coarse.value(collapsed);
    minima.push({ parameters: collapsed, emd, trace: [], converged: true, collapsed: true });
    minima = distinct(minima, model, length).slice(0, FINALISTS);
    finer = coarse;
  }
  const middle = new Objective(event, model, MIDDLE, finer);
  middle.transport.tolerance = SLACK * MIDDLE_TOLERANCE * length;
  const refined: Minimum[] = [];
  for (const [k, minimum] of minima.entries()) {
    stop();
    if (k === 0 && minimum.collapsed) {
      refined.push({ ...minimum, emd: middle.value(minimum.parameters) });
    } else {
      const firstStep = options.from || k > 0 ? FREE_STEP : refining(minimum);
      refined.push(run(middle, minimum, MIDDLE_TOLERANCE, firstStep, k === 0, refined));
    }
  }
  minima = distinct(refined, model, length);
  // Its potentials at the best minimum are the finest level's first guess.
  middle.value(minima[0].parameters);
  const fine = new Objective(event, model, FINE, middle);
  fine.transport.tolerance = SLACK * FINE_TOLERANCE * length;
  const [first] = minima;
  const best = first.collapsed ? first : run(fine, first, FINE_TOLERANCE, refining(first), true);
  const parameters = model.canonical(best.parameters);
  fine.transport.tolerance = 0;
  const emd = fine.value(parameters);
  const bound = Math.min(emd, fine.transport.bound());
  const components = model.toComponents(parameters);
  return {
    result: {
      event: number,
      shape: model.text,
      solver: 'exact',
      emd,
      lower_bound: bound,
      gap: emd - bound,
      quadrature: fine.points,
      seed,
      converged: best.converged && fine.transport.converged,
      iterations: best.trace.length,
      wall_ms: now() - began,
      components,
    },
    trace: best.trace.length > 0 ? best.trace : [emd],
    others: minima
      .slice(1)
      .map((minimum) => ({ emd: minimum.emd, components: component(minimum.parameters) })),
  };
}

/** Lengths that have become small are tried at exactly zero: |radius| has a kink there that descent only creeps into. */
function snap(
  objective: Objective,
  x: Float64Array,
  value: number,
  model: Model,
  free: readonly boolean[],
  below: number,
): { readonly x: Float64Array; readonly value: number } {
  let best = { x, value };
  for (let k = 2; k < x.length; k++) {
    if (!free[k] || model.parameters[k].kind !== 'length' || Math.abs(best.x[k]) > below) continue;
    const trial = Float64Array.from(best.x);
    trial[k] = 0;
    const trialValue = objective.value(trial);
    if (trialValue < best.value) best = { x: trial, value: trialValue };
  }
  return best;
}

/** On the way into a minimum that is known already: no need to go there again. */
function near(parameters: Float64Array, emd: number, known: Minimum, model: Model, length: number): boolean {
  return (
    emd >= known.emd &&
    emd < (1 + NEAR) * known.emd &&
    alike(model.canonical(parameters), model.canonical(known.parameters), model, length)
  );
}

/** Ascending EMD, those that ran into another and later ones close to an earlier one left out. */
function distinct(minima: readonly Minimum[], model: Model, length: number): Minimum[] {
  const sorted = minima.filter(({ joined }) => !joined).sort((p, q) => p.emd - q.emd);
  const kept: { readonly minimum: Minimum; readonly canonical: Float64Array }[] = [];
  for (const minimum of sorted) {
    const canonical = model.canonical(minimum.parameters);
    if (!kept.some((other) => alike(canonical, other.canonical, model, length)))
      kept.push({ minimum, canonical });
  }
  return kept.map(({ minimum }) => minimum);
}

function alike(p: Float64Array, q: Float64Array, model: Model, length: number): boolean {
  return model.parameters.every(({ kind }, k) => {
    let difference = Math.abs(p[k] - q[k]);
    if (kind === 'azimuth') difference = Math.min(difference, 2 * Math.PI - difference);
    if (kind === 'angle') {
      // A turn moves the ends of the axes only as far as these differ in length.
      difference = Math.min(difference, Math.PI - difference) * Math.abs(p[2] - p[3]);
    }
    return difference <= SAME * length;
  });
}
