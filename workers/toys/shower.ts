// An angular-ordered parton shower in the (y, φ) plane: 1 → 2 splittings with dθ/θ dz/z and a running coupling, each
// emission inside the angle of the one before it, down to a cutoff in relative transverse momentum
// (R. K. Ellis, W. J. Stirling, B. R. Webber, QCD and Collider Physics, ch. 5). Leading logarithms only: a toy.

import type { Random } from '../core/random.ts';

/** pT in GeV; y, φ in rad (φ not wrapped). */
export interface Parton {
  readonly pt: number;
  readonly y: number;
  readonly phi: number;
  readonly gluon: boolean;
}

export const shower = {
  /** Smallest relative transverse momentum z θ pT of an emission, GeV: below it, hadrons form. */
  cutoff: 1,
  /** One-loop Λ_QCD, GeV, and flavours: α_s(1 GeV) ≈ 0.41 with these, α_s(m_Z) ≈ 0.127. */
  lambda: 0.18,
  flavours: 5,
  quarkColour: 4 / 3,
  gluonColour: 3,
} as const;

/** One-loop α_s(k), k in GeV ≥ cutoff. */
export function coupling(k: number): number {
  const b0 = (33 - 2 * shower.flavours) / (12 * Math.PI);
  return 1 / (b0 * 2 * Math.log(k / shower.lambda));
}

/** Final partons from one that may radiate inside the angle `theta` (rad). Σ pT and the pT-weighted centroid are kept. */
export function radiate(start: Parton, theta: number, rng: Random): Parton[] {
  const final: Parton[] = [];
  const pending: { parton: Parton; theta: number }[] = [{ parton: start, theta }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { parton } = next;
    const emission = nextEmission(parton, next.theta, rng);
    if (!emission) {
      final.push(parton);
      continue;
    }
    const { z, theta: angle } = emission;
    const turn = 2 * Math.PI * rng.uniform();
    const dy = angle * Math.cos(turn);
    const dphi = angle * Math.sin(turn);
    const soft = {
      pt: z * parton.pt,
      y: parton.y + (1 - z) * dy,
      phi: parton.phi + (1 - z) * dphi,
      gluon: true,
    };
    const hard = {
      pt: (1 - z) * parton.pt,
      y: parton.y - z * dy,
      phi: parton.phi - z * dphi,
      gluon: parton.gluon,
    };
    pending.push({ parton: soft, theta: angle }, { parton: hard, theta: angle });
  }
  return final;
}

/** The widest emission inside `theta`, by the veto algorithm; null where none is above the cutoff. */
function nextEmission(parton: Parton, theta: number, rng: Random): { z: number; theta: number } | null {
  const colour = parton.gluon ? shower.gluonColour : shower.quarkColour;
  const rate = (2 * colour * coupling(shower.cutoff)) / Math.PI;
  const smallest = shower.cutoff / (parton.pt * theta);
  if (smallest >= 0.5) return null;
  const range = Math.log(0.5 / smallest);
  let angle = theta;
  for (;;) {
    angle *= (1 - rng.uniform()) ** (1 / (rate * range));
    const k = angle * parton.pt;
    if (0.5 * k <= shower.cutoff) return null;
    const z = 0.5 * Math.exp(-range * rng.uniform());
    const kick = z * k;
    if (kick <= shower.cutoff) continue;
    // The splitting function beyond its soft limit, (1 + (1 − z)²)/2 ≤ 1, and the coupling at this scale.
    const weight = ((1 + (1 - z) ** 2) / 2) * (coupling(kick) / coupling(shower.cutoff));
    if (rng.uniform() < weight) return { z, theta: angle };
  }
}
