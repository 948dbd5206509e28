// Deterministic places of equal weight in the unit circle, disk and square, kept for the sizes that quadratures use.

export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** 2π / golden ratio²: the turn between neighbours of the sunflower. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** 1 / golden ratio: the step of the lattice. */
const GOLDEN_STEP = (Math.sqrt(5) - 1) / 2;
/** Tables kept of each kind; quadratures use a handful of sizes. */
const KEPT = 16;

function kept(make: (n: number) => Places): (n: number) => Places {
  const tables = new Map<number, Places>();
  return (n) => {
    const known = tables.get(n);
    if (known) return known;
    const table = make(n);
    if (tables.size >= KEPT) tables.clear();
    tables.set(n, table);
    return table;
  };
}

/** Angle of point k of n equally spaced ones: 2π(k + ½)/n. */
export function circleAngle(k: number, n: number): number {
  return (2 * Math.PI * (k + 0.5)) / n;
}

/** n equally spaced places of the unit circle. */
export const unitCircle = kept((n) => ({
  x: Float64Array.from({ length: n }, (_, k) => Math.cos(circleAngle(k, n))),
  y: Float64Array.from({ length: n }, (_, k) => Math.sin(circleAngle(k, n))),
}));

/**
 * n places uniform in the area of the unit disk: Vogel's sunflower, r = √((k + ½)/n), shifted to have its mean exactly at
 * the origin.
 */
export const unitDisk = kept((n) => {
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const r = Math.sqrt((k + 0.5) / n);
    x[k] = r * Math.cos(k * GOLDEN_ANGLE);
    y[k] = r * Math.sin(k * GOLDEN_ANGLE);
  }
  return { x: centred(x), y: centred(y) };
});

/** n places uniform in the unit square [0, 1)²: the golden lattice, turned so that it is its own mirror image. */
export const unitSquare = kept((n) => ({
  x: Float64Array.from({ length: n }, (_, k) => (k + 0.5) / n),
  y: Float64Array.from({ length: n }, (_, k) => {
    const step = 0.5 + (k - (n - 1) / 2) * GOLDEN_STEP;
    return step - Math.floor(step);
  }),
}));

/** Shifted to have its mean at 0. */
function centred(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value / values.length;
  return values.map((value) => value - sum);
}
