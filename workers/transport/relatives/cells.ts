// Which part of a curve goes to which particle: the cells {t : c(x(t), x_i) − u_i least}, their mass, cost and how the
// mass changes with u. Found by halving the curve; a particle leaves an interval where it loses
// against the best one in the middle whatever their gradients can do on the way to the ends. Ends between cells are roots
// of the difference of two costs. Nothing is missed but slivers shorter than RESOLUTION of the curve.

import type { Curve } from './curves.ts';
import { gaussLegendre } from './curves.ts';

/** Length of parameter, as a share of the curve's, at which two costs are taken for straight lines. */
const RESOLUTION = 1e-6;
/** Intervals looked at, a curve and particle, before the resolution is COARSE: where particles tie along the curve. */
const BUDGET = 4000;
const COARSE = 1 / 1024;
/** Nodes of the rule for the cost of a piece, and the pieces' largest length, as a share of the curve's. */
const NODES = gaussLegendre(8);
const LONGEST = 1 / 16;
/** A piece is short enough when it is at most this many of its distances from the particle long. */
const NEAR = 1;
const SHORTEST = 1e-10;
/** Places, over all curves, at which `rises` looks. */
const SAMPLES = 1024;

/** The particles, once for each image (φ + 2πk) that can be nearest to a place of the shape. */
export interface Sites {
  readonly count: number;
  /** The particle that a site belongs to. */
  readonly owner: Uint32Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

export class Cells {
  /** [particles] mass of the cells and ∫ c over them, added up over the curves. */
  readonly mass: Float64Array;
  readonly cost: Float64Array;
  /** [particles × particles] ∂mass_i/∂u_j. */
  readonly slope: Float64Array;

  private readonly n: number;
  private readonly sites: Sites;
  private readonly beta: number;
  private readonly R: number;
  private curve: Curve | null = null;
  private u: Float64Array = new Float64Array(0);
  private stack: Int32Array;
  /** By site, where the halving last looked: distance, and its product with the distance's derivative in t. */
  private readonly distance: Float64Array;
  private readonly steep: Float64Array;
  private budget = 0;
  /** The piece being put together: its site (−1: none yet), where it began, and the curve's first. */
  private site = -1;
  private start = 0;
  private end = 0;
  private first = -1;

  constructor(particles: number, sites: Sites, beta: number, R: number) {
    this.n = particles;
    this.sites = sites;
    this.beta = beta;
    this.R = R;
    this.mass = new Float64Array(particles);
    this.cost = new Float64Array(particles);
    this.slope = new Float64Array(particles * particles);
    this.stack = new Int32Array(8 * sites.count + 64);
    this.distance = new Float64Array(sites.count);
    this.steep = new Float64Array(sites.count);
  }

  /** Cells of all curves for the potentials u. */
  measure(curves: readonly Curve[], u: Float64Array): void {
    this.u = u;
    this.mass.fill(0);
    this.cost.fill(0);
    this.slope.fill(0);
    for (const curve of curves) this.along(curve);
  }

  /** By how much each particle's u must rise to have a place on the curves, from samples; ≥ 0. */
  rises(curves: readonly Curve[], u: Float64Array, out: Float64Array): void {
    const { sites, beta, R } = this;
    const samples = Math.ceil(SAMPLES / curves.length);
    out.fill(Number.POSITIVE_INFINITY);
    for (const curve of curves) {
      for (let k = 0; k < samples; k++) {
        const share = (k + 0.5) / samples;
        const t = curve.closed ? 2 * Math.PI * share : 2 * share - 1;
        let least = Number.POSITIVE_INFINITY;
        for (let s = 0; s < sites.count; s++) {
          this.distance[s] = (this.far(curve, s, t) / R) ** beta - u[sites.owner[s]];
          least = Math.min(least, this.distance[s]);
        }
        for (let s = 0; s < sites.count; s++) {
          const i = sites.owner[s];
          out[i] = Math.min(out[i], this.distance[s] - least);
        }
      }
    }
  }

  private along(curve: Curve): void {
    this.curve = curve;
    this.site = -1;
    this.first = -1;
    this.budget = BUDGET * (this.sites.count + 4);
    const from = curve.closed ? 0 : -1;
    this.end = curve.closed ? 2 * Math.PI : 1;
    for (let s = 0; s < this.sites.count; s++) this.stack[s] = s;
    this.halve(curve, from, this.end, 0, this.sites.count, this.end - from);
    this.finish(this.end);
    // The seam of a closed curve is no end of a cell unless two of them meet there.
    if (curve.closed && this.first !== this.site) this.meet(this.site, this.first, this.end);
  }

  private halve(curve: Curve, t0: number, t1: number, low: number, high: number, whole: number): void {
    if (high - low === 1) {
      this.claim(this.stack[low], t0);
      return;
    }
    const { beta, R, distance, u } = this;
    const { owner, y, phi } = this.sites;
    const middle = (t0 + t1) / 2;
    const reach = (t1 - t0) / 2;
    if (this.stack.length < high + (high - low)) {
      const larger = new Int32Array(2 * (high + (high - low)));
      larger.set(this.stack);
      this.stack = larger;
    }
    const { stack } = this;
    const { steep } = this;
    const f = curve.closed ? Math.cos(middle) : middle;
    const g = curve.closed ? Math.sin(middle) : 0;
    const x = curve.y + curve.py * f + curve.qy * g;
    const z = curve.phi + curve.pphi * f + curve.qphi * g;
    const dx = curve.closed ? curve.qy * f - curve.py * g : curve.py;
    const dz = curve.closed ? curve.qphi * f - curve.pphi * g : curve.pphi;
    let best = stack[low];
    let least = Number.POSITIVE_INFINITY;
    for (let k = low; k < high; k++) {
      const s = stack[k];
      const toY = x - y[s];
      const toPhi = z - phi[s];
      const d = Math.sqrt(toY * toY + toPhi * toPhi);
      distance[s] = d;
      steep[s] = toY * dx + toPhi * dz;
      const value = (beta === 1 ? d / R : (d / R) ** beta) - u[owner[s]];
      if (value < least) {
        least = value;
        best = s;
      }
    }
    let top = high;
    for (let k = low; k < high; k++) {
      const s = stack[k];
      if (s === best || !this.loses(curve, s, best, reach)) stack[top++] = s;
    }
    if (top - high === 1) {
      this.claim(stack[high], t0);
      return;
    }
    if (top - high === 2 && this.settle(curve, stack[high], stack[high + 1], t0, t1)) return;
    if (t1 - t0 <= (this.budget-- > 0 ? RESOLUTION : COARSE) * whole) {
      this.resolve(curve, t0, t1, high, top);
      return;
    }
    this.halve(curve, t0, middle, high, top, whole);
    this.halve(curve, middle, t1, high, top, whole);
  }

  /**
   * Whether site s loses against `best` all over the interval of this half-length in t around where distances and slopes
   * were measured, by bounds of the first and the second derivative of the difference g of their costs.
   */
  private loses(curve: Curve, s: number, best: number, reach: number): boolean {
    const { beta, R, distance, u } = this;
    const { owner, y, phi } = this.sites;
    const near = distance[best];
    const far = distance[s];
    const half = reach * curve.speed;
    if (beta !== 1 && beta !== 2) {
      const most = ((near + half) / R) ** beta - u[owner[best]];
      return (Math.max(0, far - half) / R) ** beta - u[owner[s]] > most;
    }
    const g =
      (beta === 1 ? (far - near) / R : (far * far - near * near) / (R * R)) - u[owner[s]] + u[owner[best]];
    const dy = y[s] - y[best];
    const dphi = phi[s] - phi[best];
    const apart = Math.sqrt(dy * dy + dphi * dphi);
    if (apart === 0) return g > 0 || (g === 0 && s > best);
    if (beta === 2) {
      if (g > (2 * apart * half) / (R * R)) return true;
    } else {
      // Unit vectors along x and y differ by at most 2|x − y|/(|x| + |y|).
      const closest = far + near - 2 * half;
      const turn = closest > apart ? (2 * apart) / closest : 2;
      if (g > (turn * half) / R) return true;
    }
    const slope = this.slopeOf(s) - this.slopeOf(best);
    return g > Math.abs(slope) * reach + (this.bend(curve, s, best, apart, reach) * reach * reach) / 2;
  }

  /** d c/dt where the distances were measured; β = 1 or 2. */
  private slopeOf(s: number): number {
    const { beta, R, distance, steep } = this;
    return beta === 1 ? steep[s] / Math.max(distance[s], 1e-300) / R : (2 * steep[s]) / (R * R);
  }

  /** Bound of |g″| over the interval; β = 1 or 2. */
  private bend(curve: Curve, p: number, q: number, apart: number, reach: number): number {
    const { beta, R, distance } = this;
    const { speed, closed } = curve;
    if (beta === 2) return closed ? (2 * apart * speed) / (R * R) : 0;
    const half = reach * speed;
    const near = Math.min(distance[p], distance[q]) - half;
    const far = Math.max(distance[p], distance[q]) - half;
    if (near <= 0) return Number.POSITIVE_INFINITY;
    const turning = closed ? speed : 0;
    // Each by itself: |x|″ is at most speed²/|x| and what the curve's own turning adds.
    const each = speed * speed * (1 / near + 1 / far) + 2 * turning;
    // Both together: third derivatives of |x| are at most 3/|x|²; from p to q |x| stays above `closest`.
    const closest = near - apart / 2;
    if (closest <= 0) return each / R;
    return (
      Math.min(each, (3 * apart * speed * speed) / (closest * closest) + (turning * apart) / closest) / R
    );
  }

  /** Settles an interval between two sites where g is monotone; β = 1 or 2. False where that is not seen. */
  private settle(curve: Curve, p: number, q: number, t0: number, t1: number): boolean {
    if (this.beta !== 1 && this.beta !== 2) return false;
    const { y, phi } = this.sites;
    const reach = (t1 - t0) / 2;
    const apart = Math.hypot(y[p] - y[q], phi[p] - phi[q]);
    const slope = this.slopeOf(p) - this.slopeOf(q);
    if (!(Math.abs(slope) > this.bend(curve, p, q, apart, reach) * reach)) return false;
    let [a, ga] = [t0, this.value(curve, p, t0) - this.value(curve, q, t0)];
    let [b, gb] = [t1, this.value(curve, p, t1) - this.value(curve, q, t1)];
    this.claim(ga < 0 ? p : q, t0);
    if (ga < 0 === gb < 0) return true;
    const last = gb < 0 ? p : q;
    // Regula falsi, the end that stays behind weighed down (Illinois).
    let root = t0;
    for (let step = 0; step < 60 && b - a > 1e-14 * (Math.abs(a) + 1); step++) {
      root = (a * gb - b * ga) / (gb - ga);
      const at = this.value(curve, p, root) - this.value(curve, q, root);
      if (Math.abs(at) <= 1e-16) break;
      if (at < 0 === gb < 0) {
        [b, gb] = [root, at];
        ga /= 2;
      } else {
        [a, ga] = [root, at];
        gb /= 2;
      }
    }
    this.claim(last, root);
    return true;
  }

  /** An interval so short that one cell ends in it at most. */
  private resolve(curve: Curve, t0: number, t1: number, low: number, high: number): void {
    const p = this.least(curve, t0, low, high);
    const q = this.least(curve, t1, low, high);
    this.claim(p, t0);
    if (p === q) return;
    const before = this.value(curve, p, t0) - this.value(curve, q, t0);
    const after = this.value(curve, p, t1) - this.value(curve, q, t1);
    const share = after - before > 0 ? -before / (after - before) : 0.5;
    this.claim(q, t0 + Math.min(1, Math.max(0, share)) * (t1 - t0));
  }

  private least(curve: Curve, t: number, low: number, high: number): number {
    let best = this.stack[low];
    let value = this.value(curve, best, t);
    for (let k = low + 1; k < high; k++) {
      const other = this.value(curve, this.stack[k], t);
      if (other < value) {
        value = other;
        best = this.stack[k];
      }
    }
    return best;
  }

  /** The curve belongs to this site from t on. */
  private claim(site: number, t: number): void {
    if (site === this.site) return;
    if (this.site < 0) this.first = site;
    else {
      this.finish(t);
      this.meet(this.site, site, t);
    }
    this.site = site;
    this.start = t;
  }

  /** The piece ends at t: its mass and cost. */
  private finish(t: number): void {
    const { curve } = this;
    if (!curve || t <= this.start) return;
    const whole = curve.closed ? 2 * Math.PI : 2;
    const i = this.sites.owner[this.site];
    this.mass[i] += (curve.mass * (t - this.start)) / whole;
    this.cost[i] += (curve.mass * this.integral(curve, this.site, this.start, t, whole)) / whole;
    this.start = t;
  }

  /** Two cells meet at t: what one gains by its potential the other loses. */
  private meet(p: number, q: number, t: number): void {
    const { curve, n } = this;
    const [i, j] = [this.sites.owner[p], this.sites.owner[q]];
    if (!curve || i === j) return;
    const difference = Math.abs(this.steepness(curve, p, t) - this.steepness(curve, q, t));
    const whole = curve.closed ? 2 * Math.PI : 2;
    const rate = curve.mass / whole / Math.max(difference, 1e-12);
    this.slope[i * n + i] += rate;
    this.slope[j * n + j] += rate;
    this.slope[i * n + j] -= rate;
    this.slope[j * n + i] -= rate;
  }

  private far(curve: Curve, site: number, t: number): number {
    const f = curve.closed ? Math.cos(t) : t;
    const g = curve.closed ? Math.sin(t) : 0;
    const dy = curve.y + curve.py * f + curve.qy * g - this.sites.y[site];
    const dphi = curve.phi + curve.pphi * f + curve.qphi * g - this.sites.phi[site];
    return Math.sqrt(dy * dy + dphi * dphi);
  }

  private value(curve: Curve, site: number, t: number): number {
    return (this.far(curve, site, t) / this.R) ** this.beta - this.u[this.sites.owner[site]];
  }

  /** d c/dt. */
  private steepness(curve: Curve, site: number, t: number): number {
    const { beta, R } = this;
    const f = curve.closed ? Math.cos(t) : t;
    const g = curve.closed ? Math.sin(t) : 0;
    const df = curve.closed ? -g : 1;
    const dg = curve.closed ? f : 0;
    const dy = curve.y + curve.py * f + curve.qy * g - this.sites.y[site];
    const dphi = curve.phi + curve.pphi * f + curve.qphi * g - this.sites.phi[site];
    const d = Math.max(Math.sqrt(dy * dy + dphi * dphi), 1e-300);
    const along = dy * (curve.py * df + curve.qy * dg) + dphi * (curve.pphi * df + curve.qphi * dg);
    return ((beta / R) * (d / R) ** (beta - 1) * along) / d;
  }

  /** ∫ c dt, in pieces no longer than their distance from the particle, so that the rule sees a smooth function. */
  private integral(curve: Curve, site: number, t0: number, t1: number, whole: number): number {
    const length = t1 - t0;
    const near = NEAR * this.far(curve, site, (t0 + t1) / 2);
    if (length > LONGEST * whole || (length * curve.speed > near && length > SHORTEST * whole)) {
      const middle = (t0 + t1) / 2;
      return this.integral(curve, site, t0, middle, whole) + this.integral(curve, site, middle, t1, whole);
    }
    let sum = 0;
    for (const [x, weight] of NODES) {
      const d = this.far(curve, site, t0 + x * length) / this.R;
      sum += weight * (this.beta === 1 ? d : d ** this.beta);
    }
    return sum * length;
  }
}
