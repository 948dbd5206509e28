// Where the bins of a histogram lie.
//
// The width is by default that of Freedman and Diaconis (Z. Wahrscheinlichkeitstheorie 57 (1981) 453), twice the
// interquartile range over the cube root of the entries, taken to the nearest of 1, 2, 2.5, 5 × 10ⁿ so that the
// edges are numbers that one can read. Of samples that share an axis the one with the narrowest bins has its way:
// together they can be far wider than each. A bin holds its lower edge, the last one its upper edge too.

import { finiteRising, quantile } from './moments.ts';

/** Bins at most, whatever the spread: outliers must not make a comb. */
const MOST_BINS = 200;
/** Bins where more than half of the values are the same, so that there is no interquartile range. */
const FALLBACK_BINS = 20;
/** An axis no narrower than this share of where it stands, and nowhere beyond what can be divided. */
const NARROWEST = 1e-9;
const LARGEST = 1e300;

export interface BinChoice {
  /** Bins; left out: Freedman and Diaconis's. */
  readonly count?: number;
  /** From where to where; left out: all values. */
  readonly range?: readonly [number, number];
}

/** The edges of bins for one sample or for several that share an axis. */
export function binEdges(samples: readonly ArrayLike<number>[], choice: BinChoice = {}): Float64Array {
  const { count, range } = choice;
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MOST_BINS)) {
    throw new RangeError(`${count} bins: allowed are whole numbers from 1 to ${MOST_BINS}`);
  }
  if (range && !(Number.isFinite(range[0]) && Number.isFinite(range[1]) && range[0] < range[1])) {
    throw new RangeError(
      `range ${range[0]} to ${range[1]}: two finite numbers are needed, the first the smaller`,
    );
  }
  const rising = samples.map((sample) => finiteRising(sample, range));
  const [low, high] = range ?? limits(rising);
  return count !== undefined
    ? evenEdges(low, high, count)
    : roundEdges(rising, low, high, range !== undefined);
}

/** Edges of the user's own. Throws RangeError unless they rise. */
export function ownEdges(edges: readonly number[]): Float64Array {
  if (edges.length < 2) throw new RangeError(`${edges.length} edges: at least two are needed`);
  for (let k = 0; k < edges.length; k++) {
    if (!Number.isFinite(edges[k]) || (k > 0 && edges[k] <= edges[k - 1])) {
      throw new RangeError(`edge ${edges[k]}: each must be a finite number greater than the one before`);
    }
  }
  return Float64Array.from(edges);
}

/** The bin of a value: −1 beneath the first edge, edges.length − 1 above the last; NaN for one that is not finite. */
export function binOf(edges: Float64Array, value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  const bins = edges.length - 1;
  if (value < edges[0]) return -1;
  if (value >= edges[bins]) return value === edges[bins] ? bins - 1 : bins;
  let low = 0;
  let high = bins;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value < edges[middle]) high = middle;
    else low = middle;
  }
  return low;
}

/** The width nearest to `width`, by ratio, of 1, 2, 2.5, 5 × 10ⁿ. */
export function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const lead = width / power;
  const steps = [1, 2, 2.5, 5, 10];
  let best = steps[0];
  for (const step of steps)
    if (Math.abs(Math.log(step / lead)) < Math.abs(Math.log(best / lead))) best = step;
  return best * power;
}

/** From the least to the largest value, or a little around the one that they all are; 0 to 1 where there is none. */
function limits(rising: readonly Float64Array[]): [number, number] {
  const some = rising.filter(({ length }) => length > 0);
  if (some.length === 0) return [0, 1];
  const low = Math.max(-LARGEST, Math.min(...some.map((values) => values[0])));
  const high = Math.min(LARGEST, Math.max(...some.map((values) => values[values.length - 1])));
  if (high - low > Math.max(Math.abs(high) * NARROWEST, 1 / LARGEST)) return [low, high];
  const room = Math.max(0.5, Math.abs(low) * 0.05);
  return [low - room, low + room];
}

/** Freedman and Diaconis's width of one sample; Infinity where it has no interquartile range. */
function widthOf(rising: Float64Array): number {
  const n = rising.length;
  const spread = n > 1 ? quantile(rising, 0.75) - quantile(rising, 0.25) : 0;
  return spread > 0 ? (2 * spread) / Math.cbrt(n) : Infinity;
}

function roundEdges(
  rising: readonly Float64Array[],
  low: number,
  high: number,
  fixed: boolean,
): Float64Array {
  const narrowest = Math.min(...rising.map(widthOf));
  const wanted = narrowest < Infinity ? narrowest : (high - low) / FALLBACK_BINS;
  let width = roundWidth(Math.max(wanted, (high - low) / MOST_BINS));
  while ((high - low) / width > MOST_BINS - 2) width = roundWidth(width * 2);
  // Whole numbers, multiplicities: every bin holds the same number of them.
  const whole =
    rising.some(({ length }) => length > 0) && rising.every((values) => values.every(Number.isInteger));
  if (whole) width = Math.max(1, Math.round(width));
  if (fixed) return evenEdges(low, high, Math.max(1, Math.round((high - low) / width)));
  return multiples(width, low, high, whole);
}

/** Edges at multiples of `width` that hold low and high; `closed`: high has a bin that it begins. */
export function multiples(width: number, low: number, high: number, closed = false): Float64Array {
  // Where the width is a fraction, k / 20 rather than k × 0.05: 0.3, not 0.30000000000000004.
  const inverse = Math.round(1 / width);
  const at = (k: number) => (Math.abs(inverse * width - 1) < 1e-9 ? k / inverse : k * width);
  let first = Math.floor(low / width);
  if (at(first) > low) first--;
  let last = Math.ceil(high / width);
  // The last bin is closed above: of whole numbers it would hold one more.
  if (at(last) < high || last === first || (closed && at(last) === high)) last++;
  return Float64Array.from({ length: last - first + 1 }, (_, k) => at(first + k));
}

function evenEdges(low: number, high: number, count: number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, k) =>
    k === count ? high : low + ((high - low) * k) / count,
  );
}
