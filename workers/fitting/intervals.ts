// How well the parameters of a fit are known. The event is replicated (measured again, or drawn again: resample.ts), the
// shape fitted to each replica downhill from where it stands, and the spread of the parameters told.
//
// A replica's deviation is what its refit differs from a refit of the event itself on the same points: at zero resolution
// nothing is left. What a replica is to the fit, the fit is to the truth, so the truth may be where the deviation points to
// the other way: the basic bootstrap (Davison and Hinkley 1997, ch. 5). A fit to few particles is biased, a refit to some
// of them more so: taken as they stand, the replicas of a ring would hardly ever reach the true radius (bench/recovery).
//
// A refit that ended far away is followed back on the event itself; where that does not end at the fit, the replica has
// left for another minimum: it is counted, and left out of the intervals.

import type { PlaneEvent } from '../core/events.ts';
import type { Model } from '../shapes/types.ts';
import { eventRandom } from '../toys/seed.ts';
import { article } from './article.ts';
import { Likeness } from './likeness.ts';
import { Refit } from './refit.ts';
import { type ResolutionModel, resampled, smeared } from './resample.ts';
import { spreadOf } from './spread.ts';
import { difference, periods } from './symmetry.ts';

export type ReplicaKind = 'smearing' | 'bootstrap';

/** main/contract/intervals.ts restates these. */
export interface ParameterInterval {
  readonly name: string;
  readonly unit: 'rad' | '';
  readonly best: number;
  readonly median: number;
  readonly sd: number;
  readonly bias: number;
  readonly central68: readonly [number, number];
  readonly central95: readonly [number, number];
}

export interface ReplicaIntervals {
  readonly replicas: number;
  readonly left: number;
  readonly parameters: readonly ParameterInterval[];
}

export interface ReplicaSet extends ReplicaIntervals {
  /** [replicas × parameters of the model] */
  readonly values: Float64Array;
  readonly stayed: Uint8Array;
}

export interface Intervals {
  readonly seed: number;
  readonly resolution: ResolutionModel;
  readonly smearing: ReplicaIntervals;
  readonly bootstrap: ReplicaIntervals;
}

export interface ReplicaOptions {
  readonly kind: ReplicaKind;
  /** Of smearing. */
  readonly resolution: ResolutionModel;
  readonly replicas: number;
  readonly seed: number;
  readonly cancelled?: () => boolean;
  readonly progress?: (done: number, total: number) => void;
}

/** A replica may be this far from the fit, natural lengths, before it is asked whether it is at another minimum. */
const NEAR = 0.2;
/** Refits of the event that end this near to one another, natural lengths, are at one minimum. */
const SAME = 0.05;

/** Replicas of the event around the fit with these parameters. Same input and seed: same result. Throws for empty events. */
export function replicate(
  event: PlaneEvent,
  model: Model,
  best: Float64Array,
  options: ReplicaOptions,
): ReplicaSet {
  const { kind, resolution, replicas, seed } = options;
  if (event.pt.length === 0) {
    throw new Error(
      `event ${event.event}: no particles in the plane, needed is at least 1 to fit ${article(model.text)} ${model.text}`,
    );
  }
  const refit = new Refit(event, model);
  const nominal = refit.of(event, best);
  const size = best.length;
  const period = periods(model, best);
  const likeness = new Likeness(model, refit.length);
  const values = new Float64Array(replicas * size);
  const stayed = new Uint8Array(replicas).fill(1);
  for (let replica = 0; replica < replicas; replica++) {
    if (options.cancelled?.()) {
      throw new DOMException(`event ${event.event}: the intervals were cancelled`, 'AbortError');
    }
    const random = eventRandom(kind, seed, replica);
    const other = kind === 'smearing' ? smeared(event, resolution, random) : resampled(event, random);
    const found = likeness.matched(refit.of(other, best), nominal);
    if (likeness.apart(found, nominal) > NEAR) {
      const back = likeness.matched(refit.of(event, found), nominal);
      if (likeness.apart(back, nominal) > SAME) stayed[replica] = 0;
    }
    for (let k = 0; k < size; k++) {
      const { kind: meaning, fixed, given } = model.parameters[k];
      const moved =
        fixed === null && !given ? best[k] - difference(found[k], nominal[k], period[k]) : best[k];
      values[replica * size + k] = meaning === 'length' || meaning === 'weight' ? Math.max(0, moved) : moved;
    }
    options.progress?.(replica + 1, replicas);
  }
  let left = 0;
  for (const one of stayed) left += 1 - one;
  return { replicas, left, parameters: spreads(model, best, values, stayed), values, stayed };
}

/** Both kinds, without the replicas themselves. */
export function intervalsOf(
  event: PlaneEvent,
  model: Model,
  best: Float64Array,
  options: Omit<ReplicaOptions, 'kind'>,
): Intervals {
  const { seed, resolution } = options;
  const of = (kind: ReplicaKind): ReplicaIntervals => {
    const { replicas, left, parameters } = replicate(event, model, best, { ...options, kind });
    return { replicas, left, parameters };
  };
  return { seed, resolution, smearing: of('smearing'), bootstrap: of('bootstrap') };
}

function spreads(
  model: Model,
  best: Float64Array,
  values: Float64Array,
  stayed: Uint8Array,
): ParameterInterval[] {
  const size = best.length;
  return model.parameters.flatMap(({ name, unit, fixed, given }, k) => {
    if (fixed !== null || given) return [];
    const column: number[] = [];
    for (let replica = 0; replica < stayed.length; replica++) {
      if (stayed[replica]) column.push(values[replica * size + k]);
    }
    const { mean, median, sd, central68, central95 } = spreadOf(column);
    return [{ name, unit, best: best[k], median, sd, bias: best[k] - mean, central68, central95 }];
  });
}
