// Toy events of deep-inelastic electron–proton scattering at an electron–ion collider: the electron along −z, the proton along +z.
//
// Q² and y from dσ ~ [1 + (1 − y)²] F(x)/(y Q⁴) with a parton density of school-book form, x = Q²/(s y). In the Breit frame one quark of
// energy Q/2 leaves along −z, or two partons with transverse momentum do, as in QCD Compton scattering and boson–gluon fusion; each showers and
// becomes hadrons. The rest of the proton leaves along +z, soft particles fill the rapidities between. All is then brought to add up to
// P + q: in the rest frame of the hadrons all momenta are scaled by one factor (R. Kleiss, W. J. Stirling, S. D. Ellis 1986). Hadrons are
// massless. Kinematics: R. K. Ellis, W. J. Stirling, B. R. Webber, QCD and Collider Physics, ch. 4.

import type { Random } from '../core/random.ts';
import { boost, type Momentum } from './decay.ts';
import { hadronise, species } from './hadrons.ts';
import { spectrum } from './jets.ts';
import { radiate } from './shower.ts';

export const dis = {
  /** Beams, GeV. */
  electron: 18,
  proton: 275,
  /** GeV². */
  q2Min: 25,
  q2Max: 4000,
  yMin: 0.05,
  yMax: 0.9,
  /** x F ~ x^−rise (1 − x)^fall. */
  rise: 0.3,
  fall: 3,
  /** Least mass of the hadrons, GeV. */
  wMin: 8,
  /** How often two partons leave in place of one, their least pT in the Breit frame, GeV, and the power of its spectrum. */
  twoShare: 0.25,
  twoPtMin: 3,
  twoPower: 3,
  /** Angle inside which each parton radiates, rad. */
  theta: 1,
  /** Soft particles a unit of rapidity in the Breit frame, and the mean of their pT, GeV. */
  plateau: 2.5,
  softMeanPt: 0.5,
  /** pT of what is left of the proton, GeV, each component. */
  remnantKick: 0.3,
  /** Events whose momenta would have to be scaled by more than this factor are drawn again. */
  mostScaled: 1.5,
} as const;

/** HepMC's codes. */
export const status = { outgoing: 1, incoming: 4 } as const;

export interface DisParticle extends Momentum {
  readonly pid: number;
  readonly status: number;
}

interface Hadron extends Momentum {
  readonly pid: number;
}

/** Electron beam, proton beam, scattered electron, then hadrons by falling pT. */
export function toyDis(rng: Random): DisParticle[] {
  const { electron, proton } = dis;
  for (;;) {
    const kinematics = draw(rng);
    if (!kinematics) continue;
    const hadrons = breitHadrons(kinematics.Q, kinematics.x, rng);
    if (!hadrons) continue;
    const { toLab, scattered } = laboratory(kinematics, Math.PI * (2 * rng.uniform() - 1));
    const out = { status: status.outgoing };
    return [
      { px: 0, py: 0, pz: -electron, E: electron, pid: 11, status: status.incoming },
      { px: 0, py: 0, pz: proton, E: proton, pid: 2212, status: status.incoming },
      { ...scattered, pid: 11, ...out },
      ...hadrons
        .map((hadron) => ({ ...toLab(hadron), pid: hadron.pid, ...out }))
        .sort((a, b) => Math.hypot(b.px, b.py) - Math.hypot(a.px, a.py)),
    ];
  }
}

interface Kinematics {
  readonly Q: number;
  readonly x: number;
  readonly y: number;
}

function draw(rng: Random): Kinematics | null {
  const { electron, proton, q2Min, q2Max, yMin, yMax, rise, fall, wMin } = dis;
  const s = 4 * electron * proton;
  const Q2 = spectrum(q2Min, q2Max, 2, rng);
  const y = yMin * (yMax / yMin) ** rng.uniform();
  const x = Q2 / (s * y);
  if (x >= 1 || (Q2 * (1 - x)) / x < wMin * wMin) return null;
  const density = (x / (q2Min / (s * yMax))) ** -rise * (1 - x) ** fall;
  return rng.uniform() < ((1 + (1 - y) ** 2) / 2) * density ? { Q: Math.sqrt(Q2), x, y } : null;
}

/** Massless, adding up to P + q = (E + pz: Q(1 − x)/x, E − pz: Q); null where they would have to be bent too much for that. */
function breitHadrons(Q: number, x: number, rng: Random): Hadron[] | null {
  const W2 = (Q * Q * (1 - x)) / x;
  const struck = partons(Q, W2, rng);
  const jets = struck.flatMap((parton) => fragments(parton, rng));
  let left = W2 / Q;
  for (const { E, pz } of struck) left -= E + pz;
  const soft = plateau(left, rng);
  for (const { E, pz } of soft) left -= E + pz;
  if (!(left > dis.remnantKick)) return null;
  const share = 0.3 + 0.4 * rng.uniform();
  const rest = [remnant(share * left, 2212, rng), remnant((1 - share) * left, 211, rng)];
  return fitted([...jets, ...soft, ...rest], (W2 / Q + Q) / 2, (W2 / Q - Q) / 2, Math.sqrt(W2));
}

/** The quark that was struck, or two partons: E − pz adds up to Q. */
function partons(Q: number, W2: number, rng: Random): Momentum[] {
  const most = 0.3 * Math.sqrt(W2);
  if (most > dis.twoPtMin && rng.uniform() < dis.twoShare) {
    const pt = spectrum(dis.twoPtMin, most, dis.twoPower, rng);
    const z = 0.2 + 0.6 * rng.uniform();
    const phi = Math.PI * (2 * rng.uniform() - 1);
    return [onShell(pt, phi, z * Q), onShell(-pt, phi, (1 - z) * Q)];
  }
  return [{ px: 0, py: 0, pz: -Q / 2, E: Q / 2 }];
}

/** Massless, of this E − pz. A negative pT looks the other way. */
function onShell(pt: number, phi: number, minus: number): Momentum {
  const plus = (pt * pt) / minus;
  return { px: pt * Math.cos(phi), py: pt * Math.sin(phi), pz: (plus - minus) / 2, E: (plus + minus) / 2 };
}

/** Shower and hadrons about the direction of a parton: the plane's y and φ are small angles about it. */
function fragments({ px, py, pz, E }: Momentum, rng: Random): Hadron[] {
  const [nx, ny, nz] = [px / E, py / E, pz / E];
  const across = Math.hypot(nx, ny);
  // Two directions at right angles to it.
  const [ux, uy] = across > 0 ? [-ny / across, nx / across] : [0, 1];
  const [vx, vy, vz] = [-uy * nz, ux * nz, nx * uy - ny * ux];
  return radiate({ pt: E, y: 0, phi: 0, gluon: false }, dis.theta, rng)
    .flatMap((parton) => hadronise(parton, rng))
    .map(({ pt, y, phi, pid }) => {
      const [a, b, c] = [pt * Math.cos(phi), pt * Math.sin(phi), pt * Math.sinh(y)];
      return {
        px: a * nx + b * ux + c * vx,
        py: a * ny + b * uy + c * vy,
        pz: a * nz + c * vz,
        E: pt * Math.cosh(y),
        pid,
      };
    });
}

/** Soft particles between the current and what is left of the proton: all together less than `plus` in E + pz. */
function plateau(plus: number, rng: Random): Hadron[] {
  const top = Math.log(plus / dis.softMeanPt) - 2;
  const hadrons: Hadron[] = [];
  for (let y = 0; y < top; y += step(rng)) {
    const pt = Math.max((-dis.softMeanPt / 2) * Math.log((1 - rng.uniform()) * (1 - rng.uniform())), 0.05);
    const pid = species(rng);
    const phi = Math.PI * (2 * rng.uniform() - 1);
    hadrons.push({ ...onShell(pt, phi, pt * Math.exp(-y)), pid: pid === 111 ? 22 : pid });
  }
  return hadrons;
}

/** From one soft particle to the next. */
function step(rng: Random): number {
  return -Math.log(1 - rng.uniform()) / dis.plateau;
}

function remnant(plus: number, pid: number, rng: Random): Hadron {
  const [px, py] = [dis.remnantKick * rng.normal(), dis.remnantKick * rng.normal()];
  const minus = (px * px + py * py) / plus;
  return { px, py, pz: (plus - minus) / 2, E: (plus + minus) / 2, pid };
}

/** Scaled in their rest frame to the mass, then moved to energy and momentum along z. */
function fitted(hadrons: readonly Hadron[], E: number, pz: number, mass: number): Hadron[] | null {
  const sum = { px: 0, py: 0, pz: 0, E: 0 };
  for (const hadron of hadrons) {
    sum.px += hadron.px;
    sum.py += hadron.py;
    sum.pz += hadron.pz;
    sum.E += hadron.E;
  }
  const own = Math.sqrt((sum.E - sum.pz) * (sum.E + sum.pz) - sum.px ** 2 - sum.py ** 2);
  const scale = mass / own;
  if (!(scale < dis.mostScaled && scale > 1 / dis.mostScaled)) return null;
  const back = { px: -sum.px, py: -sum.py, pz: -sum.pz, E: sum.E };
  const whole = { px: 0, py: 0, pz, E };
  return hadrons.map((hadron) => {
    const rest = boost(back, own, hadron);
    const scaled = { px: scale * rest.px, py: scale * rest.py, pz: scale * rest.pz, E: scale * rest.E };
    return { ...boost(whole, mass, scaled), pid: hadron.pid };
  });
}

/**
 * From the Breit frame to the laboratory: along E + pz lies the proton, along E − pz the struck quark xP + q, across them the lepton's
 * transverse momentum Q √(1 − y)/y. The scattered electron has E + pz = Q²/2k, E − pz = 2k (1 − y).
 */
function laboratory({ Q, x, y }: Kinematics, phi: number) {
  const { electron: k, proton: P } = dis;
  const [plus, minus] = [(Q * Q) / (2 * k), 2 * k * (1 - y)];
  const pt = Math.sqrt(plus * minus);
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const scattered = { px: pt * cos, py: pt * sin, pz: (plus - minus) / 2, E: (plus + minus) / 2 };
  // The struck quark in the plane of the scattered electron: opposite pT, E − pz = 2k y; massless.
  const quarkMinus = 2 * k * y;
  const quarkPlus = (pt * pt) / quarkMinus;
  // Transverse axis: what of k is left, (k − (1 − y)/y x P − (xP + q)/y) / (Q √(1 − y)/y).
  const size = (Q * Math.sqrt(1 - y)) / y;
  const acrossPt = pt / y / size;
  const acrossPlus = (-((1 - y) / y) * x * 2 * P - quarkPlus / y) / size;
  const acrossMinus = (2 * k - quarkMinus / y) / size;
  const toLab = ({ px, py, pz, E }: Momentum): Momentum => {
    const a = ((E + pz) * x) / Q;
    const b = (E - pz) / Q;
    const labPlus = a * 2 * P + b * quarkPlus + px * acrossPlus;
    const labMinus = b * quarkMinus + px * acrossMinus;
    const out = px * acrossPt - b * pt;
    const [labX, labY] = [out * cos - py * sin, out * sin + py * cos];
    // Massless; the larger of E ± pz tells the smaller one.
    const pt2 = labX * labX + labY * labY;
    const [up, down] = labPlus > labMinus ? [labPlus, pt2 / labPlus] : [pt2 / labMinus, labMinus];
    return { px: labX, py: labY, pz: (up - down) / 2, E: (up + down) / 2 };
  };
  return { toLab, scattered };
}
