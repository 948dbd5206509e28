// The fit by the debiased Sinkhorn divergence instead of the EMD: the same starts (of a composition, the minima that the
// exact solver finds from its own), downhill on a function without kinks.
// What comes out is judged by the exact EMD: its value, bound and gap are those of the shape that was found, and the
// divergence, which is smaller, stands beside them.

import type { PlaneEvent } from '../core/events.ts';
import { random } from '../core/random.ts';
import type { Model } from '../shapes/types.ts';
import { article } from './article.ts';
import { canonicalWithin } from './constraints.ts';
import { Divergence } from './divergence.ts';
import { fit as fitExact } from './fit.ts';
import { distinct, type Minimum, ordered } from './minima.ts';
import { Objective } from './objective.ts';
import { FREE_STEP, Search, type Target } from './search.ts';
import { starts } from './starts.ts';
import type { FitOptions, FitOutcome } from './types.ts';

/** Temperature of the flows, natural lengths of the event: the mean distance from its centre. */
const EPSILON = 0.05;
/** Points of all continuous parts together at the two levels, and the fewest of one; and of each in the exact value. */
const COARSE = 32;
const LATE = 128;
const LEAST_POINTS = 12;
const FINE = 1000;
/** Starts a free parameter of a single shape. */
const STARTS_PER_PARAMETER = 3;
/** Minima taken from the coarse to the late level. */
const FINALISTS = 3;
const COARSE_TOLERANCE = 2e-3;
const LATE_TOLERANCE = 2e-4;
/** Iterates, and minima other than the best, are told by the EMD on so many points a part. */
const SHOWN = 256;

/** Best parameters of the model for the event in divergence. Same input and seed: same result. Throws for empty events. */
export function fitSinkhorn(event: PlaneEvent, model: Model, options: FitOptions = {}): FitOutcome {
  const { seed = 1, now = () => performance.now() } = options;
  const number = options.event ?? event.event;
  const began = now();
  if (event.pt.length === 0) {
    throw new Error(
      `event ${number}: no particles in the plane, needed is at least 1 to fit ${article(model.text)} ${model.text}`,
    );
  }
  // Iterates are told by their exact EMD, as those of the other solver.
  const exact = new Objective(event, model, SHOWN);
  const { onIterate } = options;
  const shown: FitOptions = onIterate
    ? {
        ...options,
        onIterate: ({ iteration, components }) =>
          onIterate({ iteration, components, emd: exact.value(model.fromComponents(components)) }),
      }
    : options;
  const search = new Search(event, model, shown);
  const epsilon = EPSILON * search.length;
  const level = (points: number) => new Divergence(event, model, pointsOf(model, points), epsilon);
  const minima = descents(search, level(COARSE), level(LATE));
  const [best, ...others] = minima;
  const parameters = ordered(canonicalWithin(model, best.parameters), model);
  const late = level(LATE);
  const divergence = late.value(parameters);
  const fine = new Objective(event, model, FINE, { prior: exactAt(exact, parameters) });
  const emd = fine.value(parameters);
  const bound = Math.min(emd, fine.transport.bound());
  return {
    result: {
      event: number,
      shape: model.text,
      solver: 'sinkhorn',
      emd,
      lower_bound: bound,
      gap: emd - bound,
      divergence,
      quadrature: fine.points,
      seed,
      converged: best.converged && late.converged && fine.transport.converged,
      iterations: best.trace.length,
      wall_ms: now() - began,
      components: model.toComponents(parameters),
      ...(options.search === 'quick' ? { search: 'quick' as const } : {}),
    },
    trace: best.trace.length > 0 ? best.trace : [emd],
    others: others.map((minimum) => ({
      emd: exact.value(minimum.parameters),
      components: search.components(minimum.parameters),
    })),
  };
}

function exactAt(objective: Objective, parameters: Float64Array): Objective {
  objective.value(parameters);
  return objective;
}

/** Of a composition, where the exact solver's search ended: from afar the entropic one takes minutes. */
function exactMinima(search: Search): Minimum[] {
  const { event, model, options } = search;
  const { result, others } = fitExact(event, model, { ...options, onIterate: undefined });
  return [result, ...others]
    .slice(0, FINALISTS)
    .map(({ components }) => search.fresh(model.fromComponents(components)));
}

/** Minima of the late level, the best first. */
function descents(search: Search, coarse: Target, late: Target): Minimum[] {
  const { event, model, options, length } = search;
  let minima: Minimum[] = [];
  if (options.from) minima = [search.fresh(options.from)];
  else if (model.parts.length > 1) minima = exactMinima(search);
  else {
    for (const [k, candidate] of startsOf(search).entries()) {
      search.stop();
      const from = search.fresh(candidate);
      if (k === 0) search.show(from.parameters, coarse.value(from.parameters));
      const objective = coarse;
      const firstStep = FREE_STEP;
      const tolerance = COARSE_TOLERANCE;
      minima.push(search.descend({ objective, from, tolerance, firstStep, shown: k === 0, known: minima }));
      search.lead(minima[k].emd);
    }
    minima = distinct(minima, model, length).slice(0, FINALISTS);
  }
  const refined: Minimum[] = [];
  for (const [k, from] of minima.entries()) {
    search.stop();
    const objective = late;
    const firstStep = options.from ? FREE_STEP : search.refining(from);
    const tolerance = LATE_TOLERANCE;
    refined.push(search.descend({ objective, from, tolerance, firstStep, shown: k === 0, known: refined }));
  }
  return distinct(refined, model, length);

  function startsOf({ whole, constraints }: Search): Float64Array[] {
    const count = 1 + STARTS_PER_PARAMETER * constraints.free.filter(Boolean).length;
    const out = starts(event, model, count, random(options.seed ?? 1), whole);
    return options.at ? [model.initial(event, options.at, options.region), ...out] : out;
  }
}

function pointsOf({ parts }: Model, points: number): number {
  const continuous = parts.filter(({ shape }) => shape.continuous).length;
  return Math.max(LEAST_POINTS, Math.ceil(points / Math.max(1, continuous)));
}
