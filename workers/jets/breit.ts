// The Breit frame of deep-inelastic scattering, from the beam lepton k, the beam hadron P and the scattered lepton k′.
//
// It is the rest frame of 2xP + q with the photon against z: q = k − k′ = (0; 0, 0, −Q), P = Q/2x (1; 0, 0, 1). The hadron (the target)
// comes along +z; the quark that was struck leaves with Q/2 along −z; the scattered lepton lies at φ = 0. Rows of the matrix are the
// frame's axes, t = (2xP + q)/Q, z = −q/Q, and what of k is at right angles to both, so that no boost is multiplied by another
// (Streng, Walsh, Zerwas 1979; as in arXiv:2006.10751). Leptons and hadron are taken as massless: E is set to |p|, which at the energies
// of colliders is less than any resolution. Q² = −q², x = Q²/2P·q, y = P·q/P·k.

import type { FourVector, Lorentz } from './boost.ts';

export interface Scattering {
  /** Beam lepton. */
  readonly lepton: FourVector;
  /** Beam hadron. */
  readonly hadron: FourVector;
  /** Scattered lepton. */
  readonly scattered: FourVector;
}

export interface BreitFrame {
  /** From the frame of the momenta given to the Breit frame. `inverse` of it leads back. */
  readonly lorentz: Lorentz;
  /** GeV². */
  readonly Q2: number;
  /** Bjorken's x. */
  readonly x: number;
  /** Inelasticity. */
  readonly y: number;
  /** Mass squared of the hadronic final state, GeV²: (P + q)² = Q²(1 − x)/x. */
  readonly W2: number;
}

/** A transverse part of the beam lepton, squared, below this share of Q² is rounding. */
const NO_PART = 1e-18;

/** (E, px, py, pz), massless, with E ± pz of full precision. */
interface Light {
  readonly v: readonly [number, number, number, number];
  readonly plus: number;
  readonly minus: number;
}

function light({ px, py, pz }: FourVector): Light {
  const pt2 = px * px + py * py;
  const e = Math.sqrt(pt2 + pz * pz);
  const large = e + Math.abs(pz);
  const small = large > 0 ? pt2 / large : 0;
  const [plus, minus] = pz >= 0 ? [large, small] : [small, large];
  return { v: [e, px, py, pz], plus, minus };
}

/** By light-cone components: no digits are lost between directions that are nearly one. */
function dot(a: Light, b: Light): number {
  return (a.plus * b.minus + a.minus * b.plus) / 2 - a.v[1] * b.v[1] - a.v[2] * b.v[2];
}

/** Q², x, y, W² and the way into the Breit frame. Throws RangeError where there is none: Q² ≤ 0 or P·q ≤ 0. */
export function breitFrame({ lepton, hadron, scattered }: Scattering): BreitFrame {
  const k = light(lepton);
  const p = light(hadron);
  const out = light(scattered);
  const Q2 = 2 * dot(k, out);
  if (!(Q2 > 0 && Number.isFinite(Q2))) {
    throw new RangeError(`Breit frame: Q² is ${Q2} GeV², allowed are finite numbers > 0`);
  }
  const pk = dot(p, k);
  const pq = pk - dot(p, out);
  if (!(pq > 0 && Number.isFinite(pq))) {
    throw new RangeError(`Breit frame: P·q is ${pq} GeV², allowed are finite numbers > 0`);
  }
  const x = Q2 / (2 * pq);
  const y = pq / pk;
  const Q = Math.sqrt(Q2);
  const q = k.v.map((value, i) => value - out.v[i]);
  const along = q.map((value) => -value / Q);
  // Rounding of x is left no part along z.
  const raw = q.map((value, i) => (2 * x * p.v[i] + value) / Q);
  const tilt = product(raw, along);
  const upright = raw.map((value, i) => value + tilt * along[i]);
  const time = upright.map((value) => value / Math.sqrt(product(upright, upright)));
  // The second time takes away what rounding left the first time.
  const transverse = across(across(k.v, time, along), time, along);
  const size2 = -product(transverse, transverse);
  // The lepton that hits head on (y = 1) has no transverse part: then any direction will do.
  const first =
    size2 > NO_PART * Q2 ? transverse.map((value) => value / Math.sqrt(size2)) : anyAcross(time, along);
  const second = fourth(time, first, along);
  const lorentz = new Float64Array(16);
  // A component along a spacelike axis is minus the product with it; the metric makes (E, −p) of each row.
  [time, first, second, along].forEach((axis, row) => {
    const sign = row === 0 ? 1 : -1;
    lorentz[4 * row] = sign * axis[0];
    for (let i = 1; i < 4; i++) lorentz[4 * row + i] = -sign * axis[i];
  });
  return { lorentz, Q2, x, y, W2: (Q2 * (1 - x)) / x };
}

const product = (a: readonly number[], b: readonly number[]) =>
  a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3];

/** The part of v at right angles to t (timelike) and z (spacelike), units both. */
function across(v: readonly number[], t: readonly number[], z: readonly number[]): number[] {
  const [vt, vz] = [product(v, t), product(v, z)];
  return v.map((value, i) => value - vt * t[i] + vz * z[i]);
}

function anyAcross(t: readonly number[], z: readonly number[]): number[] {
  const candidates = [
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ].map((axis) => across(across(axis, t, z), t, z));
  const [best] = candidates.sort((a, b) => product(a, a) - product(b, b));
  const size = Math.sqrt(-product(best, best));
  return best.map((value) => value / size);
}

/** The fourth axis of a right-handed frame: ε of the other three, raised. */
function fourth(t: readonly number[], x: readonly number[], z: readonly number[]): number[] {
  const minor = (i: number, j: number, k: number) =>
    t[i] * (x[j] * z[k] - x[k] * z[j]) -
    t[j] * (x[i] * z[k] - x[k] * z[i]) +
    t[k] * (x[i] * z[j] - x[j] * z[i]);
  // The products of three lose digits: what they left along the others is taken away.
  const raw = [-minor(1, 2, 3), -minor(0, 2, 3), minor(0, 1, 3), -minor(0, 1, 2)];
  const sideways = product(raw, x);
  const out = across(raw, t, z).map((value, i) => value + sideways * x[i]);
  const size = Math.sqrt(-product(out, out));
  return out.map((value) => value / size);
}
