// A first basis for the transport simplex: every spoke, those with most to lose first (Vogel), takes from the nearest hub
// (less the `prior`) that has something left, and whichever of the two runs dry becomes the child of the other. Since nobody
// runs dry twice that is a forest, and every arc in it carries something: with the artificial arcs a strongly feasible tree.

import type { Simplex } from './simplex.ts';

/** Steps of (the root of) regret that are told apart. */
const BUCKETS = 128;

export class Greedy {
  private left = new Float64Array(0);
  private order = new Uint32Array(0);
  private regret = new Float64Array(0);
  private bucket = new Uint8Array(0);
  private readonly counts = new Uint32Array(BUCKETS + 1);

  /** Writes `parent` and `flow`; hubs that are nobody's child get the root as parent. */
  start(problem: Simplex): void {
    const { hubs, spokes, weight, cost, prior, parent, flow } = problem;
    const root = hubs + spokes;
    if (this.left.length < root) {
      this.left = new Float64Array(root);
      this.order = new Uint32Array(root);
      this.regret = new Float64Array(root);
      this.bucket = new Uint8Array(root);
    }
    const { left, order } = this;
    for (let x = 0; x < root; x++) {
      left[x] = weight[x];
      parent[x] = root;
      flow[x] = 0;
    }
    this.rank(problem);
    for (let o = 0; o < spokes; o++) {
      const j = hubs + order[o];
      const row = order[o] * hubs;
      let last = -1;
      while (left[j] > 0) {
        let best = -1;
        let lowest = Number.POSITIVE_INFINITY;
        for (let i = 0; i < hubs; i++) {
          if (left[i] > 0 && cost[row + i] - prior[i] < lowest) {
            lowest = cost[row + i] - prior[i];
            best = i;
          }
        }
        if (best < 0) break;
        if (left[best] < left[j]) {
          parent[best] = j;
          flow[best] = left[best];
          left[j] -= left[best];
          left[best] = 0;
          last = best;
        } else {
          parent[j] = best;
          flow[j] = left[j];
          left[best] -= left[j];
          left[j] = 0;
        }
      }
      // The sums differed in the last bits: a hub gives what it has not, so that every spoke has a hub above it.
      if (parent[j] === root) {
        const giver = last < 0 ? nearest(problem, row) : last;
        parent[j] = giver;
        flow[j] = left[j];
        if (giver === last) {
          parent[giver] = root;
          flow[j] += flow[giver];
          flow[giver] = 0;
        }
      }
    }
  }

  /** Spokes by falling regret: what each would lose by going to its second best hub. Sorted roughly, in buckets. */
  private rank(problem: Simplex): void {
    const { hubs, spokes, cost, prior } = problem;
    const { regret, bucket, order, counts } = this;
    let highest = 0;
    for (let s = 0, k = 0; s < spokes; s++) {
      let least = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      for (let i = 0; i < hubs; i++, k++) {
        const through = cost[k] - prior[i];
        if (through >= second) continue;
        if (through < least) {
          second = least;
          least = through;
        } else second = through;
      }
      regret[s] = hubs > 1 ? second - least : 0;
      if (regret[s] > highest) highest = regret[s];
    }
    counts.fill(0);
    for (let s = 0; s < spokes; s++) {
      bucket[s] = highest > 0 ? BUCKETS - 1 - Math.floor(Math.sqrt(regret[s] / highest) * (BUCKETS - 1)) : 0;
      counts[bucket[s] + 1]++;
    }
    for (let b = 0; b < BUCKETS; b++) counts[b + 1] += counts[b];
    for (let s = 0; s < spokes; s++) order[counts[bucket[s]]++] = s;
  }
}

/** The hub of least cost less prior for the spoke whose costs begin at `row`. */
function nearest({ hubs, cost, prior }: Simplex, row: number): number {
  let best = 0;
  for (let i = 1; i < hubs; i++) if (cost[row + i] - prior[i] < cost[row + best] - prior[best]) best = i;
  return best;
}
