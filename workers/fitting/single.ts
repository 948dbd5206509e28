// The search for one shape: many deterministic starts on a coarse quadrature, the best few on a finer one, the winner on
// the finest. Every value is an exact EMD of the quadrature it was taken on.

import { random } from '../core/random.ts';
import { distinct, type Minimum } from './minima.ts';
import { Objective } from './objective.ts';
import { FREE_STEP, type Search } from './search.ts';
import { medoid, starts } from './starts.ts';
import type { Thoroughness } from './types.ts';

/** Quadrature points of the three levels. The last one is the result's. */
const COARSE = 24;
const MIDDLE = 256;
/** Starts by number of free parameters: more for the ellipse. */
const STARTS_PER_PARAMETER: Readonly<Record<Thoroughness, number>> = { thorough: 4, quick: 3 };
/** Minima taken from the coarse to the middle level. */
const FINALISTS: Readonly<Record<Thoroughness, number>> = { thorough: 4, quick: 2 };
/** Relative gain below which a level is done. */
const COARSE_TOLERANCE = 1e-3;
const MIDDLE_TOLERANCE = 1e-4;
const FINE_TOLERANCE = 3e-5;
/** On the way a transport may stay this share of its level's tolerance from optimal; the result is exact. */
const SLACK = 0.3;

/** Minima, the best first and at `fine`'s level, the others at the middle one. From `start` alone where it is given. */
export function searchShape(search: Search, fine: number, start: Float64Array | undefined) {
  const { event, model, length } = search;
  let minima: Minimum[];
  let finer: Objective | undefined;
  if (start) {
    minima = [search.fresh(start)];
  } else {
    const coarse = new Objective(event, model, COARSE);
    coarse.transport.tolerance = SLACK * COARSE_TOLERANCE * length;
    minima = coarseMinima(search, coarse);
    finer = coarse;
  }
  const middle = new Objective(event, model, MIDDLE, { prior: finer });
  middle.transport.tolerance = SLACK * MIDDLE_TOLERANCE * length;
  const refined: Minimum[] = [];
  for (const [k, minimum] of minima.entries()) {
    search.stop();
    if (k === 0 && minimum.collapsed) {
      refined.push({ ...minimum, emd: middle.value(minimum.parameters) });
      continue;
    }
    refined.push(
      search.descend({
        objective: middle,
        from: minimum,
        tolerance: MIDDLE_TOLERANCE,
        firstStep: start || k > 0 ? FREE_STEP : search.refining(minimum),
        shown: k === 0,
        known: refined,
      }),
    );
  }
  minima = distinct(refined, model, length);
  // Its potentials at the best minimum are the finest level's first guess.
  middle.value(minima[0].parameters);
  const objective = new Objective(event, model, fine, { prior: middle });
  objective.transport.tolerance = SLACK * FINE_TOLERANCE * length;
  const [first] = minima;
  const best = first.collapsed
    ? first
    : search.descend({
        objective,
        from: first,
        tolerance: FINE_TOLERANCE,
        firstStep: search.refining(first),
        shown: true,
      });
  return { minima: [best, ...minima.slice(1)], objective };
}

function coarseMinima(search: Search, coarse: Objective): Minimum[] {
  const { event, model, options, constraints, length, whole } = search;
  const count = 1 + STARTS_PER_PARAMETER[search.thoroughness] * constraints.free.filter(Boolean).length;
  const candidates = starts(event, model, count, random(options.seed ?? 1), whole);
  if (options.at) candidates.unshift(model.initial(event, options.at, options.region));
  const minima: Minimum[] = [];
  for (const [k, candidate] of candidates.entries()) {
    search.stop();
    const start = search.fresh(candidate);
    if (k === 0) search.show(start.parameters, coarse.value(start.parameters));
    minima.push(
      search.descend({
        objective: coarse,
        from: start,
        tolerance: COARSE_TOLERANCE,
        firstStep: FREE_STEP,
        shown: k === 0,
        known: minima,
      }),
    );
    search.lead(minima[k].emd);
  }
  // Collapsed onto the middle particle: descent only creeps towards a length of zero, so it is tried as such.
  const [y, phi] = medoid(event);
  const { parameters } = search.fresh(
    Float64Array.from(model.parameters, ({ kind }) =>
      kind === 'rapidity' ? y : kind === 'azimuth' ? phi : 0,
    ),
  );
  const emd = coarse.value(parameters);
  const collapsed = model.size(parameters) === 0 ? ({ collapsed: true } as const) : {};
  minima.push({ parameters, emd, trace: [], converged: true, ...collapsed });
  return distinct(minima, model, length).slice(0, FINALISTS[search.thoroughness]);
}
