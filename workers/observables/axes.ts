// Axes that minimise Σ w min(cap, min_k d_k^β): N-subjettiness (no cap), N-jettiness (the beam takes what is dearer than cap).
// Thaler, Van Tilburg, J. High Energy Phys. 02 (2012) 093, arXiv:1108.2701, with exact axes at fixed partition (median.ts)
// instead of their approximate steps, so that a descent ends in a true local minimum after finitely many partitions.
// search.ts looks for the global one.

import { type Cloud, type Place, power, settle } from './median.ts';

export interface AxesSettings {
  /** Exponent of the distance, in (0, 4]. */
  readonly beta: number;
  /** Cost of the beam a unit of weight, in rad^β; Infinity: there is none. */
  readonly cap: number;
}

/** Places of axes, and the value that they give. */
export interface AxesFound {
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly value: number;
}

const MOST_PARTITIONS = 100;
/** Relative gain below which two partitions are as good as each other. */
const ENOUGH = 1e-14;
const TWO_PI = 2 * Math.PI;
/** Owner of a particle that the beam takes. */
const BEAM = -1;

let owner = new Int32Array(0);
let chosen = new Int32Array(0);
let previous = new Int32Array(0);

/** Squared distance of particle i from a place. */
export function squareTo(cloud: Cloud, i: number, y: number, phi: number): number {
  const dy = cloud.y[i] - y;
  let dphi = cloud.phi[i] - phi;
  dphi -= TWO_PI * Math.round(dphi / TWO_PI);
  return dy * dy + dphi * dphi;
}

/** Gives every particle to its nearest axis or the beam (left in `owner`); returns the value. */
function assign(cloud: Cloud, y: Float64Array, phi: Float64Array, { beta, cap }: AxesSettings): number {
  const n = cloud.w.length;
  if (owner.length < n) {
    owner = new Int32Array(n);
    chosen = new Int32Array(n);
    previous = new Int32Array(n);
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let best = Number.POSITIVE_INFINITY;
    let nearest = BEAM;
    for (let k = 0; k < y.length; k++) {
      const square = squareTo(cloud, i, y[k], phi[k]);
      if (square < best) {
        best = square;
        nearest = k;
      }
    }
    let cost = power(best, beta);
    if (cost > cap) {
      cost = cap;
      nearest = BEAM;
    }
    owner[i] = nearest;
    sum += cloud.w[i] * cost;
  }
  return sum;
}

/** Σ w min(cap, min_k d_k^β) for these axes. */
export function axesValue(cloud: Cloud, y: Float64Array, phi: Float64Array, settings: AxesSettings): number {
  return assign(cloud, y, phi, settings);
}

/** Downhill from these axes to a local minimum: particles to their nearest axis, axes to their particles' best place. */
export function descendAxes(
  cloud: Cloud,
  fromY: ArrayLike<number>,
  fromPhi: ArrayLike<number>,
  settings: AxesSettings,
): AxesFound {
  const n = cloud.w.length;
  const y = Float64Array.from(fromY);
  const phi = Float64Array.from(fromPhi);
  const wasY = new Float64Array(y.length);
  const wasPhi = new Float64Array(y.length);
  const moved = new Uint8Array(y.length).fill(1);
  const place: Place = { y: 0, phi: 0, value: 0 };
  let value = assign(cloud, y, phi, settings);
  for (let round = 0; round < MOST_PARTITIONS; round++) {
    const before = value;
    wasY.set(y);
    wasPhi.set(phi);
    for (let k = 0; k < y.length; k++) {
      if (moved[k] === 0) continue;
      let count = 0;
      for (let i = 0; i < n; i++) if (owner[i] === k) chosen[count++] = i;
      if (count === 0) continue;
      place.y = y[k];
      place.phi = phi[k];
      settle(cloud, chosen, count, settings.beta, place);
      y[k] = place.y;
      phi[k] = place.phi;
    }
    // Only axes that lost or won a particle have somewhere to go.
    previous.set(owner.subarray(0, n));
    value = assign(cloud, y, phi, settings);
    moved.fill(0);
    for (let i = 0; i < n; i++) {
      if (owner[i] === previous[i]) continue;
      if (owner[i] !== BEAM) moved[owner[i]] = 1;
      if (previous[i] !== BEAM) moved[previous[i]] = 1;
    }
    if (value > before) {
      y.set(wasY);
      phi.set(wasPhi);
      value = before;
      break;
    }
    if (!(value < before * (1 - ENOUGH)) || !moved.includes(1)) break;
  }
  return { y, phi, value };
}
