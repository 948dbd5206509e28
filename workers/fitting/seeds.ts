// Where the search for a composition begins: the event in as many pieces as the model has centres, a shape on each piece.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import { pieceOf } from '../shapes/clusters.ts';
import { isBackground } from '../shapes/layout.ts';
import type { Model } from '../shapes/types.ts';
import { weightPlace } from './objective.ts';
import { nearestPoints } from './points.ts';
import { few, stretch } from './starts.ts';

/** A background's share of the energy in a start, drawn between these. */
const BACKGROUND = [0.05, 0.4] as const;
/** Of a piece, the share that a part gets beside others of its group is drawn from equal ones with this spread. */
const SPREAD = 0.5;

/** Parts that share a centre, and those without one: what a piece of the event is given to. */
export function groupsOf(model: Model): number[][] {
  const groups = new Map<number, number[]>();
  for (const [p, { shape, group }] of model.parts.entries()) {
    if (!isBackground(shape)) groups.set(group, [...(groups.get(group) ?? []), p]);
  }
  return [...groups.values()];
}

export interface Centers {
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

/**
 * Parameters with each group on the piece of the event around one centre. `plain`: as the pieces have it; otherwise sizes,
 * shares, and which centre goes to which group are drawn, and some groups stand on a few particles of their piece.
 */
export function seeded(
  event: PlaneEvent,
  model: Model,
  centers: Centers,
  random: Random,
  plain: boolean,
): Float64Array {
  const groups = groupsOf(model);
  const out = model.initial(event);
  const owner = nearestPoints(event, centers);
  const background = model.parts.flatMap(({ shape }, p) => (isBackground(shape) ? [p] : []));
  const [least, most] = BACKGROUND;
  const behind =
    background.length === 0 ? 0 : plain ? (least + most) / 2 : least + (most - least) * random.uniform();
  for (const p of background) out[weightPlace(model, p)] = behind / background.length;
  let total = 0;
  for (const pt of event.pt) total += pt;
  const order = groups.map((_, g) => g);
  if (!plain) shuffle(order, random);
  for (const [g, parts] of groups.entries()) {
    const c = order[g];
    const members: number[] = [];
    let share = 0;
    for (let i = 0; i < owner.length; i++) {
      if (owner[i] !== c) continue;
      members.push(i);
      share += event.pt[i] / total;
    }
    const at = [centers.y[c], wrapPhi(centers.phi[c])] as const;
    const shares = parts.map(() => Math.exp(plain ? 0 : SPREAD * random.normal()));
    const sum = shares.reduce((a, b) => a + b, 0);
    const piece = members.length > 0 ? pieceOf(event, members) : null;
    for (const [k, p] of parts.entries()) {
      const { shape, places } = model.parts[p];
      const own = initialOn(piece, event, p);
      for (const [i, place] of places.entries()) out[place] = own[i];
      out[weightPlace(model, p)] = (1 - behind) * share * (shares[k] / sum);
      function initialOn(part: PlaneEvent | null, whole: PlaneEvent, _p: number): Float64Array {
        // A group with a shared centre, and a point, stand at the centre itself.
        const fixed = parts.length > 1 || !shape.continuous ? at : undefined;
        const from = part ?? whole;
        if (plain) return shape.initial(from, fixed);
        const sample = random.uniform() < 0.3 ? few(from, totalOf(from), random) : from;
        const guess = shape.initial(sample, fixed);
        stretch(guess, shape.parameters, random);
        return guess;
      }
    }
  }
  return out;
}

function totalOf({ pt }: PlaneEvent): number {
  let total = 0;
  for (const value of pt) total += value;
  return total;
}

function shuffle(order: number[], random: Random): void {
  for (let k = order.length - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    [order[k], order[other]] = [order[other], order[k]];
  }
}
