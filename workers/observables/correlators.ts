// Energy correlation functions e2, e3 and their ratios C2, D2. Larkoski, Salam, Thaler, arXiv:1305.0007; Larkoski, Moult,
// Neill, arXiv:1409.6298. Shares of pT and distances in rad; any β > 0. O(n²), O(n³).

import type { PlaneEvent } from '../core/events.ts';
import { observable } from './define.ts';
import { perEventAnd } from './memo.ts';
import { pairsOf } from './pairs.ts';
import { BETA, checkExponent, exponent, withBeta } from './parameters.ts';
import type { Family, Invariance, Observable } from './types.ts';

const FAMILY = 'Energy correlators';
const MOST_BETA = 8;
const SAFE: readonly Invariance[] = [
  'order',
  'phi-rotation',
  'boost',
  'collinear-split',
  'soft-particle',
  'scale',
];
/** A soft particle beside a single hard one gives a ratio any value: safe only where the denominator is kept from zero. */
const SUDAKOV = SAFE.filter((invariance) => invariance !== 'soft-particle');
const CORRELATORS = 'Larkoski, Salam, Thaler, J. High Energy Phys. 06 (2013) 108, arXiv:1305.0007';
const RATIO = 'NaN where the denominator is zero; infrared and collinear safe only above a cut on it.';

/** Σ_{i<j} z_i z_j θ_ij^β. */
export const e2: (event: PlaneEvent, beta: number) => number = perEventAnd((event, beta) => {
  const { n, z, theta } = pairsOf(event, beta);
  let sum = 0;
  for (let i = 1; i < n; i++) {
    let row = 0;
    for (let j = 0, k = i * n; j < i; j++, k++) row += z[j] * theta[k];
    sum += z[i] * row;
  }
  return sum;
});

/** Σ_{i<j<k} z_i z_j z_k (θ_ij θ_ik θ_jk)^β. */
export const e3: (event: PlaneEvent, beta: number) => number = perEventAnd((event, beta) => {
  const { n, z, theta } = pairsOf(event, beta);
  const row = new Float64Array(n);
  let sum = 0;
  for (let i = 2; i < n; i++) {
    for (let k = 0; k < i; k++) row[k] = z[k] * theta[i * n + k];
    for (let j = 1; j < i; j++) {
      const start = j * n;
      // Two sums that do not wait for one another.
      let even = 0;
      let odd = 0;
      let k = 0;
      for (; k + 1 < j; k += 2) {
        even += row[k] * theta[start + k];
        odd += row[k + 1] * theta[start + k + 1];
      }
      if (k < j) even += row[k] * theta[start + k];
      sum += z[i] * row[j] * (even + odd);
    }
  }
  return sum;
});

interface Correlator {
  readonly stem: string;
  readonly label: string;
  readonly formula: string;
  readonly definition: string;
  readonly reference: string;
  readonly invariances: readonly Invariance[];
  readonly value: (event: PlaneEvent, beta: number) => number;
}

const CORRELATOR: readonly Correlator[] = [
  {
    stem: 'e2',
    label: 'e2',
    formula: 'e_2 = \\sum_{i<j} z_i z_j\\,\\Delta R_{ij}^{\\beta}',
    definition:
      'Two-point energy correlation function: distances of pairs of particles, weighted by both shares of pT.',
    reference: CORRELATORS,
    invariances: SAFE,
    value: e2,
  },
  {
    stem: 'e3',
    label: 'e3',
    formula: 'e_3 = \\sum_{i<j<k} z_i z_j z_k\\,(\\Delta R_{ij}\\Delta R_{ik}\\Delta R_{jk})^{\\beta}',
    definition: 'Three-point energy correlation function: it vanishes for jets of two prongs.',
    reference: CORRELATORS,
    invariances: SAFE,
    value: e3,
  },
  {
    stem: 'c2',
    label: 'C2',
    formula: 'C_2 = e_3 / e_2^2',
    definition: `Ratio of correlators that is small for jets of two prongs. ${RATIO}`,
    reference: CORRELATORS,
    invariances: SUDAKOV,
    value: (event, beta) => e3(event, beta) / e2(event, beta) ** 2,
  },
  {
    stem: 'd2',
    label: 'D2',
    formula: 'D_2 = e_3 / e_2^3',
    definition: `Ratio of correlators that tells jets of two prongs from those of one. ${RATIO}`,
    reference: 'Larkoski, Moult, Neill, J. High Energy Phys. 12 (2014) 009, arXiv:1409.6298',
    invariances: SUDAKOV,
    value: (event, beta) => e3(event, beta) / e2(event, beta) ** 3,
  },
];

function correlator(which: Correlator, beta: number, name = which.stem): Observable {
  checkExponent(name, beta, MOST_BETA);
  const { stem: _, value, ...told } = which;
  return observable(
    {
      ...told,
      name,
      label: which.label + withBeta(beta),
      definition: which.definition.replace(/\.( |$)/, `${withBeta(beta)}.$1`),
      formula: which.formula.replaceAll('^{\\beta}', beta === 1 ? '' : `^{${beta}}`),
      unit: '',
      family: FAMILY,
    },
    (event) => value(event, beta),
  );
}

/** At β = 1. */
export const correlators: readonly Observable[] = CORRELATOR.map((which) => correlator(which, 1));

export const correlatorFamily: Family = {
  pattern: 'e2_betaB, e3_betaB, c2_betaB, d2_betaB',
  meaning: `energy correlators at another exponent, 0 < B ≤ ${MOST_BETA}: c2_beta2, d2_beta0p5`,
  make(name) {
    const match = new RegExp(`^(e2|e3|c2|d2)${BETA}$`).exec(name);
    const which = match && CORRELATOR.find(({ stem }) => stem === match[1]);
    return which ? correlator(which, exponent(match[2]), name) : null;
  },
};
