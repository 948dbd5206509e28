// Direction and f of a node, and how two become one. What they mean: ../../measure.ts, ../../types.ts, ../../momenta.ts.

import { e, px, py, pz, real, setReal } from './memory';

/** Geometries: (y, φ) with φ periodic; unit vectors; η̄ as a vector in the transverse plane. */
export const PLANE: i32 = 0;
export const SPHERE: i32 = 1;

/** f of what has no transverse momentum, where f is a negative power of it. */
const HUGE: f64 = 1e300;
/** η̄ of what goes along the target. */
const FAR: f64 = 1e9;
/** Rapidity of what moves along the beam: no two of different momenta are in one place. */
const ALONG_THE_BEAM: f64 = 1e5;

export let geometry: i32 = PLANE;
/** g of the beam; distances beyond it never count. */
export let edge: f64 = 0;
/** d = f × g × this. */
export let unit: f64 = 0;
let power: f64 = 0;
/** Winner takes all. */
let winners: bool = false;

/** What `place` found. */
export let placeA: f64 = 0;
export let placeB: f64 = 0;
export let placeC: f64 = 0;
export let placeF: f64 = 0;

export function define(how: i32, beam: f64, scale: f64, exponent: f64, wta: i32): void {
  geometry = how;
  edge = beam;
  unit = scale;
  power = exponent;
  winners = wta !== 0;
}

function rapidity(k: i32): f64 {
  const z = real(pz, k);
  const energy = real(e, k);
  const pt2 = real(px, k) * real(px, k) + real(py, k) * real(py, k);
  const mt2 = pt2 + Math.max(0, (energy + z) * (energy - z) - pt2);
  if (mt2 === 0) return z >= 0 ? ALONG_THE_BEAM + z : -ALONG_THE_BEAM + z;
  const sum = energy + Math.abs(z);
  const half = 0.5 * Math.log(mt2 / (sum * sum));
  return z > 0 ? -half : half;
}

function weight(scale: f64): f64 {
  if (power === 1) return scale;
  if (power === 0) return 1;
  if (power === -1) return scale > 1 / HUGE ? 1 / scale : HUGE;
  if (scale > 0) return Math.min(HUGE, scale ** power);
  return power > 0 ? 0 : HUGE;
}

/** Direction and f of node k. */
export function place(k: i32): void {
  const x = real(px, k);
  const y = real(py, k);
  const pt2 = x * x + y * y;
  let scale = pt2;
  placeC = 0;
  if (geometry === PLANE) {
    placeA = rapidity(k);
    placeB = pt2 > 0 ? Math.atan2(y, x) : 0;
  } else if (geometry === SPHERE) {
    const z = real(pz, k);
    scale = real(e, k) * real(e, k);
    const p = Math.sqrt(pt2 + z * z);
    const inverse = p > 0 ? 1 / p : 0;
    placeA = x * inverse;
    placeB = y * inverse;
    placeC = p > 0 ? z * inverse : 1;
  } else {
    // η̄ = 2 pT/(E − pz), as a vector in the transverse plane: g is the distance of two of them, squared.
    const z = real(pz, k);
    const energy = real(e, k);
    const minus = z > 0 ? Math.max(energy - z, pt2 / (energy + z)) : energy - z;
    const along = pt2 === 0 && !(minus > 0);
    // Along the target η̄ is infinite: far outside, so that no two are in one place.
    placeA = along ? FAR + energy : x * (2 / minus);
    placeB = along ? 0 : y * (2 / minus);
  }
  placeF = weight(scale);
}

/** Merges i and j into k. Winner-take-all adds pT, on the sphere |p|, and keeps direction and mass of the harder. */
export function combine(i: i32, j: i32, k: i32): void {
  if (!winners) {
    setReal(px, k, real(px, i) + real(px, j));
    setReal(py, k, real(py, i) + real(py, j));
    setReal(pz, k, real(pz, i) + real(pz, j));
    setReal(e, k, real(e, i) + real(e, j));
    return;
  }
  const pi = size(i);
  const pj = size(j);
  const hard = pi >= pj ? i : j;
  const p = pi >= pj ? pi : pj;
  const sum = pi + pj;
  const stretch = p > 0 ? sum / p : 0;
  const x = real(px, hard);
  const y = real(py, hard);
  const z = real(pz, hard);
  const energy = real(e, hard);
  setReal(px, k, x * stretch);
  setReal(py, k, y * stretch);
  const mt = Math.sqrt(sum * sum + Math.max(0, (energy + z) * (energy - z) - x * x - y * y));
  if (geometry === SPHERE) {
    setReal(pz, k, z * stretch);
    setReal(e, k, mt);
    return;
  }
  // The rapidity and the mass of the harder.
  const rapid = rapidity(hard);
  setReal(pz, k, mt * Math.sinh(rapid));
  setReal(e, k, mt * Math.cosh(rapid));
}

function size(k: i32): f64 {
  const z = geometry === SPHERE ? real(pz, k) : 0;
  return Math.sqrt(real(px, k) * real(px, k) + real(py, k) * real(py, k) + z * z);
}
