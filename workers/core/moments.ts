// The numbers that go with a column: mean and its error, standard deviation, median, extremes.
// Values that are not finite are counted as missing and left out.

export interface Moments {
  /** Finite values. */
  readonly entries: number;
  /** Values that are not finite. */
  readonly missing: number;
  readonly mean: number;
  /** Standard error of the mean, s.d. / √entries; NaN for fewer than two. */
  readonly error: number;
  /** With n − 1; NaN for fewer than two. */
  readonly deviation: number;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Of all finite values, those off the axis too. */
export function moments(values: ArrayLike<number>): Moments {
  const kept = finiteRising(values);
  const n = kept.length;
  const missing = values.length - n;
  if (n === 0) {
    const none = Number.NaN;
    return {
      entries: 0,
      missing,
      mean: none,
      error: none,
      deviation: none,
      median: none,
      least: none,
      most: none,
    };
  }
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (kept[i] - mean) / (i + 1);
  let squares = 0;
  for (const value of kept) squares += (value - mean) ** 2;
  const deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  return {
    entries: n,
    missing,
    mean,
    error: deviation / Math.sqrt(n),
    deviation,
    median: quantile(kept, 0.5),
    least: kept[0],
    most: kept[n - 1],
  };
}

/** Linear between neighbours (numpy's default). `sorted` rises and is not empty. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The finite values within the range, rising. */
export function finiteRising(
  values: ArrayLike<number>,
  range: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isFinite(value) && value >= range[0] && value <= range[1]) kept[n++] = value;
  }
  return kept.subarray(0, n).sort();
}
