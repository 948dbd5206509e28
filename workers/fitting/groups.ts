// Every group of a composition fitted anew to the energy that flows to it, the others left as they are. The pieces' distances add
// up to at least the whole's EMD, so that a better fit of one is a better fit of all; and a group alone is a small problem, of
// which one can afford several starts.

import type { PlaneEvent } from '../core/events.ts';
import { distance, wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import { pieceOf } from '../shapes/clusters.ts';
import type { Limits } from '../shapes/layout.ts';
import { createModel } from '../shapes/model.ts';
import type { Model } from '../shapes/types.ts';
import { Transport } from '../transport/transport.ts';
import { energyOf, layered } from './layers.ts';
import type { Minimum } from './minima.ts';
import { Objective, weightPlace } from './objective.ts';
import { followingWeights, openParts, pool } from './open.ts';
import { FREE_STEP, Search } from './search.ts';
import { groupsOf } from './seeds.ts';
import { draw, few, stretch } from './starts.ts';

/** A group's fits need not be fine: the whole is fitted after them. */
const TOLERANCE = 6e-3;
const MAX_ITERATIONS = 20;
/** Longest first step from where the group stands, natural lengths. */
const NEAR_STEP = 0.1;
/** Flows below this share of the event are left out. */
const LEAST_FLOW = 1e-9;

/** A group that was moved begins with this size, natural lengths, and each of its parts with this weight. */
const MOVED_SIZE = 0.3;
const MOVED_WEIGHT = 0.1;

/** Compiling one takes longer than some of these problems: all of them in a thread, one after the other, share it. */
const workspace = new Transport();
const known = new WeakMap<Model, readonly Model[]>();

/** Of every group a model of its own: the same limits but for the weights', which add up to 1 again. */
function ownModels(model: Model): readonly Model[] {
  const before = known.get(model);
  if (before) return before;
  const models = groupsOf(model).map((parts, g) =>
    createModel(
      `${model.text}, group ${g + 1}`,
      parts.map((p) => {
        const { shape, places } = model.parts[p];
        const limits: Record<string, Limits> = {};
        for (const [k, place] of places.entries()) {
          const { fixed, lower, upper, kind } = model.parameters[place];
          const own = shape.parameters[k];
          const turns = kind === 'azimuth' || kind === 'angle';
          if (fixed !== null) limits[own.name] = [fixed, fixed];
          else if (!turns && (lower > own.lower || upper < own.upper)) limits[own.name] = [lower, upper];
        }
        return { shape, group: 0, term: 0, copy: 0, limits };
      }),
    ),
  );
  known.set(model, models);
  return models;
}

/** Parameters with each group at the best of `tries` drawn starts and its own place, `points` a continuous part. */
export function refitGroups(
  search: Search,
  objective: Objective,
  x: Float64Array,
  random: Random,
  tries: number,
  points: number,
): Float64Array {
  const { model, event } = search;
  objective.value(x);
  const current = objective.settled(x);
  const out = Float64Array.from(current);
  const pieces = received(objective, event, groupsOf(model));
  for (const [g, parts] of groupsOf(model).entries()) {
    const own = ownModels(model)[g];
    const piece = pieces[g];
    if (piece.pt.length < 2) continue;
    const share = energyOf(piece);
    const now = new Float64Array(own.parameters.length);
    for (const [k, p] of parts.entries()) {
      for (const [i, place] of model.parts[p].places.entries()) now[own.parts[k].places[i]] = current[place];
      if (own.parts.length > 1) now[weightPlace(own, k)] = current[weightPlace(model, p)] / share;
    }
    const best = refit(search, piece, own, now, random, tries, points);
    for (const [k, p] of parts.entries()) {
      for (const [i, place] of model.parts[p].places.entries()) out[place] = best[own.parts[k].places[i]];
      out[weightPlace(model, p)] = share * (own.parts.length > 1 ? best[weightPlace(own, k)] : 1);
    }
  }
  return out;
}

/** Parameters with one group, drawn, moved onto a particle that is far from what it goes to; small there, and of little weight. */
export function movedGroup(
  search: Search,
  objective: Objective,
  x: Float64Array,
  random: Random,
): Float64Array {
  const { model, event, length } = search;
  objective.value(x);
  const out = objective.settled(x);
  const { transport, y, phi } = objective;
  const flows = transport.flow();
  const cost = new Float64Array(event.pt.length);
  for (let k = 0; k < flows; k++) {
    const [i, j] = [transport.from[k], transport.to[k]];
    if (i < cost.length) cost[i] += transport.mass[k] * distance(event.y[i], event.phi[i], y[j], phi[j]);
  }
  const i = draw({ ...event, pt: cost }, energyOf({ ...event, pt: cost }), random);
  const groups = groupsOf(model);
  const size = MOVED_SIZE * length;
  for (const p of groups[random.integer(groups.length)]) {
    const { shape, places } = model.parts[p];
    const own = shape.initial(pieceOf(event, [i]), [event.y[i], event.phi[i]]);
    for (const [k, place] of places.entries()) {
      out[place] = model.parameters[place].kind === 'length' ? size : own[k];
    }
    out[weightPlace(model, p)] = MOVED_WEIGHT;
  }
  return out;
}

/** What flows to each group, as events of its own: shares of the event's energy. */
function received(objective: Objective, event: PlaneEvent, groups: readonly number[][]): PlaneEvent[] {
  const { transport } = objective;
  const partOf = objective.partOfPlaces();
  const n = event.pt.length;
  const flows = transport.flow();
  return groups.map((parts) => {
    const inflow = new Float64Array(n);
    for (let k = 0; k < flows; k++) {
      const i = transport.from[k];
      if (i < n && parts.includes(partOf[transport.to[k]])) inflow[i] += transport.mass[k];
    }
    const members: number[] = [];
    for (let i = 0; i < n; i++) if (inflow[i] > LEAST_FLOW) members.push(i);
    return {
      event: event.event,
      pt: Float64Array.from(members, (i) => inflow[i]),
      y: Float64Array.from(members, (i) => event.y[i]),
      phi: Float64Array.from(members, (i) => event.phi[i]),
      mass: null,
      pid: null,
      index: Uint32Array.from(members),
    };
  });
}

function refit(
  { options }: Search,
  piece: PlaneEvent,
  own: Model,
  now: Float64Array,
  random: Random,
  tries: number,
  points: number,
): Float64Array {
  const open = openParts(own);
  const search = new Search(piece, own, { cancelled: options.cancelled }, followingWeights(own, open));
  const objective = new Objective(piece, own, points, { open, transport: workspace });
  const minima: Minimum[] = [];
  for (let t = 0; t <= tries; t++) {
    const start = t === 0 ? now : drawn(piece, own, now, random);
    minima.push(
      search.descend({
        objective,
        from: search.fresh(pool(start, own, open)),
        tolerance: TOLERANCE,
        firstStep: t === 0 ? NEAR_STEP : FREE_STEP,
        shown: false,
        known: minima,
        maxIterations: MAX_ITERATIONS,
      }),
    );
  }
  const best = minima.reduce((a, b) => (!b.joined && b.emd < a.emd ? b : a));
  objective.value(best.parameters);
  return objective.settled(best.parameters);
}

/** A single shape as on any event; parts with a centre in common on layers around the one they have, or around a particle. */
function drawn(piece: PlaneEvent, own: Model, now: Float64Array, random: Random): Float64Array {
  const total = energyOf(piece);
  if (own.parts.length === 1) {
    const guess = random.uniform() < 0.5 ? own.initial(piece) : own.initial(few(piece, total, random));
    stretch(guess, own.parameters, random);
    return guess;
  }
  const i = draw(piece, total, random);
  const [y, phi] = own.parts[0].places;
  const stay = random.uniform() < 0.5;
  const at = stay ? ([now[y], wrapPhi(now[phi])] as const) : ([piece.y[i], piece.phi[i]] as const);
  const out = Float64Array.from(now);
  const layers = layered(piece, at, own.parts.length, random);
  for (const [p, { shape, places }] of own.parts.entries()) {
    const guess = shape.initial(layers[p].event, at);
    stretch(guess, shape.parameters, random);
    for (const [k, place] of places.entries()) out[place] = guess[k];
    out[weightPlace(own, p)] = layers[p].share;
  }
  return out;
}
