// Sequential recombination to the letter of its definition, in O(n³): all pairs are looked at before each step. For tests only.

import type { FourMomenta } from '../momenta.ts';
import { rapidityOf } from '../momenta.ts';
import { BEAM, type Definition } from '../types.ts';

export interface Vector {
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  readonly e: number;
  readonly constituents: readonly number[];
}

export interface NaiveStep {
  readonly distance: number;
  /** Particles of what was taken, and of what it was merged with; null where it became a jet. */
  readonly first: readonly number[];
  readonly second: readonly number[] | null;
  /** What is a jet after this step, or null where two were merged. */
  readonly jet: Vector | null;
}

/** The steps, and what is left at the end where no beam takes part. */
export function naive(momenta: FourMomenta, definition: Definition): { steps: NaiveStep[]; left: Vector[] } {
  const left: Vector[] = Array.from(momenta.e, (e, i) => ({
    px: momenta.px[i],
    py: momenta.py[i],
    pz: momenta.pz[i],
    e,
    constituents: [i],
  }));
  const steps: NaiveStep[] = [];
  for (;;) {
    let best = Number.POSITIVE_INFINITY;
    let [at, with_] = [-1, BEAM];
    for (let i = 0; i < left.length; i++) {
      const alone = beam(left[i], definition);
      if (alone < best) [best, at, with_] = [alone, i, BEAM];
      for (let j = 0; j < i; j++) {
        const d = pair(left[i], left[j], definition);
        if (d < best) [best, at, with_] = [d, i, j];
      }
    }
    if (at < 0) return { steps, left };
    const [one] = left.splice(at, 1);
    const first = one.constituents;
    if (with_ === BEAM) steps.push({ distance: best, first, second: null, jet: one });
    else {
      // `with_` is below `at`: it is where it was.
      steps.push({ distance: best, first, second: left[with_].constituents, jet: null });
      left[with_] = merged(one, left[with_], definition);
    }
  }
}

const ptOf = ({ px, py }: Vector) => Math.hypot(px, py);
const sizeOf = ({ px, py, pz }: Vector) => Math.hypot(px, py, pz);
/** 1 − cos θ as half the chord squared, which keeps its digits at small angles. */
function opening(a: Vector, b: Vector): number {
  const [p, q] = [sizeOf(a), sizeOf(b)];
  return Math.hypot(a.px / p - b.px / q, a.py / p - b.py / q, a.pz / p - b.pz / q) ** 2 / 2;
}
const etaBar = (v: Vector) => (2 * ptOf(v)) / (v.e - v.pz);

function powerOf({ algorithm, p = -1 }: Definition): number {
  if (algorithm === 'kt') return 1;
  if (algorithm === 'ca') return 0;
  return algorithm === 'antikt' ? -1 : p;
}

function beam(v: Vector, definition: Definition): number {
  const { algorithm } = definition;
  if (algorithm === 'eekt') return Number.POSITIVE_INFINITY;
  if (algorithm === 'centauro') return 1;
  return (algorithm === 'eegenkt' ? v.e : ptOf(v)) ** (2 * powerOf(definition));
}

function pair(a: Vector, b: Vector, definition: Definition): number {
  const { algorithm, R } = definition;
  if (algorithm === 'eekt') return 2 * Math.min(a.e, b.e) ** 2 * opening(a, b);
  const dphi = Math.atan2(a.px * b.py - a.py * b.px, a.px * b.px + a.py * b.py);
  if (algorithm === 'centauro') {
    const [p, q] = [etaBar(a), etaBar(b)];
    return ((p - q) ** 2 + 2 * p * q * (1 - Math.cos(dphi))) / R ** 2;
  }
  const power = 2 * powerOf(definition);
  if (algorithm === 'eegenkt') {
    const unit = R < Math.PI ? 1 - Math.cos(R) : 3 + Math.cos(R);
    return (Math.min(a.e ** power, b.e ** power) * opening(a, b)) / unit;
  }
  const dy = rapidityOf(a.px, a.py, a.pz, a.e) - rapidityOf(b.px, b.py, b.pz, b.e);
  return (Math.min(ptOf(a) ** power, ptOf(b) ** power) * (dy * dy + dphi * dphi)) / R ** 2;
}

/** E-scheme: the sum. Winner-take-all: the direction (y, φ or on the sphere) and mass of the harder, the sum of pT or of |p|. */
function merged(a: Vector, b: Vector, { algorithm, recombination }: Definition): Vector {
  const constituents = [...a.constituents, ...b.constituents].sort((i, j) => i - j);
  if (recombination !== 'wta') {
    return { px: a.px + b.px, py: a.py + b.py, pz: a.pz + b.pz, e: a.e + b.e, constituents };
  }
  const sphere = algorithm === 'eekt' || algorithm === 'eegenkt';
  const size = sphere ? sizeOf : ptOf;
  const hard = size(a) >= size(b) ? a : b;
  const stretch = (size(a) + size(b)) / size(hard);
  const mass2 = Math.max(0, hard.e ** 2 - sizeOf(hard) ** 2);
  const [px, py] = [stretch * hard.px, stretch * hard.py];
  if (sphere) {
    const pz = stretch * hard.pz;
    return { px, py, pz, e: Math.sqrt(px * px + py * py + pz * pz + mass2), constituents };
  }
  const mt = Math.sqrt(px * px + py * py + mass2);
  const y = rapidityOf(hard.px, hard.py, hard.pz, hard.e);
  return { px, py, pz: mt * Math.sinh(y), e: mt * Math.cosh(y), constituents };
}
