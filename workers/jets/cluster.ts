// Sequential recombination: the pair with the least d_ij = min(f_i, f_j) g_ij is merged, or the one with the least d_iB = f_i g_B taken
// away as a jet, until nothing is left. f is a power of the momentum scale, g a distance of directions.
//
// kt: Catani, Dokshitzer, Seymour, Webber 1993; Ellis, Soper 1993. Cambridge/Aachen: Dokshitzer et al. 1997; Wobisch, Wengler 1998.
// Anti-kt: Cacciari, Salam, Soyez, arXiv:0802.1189. Durham: Catani et al. 1991. Generalised e+e−: arXiv:1111.6097. Centauro:
// Arratia et al., arXiv:2006.10751 (the general η̄ is the caller's business: momenta must be in the Breit frame).
//
// The least d_ij has j as i's nearest in g where f_i is the smaller (Cacciari, Salam, hep-ph/0512210), so that each keeps its nearest
// alone. Directions of the plane are sorted into tiles of side R at least: none but those of a tile's surroundings can be nearer than
// the beam. A tournament tree holds the least.

import { emptyMomenta, type FourMomenta, rapidityOf } from './momenta.ts';
import { BEAM, type Definition, type History } from './types.ts';

/** f of what has no transverse momentum, where f is a negative power of it. */
const HUGE = 1e300;
/** Tiles are no smaller than this, rad, and rapidities beyond the last belong to the outermost. */
const SMALLEST_TILE = 0.1;
const LARGEST_RAPIDITY = 8;
/** Fewer particles than this are not worth tiles. */
const WORTH_TILES = 24;

type Geometry = 'plane' | 'sphere' | 'breit';

interface Measure {
  readonly geometry: Geometry;
  /** g_B; distances beyond it never count. */
  readonly edge: number;
  /** d = f × g × this. */
  readonly unit: number;
  /** f = (pT² or E²)^power. */
  readonly power: number;
}

function measureOf({ algorithm, R, p = -1 }: Definition): Measure {
  if (algorithm !== 'eekt' && !(R > 0 && Number.isFinite(R))) {
    throw new RangeError(`clustering: R is ${R}, allowed are finite numbers > 0`);
  }
  if (!Number.isFinite(p)) throw new RangeError(`clustering: p is ${p}, allowed are finite numbers`);
  const plane = (power: number): Measure => ({ geometry: 'plane', edge: R * R, unit: 1 / (R * R), power });
  switch (algorithm) {
    case 'kt':
      return plane(1);
    case 'ca':
      return plane(0);
    case 'antikt':
      return plane(-1);
    case 'genkt':
      return plane(p);
    case 'eekt':
      // g = |n_i − n_j|² = 2 (1 − cos θ).
      return { geometry: 'sphere', edge: Number.POSITIVE_INFINITY, unit: 1, power: 1 };
    case 'eegenkt': {
      // (1 − cos θ)/(1 − cos R); beyond π the denominator goes on growing, so that no pair is left to the beam.
      const edge = 2 * (R < Math.PI ? 1 - Math.cos(R) : 3 + Math.cos(R));
      return { geometry: 'sphere', edge, unit: 1 / edge, power: p };
    }
    case 'centauro':
      return { geometry: 'breit', edge: R * R, unit: 1 / (R * R), power: 0 };
  }
}

/** Buffers that are kept from one event to the next. What `cluster` returns is the caller's. */
export class Clusterer {
  private readonly definition: Definition;
  private readonly measure: Measure;
  private room = 0;
  /** Of each slot its node, direction, f, nearest slot (or BEAM), g to it, and d. A slot whose d is infinite is empty. */
  private node = new Int32Array(0);
  private a = new Float64Array(0);
  private b = new Float64Array(0);
  private c = new Float64Array(0);
  private f = new Float64Array(0);
  private nearest = new Int32Array(0);
  private near = new Float64Array(0);
  private d = new Float64Array(0);
  /** The tournament: leaves are slots, a match's winner has the lesser d. */
  private winner = new Int32Array(0);
  private leaves = 1;
  /** Tiles: lists of slots, and each one's surroundings with itself first. */
  private tile = new Int32Array(0);
  private next = new Int32Array(0);
  private previous = new Int32Array(0);
  private head = new Int32Array(0);
  private seen = new Int32Array(0);
  private rows = 1;
  private columns = 1;
  private lowest = 0;
  private perRapidity = 0;
  private perAzimuth = 0;
  private stamp = 0;
  private readonly around = new Int32Array(9);
  private readonly touched = new Int32Array(27);

  constructor(definition: Definition) {
    this.definition = definition;
    this.measure = measureOf(definition);
  }

  /** The whole history of clustering these. */
  cluster(particles: FourMomenta): History {
    const n = particles.e.length;
    this.reserve(n);
    const { node, near, nearest, d, measure } = this;
    const { edge, unit } = measure;
    const momenta = emptyMomenta(Math.max(0, 2 * n - 1));
    momenta.px.set(particles.px);
    momenta.py.set(particles.py);
    momenta.pz.set(particles.pz);
    momenta.e.set(particles.e);
    const left = new Int32Array(momenta.e.length).fill(BEAM);
    const right = new Int32Array(momenta.e.length).fill(BEAM);
    const first = new Int32Array(n);
    const second = new Int32Array(n);
    const into = new Int32Array(n);
    const distance = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      node[i] = i;
      this.place(i, momenta);
    }
    this.tileAll(n);
    for (let i = 0; i < n; i++) {
      this.look(i);
      d[i] = this.cost(i);
    }
    this.plant(n);
    let nodes = n;
    let steps = 0;
    for (let remaining = n; remaining > 0; remaining--) {
      const i = this.winner[1];
      const j = nearest[i];
      // Where no beam takes part, the last one is left.
      if (j === BEAM && !Number.isFinite(edge)) break;
      first[steps] = node[i];
      distance[steps] = d[i] * unit;
      let count = this.surroundings(this.tile[i], 0);
      this.remove(i);
      d[i] = Number.POSITIVE_INFINITY;
      this.play(i);
      if (j === BEAM) {
        second[steps] = BEAM;
        into[steps] = BEAM;
      } else {
        second[steps] = node[j];
        into[steps] = nodes;
        left[nodes] = node[i];
        right[nodes] = node[j];
        this.combine(momenta, node[i], node[j], nodes);
        count = this.surroundings(this.tile[j], count);
        this.remove(j);
        node[j] = nodes++;
        this.place(j, momenta);
        this.insert(j);
        count = this.surroundings(this.tile[j], count);
        near[j] = edge;
        nearest[j] = BEAM;
      }
      this.stamp++;
      this.update(i, j, count);
      steps++;
    }
    const cut = { px: momenta.px, py: momenta.py, pz: momenta.pz, e: momenta.e };
    if (nodes < momenta.e.length) {
      cut.px = cut.px.slice(0, nodes);
      cut.py = cut.py.slice(0, nodes);
      cut.pz = cut.pz.slice(0, nodes);
      cut.e = cut.e.slice(0, nodes);
    }
    return {
      particles: n,
      steps,
      momenta: cut,
      left: left.subarray(0, nodes),
      right: right.subarray(0, nodes),
      first: first.subarray(0, steps),
      second: second.subarray(0, steps),
      into: into.subarray(0, steps),
      distance: distance.subarray(0, steps),
    };
  }

  private reserve(n: number): void {
    if (n <= this.room) return;
    const room = Math.max(64, n, 2 * this.room);
    this.room = room;
    for (const name of ['node', 'nearest', 'tile', 'next', 'previous'] as const)
      this[name] = new Int32Array(room);
    for (const name of ['a', 'b', 'c', 'f', 'near', 'd'] as const) this[name] = new Float64Array(room);
  }

  /** Direction and f of a slot's node. */
  private place(slot: number, { px, py, pz, e }: FourMomenta): void {
    const { geometry, power } = this.measure;
    const k = this.node[slot];
    const pt2 = px[k] * px[k] + py[k] * py[k];
    let scale = pt2;
    if (geometry === 'sphere') {
      scale = e[k] * e[k];
      const p = Math.sqrt(pt2 + pz[k] * pz[k]);
      const inverse = p > 0 ? 1 / p : 0;
      this.a[slot] = px[k] * inverse;
      this.b[slot] = py[k] * inverse;
      this.c[slot] = p > 0 ? pz[k] * inverse : 1;
    } else if (geometry === 'breit') {
      // η̄ = 2 pT/(E − pz), as a vector in the transverse plane: g is the distance of two of them, squared.
      const pt = Math.sqrt(pt2);
      const minus = e[k] - pz[k];
      const length = minus > 0 ? 2 / minus : 0;
      this.a[slot] = px[k] * length;
      this.b[slot] = py[k] * length;
      this.c[slot] = pt;
    } else {
      this.a[slot] = rapidityOf(px[k], py[k], pz[k], e[k]);
      this.b[slot] = pt2 > 0 ? Math.atan2(py[k], px[k]) : 0;
    }
    this.f[slot] =
      power === 1 ? scale : power === 0 ? 1 : power === -1 ? inverseOf(scale) : powerOf(scale, power);
  }

  private between(i: number, j: number): number {
    const { a, b, c } = this;
    const x = a[i] - a[j];
    const { geometry } = this.measure;
    if (geometry === 'plane') {
      let y = Math.abs(b[i] - b[j]);
      if (y > Math.PI) y = 2 * Math.PI - y;
      return x * x + y * y;
    }
    const y = b[i] - b[j];
    if (geometry === 'breit') return x * x + y * y;
    const z = c[i] - c[j];
    return x * x + y * y + z * z;
  }

  private cost(i: number): number {
    const { f, nearest, near } = this;
    const j = nearest[i];
    return near[i] * (j !== BEAM && f[j] < f[i] ? f[j] : f[i]);
  }

  /** A slot's nearest among the slots of its surroundings. */
  private look(i: number): void {
    const { next, head } = this;
    let best = this.measure.edge;
    let nearest = BEAM;
    const count = this.neighbours(this.tile[i]);
    for (let t = 0; t < count; t++) {
      for (let k = head[this.around[t]]; k >= 0; k = next[k]) {
        if (k === i) continue;
        const g = this.between(i, k);
        if (g < best) {
          best = g;
          nearest = k;
        }
      }
    }
    this.near[i] = best;
    this.nearest[i] = nearest;
  }

  /** After slot i went, and slot j, unless that is the beam, holds something new: all around them look again. */
  private update(i: number, j: number, count: number): void {
    const { nearest, near, next, head, d, touched } = this;
    for (let t = 0; t < count; t++) {
      for (let k = head[touched[t]]; k >= 0; k = next[k]) {
        if (k === j) continue;
        const before = nearest[k];
        if (before === i || (before === j && j !== BEAM)) {
          this.look(k);
          d[k] = this.cost(k);
          this.play(k);
        }
        if (j === BEAM) continue;
        const g = this.between(k, j);
        if (g < near[k]) {
          near[k] = g;
          nearest[k] = j;
          d[k] = this.cost(k);
          this.play(k);
        }
        if (g < near[j]) {
          near[j] = g;
          nearest[j] = k;
        }
      }
    }
    if (j === BEAM) return;
    d[j] = this.cost(j);
    this.play(j);
  }

  private combine({ px, py, pz, e }: FourMomenta, i: number, j: number, k: number): void {
    if (this.definition.recombination === 'wta') {
      const sphere = this.measure.geometry === 'sphere';
      const size = (n: number) => Math.sqrt(px[n] * px[n] + py[n] * py[n] + (sphere ? pz[n] * pz[n] : 0));
      const [pi, pj] = [size(i), size(j)];
      const [hard, p] = pi >= pj ? [i, pi] : [j, pj];
      const sum = pi + pj;
      const stretch = p > 0 ? sum / p : 0;
      px[k] = px[hard] * stretch;
      py[k] = py[hard] * stretch;
      const mass2 = Math.max(0, (e[hard] + pz[hard]) * (e[hard] - pz[hard]) - px[hard] ** 2 - py[hard] ** 2);
      if (sphere) {
        pz[k] = pz[hard] * stretch;
        e[k] = Math.sqrt(sum * sum + mass2);
      } else {
        // The rapidity and the mass of the harder.
        const y = rapidityOf(px[hard], py[hard], pz[hard], e[hard]);
        const mt = Math.sqrt(sum * sum + mass2);
        pz[k] = mt * Math.sinh(y);
        e[k] = mt * Math.cosh(y);
      }
      return;
    }
    px[k] = px[i] + px[j];
    py[k] = py[i] + py[j];
    pz[k] = pz[i] + pz[j];
    e[k] = e[i] + e[j];
  }

  private tileAll(n: number): void {
    const { a, measure } = this;
    const side = Math.max(SMALLEST_TILE, Math.sqrt(measure.edge));
    this.rows = 1;
    this.columns = 1;
    if (measure.geometry === 'plane' && n >= WORTH_TILES) {
      let least = LARGEST_RAPIDITY;
      let most = -LARGEST_RAPIDITY;
      for (let i = 0; i < n; i++) {
        const y = Math.min(LARGEST_RAPIDITY, Math.max(-LARGEST_RAPIDITY, a[i]));
        if (y < least) least = y;
        if (y > most) most = y;
      }
      this.lowest = least;
      this.rows = Math.max(1, Math.floor((most - least) / side) + 1);
      // Fewer than three columns would be neighbours on both sides.
      this.columns = Math.floor((2 * Math.PI) / side);
      if (this.columns < 3) this.columns = 1;
      this.perRapidity = 1 / side;
      this.perAzimuth = this.columns / (2 * Math.PI);
    }
    const tiles = this.rows * this.columns;
    if (this.head.length < tiles) {
      this.head = new Int32Array(tiles);
      this.seen = new Int32Array(tiles);
      this.stamp = 0;
    }
    this.head.fill(-1, 0, tiles);
    this.seen.fill(-1);
    this.stamp = 0;
    for (let i = 0; i < n; i++) this.insert(i);
  }

  private tileOf(slot: number): number {
    if (this.rows * this.columns === 1) return 0;
    let row = Math.floor((this.a[slot] - this.lowest) * this.perRapidity);
    row = row < 0 ? 0 : row >= this.rows ? this.rows - 1 : row;
    let column = Math.floor((this.b[slot] + Math.PI) * this.perAzimuth);
    if (column >= this.columns) column = 0;
    return row * this.columns + column;
  }

  private insert(slot: number): void {
    const tile = this.tileOf(slot);
    const after = this.head[tile];
    this.tile[slot] = tile;
    this.next[slot] = after;
    this.previous[slot] = -1;
    if (after >= 0) this.previous[after] = slot;
    this.head[tile] = slot;
  }

  private remove(slot: number): void {
    const { next, previous } = this;
    if (previous[slot] >= 0) next[previous[slot]] = next[slot];
    else this.head[this.tile[slot]] = next[slot];
    if (next[slot] >= 0) previous[next[slot]] = previous[slot];
  }

  /** Fills `around`, tells how many. */
  private neighbours(tile: number): number {
    const { rows, columns, around } = this;
    const row = Math.floor(tile / columns);
    const column = tile - row * columns;
    let count = 0;
    for (let r = Math.max(0, row - 1); r <= row + 1 && r < rows; r++) {
      if (columns === 1) {
        around[count++] = r;
        continue;
      }
      const start = r * columns;
      around[count++] = start + (column === 0 ? columns - 1 : column - 1);
      around[count++] = start + column;
      around[count++] = start + (column === columns - 1 ? 0 : column + 1);
    }
    return count;
  }

  /** Adds the surroundings of a tile to `touched`, each tile once between two stamps. */
  private surroundings(tile: number, count: number): number {
    const { seen, stamp, around, touched } = this;
    const more = this.neighbours(tile);
    let total = count;
    for (let t = 0; t < more; t++) {
      const one = around[t];
      if (seen[one] === stamp) continue;
      seen[one] = stamp;
      touched[total++] = one;
    }
    return total;
  }

  private plant(n: number): void {
    let leaves = 1;
    while (leaves < n) leaves *= 2;
    this.leaves = leaves;
    if (this.winner.length < 2 * leaves) this.winner = new Int32Array(2 * leaves);
    const { winner, d } = this;
    for (let k = 0; k < leaves; k++) winner[leaves + k] = k < n ? k : -1;
    for (let k = leaves - 1; k >= 1; k--) {
      const [p, q] = [winner[2 * k], winner[2 * k + 1]];
      winner[k] = q < 0 || (p >= 0 && d[p] <= d[q]) ? p : q;
    }
    if (leaves === 1) winner[1] = 0;
  }

  /** A slot's d has changed. */
  private play(slot: number): void {
    const { winner, d } = this;
    for (let k = (this.leaves + slot) >> 1; k >= 1; k >>= 1) {
      const p = winner[2 * k];
      const q = winner[2 * k + 1];
      winner[k] = q < 0 || (p >= 0 && d[p] <= d[q]) ? p : q;
    }
  }
}

function inverseOf(scale: number): number {
  return scale > 1 / HUGE ? 1 / scale : HUGE;
}

function powerOf(scale: number, power: number): number {
  if (scale > 0) return Math.min(HUGE, scale ** power);
  return power > 0 ? 0 : power < 0 ? HUGE : 1;
}
