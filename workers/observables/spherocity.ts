// Spherocity. Georgi, Machacek, Phys. Rev. Lett. 39 (1977) 1237; across the beam: Banfi, Salam, Zanderighi, arXiv:1001.4082.
// Across the beam the sum is concave between particles' directions, so that its minimum lies on one of them: exact. On the
// sphere it need not; there the best directions of particles are followed down by reweighting, which never goes up.

import { observable } from './define.ts';
import { principalAxis } from './eigen3.ts';
import { htOf } from './jet.ts';
import { type Direction, type Momenta, momentaOf, unit } from './momenta.ts';

const FAMILY = 'Event shapes';
/** Directions of particles that are followed down. */
const STARTS = 12;
const MOST_STEPS = 1000;
/** Relative gain of a step below which a descent is done: of all starts; of those that end within NEAR of the best. */
const ROUGH = 1e-6;
const FINE = 1e-15;
const NEAR = 1e-3;
/** Ends whose cosine differs from 1 by less (0.01 rad) lie in one basin. */
const SAME = 5e-5;
/** A smaller sine is on top of a particle. */
const TOUCH = 1e-12;
/** Share of a step below which there is none. */
const SHORTEST = 1e-4;

interface Start {
  readonly axis: Direction;
  readonly value: number;
}

/** Σ|p × n| / Σ|p|. */
function crossed({ n, x, y, z }: Momenta, [a, b, c]: Direction): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const u = y[i] * c - z[i] * b;
    const v = z[i] * a - x[i] * c;
    const w = x[i] * b - y[i] * a;
    sum += Math.sqrt(u * u + v * v + w * w);
  }
  return sum;
}

/** From √s ≤ (s/√s₀ + √s₀)/2 the sum stays under Σ (|p|/sin₀)(1 − (u·n)²), whose minimum is an eigenvector. */
function follow(momenta: Momenta, from: Start, enough: number): Start {
  const { n, x, y, z, share } = momenta;
  let { axis, value } = from;
  for (let step = 0; step < MOST_STEPS; step++) {
    const tensor = new Float64Array(6);
    for (let i = 0; i < n; i++) {
      const u = y[i] * axis[2] - z[i] * axis[1];
      const v = z[i] * axis[0] - x[i] * axis[2];
      const w = x[i] * axis[1] - y[i] * axis[0];
      const across = Math.sqrt(u * u + v * v + w * w);
      if (across <= TOUCH * share[i]) continue;
      const weight = 1 / across;
      tensor[0] += weight * x[i] * x[i];
      tensor[1] += weight * y[i] * y[i];
      tensor[2] += weight * z[i] * z[i];
      tensor[3] += weight * x[i] * y[i];
      tensor[4] += weight * x[i] * z[i];
      tensor[5] += weight * y[i] * z[i];
    }
    const to = principalAxis(tensor);
    const side = to[0] * axis[0] + to[1] * axis[1] + to[2] * axis[2] < 0 ? -1 : 1;
    let found = false;
    // Off a particle the whole step may be too long.
    for (let share = 1; share >= SHORTEST && !found; share /= 4) {
      const [a, b, c] = axis.map((part, k) => (1 - share) * part + share * side * to[k]);
      const next = unit(a, b, c);
      const there = crossed(momenta, next);
      if (!(there < value * (1 - enough))) continue;
      value = there;
      axis = next;
      found = true;
    }
    if (!found) break;
  }
  return { axis, value };
}

function close([a, b, c]: Direction, [x, y, z]: Direction): boolean {
  return Math.abs(a * x + b * y + c * z) > 1 - SAME;
}

/** min_n Σ|p × n| / Σ|p|. */
export function leastCrossed(momenta: Momenta): number {
  const { n, x, y, z } = momenta;
  const starts = Array.from({ length: n }, (_, i) => {
    const axis = unit(x[i], y[i], z[i]);
    return { axis, value: crossed(momenta, axis) };
  }).sort((p, q) => p.value - q.value);
  let best = starts[0].value;
  const ends = starts.slice(0, STARTS).map((start) => follow(momenta, start, ROUGH));
  for (const { value } of ends) best = Math.min(best, value);
  const followed: Direction[] = [];
  for (const end of ends) {
    if (end.value > (1 + NEAR) * best || followed.some((other) => close(other, end.axis))) continue;
    followed.push(end.axis);
    best = Math.min(best, follow(momenta, end, FINE).value);
  }
  return best;
}

export const spherocity = observable(
  {
    name: 'spherocity',
    label: 'spherocity',
    formula:
      'S = \\left(\\tfrac{4}{\\pi}\\right)^2 \\min_{\\hat n} \\left(\\sum_i |\\vec p_i \\times \\hat n| / \\sum_i |\\vec p_i|\\right)^2',
    unit: '',
    definition:
      'Smallest share of momentum across one axis, squared and scaled: 0 for two back-to-back particles, 1 for an isotropic event. Three-momenta of the file’s frame.',
    reference: 'Georgi, Machacek, Phys. Rev. Lett. 39 (1977) 1237',
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'rotation', 'collinear-split', 'soft-particle', 'scale'],
    slow: true,
  },
  (event) => ((4 / Math.PI) * leastCrossed(momentaOf(event))) ** 2,
);

export const transverseSpherocity = observable(
  {
    name: 'spherocity_transverse',
    label: 'transverse spherocity',
    formula:
      'S_T = \\frac{\\pi^2}{4} \\min_{\\hat n_\\perp} \\left(\\sum_i |\\vec p_{T,i} \\times \\hat n_\\perp| / \\sum_i p_{T,i}\\right)^2',
    unit: '',
    definition:
      'Spherocity of the transverse momenta: 0 for two back-to-back jets, 1 for a ring. Exact: the axis is one of the particles’ directions.',
    reference: 'Banfi, Salam, Zanderighi, J. High Energy Phys. 06 (2010) 038, arXiv:1001.4082',
    family: FAMILY,
    invariances: ['order', 'phi-rotation', 'boost', 'collinear-split', 'soft-particle', 'scale'],
  },
  (event) => {
    const { pt, phi } = event;
    const n = pt.length;
    const x = Float64Array.from(phi, Math.cos);
    const y = Float64Array.from(phi, Math.sin);
    let best = Number.POSITIVE_INFINITY;
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += pt[i] * Math.abs(x[i] * y[k] - y[i] * x[k]);
      best = Math.min(best, sum);
    }
    return ((Math.PI / 2) * (best / htOf(event))) ** 2;
  },
);
