// A piece of an event cut into core and surroundings: where the parts of a group that share a centre begin.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import { pieceOf } from '../shapes/clusters.ts';

export interface Layer {
  readonly event: PlaneEvent;
  /** Of the piece's energy. */
  readonly share: number;
}

/** The least that a core leaves to what lies around it, on average: cuts are drawn as 1 − this × u². */
const WIDEST_CUT = 0.7;
/** A layer without particles starts with this share. */
const LEAST_SHARE = 0.02;

/** `count` layers around a place, cut at radii that are drawn by energy, in an order that is drawn too. */
export function layered(
  piece: PlaneEvent,
  [y, phi]: readonly [number, number],
  count: number,
  random: Random,
): Layer[] {
  const distance = Float64Array.from(piece.pt, (_, i) =>
    Math.hypot(piece.y[i] - y, wrapPhi(piece.phi[i] - phi)),
  );
  const order = Array.from(piece.pt, (_, i) => i).sort((i, j) => distance[i] - distance[j]);
  const total = energyOf(piece);
  const cuts = Array.from({ length: count - 1 }, () => 1 - WIDEST_CUT * random.uniform() ** 2).sort(
    (a, b) => a - b,
  );
  const layers: number[][] = Array.from({ length: count }, () => []);
  let sum = 0;
  let layer = 0;
  for (const i of order) {
    while (layer < cuts.length && sum >= cuts[layer] * total) layer++;
    layers[layer].push(i);
    sum += piece.pt[i];
  }
  const out = layers.map((members): Layer => {
    const event = pieceOf(piece, members.length > 0 ? members : order.slice(-1));
    return {
      event,
      share: members.length > 0 ? Math.max(LEAST_SHARE, energyOf(event) / total) : LEAST_SHARE,
    };
  });
  shuffle(out, random);
  return out;
}

export function energyOf({ pt }: PlaneEvent): number {
  let total = 0;
  for (const value of pt) total += value;
  return total;
}

export function shuffle<T>(list: T[], random: Random): void {
  for (let k = list.length - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    [list[k], list[other]] = [list[other], list[k]];
  }
}
