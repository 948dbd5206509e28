// Energy flow polynomials: one for every multigraph, Σ over all assignments of particles to its vertices of Π z_i Π θ_jk.
// Komiske, Metodiev, Thaler, J. High Energy Phys. 04 (2018) 013, arXiv:1712.07124. Vertices are summed one after another,
// the one with fewest neighbours first: a tree takes O(n²), a triangle O(n³), a graph of treewidth t O(n^{t+1}).

import type { Pairs } from './pairs.ts';

/** Edges by their vertices; repeated edges multiply. */
export type Graph = readonly (readonly [number, number])[];

/** A factor of the product: a function of the particles at these vertices, ascending, row-major. */
interface Factor {
  readonly vertices: readonly number[];
  readonly values: Float64Array;
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

/** The polynomial of this graph. `pairs` as of pairsOf: shares and ΔR^β. */
export function polynomial(graph: Graph, order: readonly number[], { n, z, theta }: Pairs): number {
  let factors = edges(graph, n, theta);
  let product = 1;
  const running = new Float64Array(n);
  for (const vertex of order) {
    const met = factors.filter(({ vertices }) => vertices.includes(vertex));
    const others = [...new Set(met.flatMap(({ vertices }) => vertices))]
      .filter((other) => other !== vertex)
      .sort((a, b) => a - b);
    const values = new Float64Array(n ** others.length);
    const at = new Map<number, number>();
    for (let place = 0; place < values.length; place++) {
      for (let k = others.length - 1, rest = place; k >= 0; k--) {
        at.set(others[k], rest % n);
        rest = Math.floor(rest / n);
      }
      for (let x = 0; x < n; x++) running[x] = z[x];
      for (const { vertices, values: factor } of met) {
        let start = 0;
        let stride = 0;
        for (const other of vertices) {
          start *= n;
          stride *= n;
          if (other === vertex) stride += 1;
          else start += at.get(other) ?? 0;
        }
        for (let x = 0, k = start; x < n; x++, k += stride) running[x] *= factor[k];
      }
      let sum = 0;
      for (let x = 0; x < n; x++) sum += running[x];
      values[place] = sum;
    }
    factors = factors.filter((factor) => !met.includes(factor));
    if (others.length === 0) product *= values[0];
    else factors.push({ vertices: others, values });
  }
  return product;
}

/** One factor for each pair of vertices that is joined, its distances to the number of edges. */
function edges(graph: Graph, n: number, theta: Float64Array): Factor[] {
  const counts = new Map<string, { readonly vertices: readonly number[]; count: number }>();
  for (const edge of graph) {
    const vertices = [...edge].sort((a, b) => a - b);
    const key = vertices.join();
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { vertices, count: 1 });
  }
  return [...counts.values()].map(({ vertices, count }) => {
    if (count === 1) return { vertices, values: theta };
    const values = theta.slice(0, n * n);
    for (let time = 1; time < count; time++) for (let k = 0; k < values.length; k++) values[k] *= theta[k];
    return { vertices, values };
  });
}
