// Sequential recombination: the pair with the least d_ij = min(f_i, f_j) g_ij is merged, or the one with the least d_iB = f_i g_B taken
// away as a jet, until nothing is left. What f and g are: measure.ts.
//
// The least d_ij has j as i's nearest in g where f_i is the smaller (Cacciari, Salam, hep-ph/0512210), so that each keeps its nearest
// alone, and the least of f_i g_i,nearest is the least of all. Where someone's nearest is gone, that number can only have been too small:
// it looks for its nearest again when it comes to be the least, and not before. Directions of the plane are sorted into tiles, of which
// those out of reach are passed over. A tournament holds the least.
//
// All of this is WebAssembly (kernel/assembly: index.ts the steps, tiles.ts, search.ts, tournament.ts, measure.ts the momenta). Here
// momenta go in, and the history comes out.

import { type Kernel, kernel } from './kernel/kernel.ts';
import { type Measure, measureOf } from './measure.ts';
import type { FourMomenta } from './momenta.ts';
import type { Definition, History } from './types.ts';

const GEOMETRIES = { plane: 0, sphere: 1, breit: 2 } as const;

/** What `cluster` returns is the caller's. */
export class Clusterer {
  private readonly measure: Measure;
  private readonly wta: boolean;

  /** Throws RangeError where R or p is not allowed. */
  constructor(definition: Definition) {
    this.measure = measureOf(definition);
    this.wta = definition.recombination === 'wta';
  }

  /** The whole history of clustering these. Throws RangeError where there are more than memory can hold. */
  cluster({ px, py, pz, e }: FourMomenta): History {
    const { geometry, edge, unit, power } = this.measure;
    const loop = kernel();
    const n = e.length;
    // Without a beam the last one stays.
    const steps = Number.isFinite(edge) ? n : Math.max(0, n - 1);
    const address = loop.begin(n);
    if (address === 0) throw new RangeError(`clustering: ${n} particles are more than memory can hold`);
    const reals = realsOf(loop);
    const first = address / 8;
    reals.set(px, first);
    reals.set(py, first + 2 * n);
    reals.set(pz, first + 4 * n);
    reals.set(e, first + 6 * n);
    loop.define(GEOMETRIES[geometry], edge, unit, power, this.wta ? 1 : 0);
    const nodes = loop.cluster(steps);
    return historyOf(loop.memory.buffer.slice(address, address + 40 * nodes + 20 * steps), n, nodes, steps);
  }
}

let view = new Float64Array(0);

/** All of the kernel's memory as it is now. */
function realsOf({ memory }: Kernel): Float64Array {
  if (view.buffer !== memory.buffer) view = new Float64Array(memory.buffer);
  return view;
}

/** A history in one buffer, as the kernel leaves it. */
function historyOf(buffer: ArrayBuffer, particles: number, nodes: number, steps: number): History {
  let at = 0;
  const real = (length: number) => {
    const out = new Float64Array(buffer, at, length);
    at += 8 * length;
    return out;
  };
  const whole = (length: number) => {
    const out = new Int32Array(buffer, at, length);
    at += 4 * length;
    return out;
  };
  return {
    particles,
    steps,
    momenta: { px: real(nodes), py: real(nodes), pz: real(nodes), e: real(nodes) },
    distance: real(steps),
    left: whole(nodes),
    right: whole(nodes),
    first: whole(steps),
    second: whole(steps),
    into: whole(steps),
  };
}
