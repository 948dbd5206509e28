// EMD of an event to a continuous shape: no fixed points stand for the shape.
// One particle and a ring or disk: closed form. Ring and segment: exact cells along the curve. Disk and ellipse: exact
// cells along a stack of rings, more of them until the value stands still. Any other shape: places, twice as many until
// the value stands still. Every value comes with an estimate of its error that is as honest as it can be made.

import { TWO_PI, wrapPhi } from '../../core/geometry.ts';
import { Transport } from '../transport.ts';
import type { EmdOptions, Points } from '../types.ts';
import { ascend } from './ascent.ts';
import { Cells, type Sites } from './cells.ts';
import {
  type ContinuousShape,
  type Curve,
  type CurvedShape,
  checkShape,
  curvesOf,
  isFilled,
  reach,
} from './curves.ts';
import { meanDistanceToDisk, meanDistanceToRing } from './elliptic.ts';
import { checkCost, side } from './inputs.ts';

/** Error that is asked for, in units of the ground cost: 1e-4 of a typical distance between jet and shape. */
const TOLERANCE = 1e-5;
/** Of the integrals along curves, relative: measured against closed forms. */
const INTEGRATION = 1e-9;
/** Particles as close as this are one, rad. */
const COINCIDENT = 1e-12;
/** Rings of a stack: from, to. */
const RINGS = [8, 128] as const;
/** Places of a shape that is none of the known: from, to. */
const PLACES = [128, 4096] as const;
/** Places for the first guess of the potentials: at least, at most, and per particle. */
const GUESS = { least: 96, most: 768, each: 4, rings: 8 } as const;

export interface SemidiscreteOptions extends Omit<EmdOptions, 'plan' | 'maxIterations'> {
  /** Estimated error at which to stop, in units of the ground cost (θ/R)^β. Default 1e-5. */
  readonly tolerance?: number;
}

export interface SemidiscreteResult {
  /** EMD between the event, scaled to 1, and the shape. */
  readonly emd: number;
  /** Estimated error of `emd`: primal less dual value, change at the last refinement, and rounding of the integrals. */
  readonly error: number;
  readonly method: 'closed form' | 'cells' | 'stacked cells' | 'places';
  /** The error is at most the tolerance. */
  readonly converged: boolean;
  /** Newton steps on the potentials. */
  readonly iterations: number;
  /** Rings of the stack, or places, of the last refinement. 1 for a single curve. */
  readonly resolution: number;
  /** u_i of the particles: value = Σ w_i u_i + mean over the shape of min_i (c − u_i). NaN for particles without weight. */
  readonly potential: Float64Array;
}

/** Particles that carry weight, coincident ones as one. */
interface Particles {
  readonly weight: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  /** Place of each particle of the event in these, −1 without weight. */
  readonly of: Int32Array;
}

/**
 * `shape` carries the event's own energy, so only normalise: true (the default) is possible. β in (0, 2], φ periodic.
 * Throws RangeError for what `emd` refuses and for shapes with sizes that are negative or not finite.
 */
export function semidiscrete(
  event: Points,
  shape: ContinuousShape,
  options: SemidiscreteOptions = {},
): SemidiscreteResult {
  const { beta = 1, R = 1, normalise = true, tolerance = TOLERANCE } = options;
  checkCost('semidiscrete', beta, R);
  if (!normalise) {
    throw new RangeError(
      'semidiscrete: normalise is false, a shape has no energy of its own; scale the result by that of the event',
    );
  }
  if (!(tolerance > 0)) {
    throw new RangeError(`semidiscrete: tolerance is ${tolerance}, allowed is tolerance > 0`);
  }
  if (shape.kind !== 'places') checkShape(shape);
  const particles = merged(event, shape);
  const context = { particles, beta, R, tolerance };
  const { potential, ...result } =
    shape.kind === 'places'
      ? byPlaces(shape.places, context)
      : (closedForm(shape, context) ?? byCells(shape, context));
  return {
    ...result,
    potential: Float64Array.from(particles.of, (k) => (k < 0 ? Number.NaN : potential[k])),
    converged: result.error <= tolerance,
  };
}

interface Context {
  readonly particles: Particles;
  readonly beta: number;
  readonly R: number;
  readonly tolerance: number;
}

type Found = Omit<SemidiscreteResult, 'converged'>;

/** A segment sees only how far beside it a particle is, not on which side: mirror images count as coincident. */
function merged(event: Points, shape: ContinuousShape): Particles {
  const { weight } = side('semidiscrete', event, 'the event', true);
  const place = new Map<string, number>();
  const of = new Int32Array(event.weight.length).fill(-1);
  const y: number[] = [];
  const phi: number[] = [];
  const sum: number[] = [];
  for (let i = 0, k = 0; i < of.length; i++) {
    if (!(event.weight[i] > 0)) continue;
    let at = [event.y[i], wrapPhi(event.phi[i])];
    if (shape.kind === 'segment') at = besides(shape, at[0], at[1]);
    const key = `${Math.round(at[0] / COINCIDENT)} ${Math.round(at[1] / COINCIDENT)}`;
    const known = place.get(key) ?? y.length;
    if (known === y.length) {
      place.set(key, known);
      y.push(at[0]);
      phi.push(at[1]);
      sum.push(0);
    }
    of[i] = known;
    sum[known] += weight[k++];
  }
  return { weight: Float64Array.from(sum), y: Float64Array.from(y), phi: Float64Array.from(phi), of };
}

/** The particle on the segment's left where all of it is nearest to the same image; unchanged else. */
function besides(shape: CurvedShape & { kind: 'segment' }, y: number, phi: number): number[] {
  const dphi = wrapPhi(phi - shape.phi);
  if (Math.abs(dphi) + shape.length / 2 > Math.PI) return [y, phi];
  const [cos, sin] = [Math.cos(shape.angle), Math.sin(shape.angle)];
  const along = (y - shape.y) * cos + dphi * sin;
  const across = dphi * cos - (y - shape.y) * sin;
  if (across >= 0) return [y, phi];
  const mirrored = [shape.y + along * cos + across * sin, wrapPhi(shape.phi + along * sin - across * cos)];
  return Math.abs(wrapPhi(mirrored[1] - shape.phi)) + shape.length / 2 > Math.PI ? [y, phi] : mirrored;
}

function closedForm(shape: CurvedShape, { particles, beta, R }: Context): Found | null {
  if (particles.weight.length !== 1 || (shape.kind !== 'ring' && shape.kind !== 'disk')) return null;
  const dphi = wrapPhi(particles.phi[0] - shape.phi);
  const d = Math.hypot(particles.y[0] - shape.y, dphi);
  // Beyond, a part of the shape is nearer the other way round.
  if ((beta !== 1 && beta !== 2) || Math.abs(dphi) + shape.radius > Math.PI) return null;
  const mean = shape.kind === 'ring' ? meanDistanceToRing : meanDistanceToDisk;
  const square = d * d + shape.radius ** 2 / (shape.kind === 'ring' ? 1 : 2);
  const emd = beta === 1 ? mean(shape.radius, d) / R : square / (R * R);
  const error = 1e-13 * Math.max(emd, shape.radius ** beta);
  return { emd, error, method: 'closed form', iterations: 0, resolution: 1, potential: new Float64Array(1) };
}

function byCells(shape: CurvedShape, { particles, beta, R, tolerance }: Context): Found {
  const { weight } = particles;
  const filled = isFilled(shape);
  const extent = reach(shape);
  const sites = imagesOf(particles, shape, extent);
  const cells = new Cells(weight.length, sites, beta, R);
  let farthest = 0;
  for (let i = 0; i < weight.length; i++) {
    const d = Math.hypot(particles.y[i] - shape.y, wrapPhi(particles.phi[i] - shape.phi));
    farthest = Math.max(farthest, d + extent);
  }
  const u = firstGuess(curvesOf(shape, GUESS.rings), particles, beta, R);
  let iterations = 0;
  const values: number[] = [];
  for (let rings: number = filled ? RINGS[0] : 1; ; rings *= 2) {
    const found = ascend(
      cells,
      curvesOf(shape, rings),
      { ...particles, beta, R, farthest },
      u,
      tolerance / 10,
    );
    iterations += found.steps;
    const emd = found.lower;
    values.push(emd);
    const rounding = INTEGRATION * (farthest / R) ** beta;
    const error = Math.max(0, found.upper - found.lower) + rounding + (filled ? change(values) : 0);
    if (filled && !(error <= tolerance) && rings < RINGS[1]) continue;
    return {
      emd,
      error,
      method: filled ? 'stacked cells' : 'cells',
      iterations,
      resolution: rings,
      potential: u,
    };
  }
}

/** How far from its limit the last value may be: one change that happens to be small does not count. NaN before three. */
function change(values: readonly number[]): number {
  if (values.length < 3) return Number.NaN;
  const [last, before, first] = values.slice(-3).reverse();
  return Math.max(Math.abs(last - before), Math.abs(before - first) / 2);
}

/** Every image of a particle that can be the nearest one for a place of the shape. */
function imagesOf({ weight, y, phi }: Particles, shape: CurvedShape, extent: number): Sites {
  const sites: { owner: number; phi: number }[] = [];
  const turns = Math.ceil((Math.PI + extent) / TWO_PI) + 1;
  for (let i = 0; i < weight.length; i++) {
    const across = wrapPhi(phi[i] - shape.phi);
    for (let turn = -turns; turn <= turns; turn++) {
      const away = across + turn * TWO_PI;
      if (Math.abs(away) <= Math.PI + extent) sites.push({ owner: i, phi: shape.phi + away });
    }
  }
  return {
    count: sites.length,
    owner: Uint32Array.from(sites, (site) => site.owner),
    y: Float64Array.from(sites, (site) => y[site.owner]),
    phi: Float64Array.from(sites, (site) => site.phi),
  };
}

/** Potentials of the exact EMD to some places of the curves. */
function firstGuess(curves: readonly Curve[], particles: Particles, beta: number, R: number): Float64Array {
  const wanted = Math.min(GUESS.most, Math.max(GUESS.least, GUESS.each * particles.weight.length));
  const each = Math.ceil(wanted / curves.length);
  const n = each * curves.length;
  const weight = new Float64Array(n);
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  curves.forEach((curve, c) => {
    for (let k = 0; k < each; k++) {
      const share = (k + 0.5) / each;
      const f = curve.closed ? Math.cos(TWO_PI * share) : 2 * share - 1;
      const g = curve.closed ? Math.sin(TWO_PI * share) : 0;
      weight[c * each + k] = curve.mass / each;
      y[c * each + k] = curve.y + curve.py * f + curve.qy * g;
      phi[c * each + k] = curve.phi + curve.pphi * f + curve.qphi * g;
    }
  });
  const transport = new Transport();
  transport.beta = beta;
  transport.R = R;
  transport.load(particles.weight, weight);
  transport.solve(particles.y, particles.phi, y, phi);
  transport.bound();
  return transport.u.slice(0, particles.weight.length);
}

function byPlaces(
  places: (n: number, y: Float64Array, phi: Float64Array) => number,
  { particles, beta, R, tolerance }: Context,
): Found {
  const transport = new Transport();
  transport.beta = beta;
  transport.R = R;
  const values: number[] = [];
  for (let wanted: number = PLACES[0]; ; wanted *= 2) {
    const y = new Float64Array(wanted);
    const phi = new Float64Array(wanted);
    const n = places(wanted, y, phi);
    if (!(Number.isInteger(n) && n >= 1 && n <= wanted)) {
      throw new RangeError(
        `semidiscrete: the shape wrote ${n} places where ${wanted} were asked for, allowed are 1 to ${wanted}`,
      );
    }
    transport.load(particles.weight, new Float64Array(n).fill(1 / n));
    values.push(transport.solve(particles.y, particles.phi, y.subarray(0, n), phi.subarray(0, n)));
    const [emd, before, first] = values.slice(-3).reverse();
    // Halving is what an error of first order does; a change that happens to be small does not count.
    const error =
      values.length < 3 ? Number.NaN : Math.max(Math.abs(emd - before), Math.abs(before - first) / 2);
    if (values.length < 3 || (error > tolerance && wanted < PLACES[1])) continue;
    transport.bound();
    const potential = transport.u.slice(0, particles.weight.length);
    return { emd, error, method: 'places', iterations: 0, resolution: wanted, potential };
  }
}
