// Newton's steps on the dual of an entropic problem in the potentials of its rows, those of the columns following: quick where
// Sinkhorn's iteration is slow, with heaps that are far apart (Brauer, Clason, Lorenz, Wirth 2017). Each costs n² (n + m).

import { solveDefinite } from './cholesky.ts';
import type { Entropic } from './entropic.ts';

/** Added to the Hessian's diagonal, as a share: heaps that nothing connects leave it singular. */
const RIDGE = 1e-10;
/** Quarterings of a step that does not pay. */
const MOST_CUTS = 6;

/** From where `solve` has stopped, at the same ε, to an L1 marginal error of `tolerance`. Returns the dual value. */
export function polish(problem: Entropic, epsilon: number, tolerance: number, steps: number): number {
  const { n, f } = problem;
  // Adding to all potentials changes nothing: the last one stays.
  const rows = n - 1;
  const matrix = new Float64Array(rows * rows);
  const direction = new Float64Array(rows);
  const start = new Float64Array(n);
  problem.refresh(epsilon);
  let value = problem.dual();
  for (let step = 0; ; step++) {
    problem.error = problem.rowError();
    problem.converged = problem.error <= tolerance;
    if (problem.converged || step >= steps || rows === 0) return value;
    problem.iterations++;
    newtonSystem(problem, epsilon, matrix, direction);
    if (!solveDefinite(matrix, direction, rows)) return value;
    start.set(f.subarray(0, n));
    let length = 1;
    let next = Number.NEGATIVE_INFINITY;
    for (let cut = 0; cut <= MOST_CUTS && !(next > value); cut++, length /= 4) {
      for (let i = 0; i < rows; i++) f[i] = start[i] + length * direction[i];
      problem.refresh(epsilon);
      next = problem.dual();
    }
    if (next > value) {
      value = next;
      continue;
    }
    f.set(start);
    problem.refresh(epsilon);
    problem.error = problem.rowError();
    problem.converged = problem.error <= tolerance;
    return value;
  }
}

/** ε times the gradient, and the lower half of −ε times the Hessian: diag(r) − P diag(1/b) Pᵀ with r the rows' sums. */
function newtonSystem(
  { n, m, a, b, plan }: Entropic,
  epsilon: number,
  matrix: Float64Array,
  direction: Float64Array,
): void {
  const rows = n - 1;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += plan[i * m + j];
    direction[i] = epsilon * (a[i] - sum);
    for (let k = 0; k <= i; k++) {
      let shared = 0;
      for (let j = 0; j < m; j++) shared += (plan[i * m + j] * plan[k * m + j]) / b[j];
      matrix[i * rows + k] = -shared;
    }
    matrix[i * rows + i] += sum * (1 + RIDGE);
  }
}
