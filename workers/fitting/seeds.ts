// Where the search for a composition begins: the event in as many pieces as the model has centres, a shape on each piece.

import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { random as createRandom, type Random } from '../core/random.ts';
import { exclusiveAxes } from '../jets/index.ts';
import { pieceOf } from '../shapes/clusters.ts';
import { isBackground } from '../shapes/layout.ts';
import type { Model } from '../shapes/types.ts';
import { energyOf, type Layer, layered, shuffle } from './layers.ts';
import { weightPlace } from './objective.ts';
import { drawnCenters, exchangedPoints, nearestPoints, settledPoints } from './points.ts';
import type { Search } from './search.ts';
import { few, stretch } from './starts.ts';

/** A background's share of the energy in a start, drawn between these. */
const BACKGROUND = [0.05, 0.4] as const;
/** So often a shape starts from a few of its particles. */
const FEW = 0.2;

/** Parts that share a centre, and those without one: what a piece of the event is given to. Backgrounds are left out. */
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
 * `most` starting parameters, the same for the same seed: the model's own guess (at the click, where there was one), shapes on
 * the pieces around the best N points and around exclusive kt axes, and shapes drawn around these and around k-means++ centres.
 */
export function mixtureStarts(search: Search, most: number): Float64Array[] {
  const { event, model, options, whole } = search;
  const random = createRandom(options.seed ?? 1);
  const count = groupsOf(model).length;
  const out: Float64Array[] = [options.at ? model.initial(event, options.at, options.region) : whole];
  if (count === 0) return out;
  const held = Array.from({ length: count }, () => false);
  const settled = () => settledPoints(event, drawnCenters(event, count, random), held);
  const known: Centers[] = [exchangedPoints(event, settled(), held), axes(event, count, random)];
  for (const centers of known) out.push(seeded(search, centers, random, true));
  while (out.length < most) {
    // Every second start stands on centres of its own.
    const centers = out.length % 2 === 0 ? known[(out.length / 2) % known.length] : settled();
    out.push(seeded(search, centers, random, false));
  }
  return out;
}

/** Winner-take-all axes of exclusive kt; where there are fewer particles, drawn ones. */
function axes(event: PlaneEvent, count: number, random: Random): Centers {
  const found = exclusiveAxes(event, count, 'wta')[count - 1];
  return found.y.length === count ? found : drawnCenters(event, count, random);
}

/**
 * Parameters with each group on the piece of the event around one centre. `plain`: as the pieces have it; otherwise sizes,
 * shares, and which centre goes to which group are drawn, and some shapes stand on a few particles of their piece.
 */
function seeded({ event, model, whole }: Search, centers: Centers, random: Random, plain: boolean) {
  const groups = groupsOf(model);
  const out = Float64Array.from(whole);
  const owner = nearestPoints(event, centers);
  const total = energyOf(event);
  const background = model.parts.flatMap(({ shape }, p) => (isBackground(shape) ? [p] : []));
  const [least, most] = BACKGROUND;
  const behind = background.length > 0 ? least + (most - least) * (plain ? 0.5 : random.uniform()) : 0;
  for (const p of background) out[weightPlace(model, p)] = behind / background.length;
  const order = groups.map((_, g) => g);
  if (!plain) shuffle(order, random);
  for (const [g, parts] of groups.entries()) {
    const c = order[g];
    const members: number[] = [];
    for (let i = 0; i < owner.length; i++) if (owner[i] === c) members.push(i);
    const at = [centers.y[c], wrapPhi(centers.phi[c])] as const;
    const piece = members.length > 0 ? pieceOf(event, members) : event;
    const share = members.length > 0 ? energyOf(piece) / total : 0;
    const layers =
      plain || parts.length === 1 ? alike(piece, parts.length) : layered(piece, at, parts.length, random);
    for (const [k, p] of parts.entries()) {
      const { shape, places } = model.parts[p];
      // A group with a shared centre, and a point, stand at the centre itself.
      const place = parts.length > 1 || !shape.continuous ? at : undefined;
      const from = layers[k].event;
      const fewer = !plain && random.uniform() < FEW ? few(from, energyOf(from), random) : from;
      const guess = shape.initial(fewer, place);
      if (!plain) stretch(guess, shape.parameters, random);
      for (const [i, to] of places.entries()) out[to] = guess[i];
      out[weightPlace(model, p)] = (1 - behind) * share * layers[k].share;
    }
  }
  return out;
}

function alike(piece: PlaneEvent, count: number): Layer[] {
  return Array.from({ length: count }, () => ({ event: piece, share: 1 / count }));
}
