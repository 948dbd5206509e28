// Particles that are left out while a file is read, and the text that says which: ptmin=0.5,etamax=2.5,ymax=4,neutrinos=drop.

import { RingsideError } from './errors.ts';

/** Nothing is cut by what is not named. */
export interface ParticleCuts {
  /** GeV: a particle with less pT is left out. */
  readonly ptMin?: number;
  /** A particle with a larger |η| is left out; η of its momentum, whatever its mass. */
  readonly etaMax?: number;
  /** A particle with a larger |y| is left out. */
  readonly yMax?: number;
  /** PDG codes ±12, ±14, ±16 and ±18 are left out. The file must tell species. */
  readonly neutrinos?: 'drop';
}

const NUMBERS = { ptmin: 'ptMin', etamax: 'etaMax', ymax: 'yMax' } as const;
const PARTS = 'ptmin=GeV, etamax=|η|, ymax=|y|, neutrinos=drop';

/** In one word, always in the same order; '' for no cuts. */
export function cutsText({ ptMin, etaMax, yMax, neutrinos }: ParticleCuts): string {
  return [
    ...(ptMin === undefined ? [] : [`ptmin=${ptMin}`]),
    ...(etaMax === undefined ? [] : [`etamax=${etaMax}`]),
    ...(yMax === undefined ? [] : [`ymax=${yMax}`]),
    ...(neutrinos === undefined ? [] : [`neutrinos=${neutrinos}`]),
  ].join(',');
}

/** For people, of what stays: `pT ≥ 0.5 GeV, |η| ≤ 2.5, no neutrinos`. */
export function keptInWords({ ptMin, etaMax, yMax, neutrinos }: ParticleCuts): string {
  return [
    ...(ptMin === undefined ? [] : [`pT ≥ ${ptMin} GeV`]),
    ...(etaMax === undefined ? [] : [`|η| ≤ ${etaMax}`]),
    ...(yMax === undefined ? [] : [`|y| ≤ ${yMax}`]),
    ...(neutrinos === undefined ? [] : ['no neutrinos']),
  ].join(', ');
}

/** `subject` is what bore the text. Throws RingsideError (bad-argument). */
export function parseCuts(text: string, subject = 'cuts'): ParticleCuts {
  const cuts: { ptMin?: number; etaMax?: number; yMax?: number; neutrinos?: 'drop' } = {};
  const refuse = (what: string): never => {
    throw new RingsideError('bad-argument', `${subject} ${what}`);
  };
  for (const part of text.split(',')) {
    const [name, value = '', ...more] = part.split('=').map((one) => one.trim());
    if (name === 'neutrinos') {
      if (value !== 'drop' || more.length > 0) refuse(`has ${part}, allowed is neutrinos=drop`);
      if (cuts.neutrinos) refuse(`has neutrinos twice, allowed is once`);
      cuts.neutrinos = 'drop';
      continue;
    }
    if (!isNumbered(name)) return refuse(`has ${part || 'nothing'}, allowed are ${PARTS}`);
    const key = NUMBERS[name];
    const number = value === '' ? Number.NaN : Number(value);
    if (!(number > 0 && number < Number.POSITIVE_INFINITY) || more.length > 0) {
      const unit = name === 'ptmin' ? ' (GeV)' : '';
      refuse(`has ${part}, allowed is ${name}= a number > 0${unit}`);
    }
    if (cuts[key] !== undefined) refuse(`has ${name} twice, allowed is once`);
    cuts[key] = number;
  }
  return cuts;
}

function isNumbered(name: string): name is keyof typeof NUMBERS {
  return Object.hasOwn(NUMBERS, name);
}
