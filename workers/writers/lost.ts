// What a format has no place for, in words, chunk by chunk: the numbers that it has are exact, and whoever converts is told
// what is missing.

import type { EventColumns } from '../core/events.ts';
import { renamesStatus } from './hepmc.ts';
import { isSpecies } from './npy.ts';
import type { StreamFormat } from './streams.ts';
import { hasFourVectors } from './text.ts';

const MOMENTA: readonly string[] = ['px', 'py', 'pz', 'E'];

export class Lost {
  private readonly things = new Set<string>();
  /** Of npz and npy, whose last column is species or masses; a reader tells by the numbers which. */
  private readonly fourth = {
    species: false,
    lesser: false,
    masses: false,
    whole: true,
    large: false,
    zerosWithoutSpecies: false,
    zerosWithoutMass: false,
  };

  constructor(private readonly format: StreamFormat) {}

  see(columns: EventColumns): void {
    const { format, things } = this;
    const { extra, pid, mass } = columns;
    const own = Object.keys(extra).filter((name) => !MOMENTA.includes(name));
    if (columns.origin) things.add('which event and jet each one is');
    if (renumbers(columns)) things.add('the places of particles in the events they come from');
    if (format === 'npz' || format === 'npy') {
      this.seeFourth(columns);
      if (hasFourVectors(columns)) things.add('px, py, pz, E');
      if (own.length > 0) things.add(own.join(', '));
    } else if (format === 'hepmc' || format === 'dat' || format === 'txt') {
      if (!hasFourVectors(columns) && columns.pt.length > 0) things.add('the last digits of pT, y and φ');
      const rest = own.filter((name) => format !== 'hepmc' || name !== 'status');
      if (rest.length > 0) things.add(rest.join(', '));
      if (format === 'hepmc') {
        if (renamesStatus(columns)) things.add('the status −1 of beams, which is 4 there');
      } else {
        if (pid?.some((one) => one !== 0)) things.add('species');
        if (mass && !hasFourVectors(columns)) things.add('the last digits of masses');
      }
    }
  }

  /** One line, or null. */
  told(): string | null {
    const { species, lesser, masses, whole, large, zerosWithoutSpecies, zerosWithoutMass } = this.fourth;
    const all = [...this.things];
    if (species && masses) all.push('masses');
    if (!species && lesser) all.push('species, none of them 11 or more');
    if (species ? zerosWithoutSpecies : zerosWithoutMass) all.push('particles that are zeros all over');
    if (!species && masses && whole && large) {
      all.push('that its last column is masses (read it with --columns pt,y,phi,mass)');
    }
    return all.length > 0 ? `${this.format} does not hold ${all.join('; ')}` : null;
  }

  private seeFourth({ pt, phi, pid, mass }: EventColumns): void {
    const { fourth } = this;
    if (pid?.some(isSpecies)) fourth.species = true;
    if (pid?.some((one) => one !== 0)) fourth.lesser = true;
    if (mass?.some((one) => one !== 0)) fourth.masses = true;
    if (mass?.some((one) => !Number.isInteger(one))) fourth.whole = false;
    if (mass?.some(isSpecies)) fourth.large = true;
    for (let k = 0; k < pt.length; k++) {
      if (pt[k] !== 0 || phi[k] !== 0) continue;
      if (!pid?.[k]) fourth.zerosWithoutSpecies = true;
      if (!mass?.[k]) fourth.zerosWithoutMass = true;
    }
  }
}

/** Whether particles stand elsewhere in their events than they will be read. */
function renumbers({ events, offsets, index }: EventColumns): boolean {
  for (let i = 0; i < events; i++) {
    for (let k = offsets[i]; k < offsets[i + 1]; k++) if (index[k] !== k - offsets[i]) return true;
  }
  return false;
}
