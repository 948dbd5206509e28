// Jets in one word, as `--jets` takes them: ALGORITHM:R with what else is to be said after further colons,
// `antikt:0.8`, `genkt:0.6:p=0.5:wta`, `antikt:0.4:ptmin=20`, `kt:1:n=3`, `eekt:dcut=25`, `xcone:0.4:n=3`.

import type { JetRequest } from './jets.ts';
import type { Algorithm, Recombination } from './types.ts';

export const ALGORITHMS: readonly Algorithm[] = [
  'antikt',
  'kt',
  'ca',
  'genkt',
  'eekt',
  'eegenkt',
  'centauro',
];

/** Exactly N jets by least N-jettiness: found by the search of that observable, not by recombination. */
export interface XConeRequest {
  readonly algorithm: 'xcone';
  /** rad. */
  readonly R: number;
  /** N. */
  readonly exclusive: number;
  /** GeV: jets with at least this transverse momentum. Default 0. */
  readonly ptMin?: number;
}

const NAMES = [...ALGORITHMS, 'xcone'] as const;
/** Of XCone: more axes than this take minutes an event. */
const MOST_CONES = 20;
/** Those that have a power p. */
const WITH_POWER: readonly Algorithm[] = ['genkt', 'eegenkt'];
const SCHEMES: readonly Recombination[] = ['e', 'wta'];

type Settings = { -readonly [K in Exclude<keyof JetRequest, 'algorithm'>]?: JetRequest[K] };

interface Named {
  readonly field: 'p' | 'ptMin' | 'exclusive' | 'dcut';
  readonly allowed: string;
  readonly ok: (value: number) => boolean;
}

const NAMED: Readonly<Record<string, Named>> = {
  p: { field: 'p', allowed: 'finite numbers', ok: () => true },
  ptmin: { field: 'ptMin', allowed: 'numbers ≥ 0 (GeV)', ok: (value) => value >= 0 },
  n: { field: 'exclusive', allowed: 'integers ≥ 1', ok: (value) => Number.isInteger(value) && value >= 1 },
  dcut: { field: 'dcut', allowed: 'numbers ≥ 0', ok: (value) => value >= 0 },
};

/**
 * What a text asks for. R may be left out of `eekt` alone, which has none (it is 1 then) and needs n or dcut.
 * Throws RangeError with the text, what is wrong in it, and what is allowed.
 */
export function parseJets(text: string): JetRequest | XConeRequest {
  const [head, ...parts] = text.split(':').map((part) => part.trim());
  const algorithm = NAMES.find((one) => one === head.toLowerCase());
  if (!algorithm) throw wrong(text, `algorithm is ${head}, allowed are ${NAMES.join(', ')}`);
  const settings: Settings = {};
  const radius = parts.length > 0 && !/^[a-z]/i.test(parts[0]) ? parts.shift() : undefined;
  if (radius !== undefined) {
    const value = numberOf(radius);
    if (!(value > 0)) throw wrong(text, `R is ${radius}, allowed are finite numbers > 0 (rad)`);
    settings.R = value;
  } else if (algorithm !== 'eekt') {
    throw wrong(text, `R is missing, needed is ${algorithm}:R, for example ${algorithm}:0.8`);
  }
  for (const part of parts) take(text, settings, part);
  if (algorithm === 'xcone') return xcone(text, settings);
  if (settings.p !== undefined && !WITH_POWER.includes(algorithm)) {
    throw wrong(text, `p is ${settings.p}, allowed is p with ${WITH_POWER.join(', ')} only`);
  }
  if (settings.exclusive !== undefined && settings.dcut !== undefined) {
    throw wrong(text, 'n and dcut are given, allowed is one of them');
  }
  if (algorithm === 'eekt' && settings.exclusive === undefined && settings.dcut === undefined) {
    throw wrong(text, 'n or dcut is missing, needed is one of them, since eekt has no beam to end at');
  }
  return { ...settings, algorithm, R: settings.R ?? 1 };
}

function xcone(text: string, { R = 1, exclusive, ptMin, ...others }: Settings): XConeRequest {
  const [other] = Object.keys(others);
  if (other) throw wrong(text, `${other} is given, allowed with xcone are n and ptmin`);
  if (exclusive === undefined) {
    throw wrong(text, 'n is missing, needed is how many jets, for example xcone:0.4:n=3');
  }
  if (exclusive > MOST_CONES) {
    throw wrong(text, `n is ${exclusive}, allowed with xcone are 1 to ${MOST_CONES}`);
  }
  return { algorithm: 'xcone', R, exclusive, ...(ptMin === undefined ? {} : { ptMin }) };
}

function take(text: string, settings: Settings, part: string): void {
  const scheme = SCHEMES.find((one) => one === part.toLowerCase());
  if (scheme) {
    if (settings.recombination) throw wrong(text, 'recombination is given twice, allowed is once');
    settings.recombination = scheme;
    return;
  }
  const [name, value = ''] = part.split('=').map((one) => one.trim());
  const key = name.toLowerCase();
  if (!Object.hasOwn(NAMED, key) || !part.includes('=')) {
    const names = Object.keys(NAMED).map((one) => `${one}=…`);
    throw wrong(
      text,
      `it has ${part || 'nothing after a colon'}, allowed are ${[...SCHEMES, ...names].join(', ')}`,
    );
  }
  const { field, allowed, ok } = NAMED[key];
  if (settings[field] !== undefined) throw wrong(text, `${key} is given twice, allowed is once`);
  const number = numberOf(value);
  if (!Number.isFinite(number) || !ok(number)) {
    throw wrong(text, `${key} is ${value}, allowed are ${allowed}`);
  }
  settings[field] = number;
}

/** The same request in its shortest text: `parseJets` reads it back. */
export function jetsText(request: JetRequest | XConeRequest): string {
  const { algorithm, R, p, recombination, ptMin, exclusive, dcut }: Settings & { algorithm: string } =
    request;
  return [
    algorithm,
    ...(algorithm === 'eekt' ? [] : [String(R)]),
    ...(p === undefined ? [] : [`p=${p}`]),
    ...(recombination === 'wta' ? ['wta'] : []),
    ...(ptMin ? [`ptmin=${ptMin}`] : []),
    ...(exclusive === undefined ? [] : [`n=${exclusive}`]),
    ...(dcut === undefined ? [] : [`dcut=${dcut}`]),
  ].join(':');
}

function numberOf(text: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

const wrong = (text: string, what: string) => new RangeError(`jets ${text}: ${what}`);
