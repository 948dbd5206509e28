// k-medoids: the events that stand for a class. PAM (Kaufman & Rousseeuw 1990): BUILD takes medoids one by one, each the
// one that lowers Σ distance to the nearest medoid most; SWAP exchanges a medoid for another event while that sum falls
// (all medoids at once for each candidate, as in FastPAM1, Schubert & Rousseeuw 2021). Ties go to the lower place, so the
// result is a function of the matrix alone. A local optimum of single swaps; O(n²) a swap, n² numbers read, none copied.

import { placesWithDistances } from './places.ts';
import type { MedoidResult, PlaceRange } from './types.ts';

/** A swap must gain this share of the sum, or it is rounding. */
const LEAST_GAIN = 1e-12;
/** Swaps are few (of the order of k); this only ends what should have ended. */
const MOST_SWAPS = 1000;

/**
 * The k medoids (fewer where there are fewer events with weight) of the places in `range`, by falling number of members.
 * Throws RangeError for k that is not a positive integer.
 */
export function medoids(matrix: Float64Array, n: number, k: number, range?: PlaceRange): MedoidResult[] {
  if (!(Number.isInteger(k) && k >= 1)) throw new RangeError(`medoids: k is ${k}, allowed are integers ≥ 1`);
  const places = placesWithDistances('medoids', matrix, n, range);
  const state = new Assignment(matrix, n, places);
  while (state.medoids.length < Math.min(k, places.length)) state.add();
  for (let swaps = 0; swaps < MOST_SWAPS && state.swap(); swaps++);
  return state.result();
}

/** Every place's nearest and second nearest medoid. */
class Assignment {
  /** Indices into `places`. */
  readonly medoids: number[] = [];
  private readonly nearest: Int32Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly chosen: Uint8Array;
  private readonly matrix: Float64Array;
  private readonly n: number;
  private readonly places: Uint32Array;

  constructor(matrix: Float64Array, n: number, places: Uint32Array) {
    this.matrix = matrix;
    this.n = n;
    this.places = places;
    this.nearest = new Int32Array(places.length).fill(-1);
    this.first = new Float64Array(places.length).fill(Number.POSITIVE_INFINITY);
    this.second = new Float64Array(places.length).fill(Number.POSITIVE_INFINITY);
    this.chosen = new Uint8Array(places.length);
  }

  private distance(i: number, j: number): number {
    return i === j ? 0 : this.matrix[this.places[i] * this.n + this.places[j]];
  }

  /** BUILD: one more medoid. */
  add(): void {
    const { places, first } = this;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < places.length; c++) {
      if (this.chosen[c]) continue;
      let sum = 0;
      for (let i = 0; i < places.length; i++) sum += Math.min(first[i], this.distance(c, i));
      if (sum < least) {
        least = sum;
        best = c;
      }
    }
    this.medoids.push(best);
    this.chosen[best] = 1;
    this.assign();
  }

  /** The best exchange of a medoid for another event; false where none gains. */
  swap(): boolean {
    const { places, nearest, first, second } = this;
    const count = this.medoids.length;
    if (count === 0 || count === places.length) return false;
    // What losing each medoid costs: its members go to their second nearest.
    const removal = new Float64Array(count);
    let total = 0;
    for (let i = 0; i < places.length; i++) {
      total += first[i];
      if (count > 1) removal[nearest[i]] += second[i] - first[i];
    }
    let gain = LEAST_GAIN * total;
    let enter = -1;
    let leave = -1;
    const change = new Float64Array(count);
    for (let c = 0; c < places.length; c++) {
      if (this.chosen[c]) continue;
      change.set(removal);
      let shared = 0;
      for (let i = 0; i < places.length; i++) {
        const d = this.distance(c, i);
        if (count === 1) {
          change[0] += d - first[i];
          continue;
        }
        if (d < first[i]) {
          shared += d - first[i];
          change[nearest[i]] += first[i] - second[i];
        } else if (d < second[i]) change[nearest[i]] += d - second[i];
      }
      for (let m = 0; m < count; m++) {
        if (-(change[m] + shared) > gain) {
          gain = -(change[m] + shared);
          enter = c;
          leave = m;
        }
      }
    }
    if (enter < 0) return false;
    this.chosen[this.medoids[leave]] = 0;
    this.chosen[enter] = 1;
    this.medoids[leave] = enter;
    this.assign();
    return true;
  }

  private assign(): void {
    const { nearest, first, second } = this;
    for (let i = 0; i < this.places.length; i++) {
      first[i] = Number.POSITIVE_INFINITY;
      second[i] = Number.POSITIVE_INFINITY;
      this.medoids.forEach((medoid, m) => {
        const d = this.distance(i, medoid);
        // A medoid is its own, even where another event coincides with it.
        if (d < first[i] || medoid === i) {
          second[i] = first[i];
          first[i] = d;
          nearest[i] = m;
        } else if (d < second[i]) second[i] = d;
      });
    }
  }

  result(): MedoidResult[] {
    const { places, nearest, first } = this;
    const found = this.medoids.map((medoid) => ({ place: places[medoid], sum: 0, members: 0 }));
    for (let i = 0; i < places.length; i++) {
      found[nearest[i]].sum += first[i];
      found[nearest[i]].members++;
    }
    return found
      .map(({ place, sum, members }) => ({
        place,
        meanDistance: members > 1 ? sum / (members - 1) : 0,
        members,
      }))
      .sort((a, b) => b.members - a.members || a.place - b.place);
  }
}
