// How jets are asked for on the screen: an algorithm, its radius or number, the least pT, and grooming. Kept in the session.

import type { JetAlgorithm, JetRequest, JetsRequest } from '../../main/contract/index.ts';

export interface JetsChoice {
  readonly algorithm: JetAlgorithm;
  /** rad; of no use to an algorithm that is asked for a number of jets. */
  readonly R: number;
  /** Jets of `eekt`, which has no beam to end at. */
  readonly number: number;
  /** GeV. */
  readonly ptMin: number;
  readonly groomer: Groomer;
}

export const JET_CHOICES: readonly { readonly algorithm: JetAlgorithm; readonly label: string }[] = [
  { algorithm: 'antikt', label: 'anti-kt' },
  { algorithm: 'ca', label: 'Cambridge/Aachen' },
  { algorithm: 'kt', label: 'kt' },
  { algorithm: 'eekt', label: 'Durham kt (e⁺e⁻)' },
  { algorithm: 'eegenkt', label: 'anti-kt (e⁺e⁻)' },
  { algorithm: 'centauro', label: 'Centauro (DIS)' },
];

/** As the command line's --groom takes them; settings are those of CMS, ATLAS and the papers. */
export const GROOMERS = [
  { groomer: 'none', label: 'none', text: null },
  { groomer: 'mmdt', label: 'mMDT, zcut 0.1', text: 'mmdt:zcut=0.1' },
  { groomer: 'softdrop', label: 'soft drop, zcut 0.1, β 1', text: 'softdrop:zcut=0.1,beta=1' },
  { groomer: 'trim', label: 'trimming, R 0.2, fcut 0.05', text: 'trim:R=0.2,fcut=0.05' },
  { groomer: 'prune', label: 'pruning, zcut 0.1, rcut 0.5', text: 'prune:zcut=0.1,rcut=0.5' },
  { groomer: 'filter', label: 'filtering, R 0.3, n 3', text: 'filter:R=0.3,n=3' },
] as const;
export type Groomer = (typeof GROOMERS)[number]['groomer'];

/** Smallest, first and largest: rad, jets, GeV. */
export const JET_LIMITS = {
  R: { smallest: 0.05, first: 0.4, largest: 3 },
  number: { smallest: 1, first: 3, largest: 50 },
  ptMin: { smallest: 0, first: 10, largest: 1e5 },
} as const;
type Amount = keyof typeof JET_LIMITS;

export const FIRST_JETS: JetsChoice = {
  algorithm: 'antikt',
  R: JET_LIMITS.R.first,
  number: JET_LIMITS.number.first,
  ptMin: JET_LIMITS.ptMin.first,
  groomer: 'none',
};

/** A number of jets is asked for instead of a radius. */
export const countsJets = ({ algorithm }: Pick<JetsChoice, 'algorithm'>) => algorithm === 'eekt';

/** Of anything a session or a field may hold: what is not there or not of its kind stays as it is in `choice`. */
export function changedJets(choice: JetsChoice, change: Readonly<Record<string, unknown>>): JetsChoice {
  const amount = (name: Amount) => {
    const value = change[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) return choice[name];
    const { smallest, largest } = JET_LIMITS[name];
    const within = Math.min(largest, Math.max(smallest, value));
    return name === 'number' ? Math.round(within) : within;
  };
  return {
    algorithm:
      JET_CHOICES.find(({ algorithm }) => algorithm === change.algorithm)?.algorithm ?? choice.algorithm,
    R: amount('R'),
    number: amount('number'),
    ptMin: amount('ptMin'),
    groomer: GROOMERS.find(({ groomer }) => groomer === change.groomer)?.groomer ?? choice.groomer,
  };
}

/** What the application is asked. */
export function jetsRequest(dataset: string, event: number, choice: JetsChoice): JetsRequest {
  const { algorithm, R, number, ptMin, groomer } = choice;
  const jets: JetRequest = { algorithm, R, ptMin, ...(countsJets(choice) ? { exclusive: number } : {}) };
  const groom = GROOMERS.find((one) => one.groomer === groomer)?.text ?? null;
  return { dataset, event, jets, groom };
}

/** "anti-kt, R = 0.4, pT ≥ 10 GeV", as it is said in labels. */
export function jetsWords(choice: JetsChoice): string {
  const label =
    JET_CHOICES.find(({ algorithm }) => algorithm === choice.algorithm)?.label ?? choice.algorithm;
  const size = countsJets(choice)
    ? `${choice.number} ${choice.number === 1 ? 'jet' : 'jets'}`
    : `R = ${choice.R}`;
  return [label, size, ...(choice.ptMin > 0 ? [`pT ≥ ${choice.ptMin} GeV`] : [])].join(', ');
}

/** Under a figure: "2 jets: anti-kt, R = 0.4; dashed after mMDT, zcut 0.1". */
export function jetsCaption(found: number, choice: JetsChoice): string {
  const groomer = GROOMERS.find((one) => one.groomer === choice.groomer);
  const groomed = groomer && groomer.text !== null ? `; dashed after ${groomer.label}` : '';
  return `${found} ${found === 1 ? 'jet' : 'jets'}: ${jetsWords(choice)}${groomed}`;
}
