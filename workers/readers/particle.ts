// What the columns with a role make of a particle: pT, y, φ, m in GeV, or the reason why there is none. One row at a time, or the
// rows of a block column by column, which gives the same numbers and is several times as fast.

import { wrapPhi } from '../core/geometry.ts';
import { etaOfRapidity, massSquared, rapidity, rapidityOfEta } from './kinematics.ts';
import type { Store } from './store.ts';
import type { Mapping, Role } from './types.ts';

/** Why a particle is not in the columns; with pT = 0, and of a beam, it is there, and has no place in the plane. */
export const reasons = {
  nan: 'not a number',
  infinite: 'infinite',
  negativePt: 'negative pT',
  negativeEnergy: 'negative E',
  belowMass: 'E below the mass',
  zeroPt: 'pT = 0',
  beam: 'beam',
} as const;

const ROLES = ['px', 'py', 'pz', 'E', 'pt', 'y', 'eta', 'phi', 'mass', 'pid', 'event'] as const;

/** px, py, pz, or pT, y or η, φ; E in place of pT, as calorimeter cells have it. */
export function placesParticle(roles: ReadonlySet<Role>): boolean {
  if (roles.has('px') && roles.has('py') && roles.has('pz')) return true;
  return (roles.has('pt') || roles.has('E')) && roles.has('phi') && (roles.has('y') || roles.has('eta'));
}

/** For messages: what `placesParticle` asks for. */
export const NEEDED = 'px, py, pz, E or pt (or E), y (or eta), phi';

export class ParticleColumns {
  /** The column of each role, −1 where there is none. */
  readonly at: Readonly<Record<Role, number>>;
  /** GeV in one unit of the file. */
  readonly unit: number;
  /** The particle that `one` has found. */
  readonly now = { pt: 0, y: 0, phi: 0, mass: 0 };
  /** Columns that must be finite for a particle to be one. */
  private readonly used: readonly number[];
  private readonly polar: boolean;
  /** Without a column of pT: it comes of E, y or η, and the mass, which is 0 where no column has it. */
  private readonly byEnergy: boolean;
  /** The column of y or η. */
  private readonly angle: number;
  /** The column of η or pz that `etaOf` goes by; −1 where η comes of y. */
  readonly along: number;

  constructor(mapping: Mapping) {
    const at = {} as Record<Role, number>;
    for (const role of ROLES) at[role] = mapping.roles.indexOf(role);
    this.at = at;
    this.unit = mapping.energyUnit === 'MeV' ? 1e-3 : 1;
    const directed = at.phi >= 0 && (at.y >= 0 || at.eta >= 0);
    this.byEnergy = directed && at.pt < 0 && !(at.px >= 0 && at.py >= 0 && at.pz >= 0);
    this.polar = directed && (at.pt >= 0 || this.byEnergy);
    this.angle = at.y >= 0 ? at.y : at.eta;
    this.along = !this.polar ? at.pz : at.y >= 0 ? -1 : at.eta;
    const place = this.polar
      ? [at.pt, at.phi, this.angle, at.E, at.mass]
      : [at.px, at.py, at.pz, at.E, at.mass];
    this.used = place.filter((column) => column >= 0);
  }

  /** Writes the particle to `now`; returns why it is no full particle of the event, or null. */
  one(values: Float64Array): string | null {
    const { at, unit, now } = this;
    const reason = this.unusable(values);
    if (reason !== null) return reason;
    const energy = at.E >= 0 ? values[at.E] * unit : 0;
    now.mass = at.mass >= 0 ? Math.max(0, values[at.mass] * unit) : 0;
    if (this.polar) {
      const angle = values[this.angle];
      now.pt = this.byEnergy ? this.ptOf(energy, angle, now.mass) : values[at.pt] * unit;
      if (Number.isNaN(now.pt)) return energy < 0 ? reasons.negativeEnergy : reasons.belowMass;
      now.phi = wrapPhi(values[at.phi]);
      if (at.mass < 0 && at.E >= 0 && !this.byEnergy) now.mass = this.massOf(now.pt, angle, energy);
      if (at.y >= 0) now.y = now.pt > 0 ? angle : Number.NaN;
      else now.y = rapidityOfEta(now.pt, angle, now.mass);
    } else {
      const px = values[at.px] * unit;
      const py = values[at.py] * unit;
      const pz = values[at.pz] * unit;
      now.pt = Math.hypot(px, py);
      now.phi = wrapPhi(Math.atan2(py, px));
      if (at.E >= 0 && at.mass < 0) now.mass = Math.sqrt(massSquared(now.pt, pz, energy));
      now.y = rapidity(now.pt, pz, at.E >= 0 ? energy : Math.hypot(now.pt, pz, now.mass));
    }
    if (now.pt < 0) return reasons.negativePt;
    if (energy < 0) return reasons.negativeEnergy;
    // Numbers so large that their squares overflow.
    if (!Number.isFinite(now.pt) || !Number.isFinite(now.mass)) return reasons.infinite;
    if (now.pt > 0 && !Number.isFinite(now.y)) return reasons.infinite;
    return now.pt === 0 ? reasons.zeroPt : null;
  }

  /**
   * Rows from … to − 1 into `store` from its end on, which has room and stays where it is. False where `one` would have a reason
   * for any of them: then what was written means nothing.
   */
  many(columns: readonly Float64Array[], from: number, to: number, store: Store): boolean {
    for (const column of this.used) if (!finite(columns[column], from, to)) return false;
    const { at, unit } = this;
    const begin = store.length;
    const shift = begin - from;
    const energies = at.E >= 0 ? columns[at.E] : null;
    if (energies) for (let i = from; i < to; i++) if (energies[i] < 0) return false;
    const masses = at.mass >= 0 ? columns[at.mass] : null;
    if (masses) for (let i = from; i < to; i++) store.mass[i + shift] = Math.max(0, masses[i] * unit);
    else store.mass.fill(0, begin, to + shift);
    if (this.polar) this.manyPolar(columns, from, to, store);
    else this.manyCartesian(columns, from, to, store);
    for (let k = begin; k < to + shift; k++) if (!(store.pt[k] > 0)) return false;
    const ends = [store.pt, store.mass, store.y];
    return ends.every((column) => finite(column, begin, to + shift));
  }

  /** η of the momentum of a particle with pT > 0 that was placed, whose row has `along` in that column. */
  etaOf(pt: number, y: number, mass: number, along: number): number {
    if (this.along < 0) return etaOfRapidity(pt, y, mass);
    return this.polar ? along : Math.asinh((along * this.unit) / pt);
  }

  private manyPolar(columns: readonly Float64Array[], from: number, to: number, store: Store): void {
    const { at, unit } = this;
    const { pt, y, phi, mass } = store;
    const shift = store.length - from;
    const [pts, phis, angles] = [columns[at.pt], columns[at.phi], columns[this.angle]];
    if (this.byEnergy) {
      const energies = columns[at.E];
      for (let i = from; i < to; i++)
        pt[i + shift] = this.ptOf(energies[i] * unit, angles[i], mass[i + shift]);
    } else for (let i = from; i < to; i++) pt[i + shift] = pts[i] * unit;
    for (let i = from; i < to; i++) phi[i + shift] = wrapPhi(phis[i]);
    if (at.mass < 0 && at.E >= 0 && !this.byEnergy) {
      const energies = columns[at.E];
      for (let i = from; i < to; i++)
        mass[i + shift] = this.massOf(pt[i + shift], angles[i], energies[i] * unit);
    }
    if (at.y >= 0) y.set(angles.subarray(from, to), store.length);
    else
      for (let i = from; i < to; i++) y[i + shift] = rapidityOfEta(pt[i + shift], angles[i], mass[i + shift]);
  }

  private manyCartesian(columns: readonly Float64Array[], from: number, to: number, store: Store): void {
    const { at, unit } = this;
    const { pt, y, phi, mass } = store;
    const shift = store.length - from;
    const [pxs, pys, pzs] = [columns[at.px], columns[at.py], columns[at.pz]];
    const energies = at.E >= 0 ? columns[at.E] : null;
    for (let i = from; i < to; i++) {
      const k = i + shift;
      const px = pxs[i] * unit;
      const py = pys[i] * unit;
      const pz = pzs[i] * unit;
      const energy = energies ? energies[i] * unit : 0;
      pt[k] = Math.hypot(px, py);
      phi[k] = wrapPhi(Math.atan2(py, px));
      if (energies && at.mass < 0) mass[k] = Math.sqrt(massSquared(pt[k], pz, energy));
      y[k] = rapidity(pt[k], pz, energies ? energy : Math.hypot(pt[k], pz, mass[k]));
    }
  }

  /** Of a particle given by pT, y or η and E; 0 where rounding makes its square negative. */
  private massOf(pt: number, angle: number, energy: number): number {
    const m2 =
      this.at.y >= 0
        ? (energy / Math.cosh(angle)) ** 2 - pt * pt
        : energy ** 2 - (pt * Math.cosh(angle)) ** 2;
    return m2 > 0 ? Math.sqrt(m2) : 0;
  }

  /** Of a particle given by E, y or η and mass; NaN where no momentum has that energy and that y. */
  private ptOf(energy: number, angle: number, mass: number): number {
    if (this.at.y < 0) return Math.sqrt((energy - mass) * (energy + mass)) / Math.cosh(angle);
    const transverse = energy / Math.cosh(angle);
    return Math.sqrt((transverse - mass) * (transverse + mass));
  }

  private unusable(values: Float64Array): string | null {
    let reason: string | null = null;
    for (const column of this.used) {
      const value = values[column];
      if (Number.isFinite(value)) continue;
      // A particle with pT = 0 has no rapidity, and files say so.
      if (column === this.angle && values[this.at.pt] === 0) continue;
      if (Number.isNaN(value)) return reasons.nan;
      reason = reasons.infinite;
    }
    return reason;
  }
}

/** A sum of zeros, unless there is an infinity or none at all: 0 · ∞ is no number. */
function finite(column: Float64Array, from: number, to: number): boolean {
  // Two sums: each waits for itself only.
  let [even, odd] = [0, 0];
  let i = from;
  for (; i + 1 < to; i += 2) {
    even += 0 * column[i];
    odd += 0 * column[i + 1];
  }
  if (i < to) even += 0 * column[i];
  return even + odd === 0;
}
