// Rows of costs, two at a time in SIMD: filled from places, searched for the least, transformed.

import {
  cost,
  dual,
  hubs,
  places,
  potential,
  prior,
  real,
  root,
  rowOf,
  setReal,
  spokes,
  weight,
} from './memory';

function lesser(pair: v128): f64 {
  const a = f64x2.extract_lane(pair, 0);
  const b = f64x2.extract_lane(pair, 1);
  return b < a ? b : a;
}

/** The least of row_i − minus_i over `count` places. */
export function least(row: usize, minus: usize, count: i32): f64 {
  let m0 = f64x2.splat(Infinity);
  let m1 = m0;
  let m2 = m0;
  let m3 = m0;
  let k: i32 = 0;
  for (; k + 8 <= count; k += 8) {
    m0 = f64x2.pmin(m0, f64x2.sub(v128.load(row), v128.load(minus)));
    m1 = f64x2.pmin(m1, f64x2.sub(v128.load(row, 16), v128.load(minus, 16)));
    m2 = f64x2.pmin(m2, f64x2.sub(v128.load(row, 32), v128.load(minus, 32)));
    m3 = f64x2.pmin(m3, f64x2.sub(v128.load(row, 48), v128.load(minus, 48)));
    row += 64;
    minus += 64;
  }
  for (; k + 2 <= count; k += 2) {
    m0 = f64x2.pmin(m0, f64x2.sub(v128.load(row), v128.load(minus)));
    row += 16;
    minus += 16;
  }
  let found = lesser(f64x2.pmin(f64x2.pmin(m0, m1), f64x2.pmin(m2, m3)));
  if (k < count) {
    const end = load<f64>(row) - load<f64>(minus);
    if (end < found) found = end;
  }
  return found;
}

/** The first place where row_i − minus_i is `value`. */
export function placeOf(row: usize, minus: usize, count: i32, value: f64): i32 {
  for (let i: i32 = 0; i < count; i++) if (real(row, i) - real(minus, i) === value) return i;
  return 0;
}

/** What a spoke loses by its second best hub: second least − least of row_i − minus_i. */
export function regretOf(row: usize, minus: usize, count: i32): f64 {
  if (count < 2) return 0;
  let low = f64x2.splat(Infinity);
  let high = low;
  let k: i32 = 0;
  for (; k + 2 <= count; k += 2) {
    const x = f64x2.sub(v128.load(row), v128.load(minus));
    high = f64x2.pmin(high, f64x2.pmax(low, x));
    low = f64x2.pmin(low, x);
    row += 16;
    minus += 16;
  }
  if (k < count) {
    const x = f64x2.replace_lane(f64x2.splat(Infinity), 0, load<f64>(row) - load<f64>(minus));
    high = f64x2.pmin(high, f64x2.pmax(low, x));
    low = f64x2.pmin(low, x);
  }
  const a = f64x2.extract_lane(low, 0);
  const b = f64x2.extract_lane(low, 1);
  const rest = lesser(high);
  const second = a < b ? b : a;
  return (rest < second ? rest : second) - (a < b ? a : b);
}

/**
 * Costs between the places: θ·scale, or its square where `squared`; φ in (−π, π]. `places` holds y and φ of the
 * spokes, then y and φ of the hubs.
 */
export function fillCosts(scale: f64, squared: i32): void {
  const phiS = places + ((<usize>spokes) << 3);
  const yH = phiS + ((<usize>spokes) << 3);
  const phiH = yH + ((<usize>hubs) << 3);
  const turn = f64x2.splat(2 * Math.PI);
  const unit = f64x2.splat(scale);
  let out = cost;
  for (let j: i32 = 0; j < spokes; j++) {
    const y = f64x2.splat(real(places, j));
    const phi = f64x2.splat(real(phiS, j));
    for (let k: i32 = 0; k < hubs; k += 2) {
      const at = (<usize>k) << 3;
      const alone = k + 1 === hubs;
      // The last one of an odd row is done twice: no second half lies behind it.
      const yk = alone ? v128.load64_splat(yH + at) : v128.load(yH + at);
      const phik = alone ? v128.load64_splat(phiH + at) : v128.load(phiH + at);
      const dy = f64x2.sub(y, yk);
      let dphi = f64x2.abs(f64x2.sub(phi, phik));
      dphi = f64x2.pmin(dphi, f64x2.sub(turn, dphi));
      let c: v128;
      if (squared) {
        const a = f64x2.mul(dy, unit);
        const b = f64x2.mul(dphi, unit);
        c = f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b));
      } else {
        c = f64x2.mul(f64x2.sqrt(f64x2.add(f64x2.mul(dy, dy), f64x2.mul(dphi, dphi))), unit);
      }
      if (alone) {
        store<f64>(out, f64x2.extract_lane(c, 0));
        out += 8;
      } else {
        v128.store(out, c);
        out += 16;
      }
    }
  }
}

/** The size of the costs: the largest of the first row plus the largest of the first column. */
export function scale(): f64 {
  let row: f64 = 0;
  let column: f64 = 0;
  for (let i: i32 = 0; i < hubs; i++) row = Math.max(row, real(cost, i));
  for (let j: i32 = 0; j < spokes; j++) column = Math.max(column, load<f64>(rowOf(j)));
  return row + column;
}

/**
 * Writes as `prior` of each hub its mean cost, and returns how far costs are from it, on average: the size of what is left to
 * decide, which for a shape much smaller than its distance is far below the size of the costs.
 */
export function level(): f64 {
  let total: f64 = 0;
  for (let x = hubs; x < root; x++) total += real(weight, x);
  memory.fill(prior, 0, (<usize>hubs) << 3);
  for (let j: i32 = 0; j < spokes; j++) {
    const row = rowOf(j);
    const share = real(weight, hubs + j) / total;
    for (let i: i32 = 0; i < hubs; i++) setReal(prior, i, real(prior, i) + share * real(row, i));
  }
  let sum: f64 = 0;
  for (let j: i32 = 0; j < spokes; j++) {
    const row = rowOf(j);
    for (let i: i32 = 0; i < hubs; i++) sum += Math.abs(real(row, i) - real(prior, i));
  }
  return sum / (<f64>hubs * <f64>spokes);
}

/**
 * Potentials that are feasible whatever the solver did, by c-transforms of the hubs' duals there and back; returns
 * their dual value, below every flow's cost.
 */
export function certify(): f64 {
  const bytes = (<usize>hubs) << 3;
  for (let i: i32 = 0; i < hubs; i++) setReal(potential, i, Infinity);
  let sum: f64 = 0;
  let row = cost;
  for (let j: i32 = 0; j < spokes; j++, row += bytes) {
    const v = least(row, dual, hubs);
    setReal(potential, hubs + j, v);
    sum += v * real(weight, hubs + j);
    const both = f64x2.splat(v);
    let k: i32 = 0;
    for (; k + 2 <= hubs; k += 2) {
      const at = potential + ((<usize>k) << 3);
      v128.store(at, f64x2.pmin(v128.load(at), f64x2.sub(v128.load(row + ((<usize>k) << 3)), both)));
    }
    if (k < hubs) setReal(potential, k, Math.min(real(potential, k), real(row, k) - v));
  }
  for (let i: i32 = 0; i < hubs; i++) sum += real(potential, i) * real(weight, i);
  return sum;
}

/** Writes `prior` of the hubs from potentials of the spokes (in `potential`): min_j (c_ji − v_j). */
export function priorFromSpokes(): void {
  for (let i: i32 = 0; i < hubs; i++) setReal(prior, i, Infinity);
  for (let x = hubs; x < root; x++) {
    const row = rowOf(x - hubs);
    const v = real(potential, x);
    for (let i: i32 = 0; i < hubs; i++) {
      const bound = real(row, i) - v;
      if (bound < real(prior, i)) setReal(prior, i, bound);
    }
  }
}
