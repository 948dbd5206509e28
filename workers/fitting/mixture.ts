// The search for a composition: weights and places of all parts together, from starts on pieces of the event (exclusive kt
// axes, the best N points, k-means++ on energy), coarse first. Points with free weights are left open (objective.ts).

import type { PlaneEvent } from '../core/events.ts';
import { random as createRandom, type Random } from '../core/random.ts';
import { exclusiveAxes } from '../jets/index.ts';
import type { Model } from '../shapes/types.ts';
import { distinct, type Minimum } from './minima.ts';
import { Objective, weightPlace } from './objective.ts';
import { drawnCenters, exchangedPoints, settledPoints } from './points.ts';
import { FREE_STEP, Search } from './search.ts';
import { type Centers, groupsOf, seeded } from './seeds.ts';

/** Points of each continuous part at the three levels before the result's. */
const COARSE = 24;
const MIDDLE = 96;
const LATE = 384;
const COARSE_TOLERANCE = 2e-3;
const MIDDLE_TOLERANCE = 5e-4;
const LATE_TOLERANCE = 2e-4;
const SLACK = 0.3;
/** How hard to look: starts, and how many of their minima go on. An exhaustive search asks for more. */
export interface Effort {
  readonly starts: number;
  readonly finalists: number;
}
const EFFORT: Effort = { starts: 12, finalists: 3 };
const MAX_ITERATIONS = 100;

/** Parts that are points and whose weights nothing limits. */
export function openParts({ parts, parameters }: Model): number[] {
  return parts.flatMap(({ shape }, p) => {
    const { fixed, lower, upper } = parameters[parameters.length - parts.length + p];
    return !shape.continuous && fixed === null && lower <= 0 && upper >= 1 ? [p] : [];
  });
}

export function searchMixture(outer: Search, fine: number, start: Float64Array | undefined, effort = EFFORT) {
  const { event, model, options } = outer;
  const open = openParts(model);
  const search = new Search(
    event,
    model,
    options,
    open.slice(1).map((p) => weightPlace(model, p)),
  );
  const { length } = search;
  const pooled = (x: Float64Array) => pool(x, model, open);
  const level = (points: number, tolerance: number, prior?: Objective) => {
    const objective = new Objective(event, model, points, { open, prior });
    objective.transport.tolerance = SLACK * tolerance * length;
    return objective;
  };
  const coarse = level(COARSE, COARSE_TOLERANCE);
  let minima: Minimum[] = [];
  if (start) {
    minima = [search.fresh(pooled(start))];
  } else {
    for (const [k, candidate] of mixtureStarts(search).entries()) {
      search.stop();
      const from = search.fresh(pooled(candidate));
      if (k === 0) search.show(from.parameters, coarse.value(from.parameters));
      const found = search.descend({
        objective: coarse,
        from,
        tolerance: COARSE_TOLERANCE,
        firstStep: FREE_STEP,
        shown: k === 0,
        known: minima,
        maxIterations: MAX_ITERATIONS,
      });
      minima.push(found);
      search.lead(found.emd);
    }
    minima = distinct(minima, model, length).slice(0, effort.finalists);
  }
  const middle = level(MIDDLE, MIDDLE_TOLERANCE, coarse);
  const refined: Minimum[] = [];
  for (const [k, minimum] of minima.entries()) {
    search.stop();
    refined.push(
      search.descend({
        objective: middle,
        from: minimum,
        tolerance: MIDDLE_TOLERANCE,
        firstStep: start ? FREE_STEP : search.refining(minimum),
        shown: k === 0,
        known: refined,
        maxIterations: MAX_ITERATIONS,
      }),
    );
  }
  minima = distinct(refined, model, length);
  const late = level(LATE, LATE_TOLERANCE, middle);
  const best = search.descend({
    objective: late,
    from: minima[0],
    tolerance: LATE_TOLERANCE,
    firstStep: search.refining(minima[0]),
    shown: true,
    maxIterations: MAX_ITERATIONS,
  });
  const last = level(fine, 0, late);
  const settle = (objective: Objective, minimum: Minimum): Minimum => {
    const emd = objective.value(minimum.parameters);
    return { ...minimum, parameters: objective.settled(minimum.parameters), emd };
  };
  const found = settle(last, best);
  const objective = new Objective(event, model, fine, { prior: last });
  return { minima: [found, ...minima.slice(1).map((minimum) => settle(middle, minimum))], objective };
}

/** Open weights as one, in the first one's place. */
export function pool(x: Float64Array, model: Model, open: readonly number[]): Float64Array {
  const out = Float64Array.from(x);
  let sum = 0;
  for (const p of open) {
    sum += out[weightPlace(model, p)];
    out[weightPlace(model, p)] = 0;
  }
  if (open.length > 0) out[weightPlace(model, open[0])] = sum;
  return out;
}

export function mixtureStarts(search: Search): Float64Array[] {
  const { event, model, options, whole } = search;
  const random = createRandom(options.seed ?? 1);
  const count = groupsOf(model).length;
  const held = Array.from({ length: count }, () => false);
  const out: Float64Array[] = [options.at ? model.initial(event, options.at, options.region) : whole];
  const centers: Centers[] = [];
  if (count > 0) {
    const best = exchangedPoints(event, settledPoints(event, drawnCenters(event, count, random), held), held);
    centers.push(best, axes(event, count, random));
    for (let k = 0; k < 4; k++) centers.push(settledPoints(event, drawnCenters(event, count, random), held));
    out.push(...centers.slice(0, 2).map((one) => seeded(event, model, one, random, true)));
  }
  while (count > 0 && out.length < EFFORT.starts) {
    out.push(seeded(event, model, centers[out.length % centers.length], random, false));
  }
  return out;
}

/** Winner-take-all axes of exclusive kt; where there are fewer particles, more drawn ones. */
function axes(event: PlaneEvent, count: number, random: Random): Centers {
  const found = exclusiveAxes(event, count, 'wta')[count - 1];
  return found.y.length === count ? found : drawnCenters(event, count, random);
}
