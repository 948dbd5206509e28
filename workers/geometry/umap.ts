// UMAP of a matrix of distances by umap-js (McInnes, Healy, Melville 2018), given the nearest neighbours from the matrix, so
// that the library never sees an event, and our own seeded numbers, so that a map is a function of (matrix, options) alone.
// Limits: a map of UMAP has no unit, and distances between far-apart groups mean little; read it beside the stress.

import { UMAP } from 'umap-js';
import { random } from '../core/random.ts';
import { placesWithDistances } from './places.ts';
import type { Hooks, Layout, UmapOptions } from './types.ts';

/** As the library: fewer steps for more events. */
const EPOCHS_FEW = 500;
const EPOCHS_MANY = 200;
const MANY = 2500;

/**
 * Places without distances are NaN in the map; more neighbours than there are events are taken as all of them, and of two
 * events or fewer no map is made but a line. Throws RangeError for options out of range.
 */
export function umapMap(matrix: Float64Array, n: number, options: UmapOptions, hooks: Hooks = {}): Layout {
  const { neighbours, minDist, seed } = options;
  if (!(Number.isInteger(neighbours) && neighbours >= 2)) {
    throw new RangeError(`umap: neighbours is ${neighbours}, allowed are integers ≥ 2`);
  }
  if (!(minDist >= 0 && minDist <= 1)) {
    throw new RangeError(`umap: minDist is ${minDist}, allowed is 0 ≤ minDist ≤ 1`);
  }
  const places = placesWithDistances('umap', matrix, n);
  const x = new Float64Array(n).fill(Number.NaN);
  const y = new Float64Array(n).fill(Number.NaN);
  if (places.length <= 2) {
    places.forEach((place, k) => {
      x[place] = k === 0 ? 0 : matrix[places[0] * n + place];
      y[place] = 0;
    });
    return { x, y };
  }
  const count = Math.min(neighbours, places.length - 1);
  const near = surroundings(matrix, n, places, count, hooks);
  const nEpochs = places.length > MANY ? EPOCHS_MANY : EPOCHS_FEW;
  const draw = random(seed);
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: count,
    minDist,
    nEpochs,
    random: () => draw.uniform(),
  });
  umap.setPrecomputedKNN(near.index, near.distance);
  // The library asks only for their number.
  const steps = umap.initializeFit(Array.from(places, (place) => [place]));
  for (let step = 0; step < steps; step++) {
    hooks.check?.();
    umap.step();
    hooks.progress?.(step + 1, steps);
  }
  umap.getEmbedding().forEach(([u, v], k) => {
    x[places[k]] = u;
    y[places[k]] = v;
  });
  return { x, y };
}

/** Every place itself, then the nearest others by distance and place, as the library wants them. */
function surroundings(
  matrix: Float64Array,
  n: number,
  places: Uint32Array,
  count: number,
  hooks: Hooks,
): { index: number[][]; distance: number[][] } {
  const index: number[][] = [];
  const distance: number[][] = [];
  for (let a = 0; a < places.length; a++) {
    hooks.check?.();
    const row = places[a] * n;
    const order = Array.from(places.keys()).filter((b) => b !== a);
    order.sort((b, c) => matrix[row + places[b]] - matrix[row + places[c]] || b - c);
    const nearest = order.slice(0, count - 1);
    index.push([a, ...nearest]);
    distance.push([0, ...nearest.map((b) => matrix[row + places[b]])]);
  }
  return { index, distance };
}
