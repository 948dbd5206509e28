// Toy jets of pT ≈ 550 GeV within R = 1: QCD (one parton), W → qq̄ (two prongs), t → bW → bqq̄ (three).

import { distance, wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import { breitWigner, decay, fromPlane, type Momentum, masses } from './decay.ts';
import { type Hadron, hadronise } from './hadrons.ts';
import { type Parton, radiate } from './shower.ts';

export const jets = {
  /** pT of what starts the jet: a falling spectrum pT^−5 between these, GeV. */
  ptMin: 500,
  ptMax: 650,
  power: 5,
  /** The jet's axis lies inside |y| below this, anywhere in φ. */
  yMax: 1.5,
  /** Particles beyond this from the axis are not part of the jet, rad. */
  radius: 1,
  /** A jet that keeps less than this share of its pT inside the radius is drawn again. */
  contained: 0.95,
  fewest: 20,
  most: 80,
  gluonShare: 0.5,
} as const;

export type JetKind = 'qcd' | 'w' | 'top';

/** One jet; drawn again, from the same numbers on, until it is inside the limits above. */
export function toyJet(kind: JetKind, rng: Random): Hadron[] {
  for (;;) {
    const pt = spectrum(jets.ptMin, jets.ptMax, jets.power, rng);
    const y = jets.yMax * (2 * rng.uniform() - 1);
    const phi = Math.PI * (2 * rng.uniform() - 1);
    const parent = prongs(kind, pt, y, phi, rng);
    const spread = parent.partons.flatMap(({ parton, theta }) =>
      radiate(parton, theta, rng).flatMap((final) => hadronise(final, rng)),
    );
    const [axisY, axisPhi] = axis(spread, phi);
    const all = parent.mass === null ? spread : withMass(spread, parent.mass, axisY, axisPhi);
    const inside = all.filter((hadron) => distance(hadron.y, hadron.phi, axisY, axisPhi) < jets.radius);
    if (inside.length < jets.fewest || inside.length > jets.most) continue;
    if (total(inside) < jets.contained * total(all)) continue;
    // What was cut off moved the axis: all that is left lies within R of the jet's own one too.
    const [ownY, ownPhi] = axis(inside, axisPhi);
    if (inside.some((hadron) => distance(hadron.y, hadron.phi, ownY, ownPhi) >= jets.radius)) continue;
    return inside;
  }
}

interface Prong {
  readonly parton: Parton;
  /** Angle inside which it radiates, rad. */
  readonly theta: number;
}

/** Where the hard process leaves partons, and the angle inside which each one radiates (to its colour partner). */
function prongs(
  kind: JetKind,
  pt: number,
  y: number,
  phi: number,
  rng: Random,
): { mass: number | null; partons: Prong[] } {
  if (kind === 'qcd') {
    const parton = { pt, y, phi, gluon: rng.uniform() < jets.gluonShare };
    return { mass: null, partons: [{ parton, theta: jets.radius }] };
  }
  const wMass = breitWigner(masses.w, masses.wWidth, rng);
  if (kind === 'w') return { mass: wMass, partons: pair(fromPlane(pt, y, phi, wMass), rng) };
  const mass = breitWigner(masses.top, masses.topWidth, rng);
  const top = fromPlane(pt, y, phi, mass);
  const [w, b] = decay(top, wMass, rng);
  const bottom = toPlane(b);
  // The bottom quark's colour partner is the top; its radiation ends at the dead cone's other side, the W's direction.
  const theta = Math.min(jets.radius, distance(bottom.y, bottom.phi, y, phi));
  return { mass, partons: [...pair(w, rng), { parton: bottom, theta }] };
}

/** W → qq̄, a colour singlet: each radiates up to the other. */
function pair(w: Momentum, rng: Random): Prong[] {
  const [a, b] = decay(w, 0, rng).map(toPlane);
  const theta = Math.min(jets.radius, distance(a.y, a.phi, b.y, b.phi));
  return [
    { parton: a, theta },
    { parton: b, theta },
  ];
}

function toPlane(p: Momentum): Parton {
  const pt = Math.hypot(p.px, p.py);
  return { pt, y: Math.asinh(p.pz / pt), phi: Math.atan2(p.py, p.px), gluon: false };
}

/**
 * Showers keep the parent's mass (the partons recoil); ours only keeps Σ pT and the centroid. So the angles to the
 * axis are scaled by one factor, found by iteration, until massless hadrons have the parent's mass.
 */
function withMass(hadrons: readonly Hadron[], mass: number, axisY: number, axisPhi: number): Hadron[] {
  let scaled: Hadron[] = [...hadrons];
  let scale = 1;
  for (let i = 0; i < 8; i++) {
    scale *= mass / massOf(scaled, axisY, axisPhi);
    scaled = hadrons.map((hadron) => ({
      ...hadron,
      y: axisY + scale * (hadron.y - axisY),
      phi: axisPhi + scale * wrapPhi(hadron.phi - axisPhi),
    }));
  }
  return scaled;
}

/** GeV, of massless particles, in the frame where the axis is central (no digits are lost there). */
function massOf(hadrons: readonly Hadron[], axisY: number, axisPhi: number): number {
  let E = 0;
  let px = 0;
  let py = 0;
  let pz = 0;
  for (const { pt, y, phi } of hadrons) {
    E += pt * Math.cosh(y - axisY);
    px += pt * Math.cos(phi - axisPhi);
    py += pt * Math.sin(phi - axisPhi);
    pz += pt * Math.sinh(y - axisY);
  }
  return Math.sqrt(E * E - px * px - py * py - pz * pz);
}

/** pT-weighted centroid, φ unwrapped around `near`. */
function axis(hadrons: readonly Hadron[], near: number): [number, number] {
  let sum = 0;
  let y = 0;
  let phi = 0;
  for (const hadron of hadrons) {
    sum += hadron.pt;
    y += hadron.pt * hadron.y;
    phi += hadron.pt * wrapPhi(hadron.phi - near);
  }
  return [y / sum, wrapPhi(near + phi / sum)];
}

function total(hadrons: readonly Hadron[]): number {
  let sum = 0;
  for (const { pt } of hadrons) sum += pt;
  return sum;
}

/** pT^−power between the limits, by inversion. */
export function spectrum(from: number, to: number, power: number, rng: Random): number {
  const a = from ** (1 - power);
  const b = to ** (1 - power);
  return (a + (b - a) * rng.uniform()) ** (1 / (1 - power));
}
