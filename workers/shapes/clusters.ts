// The event in k pieces, for the first guess of a model with k centres: k-means++ on energy with the draws replaced by
// their most probable outcome (Arthur & Vassilvitskii, 2007), then a few rounds of Lloyd's algorithm. Cheap and the same every time.

import type { PlaneEvent } from '../core/events.ts';
import { centroid, wrapPhi } from '../core/geometry.ts';

export interface Piece {
  readonly event: PlaneEvent;
  /** Of the event's energy. */
  readonly share: number;
}

const ROUNDS = 5;

/** Exactly `count` pieces; those that no particle is left for hold the hardest particle and no energy. */
export function clusters(event: PlaneEvent, count: number, at?: readonly [number, number]): Piece[] {
  const { pt } = event;
  const n = pt.length;
  if (count <= 1 || n === 0) return Array.from({ length: count }, () => ({ event, share: 1 / count }));
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const owner = new Uint32Array(n);
  const centers: [number, number][] = [];
  let next: readonly [number, number] = at ?? placeOf(event, hardest(pt));
  while (centers.length < count) {
    centers.push([next[0], next[1]]);
    let best = 0;
    let most = -1;
    for (let i = 0; i < n; i++) {
      const d = squared(event, i, next);
      if (d < nearest[i]) nearest[i] = d;
      const gain = pt[i] * nearest[i];
      if (gain > most) {
        most = gain;
        best = i;
      }
    }
    next = placeOf(event, best);
  }
  let pieces: number[][] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    pieces = centers.map(() => []);
    for (let i = 0; i < n; i++) {
      owner[i] = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < count; c++) {
        const d = squared(event, i, centers[c]);
        if (d < least) {
          least = d;
          owner[i] = c;
        }
      }
      pieces[owner[i]].push(i);
    }
    if (round === ROUNDS) break;
    for (let c = 0; c < count; c++) {
      if (pieces[c].length === 0) continue;
      const part = pieceOf(event, pieces[c]);
      centers[c] = centroid(part.pt, part.y, part.phi);
    }
  }
  let total = 0;
  for (const value of pt) total += value;
  return pieces.map((members) => {
    if (members.length === 0) return { event: pieceOf(event, [hardest(pt)]), share: 0 };
    let sum = 0;
    for (const i of members) sum += pt[i];
    return { event: pieceOf(event, members), share: sum / total };
  });
}

function squared({ y, phi }: PlaneEvent, i: number, [y0, phi0]: readonly [number, number]): number {
  return (y[i] - y0) ** 2 + wrapPhi(phi[i] - phi0) ** 2;
}

function placeOf({ y, phi }: PlaneEvent, i: number): [number, number] {
  return [y[i], phi[i]];
}

function hardest(pt: Float64Array): number {
  let best = 0;
  for (let i = 1; i < pt.length; i++) if (pt[i] > pt[best]) best = i;
  return best;
}

/** These particles alone; places, not numbers, of the event. */
export function pieceOf(event: PlaneEvent, members: readonly number[]): PlaneEvent {
  return {
    event: event.event,
    pt: Float64Array.from(members, (i) => event.pt[i]),
    y: Float64Array.from(members, (i) => event.y[i]),
    phi: Float64Array.from(members, (i) => event.phi[i]),
    mass: null,
    pid: null,
    index: Uint32Array.from(members, (i) => event.index[i]),
  };
}
