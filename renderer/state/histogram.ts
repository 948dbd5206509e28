// A histogram of EMD over events, with bins of round width, and the numbers that go with it.

export interface Bin {
  readonly low: number;
  readonly high: number;
  /** Events in it, in the order of the file. */
  readonly events: readonly number[];
}

export interface Histogram {
  readonly bins: readonly Bin[];
  readonly count: number;
  readonly mean: number;
  /** Standard error of the mean; NaN for fewer than two. */
  readonly error: number;
  readonly median: number;
  readonly most: number;
}

/** Bins aimed at. */
const BINS = 24;
/** Narrowest bin, rad, and as a share of the largest value: below it is rounding. */
const NARROWEST = 1e-6;

export function histogram(values: readonly { readonly event: number; readonly value: number }[]): Histogram {
  const finite = values.filter((one) => Number.isFinite(one.value));
  if (finite.length === 0) {
    return { bins: [], count: 0, mean: Number.NaN, error: Number.NaN, median: Number.NaN, most: 0 };
  }
  const sorted = finite.map((one) => one.value).sort((a, b) => a - b);
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  const width = roundWidth(Math.max((high - low) / BINS, Math.abs(high) * NARROWEST, NARROWEST));
  const first = Math.floor(low / width);
  const bins: { low: number; high: number; events: number[] }[] = [];
  for (let i = first; i <= Math.floor(high / width); i++) {
    bins.push({ low: i * width, high: (i + 1) * width, events: [] });
  }
  let mean = 0;
  for (const { event, value } of finite) {
    bins[Math.min(bins.length - 1, Math.floor(value / width) - first)].events.push(event);
    mean += value / finite.length;
  }
  let squares = 0;
  for (const { value } of finite) squares += (value - mean) ** 2;
  const n = finite.length;
  const half = Math.floor(n / 2);
  return {
    bins,
    count: n,
    mean,
    error: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.NaN,
    median: n % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2,
    most: Math.max(...bins.map((bin) => bin.events.length)),
  };
}

/** 1, 2 or 5 × 10ⁿ, the smallest that is no less. */
export function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const lead = width / power;
  return power * (lead <= 1 + 1e-9 ? 1 : lead <= 2 + 1e-9 ? 2 : lead <= 5 + 1e-9 ? 5 : 10);
}
