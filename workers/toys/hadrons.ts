// Partons to hadrons: each breaks into a chain of hadrons, the leading one taking a random fraction of what is left,
// with a small relative transverse momentum; π⁰ decay to two photons. Species in rough proportion to what is seen.

import type { Random } from '../core/random.ts';
import type { Parton } from './shower.ts';

export interface Hadron {
  readonly pt: number;
  readonly y: number;
  readonly phi: number;
  readonly pid: number;
}

export const fragmentation = {
  /** Fractions are drawn from (1 − ξ)^a: mean 1/(a + 2). */
  a: 0.6,
  /** What is left below this is one last hadron, GeV. */
  last: 1.6,
  /** Width of each component of the transverse momentum relative to the parton, GeV. */
  kick: 0.3,
  /** Kicks turn a hadron by at most this, rad. */
  widest: 0.4,
} as const;

const PI_ZERO = 111;
/** PDG number and share, charges half and half; the rest are π⁰. */
const SPECIES: readonly (readonly [pid: number, share: number, paired: boolean])[] = [
  [211, 0.54, true],
  [321, 0.08, true],
  [2212, 0.03, true],
  [2112, 0.03, true],
  [130, 0.04, false],
  [PI_ZERO, 0.28, false],
];

/** Σ pT of the hadrons is the parton's. */
export function hadronise(parton: Parton, rng: Random): Hadron[] {
  const hadrons: Hadron[] = [];
  let left = parton.pt;
  while (left > fragmentation.last) {
    const share = 1 - (1 - rng.uniform()) ** (1 / (fragmentation.a + 1));
    const pt = Math.max(share * left, 0.15);
    left -= pt;
    place(hadrons, parton, pt, rng);
  }
  place(hadrons, parton, left, rng);
  return hadrons;
}

function place(into: Hadron[], parton: Parton, pt: number, rng: Random): void {
  const scale = fragmentation.kick / pt;
  const y = parton.y + clip(scale * rng.normal());
  const phi = parton.phi + clip(scale * rng.normal());
  const pid = species(rng);
  if (pid !== PI_ZERO) {
    into.push({ pt, y, phi, pid });
    return;
  }
  // π⁰ → γγ: energy shares are flat; the opening angle is about m/(pT √(x(1 − x))).
  const x = 0.02 + 0.96 * rng.uniform();
  const angle = Math.min(0.135 / (pt * Math.sqrt(x * (1 - x))), fragmentation.widest);
  const turn = 2 * Math.PI * rng.uniform();
  const dy = angle * Math.cos(turn);
  const dphi = angle * Math.sin(turn);
  into.push({ pt: x * pt, y: y + (1 - x) * dy, phi: phi + (1 - x) * dphi, pid: 22 });
  into.push({ pt: (1 - x) * pt, y: y - x * dy, phi: phi - x * dphi, pid: 22 });
}

export function species(rng: Random): number {
  let u = rng.uniform();
  for (const [pid, share, paired] of SPECIES) {
    if (u < share) return paired && u < share / 2 ? -pid : pid;
    u -= share;
  }
  return PI_ZERO;
}

function clip(angle: number): number {
  return Math.max(-fragmentation.widest, Math.min(fragmentation.widest, angle));
}
