// The search for a composition: weights and places of all parts together, from starts on pieces of the event (seeds.ts). Each group
// is fitted to its own piece first, then all together, coarse; the best few go through that again, and on to finer quadratures.
// Points with free weights are left open (objective.ts).

import { random as createRandom } from '../core/random.ts';
import { movedGroup, refitGroups } from './groups.ts';
import { distinct, type Minimum } from './minima.ts';
import { Objective } from './objective.ts';
import { followingWeights, openParts, pool } from './open.ts';
import { FREE_STEP, Search } from './search.ts';
import { groupsOf, mixtureStarts, STARTS } from './seeds.ts';

/** How hard to look. An exhaustive search asks for more. */
export interface Effort {
  readonly starts: number;
  /** Drawn starts of a group: before the first descent, and in each round after it. */
  readonly tries: readonly [number, number];
  /** Of the coarse minima, how many are fitted anew, group by group, in each round. */
  readonly rounds: readonly number[];
  /** Times that a group of the best minimum is moved elsewhere, where there is more than one. */
  readonly moves: number;
  /** Coarse minima that go on. */
  readonly finalists: number;
}

const EFFORT: Effort = { starts: STARTS, tries: [2, 4], rounds: [3, 2, 1], moves: 4, finalists: 4 };
/** Points of each continuous part at the three levels before the result's, and the relative gain below which each is done. */
const COARSE = { points: 24, tolerance: 2e-3 };
const MIDDLE = { points: 64, tolerance: 5e-4 };
const LATE = { points: 256, tolerance: 2e-4 };
/** Points of each continuous part where a group is fitted alone. */
const GROUP_POINTS = 16;
/** On the way a transport may stay this share of its level's tolerance from optimal; the result is exact. */
const SLACK = 0.3;
const MAX_ITERATIONS = 100;
/** Longest first step from groups that were fitted to their own pieces, natural lengths. */
const NEAR_STEP = 0.1;
/** Starts of groups are drawn apart from the others, so that more of them leave the rest as it was. */
const GROUP_SEED = 0x9e37;

/** Minima, the best first, with every weight in its place; and the objective for the result's value. */
export function searchMixture(
  outer: Search,
  fine: number,
  start: Float64Array | undefined,
  effort = EFFORT,
): { readonly minima: Minimum[]; readonly objective: Objective } {
  const { event, model, options } = outer;
  const open = openParts(model);
  const search = new Search(event, model, options, followingWeights(model, open));
  const { length } = search;
  const level = ({ points, tolerance }: typeof COARSE, prior?: Objective) => {
    const objective = new Objective(event, model, points, { open, prior });
    objective.transport.tolerance = SLACK * tolerance * length;
    return objective;
  };
  const fresh = (x: Float64Array) => search.fresh(pool(x, model, open));
  const coarse = level(COARSE);
  let minima = start ? [fresh(start)] : coarseMinima(search, coarse, fresh, effort);
  const middle = level(MIDDLE, start ? undefined : coarse);
  const refined: Minimum[] = [];
  for (const [k, from] of minima.entries()) {
    search.stop();
    refined.push(
      search.descend({
        objective: middle,
        from,
        tolerance: MIDDLE.tolerance,
        firstStep: start ? FREE_STEP : search.refining(from),
        shown: k === 0,
        known: refined,
        maxIterations: MAX_ITERATIONS,
      }),
    );
  }
  minima = distinct(refined, model, length);
  const settled = (objective: Objective, minimum: Minimum): Minimum => {
    const emd = objective.value(minimum.parameters);
    return { ...minimum, parameters: objective.settled(minimum.parameters), emd };
  };
  const others = minima.slice(1).map((minimum) => settled(middle, minimum));
  middle.value(minima[0].parameters);
  const late = level(LATE, middle);
  const best = search.descend({
    objective: late,
    from: minima[0],
    tolerance: LATE.tolerance,
    firstStep: search.refining(minima[0]),
    shown: true,
    maxIterations: MAX_ITERATIONS,
  });
  const found = settled(late, best);
  return { minima: [found, ...others], objective: new Objective(event, model, fine, { prior: late }) };
}

function coarseMinima(
  search: Search,
  coarse: Objective,
  fresh: (x: Float64Array) => Minimum,
  { starts, tries, rounds, moves, finalists }: Effort,
): Minimum[] {
  const { model, length, options } = search;
  const random = createRandom((options.seed ?? 1) ^ GROUP_SEED);
  const refit = (x: Float64Array, count: number) =>
    count > 0 ? fresh(refitGroups(search, coarse, x, random, count, GROUP_POINTS)) : fresh(x);
  const descend = (from: Minimum, firstStep: number, shown: boolean, known: readonly Minimum[]) => {
    search.stop();
    const { tolerance } = COARSE;
    const found = search.descend({
      objective: coarse,
      from,
      tolerance,
      firstStep,
      shown,
      known,
      maxIterations: MAX_ITERATIONS,
    });
    search.lead(found.emd);
    return found;
  };
  let minima: Minimum[] = [];
  for (const [k, candidate] of mixtureStarts(search, starts).entries()) {
    const from = fresh(candidate);
    // The first start is the one that is shown: it begins at once.
    if (k === 0) search.show(from.parameters, coarse.value(from.parameters));
    minima.push(descend(k === 0 ? from : refit(from.parameters, tries[0]), FREE_STEP, k === 0, minima));
  }
  minima = distinct(minima, model, length);
  for (let move = 0; move < moves && groupsOf(model).length > 1; move++) {
    const moved = fresh(movedGroup(search, coarse, minima[0].parameters, random)).parameters;
    minima = distinct([...minima, descend(refit(moved, tries[0]), FREE_STEP, false, minima)], model, length);
  }
  for (const keep of rounds) {
    const next = minima.slice(keep);
    for (const minimum of minima.slice(0, keep)) {
      const found = descend(refit(minimum.parameters, tries[1]), NEAR_STEP, false, next);
      next.push(!found.joined && found.emd < minimum.emd ? found : minimum);
    }
    minima = distinct(next, model, length);
  }
  return minima.slice(0, finalists);
}
