// How jets are asked for on the screen: an algorithm, what it takes, which of its jets, and grooming. Kept in the session.

import type { AnyJetRequest, JetsRequest, JetTree, Pileup } from '../../main/contract/index.ts';
import { MOST_CONES } from '../../main/contract/index.ts';
import { fixed } from './format.ts';

/** All that ends at the beam, so many, or what is left at a distance. */
export const AMONG = ['inclusive', 'number', 'dcut'] as const;
export type Among = (typeof AMONG)[number];

export interface JetsChoice {
  readonly algorithm: AnyJetRequest['algorithm'];
  /** rad. */
  readonly R: number;
  /** Of the generalised algorithms. */
  readonly p: number;
  readonly recombination: 'e' | 'wta';
  readonly among: Among;
  readonly number: number;
  /** In the algorithm's own unit. */
  readonly dcut: number;
  /** GeV; of inclusive jets. */
  readonly ptMin: number;
  readonly groomer: Groomer;
  /** Areas, the density of pileup, and jets without it; of inclusive jets of the plane. */
  readonly areas: boolean;
}

interface JetKind {
  readonly algorithm: AnyJetRequest['algorithm'];
  readonly label: string;
  /** Which of its jets can be asked for, the usual one first. */
  readonly among: readonly Among[];
  /** Settings that it takes besides. */
  readonly takes: readonly ('R' | 'p' | 'recombination')[];
  /** Its distances are those of the (y, φ) plane: its jets can be groomed and have a Lund plane. */
  readonly plane: boolean;
  /** What `dcut` begins with, and its unit. */
  readonly dcut: { readonly first: number; readonly unit: string };
}

const PLANE = { among: ['inclusive', 'number', 'dcut'], takes: ['R', 'recombination'], plane: true } as const;
const SPHERE = { ...PLANE, plane: false } as const;

export const JET_CHOICES: readonly JetKind[] = [
  { algorithm: 'antikt', label: 'anti-kt', ...PLANE, dcut: { first: 0.01, unit: 'GeV⁻²' } },
  { algorithm: 'ca', label: 'Cambridge/Aachen', ...PLANE, dcut: { first: 1, unit: '' } },
  { algorithm: 'kt', label: 'kt', ...PLANE, dcut: { first: 400, unit: 'GeV²' } },
  {
    ...PLANE,
    algorithm: 'genkt',
    label: 'generalised kt',
    takes: ['R', 'p', 'recombination'],
    dcut: { first: 1, unit: 'GeV²ᵖ' },
  },
  {
    algorithm: 'xcone',
    label: 'XCone',
    among: ['number'],
    takes: ['R'],
    plane: true,
    dcut: { first: 1, unit: '' },
  },
  {
    algorithm: 'eekt',
    label: 'Durham kt (e⁺e⁻)',
    among: ['number', 'dcut'],
    takes: ['recombination'],
    plane: false,
    dcut: { first: 25, unit: 'GeV²' },
  },
  {
    ...SPHERE,
    algorithm: 'eegenkt',
    label: 'generalised kt (e⁺e⁻)',
    takes: ['R', 'p', 'recombination'],
    dcut: { first: 1, unit: 'GeV²ᵖ' },
  },
  { algorithm: 'centauro', label: 'Centauro (DIS)', ...SPHERE, dcut: { first: 1, unit: '' } },
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

/** rad: of the soft jets whose median density is that of pileup, as the command line has it. */
const RHO_RADIUS = 0.4;

/** Smallest, first and largest: rad, –, jets, the algorithm's unit, GeV. */
export const JET_LIMITS = {
  R: { smallest: 0.05, first: 0.4, largest: 3 },
  p: { smallest: -4, first: -1, largest: 4 },
  number: { smallest: 1, first: 3, largest: 50 },
  dcut: { smallest: 0, first: 0.01, largest: 1e9 },
  ptMin: { smallest: 0, first: 10, largest: 1e5 },
} as const;
export type JetAmount = keyof typeof JET_LIMITS;

export const FIRST_JETS: JetsChoice = {
  algorithm: 'antikt',
  R: JET_LIMITS.R.first,
  p: JET_LIMITS.p.first,
  recombination: 'e',
  among: 'inclusive',
  number: JET_LIMITS.number.first,
  dcut: JET_LIMITS.dcut.first,
  ptMin: JET_LIMITS.ptMin.first,
  groomer: 'none',
  areas: false,
};

export function jetKind(algorithm: JetsChoice['algorithm']): JetKind {
  return JET_CHOICES.find((one) => one.algorithm === algorithm) ?? JET_CHOICES[0];
}

/** Of XCone fewer, since more axes take minutes. */
export function mostJets({ algorithm }: Pick<JetsChoice, 'algorithm'>): number {
  return algorithm === 'xcone' ? MOST_CONES : JET_LIMITS.number.largest;
}

/** What is asked of the algorithm, whatever was chosen for another. */
export function amongOf({ algorithm, among }: Pick<JetsChoice, 'algorithm' | 'among'>): Among {
  const allowed = jetKind(algorithm).among;
  return allowed.includes(among) ? among : allowed[0];
}

/** Of anything a session or a field may hold: what is not there or not of its kind stays as it is in `choice`. */
export function changedJets(choice: JetsChoice, change: Readonly<Record<string, unknown>>): JetsChoice {
  const one = <T extends string>(name: keyof JetsChoice, allowed: readonly T[], now: T): T =>
    allowed.find((value) => value === change[name]) ?? now;
  const algorithm = one(
    'algorithm',
    JET_CHOICES.map((kind) => kind.algorithm),
    choice.algorithm,
  );
  const amount = (name: JetAmount, now = choice[name], most: number = JET_LIMITS[name].largest) => {
    const value = change[name];
    const given = typeof value === 'number' && Number.isFinite(value) ? value : now;
    const within = Math.min(most, Math.max(JET_LIMITS[name].smallest, given));
    return name === 'number' ? Math.round(within) : within;
  };
  return {
    algorithm,
    R: amount('R'),
    p: amount('p'),
    recombination: one('recombination', ['e', 'wta'], choice.recombination),
    among: one('among', AMONG, choice.among),
    number: amount('number', choice.number, mostJets({ algorithm })),
    // Another algorithm's distance has another unit.
    dcut: amount('dcut', algorithm === choice.algorithm ? choice.dcut : jetKind(algorithm).dcut.first),
    ptMin: amount('ptMin'),
    groomer: one(
      'groomer',
      GROOMERS.map(({ groomer }) => groomer),
      choice.groomer,
    ),
    areas: typeof change.areas === 'boolean' ? change.areas : choice.areas,
  };
}

/** Ghosts are even in the plane only, and go to the beam. */
export function hasAreas(choice: Pick<JetsChoice, 'algorithm' | 'among'>): boolean {
  return jetKind(choice.algorithm).plane && amongOf(choice) === 'inclusive';
}

/** What the application is asked. */
export function jetsRequest(dataset: string, event: number, choice: JetsChoice): JetsRequest {
  const { groomer } = choice;
  const { plane } = jetKind(choice.algorithm);
  const groom = GROOMERS.find((one) => one.groomer === groomer)?.text ?? null;
  return { dataset, event, jets: anyRequest(choice), groom: plane ? groom : null };
}

/** Of the jets' answer, not of a jet's inside: the command line's --rho. */
export function areasAsked(choice: JetsChoice): Pick<JetsRequest, 'areas'> {
  if (!choice.areas || !hasAreas(choice)) return {};
  return { areas: { kind: 'active', rho: { algorithm: 'kt', R: RHO_RADIUS } } };
}

/** These jets, of whatever event. */
export function anyRequest(choice: JetsChoice): AnyJetRequest {
  const { algorithm, R, p, recombination, number, dcut, ptMin } = choice;
  if (algorithm === 'xcone') return { algorithm, R, exclusive: number };
  const among = amongOf(choice);
  return {
    algorithm,
    R,
    ...(jetKind(algorithm).takes.includes('p') ? { p } : {}),
    ...(recombination === 'wta' ? { recombination } : {}),
    ...(among === 'number' ? { exclusive: number } : {}),
    ...(among === 'dcut' ? { dcut } : {}),
    ...(among === 'inclusive' ? { ptMin } : {}),
  };
}

/** "anti-kt, R = 0.4, pT ≥ 10 GeV", as it is said in labels. */
export function jetsWords(choice: JetsChoice): string {
  const { algorithm, R, p, recombination, number, dcut, ptMin } = choice;
  const { label, takes, dcut: cut } = jetKind(algorithm);
  const among = amongOf(choice);
  return [
    label,
    ...(takes.includes('p') ? [`p = ${p}`] : []),
    ...(takes.includes('R') ? [`R = ${R}`] : []),
    ...(takes.includes('recombination') && recombination === 'wta' ? ['winner-take-all'] : []),
    ...(among === 'number' ? [`${number} ${number === 1 ? 'jet' : 'jets'}`] : []),
    ...(among === 'dcut' ? [`dcut = ${dcut}${cut.unit && ` ${cut.unit}`}`] : []),
    ...(among === 'inclusive' && ptMin > 0 ? [`pT ≥ ${ptMin} GeV`] : []),
  ].join(', ');
}

/** Under a figure: "2 jets: anti-kt, R = 0.4; dashed after mMDT, zcut 0.1". */
export function jetsCaption(found: number, choice: JetsChoice, pileup: Pileup | null = null): string {
  const groomer = GROOMERS.find((one) => one.groomer === choice.groomer);
  const groomed =
    groomer && groomer.text !== null && jetKind(choice.algorithm).plane
      ? `; dashed after ${groomer.label}`
      : '';
  const areas = pileup
    ? `; thin where they catch soft particles; ρ = ${fixed(pileup.rho, 2)} GeV/rad², σ = ${fixed(pileup.sigma, 2)} GeV/rad`
    : '';
  return `${found} ${found === 1 ? 'jet' : 'jets'}: ${jetsWords(choice)}${groomed}${areas}`;
}

/** Which tree of a jet can be looked at: algorithms outside the plane have but their own, XCone has none of its own. */
export function shownTree(algorithm: JetsChoice['algorithm'], wanted: JetTree): JetTree {
  if (!jetKind(algorithm).plane) return 'own';
  return algorithm === 'xcone' && wanted === 'own' ? 'ca' : wanted;
}

/** Of the distances in that tree. */
export function distanceUnit(algorithm: JetsChoice['algorithm'], tree: JetTree): string {
  return { own: jetKind(algorithm).dcut.unit, kt: 'GeV²', ca: '' }[tree];
}

/** What is to be known of these jets on this plane, in one line; null for nothing. `breit`: the momenta are in the Breit frame. */
export function jetsAdvice({ algorithm }: Pick<JetsChoice, 'algorithm'>, breit: boolean): string | null {
  if (algorithm === 'centauro') {
    return breit ? null : 'Centauro is made for the Breit frame: in another one its jets mean little.';
  }
  if (jetKind(algorithm).plane) return null;
  return 'Found by angles between momenta: outlines in (y, φ) may overlap, colours tell whose a particle is.';
}
