// The semi-discrete dual, Φ(u) = Σ w_i u_i + ∫ min_i (c(x, x_i) − u_i) dμ(x), at its maximum by damped Newton steps
// (Kitagawa, Mérigot, Thibert 2019) on cells that are measured exactly. Φ is concave, its gradient is weight less mass of
// the cell. Any u bounds the EMD from below by Φ(u). From above it is bounded by sending each cell to its particle and on
// from there to where weight is missing: an EMD between the particles, at what a detour can cost at most.

import { Transport } from '../transport.ts';
import type { Cells } from './cells.ts';
import { solveDefinite } from './cholesky.ts';
import type { Curve } from './curves.ts';

const STEPS = 60;
/** Share of the promised gain that a step must keep, and the shortest step tried. */
const ARMIJO = 1e-4;
const SHORTEST = 1e-6;
/** Where no step helps, the diagonal is weighed up by these, and steps get shorter one by one. */
const EXTRA = [0, 1e-3, 0.1, 10] as const;
/** Of Φ, in units of the largest cost. */
const ROUNDING = 1e-14;

export interface Ascent {
  /** Φ(u) and the cost of a feasible flow: the EMD to the curves lies between, but for rounding. */
  readonly lower: number;
  readonly upper: number;
  readonly steps: number;
}

/** The particles, and the ground cost. */
export interface Ground {
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly beta: number;
  readonly R: number;
  /** Longest distance between a particle and a place of the curves, rad. */
  readonly farthest: number;
}

/** Improves u (changed in place) until upper − lower ≤ tolerance, or no step helps. */
export function ascend(
  cells: Cells,
  curves: readonly Curve[],
  ground: Ground,
  u: Float64Array,
  tolerance: number,
): Ascent {
  const { weight } = ground;
  const n = weight.length;
  const rounding = ROUNDING * (ground.farthest / ground.R) ** ground.beta;
  const mender = new Transport();
  const gradient = new Float64Array(n);
  const direction = new Float64Array(n);
  const matrix = new Float64Array(n * n);
  const trial = new Float64Array(n);
  const force = new Float64Array(n);
  const rise = new Float64Array(n);
  let steps = 0;
  let now = look(cells, curves, weight, u, gradient);
  let upper = now.moved + detour(ground, cells.mass, mender);
  while (steps < STEPS && upper - now.lower > tolerance) {
    steps++;
    force.set(gradient);
    const slope = cells.slope.slice();
    const mass = cells.mass.slice();
    if (mass.some((m) => !(m > 0))) cells.rises(curves, u, rise);
    let better: Look | null = null;
    for (const extra of EXTRA) {
      matrix.set(slope);
      damp(matrix, mass, weight, rise);
      for (let i = 0; i < n; i++) matrix[i * n + i] *= 1 + extra;
      direction.set(force);
      if (!solveDefinite(matrix, direction, n)) continue;
      let gain = 0;
      for (let i = 0; i < n; i++) gain += force[i] * direction[i];
      for (let share = 1; share >= SHORTEST && better === null; share /= 2) {
        for (let i = 0; i < n; i++) trial[i] = u[i] + share * direction[i];
        const there = look(cells, curves, weight, trial, gradient);
        // Near the top the gain drowns in rounding; the masses still tell.
        const level = there.lower >= now.lower - rounding;
        if (there.lower >= now.lower + ARMIJO * share * gain || (level && there.wrong < 0.9 * now.wrong))
          better = there;
      }
      if (better !== null) break;
    }
    if (better === null) break;
    u.set(trial);
    now = better;
    upper = Math.min(upper, now.moved + detour(ground, cells.mass, mender));
  }
  return { lower: now.lower, upper, steps };
}

interface Look {
  readonly lower: number;
  /** Cost of sending each cell to its particle. */
  readonly moved: number;
  /** L1 distance of the masses of the cells from the weights. */
  readonly wrong: number;
}

function look(
  cells: Cells,
  curves: readonly Curve[],
  weight: Float64Array,
  u: Float64Array,
  gradient: Float64Array,
): Look {
  cells.measure(curves, u);
  let moved = 0;
  let value = 0;
  let wrong = 0;
  for (let i = 0; i < weight.length; i++) {
    gradient[i] = weight[i] - cells.mass[i];
    value += gradient[i] * u[i];
    moved += cells.cost[i];
    wrong += Math.abs(gradient[i]);
  }
  return { lower: value + moved, moved, wrong };
}

/**
 * At most what it costs to send the masses of the cells on to the weights. Between particles d apart a cost (θ/R)^β grows
 * by (d/R)^β at most for β ≤ 1, and by its steepest slope times d for β ≥ 1.
 */
function detour(
  { weight, y, phi, beta, R, farthest }: Ground,
  mass: Float64Array,
  mender: Transport,
): number {
  const some = [...mass.keys()].filter((i) => mass[i] > 0);
  const total = mass.reduce((sum, m) => sum + m, 0);
  mender.beta = Math.min(1, beta);
  mender.R = R;
  mender.load(
    Float64Array.from(some, (i) => mass[i] / total),
    weight,
  );
  const at = (values: Float64Array) => Float64Array.from(some, (i) => values[i]);
  const value = mender.solve(at(y), at(phi), y, phi);
  return value * (beta > 1 ? beta * (farthest / R) ** (beta - 1) : 1);
}

/**
 * Makes the matrix definite. u is free up to a constant. An empty cell has no slope: it is tied to the open ones so that
 * the step lifts it by what opens it, and as much again as its weight would take of a typical cell.
 */
function damp(matrix: Float64Array, mass: Float64Array, weight: Float64Array, rise: Float64Array): void {
  const n = mass.length;
  let sum = 0;
  let open = 0;
  for (let i = 0; i < n; i++) {
    if (!(mass[i] > 0)) continue;
    sum += matrix[i * n + i];
    open++;
  }
  const typical = sum > 0 ? sum / open : 1;
  let ties = 0;
  for (let i = 0; i < n; i++) {
    if (mass[i] > 0) {
      matrix[i * n + i] += 1e-12 * typical;
      continue;
    }
    const tie = weight[i] / (rise[i] + weight[i] / typical);
    matrix[i * n + i] += tie;
    for (let j = 0; j < n; j++) {
      if (!(mass[j] > 0)) continue;
      matrix[i * n + j] -= tie / open;
      matrix[j * n + i] -= tie / open;
    }
    ties += tie / open / open;
  }
  if (ties === 0) return;
  for (let i = 0; i < n; i++) {
    if (!(mass[i] > 0)) continue;
    for (let j = 0; j < n; j++) if (mass[j] > 0) matrix[i * n + j] += ties;
  }
}
