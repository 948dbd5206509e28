// The search for a composition: weights and places of all parts together, from starts on pieces of the event (seeds.ts). On a coarse
// quadrature all starts go downhill a little way, the better ones further; then groups of the best are moved elsewhere, or fitted
// anew to what flows to them; the best few go on to finer quadratures. Points with free weights are left open (objective.ts).

import { random as createRandom } from '../core/random.ts';
import type { Schedule } from './anneal.ts';
import { movedGroup, refitGroups } from './groups.ts';
import { distinct, type Minimum } from './minima.ts';
import { Objective } from './objective.ts';
import { followingWeights, openParts, pool } from './open.ts';
import { Search } from './search.ts';
import { groupsOf, mixtureStarts } from './seeds.ts';
import type { Thoroughness } from './types.ts';

/** How hard to look. An exhaustive search asks for more. */
export interface Effort {
  readonly starts: number;
  /** Of these, as many as go on. */
  readonly kept: number;
  /** How far the kept ones go. */
  readonly further: Schedule;
  /** Times that a group of the best minimum is moved elsewhere, where there is more than one. */
  readonly moves: number;
  /** Of the coarse minima, how many are fitted anew, group by group, in each round. */
  readonly rounds: readonly number[];
  /** Coarse minima that go on to the finer levels. */
  readonly finalists: number;
  /** Before the descent at the last but one level, and at the last before the result's. */
  readonly settling: readonly [Schedule, Schedule];
}

const NONE: Schedule = { steps: 0, rate: 0 };
/** By the option `search`: `quick` is for large data sets. */
const EFFORTS: Readonly<Record<Thoroughness, Effort>> = {
  thorough: {
    starts: 40,
    kept: 12,
    further: { steps: 60, rate: 0.3 },
    moves: 4,
    rounds: [2, 1],
    finalists: 3,
    settling: [
      { steps: 30, rate: 0.03 },
      { steps: 10, rate: 0.01 },
    ],
  },
  quick: {
    starts: 8,
    kept: 2,
    further: { steps: 40, rate: 0.3 },
    moves: 0,
    rounds: [],
    finalists: 1,
    settling: [{ steps: 30, rate: 0.03 }, NONE],
  },
};
/** Points of each continuous part at the three levels before the result's, and the relative gain below which a descent is done. */
const COARSE = { points: 24, tolerance: 2e-3 };
const MIDDLE = { points: 64, tolerance: 5e-4 };
const LATE = { points: 256, tolerance: 2e-4 };
/** How far every start goes, a group that was moved, and groups that were fitted anew. */
const FIRST: Schedule = { steps: 20, rate: 0.4 };
const AFTER_MOVE: Schedule = { steps: 40, rate: 0.4 };
const AFTER_ROUND: Schedule = { steps: 40, rate: 0.1 };
/** From parameters that were given. */
const AFTER_START: Schedule = { steps: 40, rate: 0.1 };
/** Drawn starts of each group in a round, and points of each continuous part where a group is fitted alone. */
const TRIES = 4;
const GROUP_POINTS = 16;
/** On the way a transport may stay this share of its level's tolerance from optimal; the result is exact. */
const SLACK = 0.3;
const MAX_ITERATIONS = 100;
/** Starts of groups are drawn apart from the others, so that more of them leave the rest as it was. */
const GROUP_SEED = 0x9e37;

/** Minima, the best first, with every weight in its place; and the objective for the result's value. */
export function searchMixture(
  outer: Search,
  fine: number,
  start: Float64Array | undefined,
  effort = EFFORTS[outer.thoroughness],
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
    const near = search.anneal(middle, from, start ? AFTER_START : effort.settling[0], k === 0);
    refined.push(
      search.descend({
        objective: middle,
        from: near,
        tolerance: MIDDLE.tolerance,
        firstStep: search.refining(near),
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
  const from = search.anneal(late, minima[0], effort.settling[1], true);
  const best = search.descend({
    objective: late,
    from,
    tolerance: LATE.tolerance,
    firstStep: search.refining(from),
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
  { starts, kept, further, moves, rounds, finalists }: Effort,
): Minimum[] {
  const { model, length, options } = search;
  const random = createRandom((options.seed ?? 1) ^ GROUP_SEED);
  const anneal = (from: Minimum, schedule: Schedule, shown = false) => {
    const found = search.anneal(coarse, from, schedule, shown);
    search.lead(found.emd);
    return found;
  };
  const first = mixtureStarts(search, starts).map((candidate, k) => {
    const from = fresh(candidate);
    // The first start is the one that is shown: it begins at once.
    if (k === 0) search.show(from.parameters, coarse.value(from.parameters));
    return anneal(from, FIRST, k === 0);
  });
  const better = distinct(first, model, length).slice(0, kept);
  let minima = distinct(
    better.map((from) => anneal(from, further)),
    model,
    length,
  );
  for (let move = 0; move < moves && groupsOf(model).length > 1; move++) {
    const moved = fresh(movedGroup(search, coarse, minima[0].parameters, random));
    minima = distinct([...minima, anneal(moved, AFTER_MOVE)], model, length);
  }
  for (const keep of rounds) {
    const next = minima.slice(keep);
    for (const minimum of minima.slice(0, keep)) {
      const refitted = fresh(refitGroups(search, coarse, minimum.parameters, random, TRIES, GROUP_POINTS));
      const found = anneal(refitted, AFTER_ROUND);
      next.push(found.emd < minimum.emd ? found : minimum);
    }
    minima = distinct(next, model, length);
  }
  return minima.slice(0, finalists);
}
