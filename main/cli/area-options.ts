// Areas and pileup as the options of `cluster` ask for them.

import { AREA_KINDS, type AreasRequest, RHO_ALGORITHMS, type RhoRequest } from '../contract/areas.ts';
import { ALGORITHMS_OF_THE_PLANE } from '../contract/jets.ts';
import { choiceOption, integerOption, numberOption } from './arguments.ts';
import { usage } from './io.ts';

export const AREAS = {
  areas: 'value',
  'ghost-area': 'value',
  'ghost-maxrap': 'value',
  seed: 'value',
  rho: 'flag',
  'rho-jets': 'value',
  'rho-maxrap': 'value',
  'rho-hardest': 'value',
} as const;

type Given = {
  readonly [K in keyof typeof AREAS]?: (typeof AREAS)[K] extends 'flag' ? boolean : string;
} & { readonly algorithm?: string; readonly exclusive?: string; readonly dcut?: string };

/** FastJet's: rad², rapidity. */
const GHOST_AREA = 0.01;
const MAX_RAPIDITY = 6;
/** Smaller ghosts are millions, further ones no jets. */
const LEAST_GHOST_AREA = 0.0005;
const MOST_RAPIDITY = 20;
/** Of the jets whose median is taken, as in FastJet's examples. */
const RHO_JETS = 'kt:0.4';
const RHO_RAPIDITY = 4;
const HARDEST = 2;
const MOST_SEED = Number.MAX_SAFE_INTEGER;

export type AskedAreas = Required<Omit<AreasRequest, 'rho'>> & { readonly rho?: Required<RhoRequest> };

/** Null where none are asked for. */
export function areasOption(given: Given): AskedAreas | null {
  const asked = given.areas !== undefined || given.rho === true;
  const kind = choiceOption('areas', given.areas, AREA_KINDS, 'active');
  if (!asked) {
    refuse(given, ['ghost-area', 'ghost-maxrap', 'seed', 'rho-jets', 'rho-maxrap', 'rho-hardest'], '--areas');
    return null;
  }
  if (!given.rho) refuse(given, ['rho-jets', 'rho-maxrap', 'rho-hardest'], '--rho');
  const option = given.areas === undefined ? '--rho is given' : `--areas is ${given.areas}`;
  if (given.algorithm !== undefined && !ALGORITHMS_OF_THE_PLANE.some((one) => one === given.algorithm)) {
    throw usage(`${option}, allowed with --algorithm ${ALGORITHMS_OF_THE_PLANE.join(', ')} only`);
  }
  for (const name of ['exclusive', 'dcut'] as const) {
    if (given[name] !== undefined) {
      throw usage(`${option} and --${name} ${given[name]}, allowed are areas of inclusive jets only`);
    }
  }
  const maxRapidity = numberOption(
    'ghost-maxrap',
    given['ghost-maxrap'],
    MAX_RAPIDITY,
    `a number > 0 up to ${MOST_RAPIDITY}`,
    (value) => value > 0 && value <= MOST_RAPIDITY,
  );
  return {
    kind,
    ghostArea: numberOption(
      'ghost-area',
      given['ghost-area'],
      GHOST_AREA,
      `a number from ${LEAST_GHOST_AREA} to 1 (rad²)`,
      (value) => value >= LEAST_GHOST_AREA && value <= 1,
    ),
    maxRapidity,
    seed: integerOption('seed', given.seed, 1, 0, MOST_SEED),
    ...(given.rho ? { rho: rhoOption(given, maxRapidity) } : {}),
  };
}

function refuse(given: Given, names: readonly (keyof typeof AREAS)[], needed: string): void {
  for (const name of names) {
    if (given[name] !== undefined) throw usage(`--${name} needs ${needed}, it is not given`);
  }
}

function rhoOption(given: Given, maxRapidity: number): Required<RhoRequest> {
  const text = given['rho-jets'] ?? RHO_JETS;
  const [name, radius, ...more] = text.split(':');
  const algorithm = RHO_ALGORITHMS.find((one) => one === name);
  const R = radius === undefined || radius.trim() === '' ? Number.NaN : Number(radius);
  if (algorithm === undefined || more.length > 0 || !(R > 0 && R < maxRapidity)) {
    const allowed = RHO_ALGORITHMS.map((one) => `${one}:R`).join(' and ');
    throw usage(`--rho-jets is ${text}, allowed are ${allowed} with 0 < R < --ghost-maxrap (${maxRapidity})`);
  }
  const most = maxRapidity - R;
  const jetRapidity = numberOption(
    'rho-maxrap',
    given['rho-maxrap'],
    Math.min(RHO_RAPIDITY, most),
    `a number > 0 up to ${most}, which is R within the ghosts`,
    (value) => value > 0 && value <= most,
  );
  const excluded = integerOption('rho-hardest', given['rho-hardest'], HARDEST, 0, 1000);
  return { algorithm, R, jetRapidity, excluded };
}

/** As the document of --json tells them. */
export function areasFacts({ kind, ghostArea, maxRapidity, seed, rho }: AskedAreas): Record<string, unknown> {
  return {
    areas: { kind, ghost_area: ghostArea, ghost_maxrap: maxRapidity, seed },
    ...(rho && {
      rho: { jets: `${rho.algorithm}:${rho.R}`, maxrap: rho.jetRapidity, hardest: rho.excluded },
    }),
  };
}

/** In the column `definition` of a table. */
export function areasText({ kind, ghostArea, maxRapidity, seed, rho }: AskedAreas): string {
  const areas = `areas=${kind}:ghost=${ghostArea}:maxrap=${maxRapidity}:seed=${seed}`;
  if (!rho) return areas;
  return `${areas} rho=${rho.algorithm}:${rho.R}:maxrap=${rho.jetRapidity}:hardest=${rho.excluded}`;
}
