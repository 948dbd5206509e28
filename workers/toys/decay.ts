// Two-body decays at tree level: isotropic in the parent's rest frame, massless daughters or one heavy one.

import type { Random } from '../core/random.ts';

/** GeV. */
export interface Momentum {
  readonly px: number;
  readonly py: number;
  readonly pz: number;
  readonly E: number;
}

/** Masses and widths, GeV (Particle Data Group, rounded). */
export const masses = { w: 80.4, wWidth: 2.1, top: 172.8, topWidth: 1.4 } as const;

/** A mass from the Breit–Wigner distribution, at most ten widths off. */
export function breitWigner(mass: number, width: number, rng: Random): number {
  const edge = Math.atan(20);
  return mass + (width / 2) * Math.tan(edge * (2 * rng.uniform() - 1));
}

export function fromPlane(pt: number, y: number, phi: number, mass: number): Momentum {
  const mt = Math.hypot(pt, mass);
  return { px: pt * Math.cos(phi), py: pt * Math.sin(phi), pz: mt * Math.sinh(y), E: mt * Math.cosh(y) };
}

/** Parent → daughter of mass `m1` + massless daughter. */
export function decay(parent: Momentum, m1: number, rng: Random): [Momentum, Momentum] {
  const M2 = parent.E ** 2 - parent.px ** 2 - parent.py ** 2 - parent.pz ** 2;
  const M = Math.sqrt(M2);
  const p = (M2 - m1 * m1) / (2 * M);
  const cos = 2 * rng.uniform() - 1;
  const sin = Math.sqrt(1 - cos * cos);
  const turn = 2 * Math.PI * rng.uniform();
  const first = boost(parent, M, {
    px: p * sin * Math.cos(turn),
    py: p * sin * Math.sin(turn),
    pz: p * cos,
    E: Math.hypot(p, m1),
  });
  const second = {
    px: parent.px - first.px,
    py: parent.py - first.py,
    pz: parent.pz - first.pz,
    E: parent.E - first.E,
  };
  return [first, second];
}

/** From the parent’s rest frame to the frame in which it is `parent`. */
export function boost(parent: Momentum, mass: number, rest: Momentum): Momentum {
  const dot = parent.px * rest.px + parent.py * rest.py + parent.pz * rest.pz;
  const E = (parent.E * rest.E + dot) / mass;
  const k = (rest.E + E) / (parent.E + mass);
  return { px: rest.px + k * parent.px, py: rest.py + k * parent.py, pz: rest.pz + k * parent.pz, E };
}
