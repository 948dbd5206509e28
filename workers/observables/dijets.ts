// Event shapes as distances on the sphere: the EMD of the event to the nearest event of two particles, whose energies are free,
// at cost θ^β with θ² = 2(1 − cos), the straight line between directions. Komiske, Metodiev, Thaler, J. High Energy Phys.
// 07 (2020) 006, arXiv:2004.04159. Back to back: β = 2 is 2(1 − T), β = 1 is √S π/4 to leading order; free directions and
// β = 1: broadening about the axes that minimise it, to leading order twice that. Every particle goes to the nearer of the two, so
// that only directions are searched: from many starts, by reweighted means, which never go up. Nothing of thrust.ts is used.

import type { PlaneEvent } from '../core/events.ts';
import { observable } from './define.ts';
import { type Direction, type Momenta, momentaOf, unit } from './momenta.ts';

const MOST_STEPS = 200;
const ENOUGH = 1e-15;
/** Halvings of a step off a particle. */
const HALVINGS = 12;
/** Closer than this (squared) a direction is on top of a particle's. */
const TOUCH = 1e-24;
/** Starts that are followed down: the best of the directions of particles. */
const STARTS = 24;

interface Pair {
  readonly a: Direction;
  readonly b: Direction;
  readonly value: number;
}

function square(u: Direction, x: number, y: number, z: number): number {
  return (u[0] - x) ** 2 + (u[1] - y) ** 2 + (u[2] - z) ** 2;
}

const opposite = ([x, y, z]: Direction): Direction => [-x, -y, -z];

/** Directions of an event's particles, with their shares of Σ|p|. */
interface Sphere {
  readonly n: number;
  readonly share: Float64Array;
  readonly at: readonly Direction[];
}

function sphereOf({ n, x, y, z, share }: Momenta): Sphere {
  return { n, share, at: Array.from({ length: n }, (_, i) => unit(x[i], y[i], z[i])) };
}

function value({ n, share, at }: Sphere, a: Direction, b: Direction, beta: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const [x, y, z] = at[i];
    const least = Math.min(square(a, x, y, z), square(b, x, y, z));
    sum += share[i] * (beta === 2 ? least : Math.sqrt(least));
  }
  return sum;
}

/** Where the reweighted means lie: of the particles nearer to `a`, of those nearer to `b`. */
function means(
  { n, share, at }: Sphere,
  a: Direction,
  b: Direction,
  beta: number,
): readonly [Direction, Direction] {
  const sum = new Float64Array(6);
  for (let i = 0; i < n; i++) {
    const [x, y, z] = at[i];
    const toA = square(a, x, y, z);
    const toB = square(b, x, y, z);
    const least = Math.min(toA, toB);
    if (beta === 1 && least <= TOUCH) continue;
    const weight = beta === 2 ? share[i] : share[i] / Math.sqrt(least);
    const k = toA <= toB ? 0 : 3;
    sum[k] += weight * x;
    sum[k + 1] += weight * y;
    sum[k + 2] += weight * z;
  }
  const [ax, ay, az, bx, by, bz] = sum;
  return [
    [ax, ay, az],
    [bx, by, bz],
  ];
}

function follow(sphere: Sphere, start: Pair, beta: number, free: boolean): Pair {
  let { a, b, value: least } = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const [meanA, meanB] = means(sphere, a, b, beta);
    const apart: Direction = [meanA[0] - meanB[0], meanA[1] - meanB[1], meanA[2] - meanB[2]];
    const toA = free ? towards(a, meanA) : towards(a, apart);
    const toB = free ? towards(b, meanB) : opposite(toA);
    let found = false;
    for (let halving = 0, share = 1; halving <= HALVINGS && !found; halving++, share /= 2) {
      const nextA = mixed(a, toA, share);
      const nextB = free ? mixed(b, toB, share) : opposite(nextA);
      const there = value(sphere, nextA, nextB, beta);
      if (!(there < least * (1 - ENOUGH))) continue;
      a = nextA;
      b = nextB;
      least = there;
      found = true;
    }
    if (!found) break;
  }
  return { a, b, value: least };
}

function towards(from: Direction, [x, y, z]: Direction): Direction {
  return x === 0 && y === 0 && z === 0 ? from : unit(x, y, z);
}

function mixed(from: Direction, to: Direction, share: number): Direction {
  if (share === 1) return to;
  const rest = 1 - share;
  return unit(rest * from[0] + share * to[0], rest * from[1] + share * to[1], rest * from[2] + share * to[2]);
}

/** A minimum over directions may lie on a particle, which steps only creep towards. */
function onParticles(sphere: Sphere, found: Pair, beta: number, free: boolean): Pair {
  let best = found;
  const consider = (a: Direction, b: Direction) => {
    const there = value(sphere, a, b, beta);
    if (there < best.value) best = { a, b, value: there };
  };
  const a = nearest(sphere, best.a);
  consider(a, free ? best.b : opposite(a));
  const b = nearest(sphere, best.b);
  consider(free ? best.a : opposite(b), b);
  return best;
}

function nearest({ at }: Sphere, direction: Direction): Direction {
  let found = at[0];
  for (const one of at) if (square(one, ...direction) < square(found, ...direction)) found = one;
  return found;
}

/** The nearest event of two particles, back to back or free; distance a unit of Σ|p|. β is 1 or 2. */
export function nearestDijet(momenta: Momenta, beta: 1 | 2, free: boolean): Pair {
  const sphere = sphereOf(momenta);
  const starts = sphere.at.map((a): Pair => {
    const b = free ? dearest(sphere, a) : opposite(a);
    return { a, b, value: value(sphere, a, b, beta) };
  });
  starts.sort((p, q) => p.value - q.value);
  starts.splice(STARTS);
  let best = starts[0];
  for (const start of starts) {
    const found = onParticles(sphere, follow(sphere, start, beta, free), beta, free);
    if (found.value < best.value) best = found;
  }
  if (free) {
    const found = follow(sphere, nearestDijet(momenta, beta, false), beta, true);
    if (found.value < best.value) best = found;
  }
  return best;
}

/** The particle that pays most when `a` is the only direction. */
function dearest({ n, share, at }: Sphere, a: Direction): Direction {
  let most = -1;
  let found = at[0];
  for (let i = 0; i < n; i++) {
    const cost = share[i] * square(a, ...at[i]);
    if (cost > most) {
      most = cost;
      found = at[i];
    }
  }
  return found;
}

const FAMILY = 'Shape distances';
const REFERENCE = 'Komiske, Metodiev, Thaler, J. High Energy Phys. 07 (2020) 006, arXiv:2004.04159';
const SHARED = {
  reference: REFERENCE,
  family: FAMILY,
  slow: true,
  invariances: ['order', 'phi-rotation', 'rotation', 'collinear-split', 'soft-particle', 'scale'],
} as const;

export const thrustDistance = observable(
  {
    ...SHARED,
    name: 'thrust_distance',
    label: 'distance to back-to-back, β = 2',
    formula:
      '\\min_{\\hat n, z} \\mathrm{EMD}_{2}(\\mathcal E, z\\,\\delta_{\\hat n} + (1-z)\\,\\delta_{-\\hat n}) = 2(1 - T)',
    unit: '',
    definition:
      'EMD on the sphere at cost θ² = 2(1 − cos) to the nearest pair of back-to-back particles of free energies, a unit of Σ|p|. It equals 2(1 − thrust).',
  },
  (event) => nearestDijet(momentaOf(event), 2, false).value,
);

export const spherocityDistance = observable(
  {
    ...SHARED,
    name: 'spherocity_distance',
    label: 'distance to back-to-back, β = 1',
    formula:
      '\\min_{\\hat n, z} \\mathrm{EMD}_{1}(\\mathcal E, z\\,\\delta_{\\hat n} + (1-z)\\,\\delta_{-\\hat n}) \\approx \\tfrac{\\pi}{4}\\sqrt S',
    unit: 'rad',
    definition:
      'EMD on the sphere at cost θ = √(2(1 − cos)) to the nearest pair of back-to-back particles of free energies, a unit of Σ|p|. To leading order in the angles to the axis it is π/4 √spherocity.',
  },
  (event) => nearestDijet(momentaOf(event), 1, false).value,
);

export const broadeningDistance = observable(
  {
    ...SHARED,
    name: 'broadening_distance',
    label: 'distance to two particles, β = 1',
    formula:
      '\\min_{\\hat a, \\hat b, z} \\mathrm{EMD}_{1}(\\mathcal E, z\\,\\delta_{\\hat a} + (1-z)\\,\\delta_{\\hat b})',
    unit: 'rad',
    definition:
      'EMD on the sphere at cost θ = √(2(1 − cos)) to the nearest two particles of free directions and energies, a unit of Σ|p|. To leading order in the angles it is twice the broadening about the axes that minimise it.',
  },
  (event) => nearestDijet(momentaOf(event), 1, true).value,
);

/** For what is compared with these: broadening about free axes, ½ min Σ|p × n_nearer| / Σ|p| to leading order. */
export function broadeningAxes(event: PlaneEvent): { readonly a: Direction; readonly b: Direction } {
  return nearestDijet(momentaOf(event), 1, true);
}
