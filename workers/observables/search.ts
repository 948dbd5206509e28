// The search for the axes of the least Σ w min(cap, min_k d_k^β). Descents from many starts and from exchanges of one axis:
// no method for N ≥ 2 is sure of the global minimum in time that one has. On 300 toy jets, N = 2, 3, 4, thirty searches of
// other seeds together found nothing below what one finds.

import { random } from '../core/random.ts';
import { type AxesFound, type AxesSettings, descendAxes, squareTo } from './axes.ts';
import { type Cloud, power } from './median.ts';

/** Drawn starts: 3 + 3 N. */
const STARTS = 3;
const STARTS_PER_AXIS = 3;
/** Exchanges that are followed down in a round, by number of axes, and rounds at most. */
const EXCHANGES_PER_AXIS = 3;
const ROUNDS = 20;

/** Particles along y (then φ): draws by weight fall on the same places whatever the order, splits or soft particles. */
function alongRapidity(cloud: Cloud): Int32Array {
  return Int32Array.from(cloud.w, (_, i) => i).sort(
    (a, b) => cloud.y[a] - cloud.y[b] || cloud.phi[a] - cloud.phi[b],
  );
}

/**
 * The best axes found: descents from the given starts, from the best N − 1 axes with one more, and from starts drawn as
 * k-means++ draws them (Arthur, Vassilvitskii 2007), each axis by weight times its cost to those before; then from the
 * best with an axis exchanged for a particle, until no exchange leads further down.
 */
export function searchAxes(
  cloud: Cloud,
  count: number,
  settings: AxesSettings,
  seed: number,
  given: readonly { readonly y: ArrayLike<number>; readonly phi: ArrayLike<number> }[],
  fewer: AxesFound | null,
): AxesFound {
  const n = cloud.w.length;
  if (count >= n) return { y: cloud.y.slice(), phi: cloud.phi.slice(), value: 0 };
  let best: AxesFound = { y: new Float64Array(0), phi: new Float64Array(0), value: Number.POSITIVE_INFINITY };
  const consider = (y: ArrayLike<number>, phi: ArrayLike<number>) => {
    const found = descendAxes(cloud, y, phi, settings);
    if (found.value < best.value) best = found;
  };
  for (const { y, phi } of given) consider(y, phi);
  const order = alongRapidity(cloud);
  const draw = random(seed);
  const y = new Float64Array(count);
  const phi = new Float64Array(count);
  const worth = new Float64Array(n);
  /** Adds axes to the first `have` until there are all. */
  const complete = (have: number) => {
    for (let k = have; k < count; k++) {
      let total = 0;
      for (let i = 0; i < n; i++) {
        let nearest = settings.cap;
        for (let a = 0; a < k; a++)
          nearest = Math.min(nearest, power(squareTo(cloud, i, y[a], phi[a]), settings.beta));
        worth[i] = cloud.w[i] * (k === 0 ? 1 : nearest);
        total += worth[i];
      }
      let left = draw.uniform() * total;
      let pick = order[n - 1];
      for (const i of order) {
        left -= worth[i];
        if (left < 0) {
          pick = i;
          break;
        }
      }
      y[k] = cloud.y[pick];
      phi[k] = cloud.phi[pick];
    }
  };
  const starts = STARTS + STARTS_PER_AXIS * count;
  for (let start = 0; start < starts; start++) {
    let have = 0;
    if (start % 3 === 0 && fewer) {
      y.set(fewer.y);
      phi.set(fewer.phi);
      have = fewer.y.length;
    }
    complete(have);
    consider(y, phi);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const before = best;
    for (const { axis, particle } of exchanges(cloud, before, settings)) {
      y.set(before.y);
      phi.set(before.phi);
      y[axis] = cloud.y[particle];
      phi[axis] = cloud.phi[particle];
      consider(y, phi);
    }
    if (best === before) break;
  }
  return best;
}

/**
 * The exchanges of one axis for one particle that look best before any descent. What all of them give takes O(n²) time
 * from each particle's nearest and second nearest axis (as in Schubert, Rousseeuw, arXiv:1810.05691).
 */
function exchanges(
  cloud: Cloud,
  { y, phi }: AxesFound,
  { beta, cap }: AxesSettings,
): { readonly axis: number; readonly particle: number; readonly value: number }[] {
  const n = cloud.w.length;
  const first = new Float64Array(n).fill(cap);
  const second = new Float64Array(n).fill(cap);
  const owner = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < y.length; k++) {
      const cost = power(squareTo(cloud, i, y[k], phi[k]), beta);
      if (cost < first[i]) {
        second[i] = first[i];
        first[i] = cost;
        owner[i] = k;
      } else if (cost < second[i]) second[i] = cost;
    }
  }
  const found: { axis: number; particle: number; value: number }[] = [];
  const without = new Float64Array(y.length);
  for (let particle = 0; particle < n; particle++) {
    // With the particle as one more axis, and what taking each of the others away would cost then.
    let value = 0;
    without.fill(0);
    for (let i = 0; i < n; i++) {
      const cost = power(squareTo(cloud, i, cloud.y[particle], cloud.phi[particle]), beta);
      value += cloud.w[i] * Math.min(first[i], cost);
      if (cost >= second[i]) {
        if (owner[i] >= 0) without[owner[i]] += cloud.w[i] * (second[i] - first[i]);
      } else if (cost > first[i] && owner[i] >= 0) without[owner[i]] += cloud.w[i] * (cost - first[i]);
    }
    for (let axis = 0; axis < y.length; axis++) found.push({ axis, particle, value: value + without[axis] });
  }
  return found.sort((a, b) => a.value - b.value).slice(0, EXCHANGES_PER_AXIS * y.length);
}
