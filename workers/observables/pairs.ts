// The table of distances between an event's particles, which every correlator begins with.

import type { PlaneEvent } from '../core/events.ts';
import { htOf } from './jet.ts';

export interface Pairs {
  readonly n: number;
  /** [n] Shares of the summed pT. */
  readonly z: Float64Array;
  /** [n × n] ΔR^β in rad^β, row-major, symmetric, 0 on the diagonal. */
  readonly theta: Float64Array;
}

/** Most particles: a table of 288 MB. */
const MOST_PARTICLES = 6000;

/** One table is kept and written over: the next event, or another β, takes its place. */
let shares = new Float64Array(0);
let distances = new Float64Array(0);
let held: { readonly event: PlaneEvent; readonly beta: number; readonly pairs: Pairs } | null = null;

/** Valid until the next call with another event or β. β > 0. Throws RangeError for more particles than a table holds. */
export function pairsOf(event: PlaneEvent, beta: number): Pairs {
  if (held && held.event === event && held.beta === beta) return held.pairs;
  const { pt, y, phi } = event;
  const n = pt.length;
  if (n > MOST_PARTICLES) {
    throw new RangeError(
      `event ${event.event} has ${n} particles, correlators are made of at most ${MOST_PARTICLES}`,
    );
  }
  if (shares.length < n) {
    shares = new Float64Array(n);
    distances = new Float64Array(n * n);
  }
  const z = shares;
  const theta = distances;
  const ht = htOf(event);
  for (let i = 0; i < n; i++) {
    z[i] = pt[i] / ht;
    theta[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      const dy = y[i] - y[j];
      let dphi = Math.abs(phi[i] - phi[j]);
      if (dphi > Math.PI) dphi = 2 * Math.PI - dphi;
      const square = dy * dy + dphi * dphi;
      const value = beta === 1 ? Math.sqrt(square) : beta === 2 ? square : square ** (beta / 2);
      theta[i * n + j] = value;
      theta[j * n + i] = value;
    }
  }
  held = { event, beta, pairs: { n, z, theta } };
  return held.pairs;
}
