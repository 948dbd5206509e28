// What a list of numbers is like: centre, width and central intervals of replicas.

export interface Spread {
  readonly mean: number;
  readonly median: number;
  readonly sd: number;
  readonly central68: readonly [number, number];
  readonly central95: readonly [number, number];
}

/** Half of what a central interval leaves out: one and two standard deviations of a Gaussian, rounded as is usual. */
const OUTSIDE_68 = 0.16;
const OUTSIDE_95 = 0.025;

/** All NaN for no values; `sd` is NaN for one. The values are finite. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  // Differences from the first: equal values have exactly that mean.
  let sum = 0;
  for (const value of sorted) sum += value - sorted[0];
  const mean = sorted[0] + sum / n;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  const between = (outside: number) => [quantile(sorted, outside), quantile(sorted, 1 - outside)] as const;
  return {
    mean,
    median: quantile(sorted, 0.5),
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN,
    central68: between(OUTSIDE_68),
    central95: between(OUTSIDE_95),
  };
}

/** Of ascending values, linear between them (Hyndman and Fan 1996, type 7). */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const place = q * (n - 1);
  const below = Math.floor(place);
  const above = Math.min(n - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
