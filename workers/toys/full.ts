// Toy full events: two or three hard jets that balance in the transverse plane, and soft particles everywhere,
// 300–600 in all, |y| < 4.5.

import type { Random } from '../core/random.ts';
import { type Hadron, hadronise, species } from './hadrons.ts';
import { spectrum } from './jets.ts';
import { type Parton, radiate } from './shower.ts';

export const full = {
  /** The harder of the two first partons, GeV: a falling spectrum pT^−4. */
  ptMin: 150,
  ptMax: 800,
  power: 4,
  /** Their rapidities; the third one's may be larger. */
  jetY: 2,
  thirdJetY: 2.8,
  thirdJetShare: 0.35,
  /** Angle inside which each of them radiates, rad. */
  theta: 1,
  yMax: 4.5,
  fewest: 300,
  most: 600,
  /** At least so many soft particles; mean pT, GeV, of their distribution pT exp(−2 pT/mean). */
  softFewest: 120,
  softMeanPt: 0.75,
} as const;

/** One event; drawn again, from the same numbers on, until its hard part leaves room for the soft one. */
export function toyEvent(rng: Random): Hadron[] {
  for (;;) {
    const hard = hardPartons(rng)
      .flatMap((parton) => radiate(parton, full.theta, rng))
      .flatMap((parton) => hadronise(parton, rng))
      .filter((hadron) => Math.abs(hadron.y) < full.yMax);
    const fewest = Math.max(full.fewest, hard.length + full.softFewest);
    if (fewest >= full.most) continue;
    const particles = fewest + rng.integer(full.most - fewest + 1);
    const hadrons = [...hard];
    while (hadrons.length < particles) hadrons.push(soft(rng));
    return hadrons;
  }
}

function hardPartons(rng: Random): Parton[] {
  const pt = spectrum(full.ptMin, full.ptMax, full.power, rng);
  const phi = Math.PI * (2 * rng.uniform() - 1);
  const rapidity = (limit: number) => limit * (2 * rng.uniform() - 1);
  const gluon = () => rng.uniform() < 0.5;
  const first: Parton = { pt, y: rapidity(full.jetY), phi, gluon: gluon() };
  const away = { px: -pt * Math.cos(phi), py: -pt * Math.sin(phi) };
  if (rng.uniform() >= full.thirdJetShare) {
    return [first, { pt, y: rapidity(full.jetY), phi: phi + Math.PI, gluon: gluon() }];
  }
  // The third takes a part of the recoil at an angle; the second is what balances both.
  const part = 0.2 + 0.25 * rng.uniform();
  const turn = phi + Math.PI + (rng.uniform() < 0.5 ? 1 : -1) * (0.8 + 0.9 * rng.uniform());
  const third: Parton = { pt: part * pt, y: rapidity(full.thirdJetY), phi: turn, gluon: true };
  const px = away.px - third.pt * Math.cos(turn);
  const py = away.py - third.pt * Math.sin(turn);
  const second: Parton = {
    pt: Math.hypot(px, py),
    y: rapidity(full.jetY),
    phi: Math.atan2(py, px),
    gluon: gluon(),
  };
  return [first, second, third];
}

function soft(rng: Random): Hadron {
  const pt = (-full.softMeanPt / 2) * Math.log((1 - rng.uniform()) * (1 - rng.uniform()));
  const pid = species(rng);
  return {
    pt: Math.max(pt, 0.05),
    y: full.yMax * (2 * rng.uniform() - 1),
    phi: Math.PI * (2 * rng.uniform() - 1),
    pid: pid === 111 ? 22 : pid,
  };
}
