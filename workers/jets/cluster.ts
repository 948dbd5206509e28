// Sequential recombination: the pair with the least d_ij = min(f_i, f_j) g_ij is merged, or the one with the least d_iB = f_i g_B taken
// away as a jet, until nothing is left. What f and g are: measure.ts.
//
// The least d_ij has j as i's nearest in g where f_i is the smaller (Cacciari, Salam, hep-ph/0512210), so that each keeps its nearest
// alone, and the least of f_i g_i,nearest is the least of all. Where someone's nearest is gone, that number can only have been too small:
// it looks for its nearest again when it comes to be the least, and not before. Directions of the plane are sorted into tiles
// (tiles.ts), of which those out of reach are passed over. A tournament holds the least.

import { type Measure, measureOf, weightOf } from './measure.ts';
import { type FourMomenta, rapidityOf } from './momenta.ts';
import { combine } from './recombination.ts';
import { Recorder } from './recorder.ts';
import { NONE, Tiles } from './tiles.ts';
import { Tournament } from './tournament.ts';
import { BEAM, type Definition, type History } from './types.ts';

/** η̄ of what goes along the target. */
const FAR = 1e9;
/** The node of an empty slot. */
const EMPTY = -2;

/** Buffers that are kept from one event to the next. What `cluster` returns is the caller's. */
export class Clusterer {
  private readonly definition: Definition;
  private readonly measure: Measure;
  private room = 0;
  /** Of each slot its node, direction, f, nearest slot (or BEAM), that slot's node at the time, and g to it. */
  private node = new Int32Array(0);
  private a = new Float64Array(0);
  private b = new Float64Array(0);
  private c = new Float64Array(0);
  private f = new Float64Array(0);
  private nearest = new Int32Array(0);
  private partner = new Int32Array(0);
  private near = new Float64Array(0);
  /** At most f × g of each slot and its nearest. */
  private readonly ranking = new Tournament();
  private readonly tiles = new Tiles();
  private readonly recorder = new Recorder();

  /** Throws RangeError where R or p is not allowed. */
  constructor(definition: Definition) {
    this.definition = definition;
    this.measure = measureOf(definition);
  }

  /** The whole history of clustering these. */
  cluster(particles: FourMomenta): History {
    const n = particles.e.length;
    const { edge, unit, geometry } = this.measure;
    const { recombination = 'e' } = this.definition;
    // Without a beam the last one stays.
    const steps = Number.isFinite(edge) ? n : Math.max(0, n - 1);
    const record = this.recorder;
    record.begin(particles);
    const { momenta, left, right, first, second, into, distance } = record;
    this.start(momenta, n);
    const { node, near, nearest, f, a, b, ranking, tiles } = this;
    let nodes = n;
    for (let step = 0; step < steps; step++) {
      const i = this.least();
      const j = nearest[i];
      first[step] = node[i];
      distance[step] = near[i] * f[i] * unit;
      tiles.remove(i);
      if (j === BEAM) {
        second[step] = BEAM;
        into[step] = BEAM;
        node[i] = EMPTY;
        ranking.raise(i, Number.POSITIVE_INFINITY);
        continue;
      }
      second[step] = node[j];
      into[step] = nodes;
      left[nodes] = node[i];
      right[nodes] = node[j];
      combine(momenta, node[i], node[j], nodes, recombination, geometry === 'sphere');
      tiles.remove(j);
      node[j] = EMPTY;
      ranking.raise(j, Number.POSITIVE_INFINITY);
      // Into the winner's slot, whose matches have to be played again anyhow.
      node[i] = nodes++;
      this.place(i, momenta);
      tiles.locate(i, a[i], b[i]);
      this.meet(i);
      tiles.insert(i, near[i]);
      ranking.change(i, near[i] * f[i]);
    }
    return record.end(nodes, steps);
  }

  private start(momenta: FourMomenta, n: number): void {
    this.reserve(n);
    const { node, a, b, near, f, ranking, tiles } = this;
    for (let i = 0; i < n; i++) {
      node[i] = i;
      this.place(i, momenta);
    }
    tiles.lay(a, b, n, this.measure);
    for (let i = 0; i < n; i++) tiles.insert(i, this.measure.edge);
    for (let i = 0; i < n; i++) {
      this.look(i);
      ranking.value[i] = near[i] * f[i];
    }
    ranking.plant(n);
  }

  /** The slot with the least f × g, which is certain. */
  private least(): number {
    const { nearest, partner, node, near, f, ranking } = this;
    for (;;) {
      const i = ranking.least;
      const j = nearest[i];
      if (j === BEAM || partner[i] === node[j]) return i;
      this.look(i);
      ranking.raise(i, near[i] * f[i]);
    }
  }

  private reserve(n: number): void {
    this.ranking.reserve(n);
    this.tiles.reserve(n);
    if (n <= this.room) return;
    const room = Math.max(64, n, 2 * this.room);
    this.room = room;
    for (const name of ['node', 'nearest', 'partner'] as const) this[name] = new Int32Array(room);
    for (const name of ['a', 'b', 'c', 'f', 'near'] as const) this[name] = new Float64Array(room);
  }

  /** Direction and f of a slot's node. */
  private place(slot: number, { px, py, pz, e }: FourMomenta): void {
    const { geometry, power } = this.measure;
    const k = this.node[slot];
    const pt2 = px[k] * px[k] + py[k] * py[k];
    let scale = pt2;
    if (geometry === 'plane') {
      this.a[slot] = rapidityOf(px[k], py[k], pz[k], e[k]);
      this.b[slot] = pt2 > 0 ? Math.atan2(py[k], px[k]) : 0;
    } else if (geometry === 'sphere') {
      scale = e[k] * e[k];
      const p = Math.sqrt(pt2 + pz[k] * pz[k]);
      const inverse = p > 0 ? 1 / p : 0;
      this.a[slot] = px[k] * inverse;
      this.b[slot] = py[k] * inverse;
      this.c[slot] = p > 0 ? pz[k] * inverse : 1;
    } else {
      // η̄ = 2 pT/(E − pz), as a vector in the transverse plane: g is the distance of two of them, squared.
      const minus = pz[k] > 0 ? Math.max(e[k] - pz[k], pt2 / (e[k] + pz[k])) : e[k] - pz[k];
      const along = pt2 === 0 && !(minus > 0);
      // Along the target η̄ is infinite: far outside, so that no two are in one place.
      this.a[slot] = along ? FAR + e[k] : px[k] * (2 / minus);
      this.b[slot] = along ? 0 : py[k] * (2 / minus);
    }
    this.f[slot] = weightOf(scale, power);
  }

  /** The nearest of slot i, which is in its tile, among the others. */
  private look(i: number): void {
    const { a, b, tiles } = this;
    const { next, head, near: closest, gap, turn, unrolled } = tiles;
    const ai = a[i];
    let best = this.measure.edge;
    let nearest = BEAM;
    const count = tiles.around(tiles.tile[i], ai, b[i]);
    for (let t = 0; t < count; t++) {
      if (gap[t] >= best) continue;
      const bi = b[i] + turn[t];
      for (let k = head[closest[t]]; k !== NONE; k = next[k]) {
        const x = ai - a[k];
        const y = bi - b[k];
        const g = unrolled ? x * x + y * y : this.between(i, k);
        if (g < best && k !== i) {
          best = g;
          nearest = k;
        }
      }
    }
    this.near[i] = best;
    this.nearest[i] = nearest;
    tiles.reaches(i, best);
    if (nearest !== BEAM) this.partner[i] = this.node[nearest];
  }

  /** The nearest of slot j, which is located and not in its tile yet; and j becomes the nearest of those to whom it is. */
  private meet(j: number): void {
    const { a, b, f, tiles, near, nearest, partner, ranking } = this;
    const { next, head, near: closest, gap, turn, reach, unrolled } = tiles;
    const aj = a[j];
    const node = this.node[j];
    let best = this.measure.edge;
    let mine = BEAM;
    const count = tiles.around(tiles.tile[j], aj, b[j]);
    for (let t = 0; t < count; t++) {
      const tile = closest[t];
      if (gap[t] >= reach[tile] && gap[t] >= best) continue;
      const bj = b[j] + turn[t];
      let most = 0;
      for (let k = head[tile]; k !== NONE; k = next[k]) {
        const x = aj - a[k];
        const y = bj - b[k];
        const g = unrolled ? x * x + y * y : this.between(j, k);
        if (g < best) {
          best = g;
          mine = k;
        }
        let reached = near[k];
        if (g < reached) {
          reached = g;
          near[k] = g;
          nearest[k] = j;
          partner[k] = node;
          ranking.lower(k, g * f[k]);
        }
        if (reached > most) most = reached;
      }
      reach[tile] = most;
    }
    near[j] = best;
    nearest[j] = mine;
    if (mine !== BEAM) partner[j] = this.node[mine];
  }

  /** g of two slots. */
  private between(i: number, j: number): number {
    const { a, b, c } = this;
    const x = a[i] - a[j];
    let y = Math.abs(b[i] - b[j]);
    if (this.measure.geometry === 'plane') {
      if (y > Math.PI) y = 2 * Math.PI - y;
      return x * x + y * y;
    }
    const z = c[i] - c[j];
    return x * x + y * y + z * z;
  }
}
