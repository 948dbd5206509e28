// Four-momenta as columns: what clustering, boosts and grooming work on. GeV; rapidity and azimuth in rad.

import type { EventColumns } from '../core/events.ts';

/** Equal lengths, GeV. */
export interface FourMomenta {
  readonly px: Float64Array;
  readonly py: Float64Array;
  readonly pz: Float64Array;
  readonly e: Float64Array;
}

/** Particles of an event, those without a place in the plane included. */
export interface EventMomenta extends FourMomenta {
  readonly event: number;
  /** Place of each in the file's event. */
  readonly index: Uint32Array;
}

export function emptyMomenta(length: number): FourMomenta {
  const column = () => new Float64Array(length);
  return { px: column(), py: column(), pz: column(), e: column() };
}

/** From the plane; without masses, massless. */
export function momentaOf(particles: {
  readonly pt: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
  readonly mass: Float64Array | null;
}): FourMomenta {
  const { pt, y, phi, mass } = particles;
  const out = emptyMomenta(pt.length);
  for (let i = 0; i < pt.length; i++) {
    const m = mass ? mass[i] : 0;
    const mt = Math.sqrt(pt[i] * pt[i] + m * m);
    out.px[i] = pt[i] * Math.cos(phi[i]);
    out.py[i] = pt[i] * Math.sin(phi[i]);
    out.pz[i] = mt * Math.sinh(y[i]);
    out.e[i] = mt * Math.cosh(y[i]);
  }
  return out;
}

/** Codes of what comes in, in a file's column `status`: HepMC's and that of Les Houches events. */
const INCOMING: readonly number[] = [4, -1];

/** Whether the file says that particle k of the columns is a beam. */
export function isBeam(columns: EventColumns, k: number): boolean {
  const { status } = columns.extra;
  return status !== undefined && INCOMING.includes(status[k]);
}

/**
 * Every particle of an event of the columns, beams that the file calls so left out: px, py, pz, E as read where the file has them,
 * else from pT, y, φ and mass. Particles of no momentum at all, and those whose rapidity is not finite and whose momentum the file does not tell, are left out.
 * Throws RangeError outside the columns.
 */
export function eventMomenta(columns: EventColumns, event: number): EventMomenta {
  const i = event - columns.first;
  if (!Number.isInteger(i) || i < 0 || i >= columns.events) {
    throw new RangeError(
      `event ${event} is not in this file: allowed are ${columns.first} to ${columns.first + columns.events - 1}`,
    );
  }
  const { pt, y, phi, mass, extra } = columns;
  const { px, py, pz, E } = extra;
  const read = px && py && pz && E;
  const keep: number[] = [];
  for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) {
    const there = read
      ? E[k] > 0 && Number.isFinite(px[k] + py[k] + pz[k] + E[k])
      : pt[k] > 0 && Number.isFinite(y[k]) && Number.isFinite(phi[k]);
    if (there && !isBeam(columns, k)) keep.push(k);
  }
  const pick = (column: Float64Array) => Float64Array.from(keep, (k) => column[k]);
  const momenta = read
    ? { px: pick(px), py: pick(py), pz: pick(pz), e: pick(E) }
    : momentaOf({ pt: pick(pt), y: pick(y), phi: pick(phi), mass: mass && pick(mass) });
  return { ...momenta, event, index: Uint32Array.from(keep, (k) => columns.index[k]) };
}

/** Rapidity of what moves along the beam: far outside, further out the more momentum it has, so that no two are in one place. */
const ALONG_THE_BEAM = 1e5;

/** ½ ln((E + pz)/(E − pz)), by the larger of the two factors alone: no digits are lost along the beam. */
export function rapidityOf(px: number, py: number, pz: number, e: number): number {
  const pt2 = px * px + py * py;
  const mass2 = Math.max(0, (e + pz) * (e - pz) - pt2);
  if (pt2 + mass2 === 0) return pz >= 0 ? ALONG_THE_BEAM + pz : -ALONG_THE_BEAM + pz;
  const sum = e + Math.abs(pz);
  const half = 0.5 * Math.log((pt2 + mass2) / (sum * sum));
  return pz > 0 ? -half : half;
}
