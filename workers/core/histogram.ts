// What falls into the bins of a histogram, in one dimension and in two, and the ratio of two histograms.
//
// The error of a bin's count is √n; an empty bin's is thus 0. Values that are not finite have no place on an axis:
// they are counted as missing.

import { binOf } from './binning.ts';

export interface Histogram {
  /** [bins + 1], rising. */
  readonly edges: Float64Array;
  /** [bins] */
  readonly counts: Float64Array;
  /** Beneath the first edge, above the last. */
  readonly under: number;
  readonly over: number;
  readonly missing: number;
}

export interface Histogram2 {
  readonly xEdges: Float64Array;
  readonly yEdges: Float64Array;
  /** [y bins × x bins], x fastest. */
  readonly counts: Float64Array;
  /** Pairs off the axes. */
  readonly outside: number;
  /** Pairs of which one or both are not finite. */
  readonly missing: number;
  /** Pearson's, of all finite pairs. */
  readonly correlation: number;
}

/** [bins] each. */
export interface Heights {
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

export function histogram(values: ArrayLike<number>, edges: Float64Array): Histogram {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  let under = 0;
  let over = 0;
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(edges, values[i]);
    if (Number.isNaN(bin)) missing++;
    else if (bin < 0) under++;
    else if (bin >= bins) over++;
    else counts[bin]++;
  }
  return { edges, counts, under, over, missing };
}

export function histogram2(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  xEdges: Float64Array,
  yEdges: Float64Array,
): Histogram2 {
  if (x.length !== y.length)
    throw new RangeError(`${x.length} and ${y.length} values: a pair has one of each`);
  const across = xEdges.length - 1;
  const up = yEdges.length - 1;
  const counts = new Float64Array(across * up);
  let outside = 0;
  let missing = 0;
  // Welford's running sums, so that far-off means cost no digits.
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const column = binOf(xEdges, x[i]);
    const row = binOf(yEdges, y[i]);
    if (Number.isNaN(column) || Number.isNaN(row)) {
      missing++;
      continue;
    }
    n++;
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (x[i] - meanX);
    yy += dy * (y[i] - meanY);
    xy += dx * (y[i] - meanY);
    if (column < 0 || column >= across || row < 0 || row >= up) outside++;
    else counts[row * across + column]++;
  }
  return { xEdges, yEdges, counts, outside, missing, correlation: xy / Math.sqrt(xx * yy) };
}

/** Counts with √n, or with `density` what integrates to 1 over everything finite: bins, underflow, overflow. */
export function heights(one: Histogram, density: boolean): Heights {
  const { counts, edges } = one;
  const entries = counts.reduce((sum, count) => sum + count, one.under + one.over);
  const scale = (k: number) => (density ? 1 / (entries * (edges[k + 1] - edges[k])) : 1);
  return {
    values: counts.map((count, k) => count * scale(k)),
    errors: counts.map((count, k) => Math.sqrt(count) * scale(k)),
  };
}

/** a / b bin by bin, errors taken to be independent; NaN where b is 0. */
export function ratio(a: Heights, b: Heights): Heights {
  const values = a.values.map((value, k) => (b.values[k] === 0 ? Number.NaN : value / b.values[k]));
  const errors = values.map((value, k) =>
    Number.isNaN(value) ? Number.NaN : Math.hypot(a.errors[k], value * b.errors[k]) / b.values[k],
  );
  return { values, errors };
}
