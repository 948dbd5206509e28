// Lower bounds of the EMD that cost nothing like a solve: events seen through maps g from the cylinder to the line.
//
// If g is 1-Lipschitz for the ground metric, no plan between the images costs more than the same plan between the events,
// so the 1-D distance of the images, which is a sum over quantiles, is a lower bound (β ≤ 1: ground metric (θ/R)^β, W₁ of
// the images; β > 1: g 1-Lipschitz for θ/R, cost |g − g′|^β). Of each image only the means of its quantile function over
// BINS equal shares are kept: by Jensen their distance is a lower bound of the distance of the functions.
//
// Maps: coordinates along directions (β ≥ 1; φ only where all events fit in half the circle) and distances to places p.
// The mean of the latter is the EMD to a one-particle event at p, so the triangle inequality with such landmarks is
// contained in it. Which maps are used is chosen from the events themselves: those that tell near events apart.
//
// Limits: the tables are for normalised distances; in GeV see cumulative.ts, which uses the same maps. Values are kept as float32; what that may cost is taken off every bound.

import { TWO_PI, wrapPhi } from '../core/geometry.ts';
import type { Prepared } from './measure.ts';

/** Equal shares of the weight into which an image is cut. */
export const BINS = 32;
/** Maps kept, and the gain in the mean bound of near pairs below which no more are added. */
const MAPS = 24;
const LEAST_GAIN = 0.0005;
/** Events looked at to choose maps, and neighbours of each. */
const SAMPLE = 160;
const NEAR = 8;
/** Directions tried, places on a ring around the centre, rings in units of the spread. */
const DIRECTIONS = 12;
const PLACES = 8;
const RINGS = [0.5, 1, 2, 3];
/** Cells in which it is looked for an empty half of the circle. */
const CELLS = 720;
/** Rounding of a float32 in both events, doubled. */
export const FLOAT32 = 2 ** -22;

/** g(y, φ) = (y, φ)·(cos, sin)/R, or ((distance to (y, φ))/R)^power. */
export type PlaneMap =
  | { readonly kind: 'direction'; readonly cos: number; readonly sin: number }
  | { readonly kind: 'distance'; readonly y: number; readonly phi: number };

/** An event's image on the line, sorted; buffers of at least its size. */
export interface Image {
  readonly value: Float64Array;
  readonly order: Uint32Array;
}

/** The maps for a set of events, and what is needed to use them. */
export class Projections {
  readonly maps: readonly PlaneMap[];
  /** Cost on the line: |g − g′|^power. */
  readonly power: number;
  private readonly R: number;
  private readonly ground: number;
  /** Middle of the occupied part of the circle; NaN where more than half of it is occupied. */
  private readonly middle: number;
  /** Events by which the maps were chosen, normalised. */
  readonly sample: readonly Prepared[];
  private largest = 0;

  constructor(events: readonly Prepared[], beta: number, R: number) {
    this.R = R;
    this.power = Math.max(1, beta);
    this.ground = Math.min(1, beta);
    const some = events.filter((event) => event.size > 0);
    this.middle = middleOf(some);
    const stride = Math.max(1, some.length / SAMPLE);
    const sample: Prepared[] = [];
    for (let i = 0; i < some.length; i += stride) sample.push(asShares(some[Math.floor(i)]));
    this.sample = sample;
    this.maps = this.choose(this.candidates(sample), sample);
  }

  /** The map's values at the event's particles, and their order. */
  project(map: PlaneMap, event: Prepared, image: Image): void {
    const { y, phi, size } = event;
    const { value, order } = image;
    const scale = 1 / this.R;
    if (map.kind === 'direction') {
      const middle = Number.isNaN(this.middle) ? 0 : this.middle;
      for (let i = 0; i < size; i++) {
        value[i] = (y[i] * map.cos + (map.sin === 0 ? 0 : wrapPhi(phi[i] - middle) * map.sin)) * scale;
      }
    } else {
      for (let i = 0; i < size; i++) {
        const dy = y[i] - map.y;
        let dphi = Math.abs(phi[i] - map.phi);
        if (dphi > Math.PI) dphi = TWO_PI - dphi;
        const distance = Math.sqrt(dy * dy + dphi * dphi) * scale;
        value[i] = this.ground === 1 ? distance : distance ** this.ground;
      }
    }
    sortByValue(value, order, size);
  }

  /** Integrals of the image's quantile function over BINS equal shares, into `out` from `at`. */
  summarise(map: PlaneMap, event: Prepared, image: Image, out: Float32Array, at: number): void {
    this.project(map, event, image);
    const { value, order } = image;
    let bin = 0;
    let filled = 0;
    let sum = 0;
    for (let k = 0; k < event.size; k++) {
      const g = value[order[k]];
      if (Math.abs(g) > this.largest) this.largest = Math.abs(g);
      let weight = event.weight[order[k]];
      // The last bin takes what rounding leaves over.
      while (bin < BINS - 1 && filled + weight >= 1 / BINS) {
        const part = 1 / BINS - filled;
        out[at + bin++] = sum + part * g;
        weight -= part;
        filled = 0;
        sum = 0;
      }
      filled += weight;
      sum += weight * g;
    }
    out[at + bin] = sum;
    for (let rest = bin + 1; rest < BINS; rest++) out[at + rest] = 0;
  }

  /** What rounding may have added to a sum of differences. */
  slack(): number {
    return FLOAT32 * this.largest;
  }

  /** From the sum of differences (power ≠ 2) or of their squares (power 2): the lower bound of the EMD. */
  bound(sum: number, slack: number): number {
    if (this.power === 1) return Math.max(0, sum - slack);
    const root = this.power === 2 ? Math.sqrt(BINS * sum) : sum;
    return Math.max(0, root - slack) ** this.power;
  }

  private candidates(sample: readonly Prepared[]): PlaneMap[] {
    const planar = !Number.isNaN(this.middle);
    const maps: PlaneMap[] = [];
    if (this.ground === 1) {
      const directions = planar ? DIRECTIONS : 1;
      for (let k = 0; k < directions; k++) {
        const angle = (Math.PI * k) / directions;
        maps.push({ kind: 'direction', cos: Math.cos(angle), sin: k === 0 ? 0 : Math.sin(angle) });
      }
    }
    const middle = planar ? this.middle : 0;
    let y = 0;
    let phi = 0;
    let square = 0;
    let squareY = 0;
    for (const event of sample) {
      for (let i = 0; i < event.size; i++) {
        const share = event.weight[i] / sample.length;
        const u = wrapPhi(event.phi[i] - middle);
        y += share * event.y[i];
        phi += share * u;
        square += share * (event.y[i] ** 2 + u ** 2);
        squareY += share * event.y[i] ** 2;
      }
    }
    if (planar) {
      const spread = Math.sqrt(Math.max(0, square - y * y - phi * phi));
      maps.push({ kind: 'distance', y, phi: wrapPhi(middle + phi) });
      for (const ring of RINGS) {
        for (let k = 0; k < PLACES; k++) {
          const angle = (TWO_PI * (k + (ring >= 1 ? 0 : 0.5))) / PLACES;
          maps.push({
            kind: 'distance',
            y: y + ring * spread * Math.cos(angle),
            phi: wrapPhi(middle + phi + ring * spread * Math.sin(angle)),
          });
        }
      }
      return maps;
    }
    const spread = Math.sqrt(Math.max(0, squareY - y * y));
    for (const row of [-1.5, -0.5, 0.5, 1.5]) {
      for (let k = 0; k < 12; k++) {
        maps.push({ kind: 'distance', y: y + row * spread, phi: wrapPhi((TWO_PI * k) / 12) });
      }
    }
    return maps;
  }

  /** Greedily, the maps that raise the mean bound of near pairs of the sample most. */
  private choose(candidates: readonly PlaneMap[], sample: readonly Prepared[]): PlaneMap[] {
    const count = sample.length;
    if (count < 2) return candidates.slice(0, 1);
    const image = imageFor(sample);
    const tables = candidates.map((map) => {
      const table = new Float32Array(count * BINS);
      sample.forEach((event, i) => {
        this.summarise(map, event, image, table, i * BINS);
      });
      return table;
    });
    const at = (c: number, i: number, j: number) => difference(tables[c], i * BINS, tables[c], j * BINS, 1);
    const pairs: Float64Array[] = [];
    for (let i = 0; i < count; i++) {
      const rows: { bounds: Float64Array; best: number }[] = [];
      for (let j = 0; j < count; j++) {
        if (i === j) continue;
        const bounds = Float64Array.from(candidates, (_, c) => at(c, i, j));
        rows.push({ bounds, best: Math.max(...bounds) });
      }
      rows.sort((a, b) => a.best - b.best);
      for (const { bounds, best } of rows.slice(0, NEAR)) {
        if (best > 0) pairs.push(bounds.map((value) => value / best));
      }
    }
    const chosen: number[] = [];
    const held = new Float64Array(pairs.length);
    while (chosen.length < Math.min(MAPS, candidates.length)) {
      let best = -1;
      let most = LEAST_GAIN * pairs.length;
      for (let c = 0; c < candidates.length; c++) {
        let gain = 0;
        pairs.forEach((bounds, p) => {
          gain += Math.max(0, bounds[c] - held[p]);
        });
        if (gain > most) {
          most = gain;
          best = c;
        }
      }
      if (best < 0) break;
      chosen.push(best);
      pairs.forEach((bounds, p) => {
        held[p] = Math.max(held[p], bounds[best]);
      });
    }
    return chosen.length > 0 ? chosen.map((c) => candidates[c]) : candidates.slice(0, 1);
  }
}

/** Σ |a − b| over BINS, or Σ (a − b)² for power 2. */
export function difference(a: Float32Array, i: number, b: Float32Array, j: number, power: number): number {
  let sum = 0;
  if (power === 2) {
    for (let l = 0; l < BINS; l++) {
      const d = a[i + l] - b[j + l];
      sum += d * d;
    }
    return sum;
  }
  for (let l = 0; l < BINS; l++) sum += Math.abs(a[i + l] - b[j + l]);
  return sum;
}

/** Buffers for the image of any of these events. */
export function imageFor(...sets: readonly (readonly Prepared[])[]): Image {
  let most = 0;
  for (const set of sets) for (const event of set) most = Math.max(most, event.size);
  return { value: new Float64Array(most), order: new Uint32Array(most) };
}

function asShares(event: Prepared): Prepared {
  let total = 0;
  for (let i = 0; i < event.size; i++) total += event.weight[i];
  const weight = event.weight.map((value) => value / total);
  return { ...event, total: 1, weight, own: weight.subarray(0, event.size) };
}

/** Insertion sort of indices: events have tens of particles. Beyond that the engine's own. */
function sortByValue(value: Float64Array, order: Uint32Array, size: number): void {
  for (let i = 0; i < size; i++) order[i] = i;
  if (size > 128) {
    order.subarray(0, size).sort((a, b) => value[a] - value[b]);
    return;
  }
  for (let i = 1; i < size; i++) {
    const index = order[i];
    const key = value[index];
    let j = i - 1;
    for (; j >= 0 && value[order[j]] > key; j--) order[j + 1] = order[j];
    order[j + 1] = index;
  }
}

/** The middle of the arc that all φ lie in, where that is shorter than half the circle; otherwise NaN. */
function middleOf(events: readonly Prepared[]): number {
  const used = new Uint8Array(CELLS);
  for (const { phi, size } of events) {
    for (let i = 0; i < size; i++) {
      used[Math.min(CELLS - 1, Math.floor(((phi[i] + Math.PI) / TWO_PI) * CELLS))] = 1;
    }
  }
  let run = 0;
  for (let c = 0; c < 2 * CELLS; c++) {
    run = used[c % CELLS] ? 0 : run + 1;
    // One cell more than half, for φ on a cell's edge.
    if (run > CELLS / 2) {
      while (!used[(c + 1) % CELLS] && run < CELLS) {
        run++;
        c++;
      }
      const opposite = ((c + 1 - run / 2) / CELLS) * TWO_PI - Math.PI;
      return wrapPhi(opposite + Math.PI);
    }
  }
  return Number.NaN;
}
