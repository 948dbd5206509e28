// Downhill from one start: BFGS with a backtracking line search, on an objective that is smooth between changes of the
// optimal basis. The minima of such a function lie inside smooth pieces (its kinks point upwards), or at the cones
// |x − q| = 0; the search ends where steps no longer pay, so both kinds are found. Limits are met by projection: what
// presses against one is left out of a step, and the step is projected back (Bertsekas, SIAM J. Control Optim. 20 (1982) 221).

/** What is minimised: the value first, then, for the same x, the gradient. */
export interface Descendable {
  value(x: Float64Array): number;
  gradient(x: Float64Array, out: Float64Array): void;
}

/** Limits of the variables, as `Constraints`. */
export interface Feasible {
  /** The nearest allowed place, in place. */
  project(x: Float64Array): void;
  /** The part of a gradient along which one can go down from x, in place. */
  reduce(x: Float64Array, gradient: Float64Array): void;
  /** A direction's part that the last `reduce` left free, in place. */
  restrict(direction: Float64Array): void;
}

export interface DescentOptions {
  /** Natural length of each variable: steps are measured in it. 0 holds a variable fixed. */
  readonly scale: Float64Array;
  /** Ends when two iterations together have lowered the value by less than this share. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** Longest step while nothing is known of the curvature, natural lengths; less where the start is near a minimum. Default 1. */
  readonly firstStep?: number;
  /** Where given, the start must be allowed, and weights that are bound together must be of one scale. */
  readonly feasible?: Feasible;
  /** After every accepted step; true ends the descent. */
  readonly onStep?: (x: Float64Array, value: number) => boolean;
}

export interface DescentResult {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Sufficient decrease (Armijo), and the most halvings of one step. */
const ARMIJO = 1e-4;
const MAX_HALVINGS = 12;
/** A step of more than this many natural lengths is cut. */
const MAX_STEP = 1;

export function descend(target: Descendable, start: Float64Array, options: DescentOptions): DescentResult {
  const { scale, tolerance, maxIterations, firstStep = MAX_STEP, feasible, onStep } = options;
  const size = start.length;
  let x = Float64Array.from(start);
  let value = target.value(x);
  const raw = new Float64Array(size);
  let gradient = new Float64Array(size);
  const scaled = (out: Float64Array) => {
    target.gradient(x, raw);
    feasible?.reduce(x, raw);
    for (let k = 0; k < size; k++) out[k] = raw[k] * scale[k];
  };
  scaled(gradient);
  // Inverse Hessian in scaled variables; a cloud of spread σ has curvature of about 1/σ in EMD, i.e. σ here.
  const inverse = new Float64Array(size * size);
  let fresh = true;
  const reset = () => {
    let norm = 0;
    for (let k = 0; k < size; k++) norm += gradient[k] * gradient[k];
    norm = Math.sqrt(norm);
    inverse.fill(0);
    for (let k = 0; k < size; k++) inverse[k * size + k] = norm > 0 ? 0.5 / Math.max(norm, value) : 1;
    fresh = true;
  };
  reset();
  const direction = new Float64Array(size);
  const step = new Float64Array(size);
  const change = new Float64Array(size);
  const product = new Float64Array(size);
  let iterations = 0;
  let slow = 0;
  while (iterations < maxIterations) {
    let slope = 0;
    let length = 0;
    for (let r = 0; r < size; r++) {
      let sum = 0;
      for (let c = 0; c < size; c++) sum -= inverse[r * size + c] * gradient[c];
      direction[r] = sum;
    }
    feasible?.restrict(direction);
    for (let r = 0; r < size; r++) {
      slope += direction[r] * gradient[r];
      length += direction[r] * direction[r];
    }
    length = Math.sqrt(length);
    if (!(slope < 0)) {
      if (fresh) return { x, value, iterations, converged: true };
      reset();
      continue;
    }
    let t = Math.min(1, (fresh ? firstStep : MAX_STEP) / length);
    let accepted = false;
    let next = x;
    let nextValue = value;
    for (let halving = 0; halving < MAX_HALVINGS; halving++) {
      next = new Float64Array(size);
      for (let k = 0; k < size; k++) next[k] = x[k] + t * direction[k] * scale[k];
      feasible?.project(next);
      nextValue = target.value(next);
      if (nextValue <= value + ARMIJO * t * slope) {
        accepted = true;
        break;
      }
      // Minimum of the parabola through what is known, kept within reason.
      const parabola = (-slope * t * t) / (2 * (nextValue - value - slope * t));
      t = Math.min(0.5 * t, Math.max(0.1 * t, parabola));
      if (-slope * t < tolerance * 0.01 * value) break;
    }
    if (!accepted) {
      if (fresh) return { x, value, iterations, converged: true };
      // The gradient must belong to x again, the last evaluation was elsewhere.
      value = target.value(x);
      scaled(gradient);
      reset();
      continue;
    }
    const gain = value - nextValue;
    for (let k = 0; k < size; k++) {
      step[k] = !feasible ? t * direction[k] : scale[k] > 0 ? (next[k] - x[k]) / scale[k] : 0;
    }
    x = next;
    value = nextValue;
    iterations++;
    const nextGradient = new Float64Array(size);
    scaled(nextGradient);
    let curvature = 0;
    for (let k = 0; k < size; k++) {
      change[k] = nextGradient[k] - gradient[k];
      // Nothing is learnt of the curvature along what a limit stops.
      if (feasible && (nextGradient[k] === 0 || gradient[k] === 0)) step[k] = change[k] = 0;
      curvature += step[k] * change[k];
    }
    gradient = nextGradient;
    if (onStep?.(x, value)) return { x, value, iterations, converged: false };
    slow = gain <= tolerance * Math.abs(value) ? slow + 1 : 0;
    if (slow >= 2 || value === 0) return { x, value, iterations, converged: true };
    if (curvature > 1e-12) {
      let norm = 0;
      for (let k = 0; k < size; k++) norm += change[k] * change[k];
      if (fresh && norm > 0) {
        inverse.fill(0);
        for (let k = 0; k < size; k++) inverse[k * size + k] = curvature / norm;
      }
      fresh = false;
      update(inverse, size, step, change, curvature, product);
    }
  }
  return { x, value, iterations, converged: false };
}

/** BFGS update of the inverse Hessian. */
function update(
  inverse: Float64Array,
  size: number,
  step: Float64Array,
  change: Float64Array,
  curvature: number,
  product: Float64Array,
): void {
  let quadratic = 0;
  for (let r = 0; r < size; r++) {
    let sum = 0;
    for (let c = 0; c < size; c++) sum += inverse[r * size + c] * change[c];
    product[r] = sum;
    quadratic += change[r] * sum;
  }
  const factor = (1 + quadratic / curvature) / curvature;
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      inverse[r * size + c] +=
        factor * step[r] * step[c] - (product[r] * step[c] + step[r] * product[c]) / curvature;
    }
  }
}
