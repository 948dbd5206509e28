// Energy flow polynomials: one for every multigraph, Σ over all assignments of particles to its vertices of Π z_i Π θ_jk.
// Komiske, Metodiev, Thaler, J. High Energy Phys. 04 (2018) 013, arXiv:1712.07124. Vertices are summed one after another,
// the one with fewest neighbours first: a tree takes O(n²), a cycle O(n³). Graphs where every vertex can be summed with more
// than two neighbours left are not for this file.

import type { Pairs } from './pairs.ts';

/** Edges by their vertices; repeated edges multiply. */
export type Graph = readonly (readonly [number, number])[];

/** A function of the particles at two vertices: values[i · n + j], i at the lower vertex. */
interface Table {
  readonly values: Float64Array;
  /** Either vertex may stand first. */
  readonly symmetric: boolean;
}

/** Vertices in the order of their summing, and how many others each one meets there. */
export function elimination(graph: Graph): { readonly order: readonly number[]; readonly width: number } {
  const neighbours = new Map<number, Set<number>>();
  for (const [a, b] of graph) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const known = neighbours.get(from);
      if (known) known.add(to);
      else neighbours.set(from, new Set([to]));
    }
  }
  const order: number[] = [];
  let width = 0;
  while (neighbours.size > 0) {
    let [next] = neighbours.keys();
    for (const [vertex, known] of neighbours) {
      if (known.size < (neighbours.get(next)?.size ?? 0)) next = vertex;
    }
    const met = [...(neighbours.get(next) ?? [])];
    width = Math.max(width, met.length);
    order.push(next);
    neighbours.delete(next);
    for (const a of met) {
      neighbours.get(a)?.delete(next);
      for (const b of met) if (a !== b) neighbours.get(a)?.add(b);
    }
  }
  return { order, width };
}

/** The polynomial of this graph, its width at most 2. `pairs` as of pairsOf: shares and ΔR^β. */
export function polynomial(graph: Graph, order: readonly number[], { n, z, theta }: Pairs): number {
  const tables = edges(graph, n, theta);
  /** Of vertices, what the summing of others has left there. */
  const left = new Map<number, Float64Array>();
  let product = 1;
  for (const vertex of order) {
    const own = z.slice(0, n);
    const already = left.get(vertex);
    if (already) for (let x = 0; x < n; x++) own[x] *= already[x];
    const met = [...tables.keys()].filter((key) => key.split(',').map(Number).includes(vertex));
    const others = met.map(
      (key) =>
        key
          .split(',')
          .map(Number)
          .find((other) => other !== vertex) ?? vertex,
    );
    const rows = others.map((other, k) => rowsBy(other, vertex, tables.get(met[k]), n));
    for (const key of met) tables.delete(key);
    if (others.length === 0) {
      product *= own.reduce((sum, value) => sum + value, 0);
    } else if (others.length === 1) {
      const [other] = others;
      const values = left.get(other) ?? new Float64Array(n).fill(1);
      for (let o = 0, k = 0; o < n; o++) {
        let sum = 0;
        for (let x = 0; x < n; x++, k++) sum += own[x] * rows[0][k];
        values[o] *= sum;
      }
      left.set(other, values);
    } else {
      const [first, second] = others[0] < others[1] ? [0, 1] : [1, 0];
      const key = `${others[first]},${others[second]}`;
      const values = summed(own, rows[first], rows[second], n);
      const known = tables.get(key);
      if (known) for (let k = 0; k < values.length; k++) values[k] *= known.values[k];
      tables.set(key, { values, symmetric: false });
    }
  }
  return product;
}

/** Σ_x own_x a_ix b_jx for all i, j. */
function summed(own: Float64Array, a: Float64Array, b: Float64Array, n: number): Float64Array {
  const values = new Float64Array(n * n);
  const row = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let x = 0; x < n; x++) row[x] = own[x] * a[i * n + x];
    for (let j = 0, k = 0; j < n; j++) {
      let sum = 0;
      for (let x = 0; x < n; x++, k++) sum += row[x] * b[k];
      values[i * n + j] = sum;
    }
  }
  return values;
}

/** The table with the particle at `other` in front. */
function rowsBy(other: number, vertex: number, table: Table | undefined, n: number): Float64Array {
  if (!table) throw new Error(`no table joins vertices ${other} and ${vertex}`);
  if (table.symmetric || other < vertex) return table.values;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = table.values[i * n + j];
  return out;
}

/** One table for each two vertices that are joined, its distances to the number of edges; by `lower,higher`. */
function edges(graph: Graph, n: number, theta: Float64Array): Map<string, Table> {
  const counts = new Map<string, number>();
  for (const [a, b] of graph) {
    const key = `${Math.min(a, b)},${Math.max(a, b)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const tables = new Map<string, Table>();
  for (const [key, count] of counts) {
    const values = count === 1 ? theta : theta.slice(0, n * n);
    for (let time = 1; time < count; time++) for (let k = 0; k < values.length; k++) values[k] *= theta[k];
    tables.set(key, { values, symmetric: true });
  }
  return tables;
}
