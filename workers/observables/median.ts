// The best axis for some particles: the minimum of Σ w d^β over the plane, β in (0, 4]. For β = 1 it is the geometric median,
// for β = 2 the centroid. Newton's steps where they go down, else those of iteratively reweighted means (Weiszfeld), which
// always do for β ≤ 2; on top of a particle the test of Vardi and Zhang, PNAS 97 (2000) 1423. For β < 1 the minimum is
// a local one.

/** Weighted particles; places in rad, φ periodic. */
export interface Cloud {
  readonly w: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

export interface Place {
  y: number;
  phi: number;
  /** Σ w d^β there, over the chosen particles. */
  value: number;
}

const MOST_STEPS = 100;
/** A step below this share of the particles' spread changes the value by rounding only: the minimum is flat. */
const SMALL = 1e-10;
/** Halvings of a step for β > 2, where reweighting may overshoot. */
const HALVINGS = 8;
/** Closer than this (rad) an axis is on top of a particle. */
const TOUCH = 1e-13;

const TWO_PI = 2 * Math.PI;

function turn(difference: number): number {
  return difference - TWO_PI * Math.round(difference / TWO_PI);
}

/** d^β of a squared distance. */
export function power(square: number, beta: number): number {
  return beta === 1 ? Math.sqrt(square) : beta === 2 ? square : square ** (beta / 2);
}

function valueAt(
  cloud: Cloud,
  chosen: Int32Array,
  count: number,
  beta: number,
  y: number,
  phi: number,
): number {
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const i = chosen[k];
    const dy = cloud.y[i] - y;
    const dphi = turn(cloud.phi[i] - phi);
    sum += cloud.w[i] * power(dy * dy + dphi * dphi, beta);
  }
  return sum;
}

/** Moves `place` to the minimum over the particles chosen[0 … count − 1], downhill from where it is; count ≥ 1. */
export function settle(cloud: Cloud, chosen: Int32Array, count: number, beta: number, place: Place): void {
  if (count === 1) {
    place.y = cloud.y[chosen[0]];
    place.phi = cloud.phi[chosen[0]];
    place.value = 0;
    return;
  }
  place.value = valueAt(cloud, chosen, count, beta, place.y, place.phi);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (!descend(cloud, chosen, count, beta, place)) break;
  }
  if (beta <= 1) settleOnParticle(cloud, chosen, count, beta, place);
}

/** One step; false where there is nowhere to go. */
function descend(cloud: Cloud, chosen: Int32Array, count: number, beta: number, place: Place): boolean {
  let gy = 0;
  let gphi = 0;
  let hyy = 0;
  let hyphi = 0;
  let hphiphi = 0;
  let curvature = 0;
  let touching = 0;
  let spread = 0;
  for (let k = 0; k < count; k++) {
    const i = chosen[k];
    const dy = cloud.y[i] - place.y;
    const dphi = turn(cloud.phi[i] - place.phi);
    const square = dy * dy + dphi * dphi;
    if (square <= TOUCH * TOUCH) {
      touching += cloud.w[i];
      continue;
    }
    if (square > spread) spread = square;
    // w β d^{β−2}: the weight of the reweighted mean.
    const c =
      cloud.w[i] * (beta === 2 ? 2 : beta === 1 ? 1 / Math.sqrt(square) : beta * square ** (beta / 2 - 1));
    const bend = ((beta - 2) * c) / square;
    gy -= c * dy;
    gphi -= c * dphi;
    hyy += c + bend * dy * dy;
    hyphi += bend * dy * dphi;
    hphiphi += c + bend * dphi * dphi;
    curvature += c;
  }
  if (curvature === 0) return false;
  let slope = Math.sqrt(gy * gy + gphi * gphi);
  if (touching > 0 && beta <= 1) {
    if (beta < 1 || slope <= touching) return false;
    // Off the particle: only what of the pull is stronger than its weight counts.
    const rest = 1 - touching / slope;
    return tryStep(
      cloud,
      chosen,
      count,
      beta,
      place,
      (-gy * rest) / curvature,
      (-gphi * rest) / curvature,
      HALVINGS,
    );
  }
  if (touching > 0) slope = Math.max(slope, Number.MIN_VALUE);
  const determinant = hyy * hphiphi - hyphi * hyphi;
  const least = SMALL * Math.sqrt(spread);
  if (determinant > 0 && hyy > 0 && touching === 0) {
    const sy = (hyphi * gphi - hphiphi * gy) / determinant;
    const sphi = (hyphi * gy - hyy * gphi) / determinant;
    if (sy * sy + sphi * sphi <= least * least) return false;
    if (tryStep(cloud, chosen, count, beta, place, sy, sphi, 0)) return true;
  }
  const sy = -gy / curvature;
  const sphi = -gphi / curvature;
  if (sy * sy + sphi * sphi <= least * least) return false;
  return tryStep(cloud, chosen, count, beta, place, sy, sphi, HALVINGS);
}

function tryStep(
  cloud: Cloud,
  chosen: Int32Array,
  count: number,
  beta: number,
  place: Place,
  dy: number,
  dphi: number,
  halvings: number,
): boolean {
  let share = 1;
  for (let k = 0; k <= halvings; k++, share /= 2) {
    const y = place.y + share * dy;
    const phi = place.phi + share * dphi;
    const value = valueAt(cloud, chosen, count, beta, y, phi);
    if (value < place.value) {
      place.y = y;
      place.phi = phi;
      place.value = value;
      return true;
    }
  }
  return false;
}

/** Descent only creeps towards a minimum on a particle: the nearest one is tried as such. */
function settleOnParticle(cloud: Cloud, chosen: Int32Array, count: number, beta: number, place: Place): void {
  let nearest = chosen[0];
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const i = chosen[k];
    const dy = cloud.y[i] - place.y;
    const dphi = turn(cloud.phi[i] - place.phi);
    const square = dy * dy + dphi * dphi;
    if (square < best) {
      best = square;
      nearest = i;
    }
  }
  const value = valueAt(cloud, chosen, count, beta, cloud.y[nearest], cloud.phi[nearest]);
  if (value <= place.value) {
    place.y = cloud.y[nearest];
    place.phi = cloud.phi[nearest];
    place.value = value;
  }
}
