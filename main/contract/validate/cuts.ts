// Particles that are left out while a file is read.

import { number, oneOf, record } from '../checks.ts';
import type { ParticleCuts } from '../cuts.ts';

const positive = number(Number.MIN_VALUE);

export const cuts = record<ParticleCuts>(
  { ptMin: positive, etaMax: positive, yMax: positive, neutrinos: oneOf(['drop']) },
  ['ptMin', 'etaMax', 'yMax', 'neutrinos'],
);
