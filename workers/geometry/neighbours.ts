// k nearest neighbours among events, exact: as many pairs as possible are left out by lower bounds of their distance.
//
// A query first sees the pool through a few maps to the line (projections.ts): some hundred operations a pair. The best k by
// that are solved, which gives a limit; whoever's bound is above it is out. For the rest a dual bound from the costs
// (dualbound.ts) is worked out, and they are solved by rising bound until the next bound is above the k-th distance. No order
// of solving needs fewer solves with these bounds, but for the first k. Every bound is lowered by far more than rounding.
//
// In GeV both kinds of bounds hold in another form (cumulative.ts, dualbound.ts), |ΔE| among them. For Sinkhorn and sliced
// distances there are none: every pair is measured. A row is a function of (query, pool, k, settings) alone, whatever range it is
// asked in. Memory: some 3 kB an event of the pool for the maps.

import type { Points } from '../transport/index.ts';
import { Best, Bounded, REASONS } from './bounded.ts';
import { checkSettings, createMeasure } from './measure.ts';
import {
  type DistanceSettings,
  type NeighbourHooks,
  type Neighbours,
  NO_NEIGHBOUR,
  type PlaceRange,
} from './types.ts';

/** Everything that is worked out once; then rows can be asked for in any order, and by several workers. */
export class NeighbourSearch {
  private readonly queries: readonly Points[];
  private readonly pool: readonly Points[];
  private readonly k: number;
  private readonly settings: DistanceSettings;
  private readonly same: boolean;
  private readonly bounded: Bounded | null;

  /** Throws RangeError for k, settings or events out of range. */
  constructor(
    queries: readonly Points[],
    pool: readonly Points[],
    k: number,
    settings: DistanceSettings,
    hooks: NeighbourHooks = {},
  ) {
    if (!(Number.isInteger(k) && k >= 1)) {
      throw new RangeError(`neighbours: k is ${k}, allowed are integers ≥ 1`);
    }
    checkSettings(settings);
    this.same = hooks.same === true;
    if (this.same && queries.length !== pool.length) {
      throw new RangeError(
        `neighbours: ${queries.length} queries and ${pool.length} events of the pool, the same are needed`,
      );
    }
    this.queries = queries;
    this.pool = pool;
    this.k = k;
    this.settings = settings;
    this.bounded = settings.method === 'exact' ? new Bounded(queries, pool, k, settings, this.same) : null;
  }

  /** Rows `first` … `end − 1` of the queries; the arrays are [(end − first) × k]. */
  rows({ first, end }: PlaceRange, hooks: NeighbourHooks = {}): Neighbours {
    if (
      !(Number.isInteger(first) && Number.isInteger(end)) ||
      first < 0 ||
      end < first ||
      end > this.queries.length
    ) {
      throw new RangeError(
        `neighbours: rows ${first} to ${end}, allowed are 0 ≤ first ≤ end ≤ ${this.queries.length}`,
      );
    }
    const { k } = this;
    const found = {
      index: new Uint32Array((end - first) * k).fill(NO_NEIGHBOUR),
      distance: new Float64Array((end - first) * k).fill(Number.NaN),
      pairs: 0,
      solves: 0,
      pruned: Object.fromEntries(REASONS.map((reason) => [reason, 0])),
    };
    const row = this.bounded ?? this.unbounded();
    for (let i = first; i < end; i++) {
      const best = new Best(k);
      row.search(i, best, found, hooks.check);
      for (let r = 0; r < best.size; r++) {
        found.index[(i - first) * k + r] = best.place[r];
        found.distance[(i - first) * k + r] = best.value[r];
      }
      hooks.progress?.(i + 1 - first, end - first);
    }
    return found;
  }

  private unbounded(): { search: Bounded['search'] } {
    const { queries, pool, same } = this;
    const measure = createMeasure(this.settings);
    return {
      search(i, best, counts, check) {
        for (let j = 0; j < pool.length; j++) {
          if (same && i === j) continue;
          check?.();
          const value = measure(queries[i], pool[j]);
          if (Number.isNaN(value)) continue;
          counts.pairs++;
          counts.solves++;
          best.offer(j, value);
        }
      },
    };
  }
}

/** The k events of the pool nearest to each query, exact. `same`: queries and pool are one set, nobody is their own neighbour. */
export function nearestNeighbours(
  queries: readonly Points[],
  pool: readonly Points[],
  k: number,
  settings: DistanceSettings,
  hooks: NeighbourHooks = {},
): Neighbours {
  return new NeighbourSearch(queries, pool, k, settings, hooks).rows(
    { first: 0, end: queries.length },
    hooks,
  );
}
