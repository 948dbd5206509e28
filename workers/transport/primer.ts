// A first guess of the hubs' duals for a problem with many more spokes than hubs: solve it for every fourth spoke, and that in the
// same way. The greedy start from such duals needs a few times fewer pivots than one from costs alone. The coarsest starts from the
// hubs' mean costs: for a shape far smaller than its distance from the particles these are the duals but for its own size.

import { Simplex } from './simplex.ts';

/** One spoke in so many is kept. */
const STRIDE = 4;
/** Worth it from so many spokes a hub, and so many spokes. */
const SPOKES_PER_HUB = 3;
const SPOKES_FLOOR = 128;
/** Starting from mean costs takes a tenth fewer pivots with up to so many hubs, and a tenth more with several times as many. */
const LEVEL_HUBS = 128;
/** The guess may be this share of the spread of costs from optimal. */
const TOLERANCE = 3e-3;

export class Primer {
  private simplex: Simplex | null = null;
  private coarser: Primer | null = null;

  /** Writes `target.prior`, if the problem is of the kind that gains from it. Costs and weights must be filled. */
  prime(target: Simplex): void {
    const { hubs, spokes } = target;
    if (spokes < SPOKES_PER_HUB * hubs || spokes < SPOKES_FLOOR) {
      if (hubs <= LEVEL_HUBS) target.level();
      return;
    }
    this.simplex ??= new Simplex();
    const { simplex } = this;
    const kept = Math.ceil(spokes / STRIDE);
    simplex.load(hubs, kept);
    let total = 0;
    let part = 0;
    for (let i = 0; i < hubs; i++) {
      simplex.weight[i] = target.weight[i];
      total += target.weight[i];
    }
    for (let s = 0; s < kept; s++) part += target.weight[hubs + s * STRIDE];
    for (let s = 0; s < kept; s++) {
      simplex.weight[hubs + s] = (target.weight[hubs + s * STRIDE] * total) / part;
      const row = s * STRIDE * hubs;
      simplex.cost.set(target.cost.subarray(row, row + hubs), s * hubs);
    }
    simplex.tolerance = TOLERANCE * simplex.level();
    this.coarser ??= new Primer();
    this.coarser.prime(simplex);
    simplex.solve();
    target.prior.set(simplex.dual.subarray(0, hubs));
  }
}
