// Equations with a symmetric positive definite matrix.

/**
 * Cholesky of [n × n] row-major, lower half read, which it overwrites; `x` holds the right-hand side, then the solution.
 * False where the matrix is not definite.
 */
export function solveDefinite(matrix: Float64Array, x: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k];
      if (i === j) {
        if (!(sum > 0)) return false;
        matrix[i * n + i] = Math.sqrt(sum);
      } else matrix[i * n + j] = sum / matrix[j * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= matrix[i * n + k] * x[k];
    x[i] = sum / matrix[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < n; k++) sum -= matrix[k * n + i] * x[k];
    x[i] = sum / matrix[i * n + i];
  }
  return true;
}
