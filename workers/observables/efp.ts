// Energy flow polynomials as observables: the connected graphs of up to three edges by number, others by their edges.

import { observable } from './define.ts';
import { elimination, type Graph, polynomial } from './graphs.ts';
import { pairsOf } from './pairs.ts';
import { BETA, checkExponent, exponent, withBeta } from './parameters.ts';
import type { Family, Observable } from './types.ts';

const MOST_BETA = 8;
/** Largest number of neighbours at a vertex's summing: n³ steps for 2. More would take minutes for a full event. */
const MOST_WIDTH = 2;
const MOST_EDGES = 12;

/** Name, edges (vertices are digits), what the graph looks like. */
const GRAPHS: readonly (readonly [string, string, string])[] = [
  ['efp_d1_0', '01', 'one edge'],
  ['efp_d2_0', '01_01', 'a double edge'],
  ['efp_d2_1', '01_12', 'a path of two edges'],
  ['efp_d3_0', '01_01_01', 'a triple edge'],
  ['efp_d3_1', '01_01_12', 'a path of two edges, one of them double'],
  ['efp_d3_2', '01_12_02', 'a triangle'],
  ['efp_d3_3', '01_02_03', 'a star of three edges'],
  ['efp_d3_4', '01_12_23', 'a path of three edges'],
];

function readEdges(text: string): Graph {
  return text.split('_').map((edge) => [Number(edge[0]), Number(edge[1])]);
}

function connected(graph: Graph): boolean {
  const reached = new Set([graph[0][0]]);
  for (let k = 0; k < graph.length; k++) {
    for (const [a, b] of graph) {
      if (reached.has(a)) reached.add(b);
      if (reached.has(b)) reached.add(a);
    }
  }
  return graph.every(([a]) => reached.has(a));
}

function efp(name: string, edges: string, looks: string, beta: number): Observable {
  const graph = readEdges(edges);
  checkExponent(name, beta, MOST_BETA);
  if (graph.length > MOST_EDGES) {
    throw new RangeError(`${name}: the graph has ${graph.length} edges, allowed are at most ${MOST_EDGES}`);
  }
  if (graph.some(([a, b]) => a === b)) {
    throw new RangeError(`${name}: an edge joins a vertex to itself, allowed are edges between two vertices`);
  }
  if (!connected(graph)) {
    throw new RangeError(
      `${name}: the graph is not connected, allowed are connected ones (multiply their values)`,
    );
  }
  const { order, width } = elimination(graph);
  if (width > MOST_WIDTH) {
    throw new RangeError(
      `${name}: the graph needs a table over ${width} vertices, allowed are ${MOST_WIDTH} (trees, cycles)`,
    );
  }
  const power = beta === 1 ? '' : `^{${beta}}`;
  const vertices = [...order].sort((a, b) => a - b);
  const z = vertices.map((v) => `z_{i_${v}}`).join(' ');
  const theta = graph.map(([a, b]) => `\\theta_{i_${a}i_${b}}${power}`).join(' ');
  return observable(
    {
      name,
      label: `EFP ${edges.replaceAll('_', ' ')}${withBeta(beta)}`,
      formula: `\\sum_{${vertices.map((v) => `i_${v}`).join(',')}} ${z}\\,${theta}`,
      unit: '',
      definition: `Energy flow polynomial of ${looks} (edges ${edges.replaceAll('_', ', ')})${withBeta(beta)}: every vertex is a particle with its share of pT, every edge a distance in rad.`,
      reference: 'Komiske, Metodiev, Thaler, J. High Energy Phys. 04 (2018) 013, arXiv:1712.07124',
      family: 'Energy flow polynomials',
      invariances: ['order', 'phi-rotation', 'boost', 'collinear-split', 'soft-particle', 'scale'],
    },
    (event) => polynomial(graph, order, pairsOf(event, beta)),
  );
}

/** At β = 1. */
export const polynomials: readonly Observable[] = GRAPHS.map(([name, edges, looks]) =>
  efp(name, edges, looks, 1),
);

export const efpFamily: Family = {
  pattern: 'efp_EDGES_betaB, efp_dD_K_betaB',
  meaning: `energy flow polynomials of a connected graph, its edges as pairs of digits, 0 < B ≤ ${MOST_BETA}: efp_01_12_23_30, efp_d2_0_beta2`,
  make(name) {
    const numbered = new RegExp(`^(efp_d\\d_\\d)${BETA}$`).exec(name);
    const known = numbered && GRAPHS.find(([graph]) => graph === numbered[1]);
    if (known) return efp(name, known[1], known[2], exponent(numbered[2]));
    const match = new RegExp(`^efp_(\\d\\d(?:_\\d\\d)*)${BETA}$`).exec(name);
    return match
      ? efp(name, match[1], `a graph of ${match[1].split('_').length} edges`, exponent(match[2]))
      : null;
  },
};
