// The maps to the line of projections.ts, in GeV: energies are not shares, and the lighter event chooses what it goes to.
//
// Let F be an event's energy up to x on the line. The lighter a is moved to a part b′ of b, so F_b − ΔE ≤ F_b′ ≤ F_b, and
// moving costs ∫ |F_a − F_b′| dx ≥ ∫ max(0, F_a − F_b, F_b − ΔE − F_a) dx; the surplus pays ΔE besides. Of each F only the
// integrals over BINS fixed cells are kept: the integrand is convex, so by Jensen that is a lower bound again. For β > 1 the
// cost of moving E at mean distance d is at least E d^β.

import type { Prepared } from './measure.ts';
import { BINS, FLOAT32, type Image, type Projections } from './projections.ts';

export class Cumulative {
  /** Of each map: BINS + 1 edges of cells, which hold equal shares of the sample's energy. */
  private readonly edges: readonly Float64Array[];
  private readonly projections: Projections;
  private readonly slack: number;

  constructor(projections: Projections, sample: readonly Prepared[], heaviest: number, image: Image) {
    this.projections = projections;
    this.edges = projections.maps.map((map) => {
      const values: { g: number; share: number }[] = [];
      for (const event of sample) {
        projections.project(map, event, image);
        for (let i = 0; i < event.size; i++) {
          values.push({ g: image.value[i], share: event.weight[i] / event.total / sample.length });
        }
      }
      values.sort((a, b) => a.g - b.g);
      const edges = new Float64Array(BINS + 1).fill(values[values.length - 1]?.g ?? 0);
      let sum = 0;
      let next = 0;
      for (const { g, share } of values) {
        while (next < BINS && sum >= next / BINS) edges[next++] = g;
        sum += share;
      }
      return edges;
    });
    const width = Math.max(0, ...this.edges.map((edges) => edges[BINS] - edges[0]));
    this.slack = FLOAT32 * heaviest * width;
  }

  /** Integrals of the energy up to x over the cells of map `m`, into `out` from `at`. */
  summarise(m: number, event: Prepared, image: Image, out: Float32Array, at: number): void {
    const edges = this.edges[m];
    this.projections.project(this.projections.maps[m], event, image);
    const { value, order } = image;
    let energy = 0;
    let k = 0;
    for (; k < event.size && value[order[k]] <= edges[0]; k++) energy += event.weight[order[k]];
    for (let l = 0; l < BINS; l++) {
      let sum = energy * (edges[l + 1] - edges[l]);
      for (; k < event.size && value[order[k]] <= edges[l + 1]; k++) {
        const weight = event.weight[order[k]];
        sum += weight * (edges[l + 1] - value[order[k]]);
        energy += weight;
      }
      out[at + l] = sum;
    }
  }

  /** Lower bound of the EMD of events of these total energies, from their integrals through map `m`. */
  bound(
    m: number,
    a: Float32Array,
    i: number,
    totalA: number,
    b: Float32Array,
    j: number,
    totalB: number,
  ): number {
    const edges = this.edges[m];
    const surplus = Math.abs(totalA - totalB);
    const sign = totalA <= totalB ? 1 : -1;
    let sum = 0;
    for (let l = 0; l < BINS; l++) {
      const over = sign * (a[i + l] - b[j + l]);
      if (over > 0) sum += over;
      else {
        const under = -over - surplus * (edges[l + 1] - edges[l]);
        if (under > 0) sum += under;
      }
    }
    const moved = Math.max(0, sum - this.slack);
    const { power } = this.projections;
    if (power === 1) return surplus + moved;
    const lighter = Math.min(totalA, totalB);
    return lighter > 0 ? surplus + lighter * (moved / lighter) ** power : surplus;
  }
}
