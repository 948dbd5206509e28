// Particles that the user leaves out by where they are or what they are: least pT, largest |η| and |y|, neutrinos. A particle goes
// by the first reason that holds, in the order neutrino, pT, η, y. What has no place in the plane (pT = 0, beams) stays: it is no
// part of distances or jets, and frames need it.

import { ReadError } from './errors.ts';
import type { ParticleColumns } from './particle.ts';
import type { Store } from './store.ts';
import type { Block } from './table.ts';
import type { Mapping, ParticleCuts } from './types.ts';

/** |PDG code| of neutrinos, of a fourth generation's too. */
const NEUTRINOS: readonly number[] = [12, 14, 16, 18];

/** Why a particle was cut, as it is counted. */
export const cutReasons = {
  neutrino: 'neutrino',
  pt: (least: number) => `pT < ${least} GeV`,
  eta: (most: number) => `|η| > ${most}`,
  y: (most: number) => `|y| > ${most}`,
} as const;

/** Throws ReadError where the columns do not tell what is cut by. */
export function checkCuts(
  file: string,
  columns: readonly string[],
  mapping: Mapping,
  cuts?: ParticleCuts | null,
): void {
  if (!cuts?.neutrinos || mapping.roles.includes('pid')) return;
  const known = columns.filter((_, i) => mapping.roles[i] !== 'ignore').join(', ');
  throw new ReadError(
    'bad-argument',
    `${file}: cuts have neutrinos=drop, which needs a column of species (pid), the columns are ${known}`,
    'Say in the open dialog or with --columns which column has PDG codes.',
  );
}

/** A part of a block, without the particles that were cut. */
export interface Shorter {
  readonly block: Block;
  readonly particles: number;
  /** How many were cut, by reason. */
  readonly cut: ReadonlyMap<string, number>;
}

/** Cuts on particles that a mapping has placed. */
export class Cutter {
  private readonly ptMin: number;
  private readonly etaMax: number;
  private readonly yMax: number;
  private readonly neutrinos: boolean;
  private readonly byPt: string;
  private readonly byEta: string;
  private readonly byY: string;

  constructor(
    private readonly place: ParticleColumns,
    {
      ptMin = 0,
      etaMax = Number.POSITIVE_INFINITY,
      yMax = Number.POSITIVE_INFINITY,
      neutrinos,
    }: ParticleCuts,
  ) {
    this.ptMin = ptMin;
    this.etaMax = etaMax;
    this.yMax = yMax;
    this.neutrinos = neutrinos === 'drop';
    this.byPt = cutReasons.pt(ptMin);
    this.byEta = cutReasons.eta(etaMax);
    this.byY = cutReasons.y(yMax);
  }

  /** Why the row, which `place.one` has placed, is cut; null where it stays. */
  row(values: Float64Array): string | null {
    const { at, along, now } = this.place;
    const pid = this.neutrinos ? values[at.pid] : 0;
    return this.reason(pid, now.pt, now.y, now.mass, along >= 0 ? values[along] : 0);
  }

  /**
   * Events from … to − 1 of the block, whose particles are start … end − 1, and which `place.many` has written after the end of
   * `store`: there the particles that stay move together. Null where all of them stay.
   */
  shorter(block: Block, [from, to]: readonly [number, number], start: number, store: Store): Shorter | null {
    const { columns, places, left } = block;
    const { at, along } = this.place;
    const { pt, y, phi, mass } = store;
    const counts = block.counts.slice(from, to);
    const particles = counts.reduce((sum, count) => sum + count, 0);
    /** Of those that stay: the row in the block, the place in the event. */
    const rows = new Uint32Array(particles);
    const stands = new Uint32Array(particles);
    const cut = new Map<string, number>();
    let kept = 0;
    let i = start;
    for (let event = 0; event < counts.length; event++) {
      const [first, before] = [i, kept];
      for (const end = i + counts[event]; i < end; i++) {
        const k = store.length + i - start;
        const pid = this.neutrinos ? columns[at.pid][i] : 0;
        const reason = this.reason(pid, pt[k], y[k], mass[k], along >= 0 ? columns[along][i] : 0);
        if (reason === null) {
          rows[kept] = i;
          stands[kept++] = places ? places[i] : i - first;
        } else cut.set(reason, (cut.get(reason) ?? 0) + 1);
      }
      counts[event] = kept - before;
    }
    if (cut.size === 0) return null;
    const stay = rows.subarray(0, kept);
    for (const column of [pt, y, phi, mass]) {
      for (let n = 0; n < kept; n++) column[store.length + n] = column[store.length + stay[n] - start];
    }
    return {
      block: {
        counts,
        columns: columns.map((column) => taken(column, stay)),
        places: stands.subarray(0, kept),
        ...(left ? { left: { reason: left.reason, counts: left.counts.subarray(from, to) } } : {}),
      },
      particles: kept,
      cut,
    };
  }

  /** `along`: what the file tells of the direction along the beam, see ParticleColumns.along. */
  private reason(pid: number, pt: number, y: number, mass: number, along: number): string | null {
    if (this.neutrinos && NEUTRINOS.includes(Math.abs(Math.round(pid)))) return cutReasons.neutrino;
    if (pt < this.ptMin) return this.byPt;
    if (
      this.etaMax < Number.POSITIVE_INFINITY &&
      Math.abs(this.place.etaOf(pt, y, mass, along)) > this.etaMax
    ) {
      return this.byEta;
    }
    return Math.abs(y) > this.yMax ? this.byY : null;
  }
}

function taken(column: Float64Array, rows: Uint32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let n = 0; n < rows.length; n++) out[n] = column[rows[n]];
  return out;
}
