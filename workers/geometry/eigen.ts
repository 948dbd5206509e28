// Small symmetric eigenproblems, and orthonormal columns.

import type { Random } from '../core/random.ts';

const SWEEPS = 60;

/** Eigenvalues (falling) and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations; vectors[k] belongs to values[k]. */
export function jacobi(symmetric: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = symmetric.length;
  const a = symmetric.map((row, i) => row.map((value, j) => (value + symmetric[j][i]) / 2));
  const v: number[][] = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p][q]) <= Number.EPSILON * 1e-3 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) continue;
        turned = true;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const x = a[k][p];
          const y = a[k][q];
          a[k][p] = c * x - s * y;
          a[k][q] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const x = a[p][k];
          const y = a[q][k];
          a[p][k] = c * x - s * y;
          a[q][k] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const x = v[k][p];
          const y = v[k][q];
          v[k][p] = c * x - s * y;
          v[k][q] = s * x + c * y;
        }
      }
    }
    if (!turned) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => a[j][j] - a[i][i] || i - j);
  return { values: order.map((i) => a[i][i]), vectors: order.map((i) => v.map((row) => row[i])) };
}

/** Makes the columns orthonormal in place (Gram–Schmidt, twice); one that depends on those before it is drawn anew. */
export function orthonormalise(columns: readonly Float64Array[], draw: Random): void {
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c];
    for (let attempt = 0; attempt < 10; attempt++) {
      const before = norm(column);
      if (before > 0) for (let i = 0; i < column.length; i++) column[i] /= before;
      for (let pass = 0; pass < 2; pass++) {
        for (let b = 0; b < c; b++) {
          let along = 0;
          for (let i = 0; i < column.length; i++) along += column[i] * columns[b][i];
          for (let i = 0; i < column.length; i++) column[i] -= along * columns[b][i];
        }
      }
      const left = norm(column);
      if (before > 0 && left > 1e-10) {
        for (let i = 0; i < column.length; i++) column[i] /= left;
        break;
      }
      for (let i = 0; i < column.length; i++) column[i] = draw.normal();
    }
  }
}

function norm(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value * value;
  return Math.sqrt(sum);
}

/**
 * Eigenvalues of a symmetric tridiagonal matrix and the squares of the first components of their eigenvectors (implicit QL
 * with Wilkinson's shift; Golub & Welsch 1969). `diagonal` [n], `beside` [n − 1]; both are left as they were.
 */
export function tridiagonal(
  diagonal: Float64Array,
  beside: Float64Array,
): { values: Float64Array; weights: Float64Array } {
  const n = diagonal.length;
  const d = diagonal.slice();
  const e = new Float64Array(n);
  e.set(beside.subarray(0, Math.max(0, n - 1)));
  const z = new Float64Array(n);
  if (n > 0) z[0] = 1;
  for (let l = 0; l < n; l++) {
    for (let step = 0; step < 100; step++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      let g = (d[l + 1] - d[l]) / (2 * e[l]);
      const r0 = Math.hypot(g, 1);
      g = d[m] - d[l] + e[l] / (g + (g < 0 ? -r0 : r0));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i];
        const b = c * e[i];
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        const turn = (d[i] - g) * s + 2 * c * b;
        p = s * turn;
        d[i + 1] = g + p;
        g = c * turn - b;
        const upper = z[i + 1];
        z[i + 1] = s * z[i] + c * upper;
        z[i] = c * z[i] - s * upper;
      }
      if (i >= l) continue;
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
  return { values: d, weights: z.map((value) => value * value) };
}
