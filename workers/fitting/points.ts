// The best N points with free weights: every particle goes to its nearest one, so there is no transport to solve. Lloyd's
// rounds with the geometric median as the centre of a cluster (Weiszfeld 1937, at a particle the step of Vardi and Zhang,
// PNAS 97 (2000) 1423), and exchanges of one centre for any particle (Teitz and Bart, Oper. Res. 16 (1968) 955).

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import { draw } from './starts.ts';

/** Places of N points, and the weighted mean distance of the particles from the nearest: their EMD. */
export interface Points {
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly emd: number;
}

const LLOYD_ROUNDS = 100;
const WEISZFELD_STEPS = 200;
/** Relative step, and gain, below which a median or a round is done. */
const STEP_TOLERANCE = 1e-10;
const GAIN_TOLERANCE = 1e-12;
const EXCHANGES = 50;
/** Particles that a centre is exchanged for: the hardest. */
const CANDIDATES = 200;

/** Centres drawn by k-means++ with distances to the first power (D-sampling), from a first particle drawn by pT. */
export function drawnCenters(event: PlaneEvent, count: number, random: Random): Points {
  const { pt, y, phi } = event;
  let total = 0;
  for (const value of pt) total += value;
  const nearest = new Float64Array(pt.length).fill(Number.POSITIVE_INFINITY);
  const chosen = [draw(event, total, random)];
  for (;;) {
    const last = chosen[chosen.length - 1];
    let sum = 0;
    for (let i = 0; i < pt.length; i++) {
      nearest[i] = Math.min(nearest[i], between(y[i], phi[i], y[last], phi[last]));
      sum += pt[i] * nearest[i];
    }
    if (chosen.length === count) return placesOf(event, chosen, sum / total);
    let left = random.uniform() * sum;
    let next = last;
    for (let i = 0; i < pt.length; i++) {
      left -= pt[i] * nearest[i];
      if (nearest[i] > 0) next = i;
      if (left <= 0 && nearest[i] > 0) break;
    }
    chosen.push(next);
  }
}

function placesOf({ y, phi }: PlaneEvent, chosen: readonly number[], emd: number): Points {
  return {
    y: Float64Array.from(chosen, (i) => y[i]),
    phi: Float64Array.from(chosen, (i) => phi[i]),
    emd,
  };
}

/** Particle → its nearest point. */
export function nearestPoints(event: PlaneEvent, points: Pick<Points, 'y' | 'phi'>): Uint32Array {
  return Uint32Array.from(event.pt, (_, i) => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < points.y.length; c++) {
      const d = between(event.y[i], event.phi[i], points.y[c], points.phi[c]);
      if (d < least) {
        least = d;
        best = c;
      }
    }
    return best;
  });
}

/** Lloyd's rounds from there. `held[c]`: the point c stays. */
export function settledPoints(event: PlaneEvent, start: Points, held: readonly boolean[]): Points {
  const { pt } = event;
  const y = Float64Array.from(start.y);
  const phi = Float64Array.from(start.phi);
  let emd = Number.POSITIVE_INFINITY;
  for (let round = 0; round < LLOYD_ROUNDS; round++) {
    const owner = nearestPoints(event, { y, phi });
    const value = meanDistance(event, y, phi, owner);
    if (value >= emd * (1 - GAIN_TOLERANCE)) break;
    emd = value;
    for (let c = 0; c < y.length; c++) {
      if (held[c]) continue;
      const members: number[] = [];
      for (let i = 0; i < pt.length; i++) if (owner[i] === c) members.push(i);
      if (members.length > 0) [y[c], phi[c]] = median(event, members, y[c], phi[c]);
    }
  }
  return { y, phi, emd: meanDistance(event, y, phi, nearestPoints(event, { y, phi })) };
}

/** Exchanges one point for a particle where that lowers the value, and settles again, until no exchange does. */
export function exchangedPoints(event: PlaneEvent, start: Points, held: readonly boolean[]): Points {
  let best = start;
  const hardest = Uint32Array.from(event.pt, (_, i) => i)
    .sort((i, j) => event.pt[j] - event.pt[i])
    .subarray(0, CANDIDATES);
  for (let round = 0; round < EXCHANGES; round++) {
    const exchange = bestExchange(event, best, held, hardest);
    if (!exchange) break;
    const settled = settledPoints(event, exchange, held);
    if (settled.emd >= best.emd * (1 - GAIN_TOLERANCE)) break;
    best = settled;
  }
  return best;
}

/** The one exchange with the least value before it settles; null where none is below the points as they are. */
function bestExchange(
  event: PlaneEvent,
  points: Points,
  held: readonly boolean[],
  candidates: Uint32Array,
): Points | null {
  const { pt, y, phi } = event;
  const n = pt.length;
  const count = points.y.length;
  // Distance to the nearest point, to the next one, and which is the nearest.
  const first = new Float64Array(n);
  const second = new Float64Array(n);
  const owner = new Uint32Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    first[i] = second[i] = Number.POSITIVE_INFINITY;
    total += pt[i];
    for (let c = 0; c < count; c++) {
      const d = between(y[i], phi[i], points.y[c], points.phi[c]);
      if (d < first[i]) {
        second[i] = first[i];
        first[i] = d;
        owner[i] = c;
      } else if (d < second[i]) second[i] = d;
    }
  }
  let least = points.emd * (1 - GAIN_TOLERANCE);
  let found: readonly [number, number] | null = null;
  const without = new Float64Array(count);
  for (const k of candidates) {
    let kept = 0;
    without.fill(0);
    for (let i = 0; i < n; i++) {
      const d = between(y[i], phi[i], y[k], phi[k]);
      const now = Math.min(d, first[i]);
      kept += pt[i] * now;
      without[owner[i]] += pt[i] * (Math.min(d, second[i]) - now);
    }
    for (let c = 0; c < count; c++) {
      const value = (kept + without[c]) / total;
      if (held[c] || value >= least) continue;
      least = value;
      found = [c, k];
    }
  }
  if (!found) return null;
  const [c, k] = found;
  const next = { y: Float64Array.from(points.y), phi: Float64Array.from(points.phi), emd: least };
  next.y[c] = y[k];
  next.phi[c] = phi[k];
  return next;
}

/** Geometric median of these particles, from a place that need not be near it. */
function median(event: PlaneEvent, members: readonly number[], y0: number, phi0: number): [number, number] {
  const { pt, y, phi } = event;
  // A particle that outweighs the pull of all others is the median, exactly.
  let hardest = members[0];
  for (const i of members) if (pt[i] > pt[hardest]) hardest = i;
  if (pulled(event, members, y[hardest], phi[hardest]).left <= 0) return [y[hardest], phi[hardest]];
  let a = y0;
  let b = phi0;
  for (let step = 0; step < WEISZFELD_STEPS; step++) {
    const pull = pulled(event, members, a, b);
    if (pull.left <= 0) break;
    const share = pull.left / (pull.stiffness * Math.hypot(pull.y, pull.phi));
    a += share * pull.y;
    b += share * pull.phi;
    if (share * Math.hypot(pull.y, pull.phi) < STEP_TOLERANCE) break;
  }
  // Next to a particle the steps only creep towards it.
  const closest = members.reduce((p, q) =>
    between(y[q], phi[q], a, b) < between(y[p], phi[p], a, b) ? q : p,
  );
  if (pulled(event, members, y[closest], phi[closest]).left <= 0) return [y[closest], phi[closest]];
  return [a, wrapPhi(b)];
}

/** Sum of unit vectors towards the particles times pT; `left`: its length less the pT of those that lie right here. */
function pulled({ pt, y, phi }: PlaneEvent, members: readonly number[], a: number, b: number) {
  let pullY = 0;
  let pullPhi = 0;
  let stiffness = 0;
  let here = 0;
  for (const i of members) {
    const dy = y[i] - a;
    const dphi = wrapPhi(phi[i] - b);
    const d = Math.sqrt(dy * dy + dphi * dphi);
    if (d === 0) {
      here += pt[i];
      continue;
    }
    const share = pt[i] / d;
    pullY += share * dy;
    pullPhi += share * dphi;
    stiffness += share;
  }
  return { y: pullY, phi: pullPhi, stiffness, left: Math.sqrt(pullY * pullY + pullPhi * pullPhi) - here };
}

function meanDistance(
  { pt, y, phi }: PlaneEvent,
  pointY: Float64Array,
  pointPhi: Float64Array,
  owner: Uint32Array,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < pt.length; i++) {
    sum += pt[i] * between(y[i], phi[i], pointY[owner[i]], pointPhi[owner[i]]);
    total += pt[i];
  }
  return sum / total;
}

function between(y1: number, phi1: number, y2: number, phi2: number): number {
  const dphi = wrapPhi(phi1 - phi2);
  return Math.sqrt((y1 - y2) ** 2 + dphi * dphi);
}
