// k nearest neighbours among events, exact.

import type { Points } from '../transport/types.ts';
import { createMeasure } from './measure.ts';
import {
  type DistanceSettings,
  type NeighbourHooks,
  type Neighbours,
  NO_NEIGHBOUR,
  type PlaceRange,
} from './types.ts';

/** Everything that is worked out once, so that rows can be asked for in any order and by several workers. */
export class NeighbourSearch {
  private readonly queries: readonly Points[];
  private readonly pool: readonly Points[];
  private readonly k: number;
  private readonly settings: DistanceSettings;
  private readonly hooks: NeighbourHooks;

  constructor(
    queries: readonly Points[],
    pool: readonly Points[],
    k: number,
    settings: DistanceSettings,
    hooks: NeighbourHooks = {},
  ) {
    if (!(Number.isInteger(k) && k >= 1))
      throw new RangeError(`neighbours: k is ${k}, allowed are integers ≥ 1`);
    this.queries = queries;
    this.pool = pool;
    this.k = k;
    this.settings = settings;
    this.hooks = hooks;
  }

  /** Rows `first` … `end − 1` of the queries; the arrays are [(end − first) × k]. */
  rows({ first, end }: PlaceRange): Neighbours {
    const { queries, pool, k, hooks } = this;
    const measure = createMeasure(this.settings);
    const index = new Uint32Array((end - first) * k).fill(NO_NEIGHBOUR);
    const distance = new Float64Array((end - first) * k).fill(Number.NaN);
    let pairs = 0;
    for (let i = first; i < end; i++) {
      const found: { place: number; value: number }[] = [];
      for (let j = 0; j < pool.length; j++) {
        if (hooks.same && i === j) continue;
        hooks.check?.();
        const value = measure(queries[i], pool[j]);
        if (Number.isNaN(value)) continue;
        pairs++;
        found.push({ place: j, value });
      }
      found.sort((a, b) => a.value - b.value || a.place - b.place);
      found.slice(0, k).forEach(({ place, value }, r) => {
        index[(i - first) * k + r] = place;
        distance[(i - first) * k + r] = value;
      });
      hooks.progress?.(i + 1 - first, end - first);
    }
    return { index, distance, pairs, solves: pairs, pruned: {} };
  }
}

/** The k events of the pool nearest to each query, exact. `same`: queries and pool are one set, nobody is his own neighbour. */
export function nearestNeighbours(
  queries: readonly Points[],
  pool: readonly Points[],
  k: number,
  settings: DistanceSettings,
  hooks: NeighbourHooks = {},
): Neighbours {
  return new NeighbourSearch(queries, pool, k, settings, hooks).rows({ first: 0, end: queries.length });
}
