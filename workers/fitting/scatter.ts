// The search where every part is a point and nothing limits the weights: N-subjettiness with free axes. No transport is
// solved; the result's own value is.

import { random as createRandom } from '../core/random.ts';
import { exclusiveAxes } from '../jets/index.ts';
import type { Model } from '../shapes/types.ts';
import { distinct, type Minimum } from './minima.ts';
import { Objective, weightPlace } from './objective.ts';
import { drawnCenters, exchangedPoints, nearestPoints, type Points, settledPoints } from './points.ts';
import type { Search } from './search.ts';
import type { Thoroughness } from './types.ts';

/** Starts that are drawn, beside the axes of exclusive kt and the model's own guess. */
const DRAWN: Readonly<Record<Thoroughness, number>> = { thorough: 12, quick: 6 };
/** Minima that are told of beside the best. */
const OTHERS = 3;

/** Every part a point whose weight nothing limits, its place free or held whole. */
export function isScatter({ parts, parameters }: Model): boolean {
  return parts.every(({ shape, places }, p) => {
    const weight = parameters[parameters.length - parts.length + p];
    const [y, phi] = places.map((k) => parameters[k]);
    const [own] = shape.parameters;
    return (
      !shape.continuous &&
      y?.kind === 'rapidity' &&
      !y.given &&
      (y.fixed === null) === (phi.fixed === null) &&
      y.lower <= own.lower &&
      y.upper >= own.upper &&
      (parts.length === 1 || (weight.fixed === null && weight.lower <= 0 && weight.upper >= 1))
    );
  });
}

export function searchPoints(search: Search, fine: number, start: Float64Array | undefined) {
  const { event, model, options, whole, length } = search;
  const count = model.parts.length;
  const held = model.parts.map(({ places }) => model.parameters[places[0]].fixed !== null);
  const random = createRandom(options.seed ?? 1);
  const asPoints = (x: Float64Array): Points => {
    const { parameters } = search.fresh(x);
    return {
      y: Float64Array.from(model.parts, ({ places }) => parameters[places[0]]),
      phi: Float64Array.from(model.parts, ({ places }) => parameters[places[1]]),
      emd: Number.POSITIVE_INFINITY,
    };
  };
  /** Held points stay where they are, whatever was drawn. */
  const fixed = asPoints(whole);
  const withHeld = (points: Points): Points => ({
    y: points.y.map((y, c) => (held[c] ? fixed.y[c] : y)),
    phi: points.phi.map((phi, c) => (held[c] ? fixed.phi[c] : phi)),
    emd: Number.POSITIVE_INFINITY,
  });
  const minima: Minimum[] = [];
  const settle = (from: Points, exchange: boolean) => {
    search.stop();
    const settled = settledPoints(event, from, held);
    const points = exchange ? exchangedPoints(event, settled, held) : settled;
    const parameters = asParameters(search, points);
    search.reached(parameters, points.emd, minima.length === 0);
    minima.push({ parameters, emd: points.emd, trace: [points.emd], converged: true });
  };
  if (start) {
    settle(asPoints(start), false);
  } else {
    const first = options.at ? model.initial(event, options.at, options.region) : whole;
    search.show(first, meanDistanceOf(search, asPoints(first)));
    settle(asPoints(first), false);
    if (count > 1) {
      const drawn = DRAWN[search.thoroughness];
      const axes = exclusiveAxes(event, count, 'wta')[count - 1];
      if (axes.y.length === count) settle(withHeld({ ...axes, emd: Number.POSITIVE_INFINITY }), true);
      for (let k = 0; k < drawn; k++) settle(withHeld(drawnCenters(event, count, random)), k % 2 === 0);
    }
  }
  const objective = new Objective(event, model, fine);
  return { minima: distinct(minima, model, length).slice(0, 1 + OTHERS), objective };
}

function meanDistanceOf({ event }: Search, points: Points): number {
  const held = Array.from(points.y, () => true);
  return settledPoints(event, points, held).emd;
}

function asParameters({ event, model, whole }: Search, points: Points): Float64Array {
  const out = Float64Array.from(whole);
  const owner = nearestPoints(event, points);
  let total = 0;
  for (const pt of event.pt) total += pt;
  for (const [p, { places }] of model.parts.entries()) {
    out[places[0]] = points.y[p];
    out[places[1]] = points.phi[p];
    if (model.parts.length === 1) continue;
    let sum = 0;
    for (let i = 0; i < owner.length; i++) if (owner[i] === p) sum += event.pt[i];
    out[weightPlace(model, p)] = sum / total;
  }
  return out;
}
