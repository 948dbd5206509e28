// What a clustering writes while it runs, in buffers that are kept from one event to the next, and the history of it that is given away.

import { emptyMomenta, type FourMomenta } from './momenta.ts';
import { BEAM, type History } from './types.ts';

export class Recorder {
  momenta: FourMomenta = emptyMomenta(0);
  left = new Int32Array(0);
  right = new Int32Array(0);
  first = new Int32Array(0);
  second = new Int32Array(0);
  into = new Int32Array(0);
  distance = new Float64Array(0);
  private particles = 0;

  /** Room for clustering these, who are the first nodes. */
  begin({ px, py, pz, e }: FourMomenta): void {
    const n = e.length;
    this.particles = n;
    if (2 * n > this.left.length) {
      const nodes = Math.max(128, 2 * n, 2 * this.left.length);
      this.momenta = emptyMomenta(nodes);
      this.distance = new Float64Array(nodes);
      for (const name of ['left', 'right', 'first', 'second', 'into'] as const)
        this[name] = new Int32Array(nodes);
    }
    this.momenta.px.set(px);
    this.momenta.py.set(py);
    this.momenta.pz.set(pz);
    this.momenta.e.set(e);
    this.left.fill(BEAM, 0, n);
    this.right.fill(BEAM, 0, n);
  }

  /** A copy of what was written, in one buffer. */
  end(nodes: number, steps: number): History {
    const { px, py, pz, e } = this.momenta;
    const buffer = new ArrayBuffer(40 * nodes + 20 * steps);
    let at = 0;
    const real = (from: Float64Array, length: number) => {
      const out = new Float64Array(buffer, at, length);
      for (let i = 0; i < length; i++) out[i] = from[i];
      at += 8 * length;
      return out;
    };
    const whole = (from: Int32Array, length: number) => {
      const out = new Int32Array(buffer, at, length);
      for (let i = 0; i < length; i++) out[i] = from[i];
      at += 4 * length;
      return out;
    };
    return {
      particles: this.particles,
      steps,
      momenta: { px: real(px, nodes), py: real(py, nodes), pz: real(pz, nodes), e: real(e, nodes) },
      distance: real(this.distance, steps),
      left: whole(this.left, nodes),
      right: whole(this.right, nodes),
      first: whole(this.first, steps),
      second: whole(this.second, steps),
      into: whole(this.into, steps),
    };
  }
}
