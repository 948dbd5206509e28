// The best axis for some particles: the minimum of Σ w d^β over the plane, β in (0, 4]. For β = 1 it is the geometric median,
// for β = 2 the centroid. Newton's steps where they go down, else those of iteratively reweighted means (Weiszfeld), which
// always do for β ≤ 2; on top of a particle the test of Vardi and Zhang, PNAS 97 (2000) 1423. For β < 1 every particle is
// a local minimum: the best of them, or what lies downhill from the start or the centroid.

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

const MOST_STEPS = 500;
/** A step below this share of the particles' spread changes the value by rounding only: the minimum is flat. */
const SMALL = 1e-10;
/** Halvings of a step for β > 2, where reweighting may overshoot. */
const HALVINGS = 8;
/** Nearer than this share of the spread a particle may be the minimum itself. */
const NEAR = 0.1;
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
  follow(cloud, chosen, count, beta, place);
  if (beta >= 1) return;
  const other: Place = { y: place.y, phi: place.phi, value: 0 };
  other.value = valueAt(cloud, chosen, count, 2, other.y, other.phi);
  descend(cloud, chosen, count, 2, other);
  follow(cloud, chosen, count, beta, other);
  if (other.value < place.value) Object.assign(place, other);
  for (let k = 0; k < count; k++) tryParticle(cloud, chosen, count, beta, place, chosen[k]);
}

function follow(cloud: Cloud, chosen: Int32Array, count: number, beta: number, place: Place): void {
  place.value = valueAt(cloud, chosen, count, beta, place.y, place.phi);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (!descend(cloud, chosen, count, beta, place)) return;
  }
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
  let least = Number.POSITIVE_INFINITY;
  let nearest = chosen[0];
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
    if (square < least) {
      least = square;
      nearest = i;
    }
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
  if (touching > 0 && beta <= 1) {
    const slope = Math.sqrt(gy * gy + gphi * gphi);
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
  // Steps only creep towards a minimum on a particle: the nearest one is tried as such.
  if (beta === 1 && least < NEAR * NEAR * spread && tryParticle(cloud, chosen, count, beta, place, nearest)) {
    return true;
  }
  const determinant = hyy * hphiphi - hyphi * hyphi;
  const small = SMALL * Math.sqrt(spread);
  if (determinant > 0 && hyy > 0 && touching === 0) {
    const sy = (hyphi * gphi - hphiphi * gy) / determinant;
    const sphi = (hyphi * gy - hyy * gphi) / determinant;
    if (sy * sy + sphi * sphi <= small * small) return false;
    if (tryStep(cloud, chosen, count, beta, place, sy, sphi, 0)) return true;
  }
  const sy = -gy / curvature;
  const sphi = -gphi / curvature;
  if (sy * sy + sphi * sphi <= small * small) return false;
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

/** Onto this particle, if that is further down. */
function tryParticle(
  cloud: Cloud,
  chosen: Int32Array,
  count: number,
  beta: number,
  place: Place,
  particle: number,
): boolean {
  const y = cloud.y[particle];
  const phi = cloud.phi[particle];
  const value = valueAt(cloud, chosen, count, beta, y, phi);
  if (value >= place.value) return false;
  place.y = y;
  place.phi = phi;
  place.value = value;
  return true;
}
