// An event of deep-inelastic scattering: who are the beams and the scattered lepton, and what the rest is in the Breit frame.
//
// Beams are the particles to which the file's column `status` gives 4 (HepMC) or −1 (Les Houches); or massless ones of energies that
// are given, the lepton along −z; or, in four-vectors that say nothing of species and status, the first two particles if they have
// pT = 0 and go against each other, lepton first, and then the third is the scattered lepton. Elsewhere the scattered lepton is the
// outgoing one of the beam's species (without a beam, electron or muon) with the largest pT.

import type { EventColumns } from '../core/events.ts';
import { type FourVector, transformed } from './boost.ts';
import { type BreitFrame, breitFrame, type Scattering } from './breit.ts';
import { type EventMomenta, eventMomenta, isBeam } from './momenta.ts';

/** GeV: beams where the file has none. */
export interface BeamEnergies {
  readonly lepton: number;
  readonly hadron: number;
}

export interface BreitEvent extends BreitFrame {
  /** In the file's frame. */
  readonly scattering: Scattering;
  /** Place of the scattered lepton in the file's event. */
  readonly scatteredIndex: number;
  /** Everything but the beams and the scattered lepton, in the Breit frame. */
  readonly hadrons: EventMomenta;
  /** The same in the file's frame, particle by particle. */
  readonly lab: EventMomenta;
}

interface Beams {
  readonly lepton: FourVector;
  readonly hadron: FourVector;
  /** PDG number of the lepton; null where it is not told. */
  readonly species: number | null;
  /** Particles that are the beams themselves, in `eventMomenta`. */
  readonly own: readonly number[];
}

const LEPTONS: readonly number[] = [11, 13, 15];
/** Of what scatters where no beam has a species. */
const LIKELY: readonly number[] = [11, -11, 13, -13];

/** Throws RangeError outside the columns, without beams or scattered lepton, and where there is no Breit frame. */
export function breitEvent(columns: EventColumns, event: number, energies?: BeamEnergies): BreitEvent {
  const all = eventMomenta(columns, event);
  const beams = told(columns, event) ?? (energies ? massless(energies) : byPlace(columns, all));
  if (!beams) {
    throw new RangeError(
      `event ${event}: its beams are not told, needed are two particles with status 4 and px, py, pz, E, or the beams' energies`,
    );
  }
  const { lepton, hadron, species, own } = beams;
  const found = own.length > 0 ? 2 : hardest(columns, all, species === null ? LIKELY : [species]);
  if (found < 0) {
    throw new RangeError(
      `event ${event}: there is no scattered lepton, needed is an outgoing particle of species ${species ?? '±11 or ±13'}`,
    );
  }
  const scattering = { lepton, hadron, scattered: vector(all, found) };
  const frame = breitFrame(scattering);
  const lab = without(all, [...own, found]);
  return {
    ...frame,
    scattering,
    scatteredIndex: all.index[found],
    hadrons: { ...transformed(frame.lorentz, lab), event, index: lab.index },
    lab,
  };
}

/** By their status. */
function told(columns: EventColumns, event: number): Beams | null {
  const { px, py, pz, E } = columns.extra;
  if (!(px && py && pz && E)) return null;
  const i = event - columns.first;
  let lepton: Beams['lepton'] | null = null;
  let hadron: Beams['hadron'] | null = null;
  let species: number | null = null;
  for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) {
    if (!isBeam(columns, k)) continue;
    const one = { px: px[k], py: py[k], pz: pz[k], e: E[k] };
    const pid = columns.pid?.[k] ?? 0;
    if (LEPTONS.includes(Math.abs(pid))) {
      lepton = one;
      species = pid;
    } else hadron = one;
  }
  return lepton && hadron ? { lepton, hadron, species, own: [] } : null;
}

function massless({ lepton, hadron }: BeamEnergies): Beams {
  if (!(lepton > 0 && hadron > 0 && Number.isFinite(lepton + hadron))) {
    throw new RangeError(`beams: ${lepton} and ${hadron} GeV, allowed are finite numbers > 0`);
  }
  return {
    lepton: { px: 0, py: 0, pz: -lepton, e: lepton },
    hadron: { px: 0, py: 0, pz: hadron, e: hadron },
    species: null,
    own: [],
  };
}

/** Four-vectors without species or status, the beams before all else. */
function byPlace(columns: EventColumns, all: EventMomenta): Beams | null {
  const { index, px, py, pz } = all;
  if (columns.pid || columns.extra.status || index.length < 3) return null;
  const along = (k: number) => index[k] === k && px[k] === 0 && py[k] === 0;
  if (!(along(0) && along(1) && index[2] === 2 && pz[0] * pz[1] < 0)) return null;
  return { lepton: vector(all, 0), hadron: vector(all, 1), species: null, own: [0, 1] };
}

/** Of these species the one with the largest pT, −1 without one. */
function hardest(columns: EventColumns, { event, index, px, py }: EventMomenta, species: readonly number[]) {
  if (!columns.pid) return -1;
  const { offsets } = columns;
  const i = event - columns.first;
  const pidAt = new Map<number, number>();
  for (let k = offsets[i]; k < offsets[i + 1]; k++) pidAt.set(columns.index[k], columns.pid[k]);
  let best = -1;
  let most = -1;
  for (let k = 0; k < index.length; k++) {
    const pt2 = px[k] * px[k] + py[k] * py[k];
    if (pt2 <= most || !species.includes(pidAt.get(index[k]) ?? 0)) continue;
    most = pt2;
    best = k;
  }
  return best;
}

function vector({ px, py, pz, e }: EventMomenta, k: number): FourVector {
  return { px: px[k], py: py[k], pz: pz[k], e: e[k] };
}

function without({ event, index, px, py, pz, e }: EventMomenta, places: readonly number[]): EventMomenta {
  const stays = (_: number, k: number) => !places.includes(k);
  const pick = (column: Float64Array) => column.filter(stays);
  return { event, index: index.filter(stays), px: pick(px), py: pick(py), pz: pick(pz), e: pick(e) };
}
