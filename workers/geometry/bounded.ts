// The search of one row of nearest neighbours with lower bounds; what it does and why is said in neighbours.ts.

import type { Points } from '../transport/index.ts';
import { Cumulative } from './cumulative.ts';
import { DualBound } from './dualbound.ts';
import { ExactMeasure, type Prepared, prepareEvent } from './measure.ts';
import { BINS, difference, type Image, imageFor, Projections } from './projections.ts';
import type { DistanceSettings } from './types.ts';

/** Maps through which all of the pool is seen before there is a limit, and candidates for the first k solves, times k. */
const FIRST_MAPS = 4;
const SEEDS = 4;
/** Taken off every bound, in units of the largest distance there can be: rounding is a thousand times less. */
const MARGIN = 1e-12;

/** Why a pair was left out. */
export const REASONS = ['energy', 'projection', 'potential', 'filling'] as const;
type Reason = (typeof REASONS)[number];

/** The k best so far, by distance, then place. */
export class Best {
  size = 0;
  readonly place: Uint32Array;
  readonly value: Float64Array;

  constructor(k: number) {
    this.place = new Uint32Array(k);
    this.value = new Float64Array(k);
  }

  /** Whoever is farther than this is no neighbour. */
  get limit(): number {
    return this.size < this.value.length ? Number.POSITIVE_INFINITY : this.value[this.size - 1];
  }

  offer(place: number, value: number): void {
    const before = (r: number) => this.value[r] < value || (this.value[r] === value && this.place[r] < place);
    const { size } = this;
    if (size === this.value.length) {
      if (size === 0 || before(size - 1)) return;
    } else this.size++;
    let r = this.size - 1;
    for (; r > 0 && !before(r - 1); r--) {
      this.place[r] = this.place[r - 1];
      this.value[r] = this.value[r - 1];
    }
    this.place[r] = place;
    this.value[r] = value;
  }
}

export interface Counts {
  pairs: number;
  solves: number;
  readonly pruned: Record<string, number>;
}

/** Exact distances, with bounds. */
export class Bounded {
  private readonly queries: readonly Prepared[];
  private readonly pool: readonly Prepared[];
  private readonly k: number;
  private readonly settings: DistanceSettings;
  private readonly same: boolean;
  private readonly exact: ExactMeasure;
  private readonly dual: DualBound;
  private readonly projections: Projections;
  /** In GeV. */
  private readonly cumulative: Cumulative | null;
  /** One a map: [pool × BINS]. */
  private readonly tables: readonly Float32Array[];
  private readonly imageA: Image;
  private readonly imageB: Image;
  /** Of the row in hand, by place in the pool: the best bound, what gave it, and through which map. */
  private readonly bound: Float64Array;
  private readonly why: Uint8Array;
  private readonly map: Uint8Array;
  private readonly margin: number;

  constructor(
    queries: readonly Points[],
    pool: readonly Points[],
    k: number,
    settings: DistanceSettings,
    same: boolean,
  ) {
    const { beta, R, normalise } = settings;
    this.pool = pool.map((points) => prepareEvent(points, normalise));
    this.queries = same ? this.pool : queries.map((points) => prepareEvent(points, normalise));
    this.k = k;
    this.settings = settings;
    this.same = same;
    this.exact = new ExactMeasure(settings);
    this.dual = new DualBound(beta, R);
    this.bound = new Float64Array(pool.length);
    this.why = new Uint8Array(pool.length);
    this.map = new Uint8Array(pool.length);
    this.imageA = imageFor(this.queries, this.pool);
    this.imageB = imageFor(this.queries, this.pool);
    const both = same ? this.pool : [...this.queries, ...this.pool];
    this.margin = MARGIN * largestDistance(both, settings);
    const projections = new Projections(both, beta, R);
    this.projections = projections;
    const heaviest = both.reduce((most, { total }) => Math.max(most, total), 0);
    this.cumulative = normalise
      ? null
      : new Cumulative(projections, projections.sample, heaviest, this.imageA);
    this.tables = projections.maps.map((_, m) => {
      const table = new Float32Array(pool.length * BINS);
      this.pool.forEach((event, j) => {
        if (event.size > 0) this.summarise(m, event, table, j * BINS);
      });
      return table;
    });
  }

  private summarise(m: number, event: Prepared, out: Float32Array, at: number): void {
    const { projections, cumulative, imageB } = this;
    if (cumulative) cumulative.summarise(m, event, imageB, out, at);
    else projections.summarise(projections.maps[m], event, imageB, out, at);
  }

  search(i: number, best: Best, counts: Counts, check?: () => void): void {
    const { pool, queries, k, bound, why } = this;
    const query = queries[i];
    const { normalise } = this.settings;
    if (query.size === 0 && normalise) return;
    let open: number[] = [];
    for (let j = 0; j < pool.length; j++) {
      if ((this.same && i === j) || (normalise && pool[j].size === 0)) continue;
      open.push(j);
    }
    counts.pairs += open.length;
    const rising = (a: number, b: number) => bound[a] - bound[b] || a - b;
    const solve = (j: number) => {
      check?.();
      counts.solves++;
      best.offer(j, this.exact.between(query, pool[j]));
    };
    const within = (j: number) => {
      if (this.lowered(bound[j]) <= best.limit) return true;
      const energy = !normalise && this.lowered(Math.abs(query.total - pool[j].total)) > best.limit;
      counts.pruned[energy ? 'energy' : REASONS[why[j]]]++;
      return false;
    };

    const look = this.glance(query);
    for (const j of open) look(j, 0, FIRST_MAPS, Number.POSITIVE_INFINITY);
    const seeds = smallest(open, bound, SEEDS * k);
    for (const j of seeds) look(j, FIRST_MAPS, this.tables.length, Number.POSITIVE_INFINITY);
    const solved = new Set(seeds.sort(rising).slice(0, k));
    for (const j of solved) solve(j);

    check?.();
    for (const j of open) if (!solved.has(j)) look(j, FIRST_MAPS, this.tables.length, best.limit);
    open = open.filter((j) => !solved.has(j) && within(j)).sort(rising);
    for (const j of open) {
      if (this.lowered(bound[j]) <= best.limit) this.sharpen(query, j, best.limit);
    }
    for (const j of open.sort(rising)) if (within(j)) solve(j);
  }

  /** A function that raises the bound of a place by maps `from` … `to`, until it is above the limit. */
  private glance(query: Prepared): (j: number, from: number, to: number, limit: number) => void {
    const { pool, bound, why, map, projections, cumulative, tables } = this;
    const own = new Float32Array(tables.length * BINS);
    for (let m = 0; m < tables.length; m++) this.summarise(m, query, own, m * BINS);
    const slack = projections.slack();
    const { power } = projections;
    return (j, from, to, limit) => {
      if (from === 0) {
        bound[j] = cumulative ? Math.abs(query.total - pool[j].total) : 0;
        why[j] = REASONS.indexOf(cumulative ? 'energy' : 'projection');
        map[j] = 0;
      }
      for (let m = from; m < to && m < tables.length; m++) {
        if (this.lowered(bound[j]) > limit) return;
        const value = cumulative
          ? cumulative.bound(m, own, m * BINS, query.total, tables[m], j * BINS, pool[j].total)
          : projections.bound(difference(own, m * BINS, tables[m], j * BINS, power), slack);
        if (value > bound[j]) {
          bound[j] = value;
          why[j] = REASONS.indexOf('projection');
          map[j] = m;
        }
      }
    };
  }

  private lowered(bound: number): number {
    return bound - this.margin;
  }

  /** The dual bound of a place, as far as it takes to pass the limit. */
  private sharpen(query: Prepared, j: number, limit: number): void {
    const { dual, bound, why, projections, cumulative, imageA, imageB } = this;
    const other = this.pool[j];
    const raise = (value: number, reason: Reason) => {
      if (value <= bound[j]) return;
      bound[j] = value;
      why[j] = REASONS.indexOf(reason);
    };
    if (query.size === 0 || other.size === 0) return;
    const [a, b] = query.total <= other.total || !cumulative ? [query, other] : [other, query];
    dual.load(a, b);
    const plane = projections.maps[this.map[j]];
    projections.project(plane, a, imageA);
    projections.project(plane, b, imageB);
    const value = cumulative
      ? dual.potentialOfLighter(a, imageA, b, imageB, projections.power)
      : dual.potential(a, imageA, b, imageB, projections.power);
    raise(value, 'potential');
    if (this.lowered(value) > limit) return;
    const enough = limit + 2 * this.margin - value;
    raise(value + (cumulative ? dual.fillingOfLighter(a, b, enough) : dual.filling(a, b, enough)), 'filling');
  }
}

/** No distance of these events is larger: (extent/R)^β, in GeV with the surplus. */
function largestDistance(events: readonly Prepared[], { beta, R, normalise }: DistanceSettings): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let total = 0;
  for (const event of events) {
    if (event.total > total) total = event.total;
    for (let i = 0; i < event.size; i++) {
      if (event.y[i] < low) low = event.y[i];
      if (event.y[i] > high) high = event.y[i];
    }
  }
  const most = (Math.hypot(Math.max(0, high - low), Math.PI) / R) ** beta;
  return normalise ? most : total * Math.max(1, most);
}

/** The places of smallest bound, by bound, then place. */
function smallest(places: readonly number[], bound: Float64Array, count: number): number[] {
  if (places.length <= count) return [...places];
  const sorted = Float64Array.from(places, (j) => bound[j]).sort();
  const edge = sorted[count - 1];
  const inside = places.filter((j) => bound[j] < edge);
  for (const j of places) {
    if (inside.length === count) break;
    if (bound[j] === edge) inside.push(j);
  }
  return inside;
}
