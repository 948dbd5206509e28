// Sliced EMD: the mean of one-dimensional EMDs over equally spaced directions θ_k = πk/N of the (y, φ) plane. Each of
// them bounds the EMD from below (a projection shortens no distance), the largest is the max-sliced EMD. The mean of two
// events that are shifts of each other is their EMD times the mean of |cos θ|^β (2/π for β = 1).
//
// φ is periodic. `plane`: both events are unwrapped around their common arc; up to a half-turn this is the cylinder
// exactly, beyond it no direction is a projection and it is an error. `cylinder`: cos θ·y + sin θ·φ is counted around
// a circle of length 2π sin θ, which is right for any events, whole ones too; but directions near y wind tightly, so the
// value is lower for jets. The two are different distances: keep to one in a matrix.

import { TWO_PI } from '../../core/geometry.ts';
import type { Points } from '../types.ts';
import { checkBalanced, checkConvexCost, checkSpan, side, unwrap } from './inputs.ts';
import { Circle, insertionSort, lineCost, Sorted, shellSort } from './sorted.ts';

/** Directions; for jets the mean is then good to about 1e-3. */
const DIRECTIONS = 64;
const MOST_DIRECTIONS = 65536;

export interface SlicedOptions {
  /** Exponent of the cost (|Δ|/R)^β along each direction, ≥ 1. Default 1. */
  readonly beta?: number;
  /** Radius R of the cost, rad. Default 1. */
  readonly R?: number;
  /** Both totals scaled to 1. Only true (the default) is possible here. */
  readonly normalise?: boolean;
  /** Number of directions, a multiple of 4. Default 64. */
  readonly directions?: number;
  /** Default 'plane': events that span at most a half-turn of φ. 'cylinder': any events. */
  readonly surface?: 'plane' | 'cylinder';
}

export interface SlicedResult {
  /** Mean over the directions. At most `lowerBound`. */
  readonly emd: number;
  /** The largest over the directions: at most the EMD. */
  readonly lowerBound: number;
  /** The direction of the largest, rad from the y axis towards φ, in [0, π). */
  readonly direction: number;
  readonly directions: number;
  /** Estimated error of the mean for the finite number of directions, from halves and quarters of them. No bound. */
  readonly error: number;
}

/** Sliced EMD, O(directions · n) where orders change little from one direction to the next. RangeErrors as for `line`. */
export function sliced(a: Points, b: Points, options: SlicedOptions = {}): SlicedResult {
  const { beta = 1, R = 1, normalise = true, directions = DIRECTIONS, surface = 'plane' } = options;
  checkConvexCost('sliced', beta, R);
  checkBalanced('sliced', normalise);
  if (!(directions >= 4 && directions <= MOST_DIRECTIONS && directions % 4 === 0)) {
    throw new RangeError(
      `sliced: directions is ${directions}, allowed are multiples of 4 from 4 to ${MOST_DIRECTIONS}`,
    );
  }
  if (surface !== 'plane' && surface !== 'cylinder') {
    throw new RangeError(`sliced: surface is ${String(surface)}, allowed are plane, cylinder`);
  }
  const sideA = side('sliced', a, 'the first event', true);
  const sideB = side('sliced', b, 'the second event', true);
  const p = new Sorted(sideA.weight);
  const q = new Sorted(sideB.weight);
  const phi = unwrap(sideA.phi, sideB.phi);
  if (surface === 'plane') checkSpan('sliced', phi.span, "surface: 'cylinder'");
  const circle = surface === 'cylinder' ? new Circle(p.n + q.n) : null;
  let largest = 0;
  let best = 0;
  let sum = 0;
  let half = 0;
  let quarter = 0;
  for (let k = 0; k < directions; k++) {
    const cos = Math.cos((Math.PI * k) / directions) / R;
    const sin = Math.sin((Math.PI * k) / directions) / R;
    const around = circle !== null && k > 0 ? TWO_PI * sin : 0;
    project(p, sideA.y, phi.a, cos, sin, around);
    project(q, sideB.y, phi.b, cos, sin, around);
    // Along the plane each pair of particles changes places once in all directions together.
    const sort = around > 0 || k === 0 ? shellSort : insertionSort;
    sort(p.order, p.x, p.n);
    sort(q.order, q.x, q.n);
    const cost = circle !== null && around > 0 ? circle.cost(p, q, around, beta) : lineCost(p, q, beta);
    sum += cost;
    if (k % 2 === 0) half += cost;
    if (k % 4 === 0) quarter += cost;
    if (cost > largest) {
      largest = cost;
      best = k;
    }
  }
  const mean = sum / directions;
  return {
    emd: mean,
    lowerBound: largest,
    direction: (Math.PI * best) / directions,
    directions,
    // Kinks make the rule of second order. Halves alone can agree with the whole by chance.
    error: Math.max(
      Math.abs(mean - (2 * half) / directions),
      Math.abs(mean - (4 * quarter) / directions) / 4,
    ),
  };
}

function project(
  to: Sorted,
  y: Float64Array,
  phi: Float64Array,
  cos: number,
  sin: number,
  around: number,
): void {
  const { n, x } = to;
  for (let i = 0; i < n; i++) x[i] = cos * y[i] + sin * phi[i];
  if (around > 0) for (let i = 0; i < n; i++) x[i] -= around * Math.floor(x[i] / around);
}
