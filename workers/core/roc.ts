// How well a number tells two samples apart: the receiver operating characteristic and the area under it.
//
// The area is the Mann–Whitney statistic, P(a > b) + ½ P(a = b), over all pairs: exact, ties counted by halves,
// no binning. Its standard error is that of DeLong, DeLong & Clarke-Pearson (Biometrics 44 (1988) 837), from
// the spread of each value's own share of the pairs; the sort makes it n log n (Sun & Xu, IEEE Signal
// Process. Lett. 21 (2014) 1389). Limits: events without a value (NaN) are counted and left out, so the answer is for
// the events that have one; the error is 0 where the samples do not overlap at all, and NaN for a sample of one.

export interface Roc {
  /** P(a > b) + ½ P(a = b). */
  readonly auc: number;
  /** Standard error of `auc`. */
  readonly error: number;
  /** Values compared. */
  readonly a: number;
  readonly b: number;
  /** NaN, left out. */
  readonly missingA: number;
  readonly missingB: number;
}

export interface RocCurve extends Roc {
  /** Whether a large value or a small one speaks for a. */
  readonly side: 'above' | 'below';
  /** [points] Share of a kept, rising from 0 to 1. */
  readonly kept: Float64Array;
  /** [points] Share of b kept by the same cut. */
  readonly passed: Float64Array;
  /** [points] The cut: values on `side` of it, itself included, are kept. The first is ±Infinity: none is. */
  readonly cut: Float64Array;
}

export interface Ranked extends Roc {
  readonly name: string;
  readonly side: 'above' | 'below';
  /** max(auc, 1 − auc): the same whichever side speaks for a. */
  readonly separation: number;
}

/** Area under the curve, its error and the counts. NaN where a sample has no values. */
export function roc(a: ArrayLike<number>, b: ArrayLike<number>): Roc {
  return areaOf(rising(a), rising(b), a.length, b.length);
}

/** The whole curve: a point at every distinct value. Turned round where small values speak for a. */
export function rocCurve(a: ArrayLike<number>, b: ArrayLike<number>): RocCurve {
  const [ours, theirs] = [rising(a), rising(b)];
  const [m, n] = [ours.length, theirs.length];
  const area = areaOf(ours, theirs, a.length, b.length);
  const above = !(area.auc < 0.5);
  const kept = [0];
  const passed = [0];
  const cut = [above ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY];
  // From the end that speaks most for a; `better` of two values is the one to be cut at first.
  const better = above ? Math.max : Math.min;
  const none = above ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const at = (values: Float64Array, i: number) =>
    i < values.length ? values[above ? values.length - 1 - i : i] : none;
  for (let i = 0, j = 0; m > 0 && n > 0 && (i < m || j < n); ) {
    const value = better(at(ours, i), at(theirs, j));
    while (i < m && at(ours, i) === value) i++;
    while (j < n && at(theirs, j) === value) j++;
    kept.push(i / m);
    passed.push(j / n);
    cut.push(value);
  }
  return {
    ...area,
    side: above ? 'above' : 'below',
    kept: Float64Array.from(kept),
    passed: Float64Array.from(passed),
    cut: Float64Array.from(cut),
  };
}

/** Of values that rise, of samples of these sizes, those without a value counted. */
function areaOf(ours: Float64Array, theirs: Float64Array, sizeA: number, sizeB: number): Roc {
  const [m, n] = [ours.length, theirs.length];
  const counts = { a: m, b: n, missingA: sizeA - m, missingB: sizeB - n };
  if (m === 0 || n === 0) return { auc: Number.NaN, error: Number.NaN, ...counts };
  const above = places(ours, theirs);
  const below = places(theirs, ours);
  return { auc: above.mean, error: Math.sqrt(above.variance / m + below.variance / n), ...counts };
}

/** The loosest share of b that a cut keeping at least `efficiency` of a lets pass, and that cut. */
export function workingPoint(
  curve: RocCurve,
  efficiency: number,
): { cut: number; kept: number; passed: number } {
  for (let i = 0; i < curve.kept.length; i++) {
    if (curve.kept[i] >= efficiency)
      return { cut: curve.cut[i], kept: curve.kept[i], passed: curve.passed[i] };
  }
  return { cut: Number.NaN, kept: Number.NaN, passed: Number.NaN };
}

/** One entry a name, the best separation first; those that have none come last, in the order given. */
export function rank(
  names: readonly string[],
  a: readonly ArrayLike<number>[],
  b: readonly ArrayLike<number>[],
): Ranked[] {
  if (a.length !== names.length || b.length !== names.length) {
    throw new RangeError(
      `${a.length} and ${b.length} columns for ${names.length} names: one of each sample for every name is needed`,
    );
  }
  return names.map((name, k) => ranked(name, a[k], b[k])).sort(bySeparation);
}

/** One line of the ranking. */
export function ranked(name: string, a: ArrayLike<number>, b: ArrayLike<number>): Ranked {
  const area = roc(a, b);
  const side = area.auc < 0.5 ? 'below' : 'above';
  return { name, side, separation: Math.max(area.auc, 1 - area.auc), ...area };
}

/** The best first; those without a separation last. */
export function bySeparation(p: Ranked, q: Ranked): number {
  const key = (one: Ranked) => (Number.isNaN(one.separation) ? -1 : one.separation);
  return key(q) - key(p);
}

/** The values in rising order, without NaN. */
function rising(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  // Adding 0 makes −0 and 0 the same, which a typed array's sort tells apart.
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) kept[n++] = values[i] + 0;
  return kept.subarray(0, n).sort();
}

/** Each of `values`' share of `others` beneath it, ties by halves: their mean and (n − 1) variance. Both rise. */
function places(values: Float64Array, others: Float64Array): { mean: number; variance: number } {
  const halves = new Float64Array(values.length);
  let total = 0;
  for (let i = 0, less = 0, upto = 0; i < values.length; i++) {
    while (less < others.length && others[less] < values[i]) less++;
    while (upto < others.length && others[upto] <= values[i]) upto++;
    // Whole numbers of half pairs: their sum is exact.
    halves[i] = less + upto;
    total += halves[i];
  }
  const mean = total / values.length;
  let squares = 0;
  for (const half of halves) squares += (half - mean) ** 2;
  const scale = 2 * others.length;
  return { mean: mean / scale, variance: squares / (values.length - 1) / scale ** 2 };
}
