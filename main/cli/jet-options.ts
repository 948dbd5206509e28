// Jets as the options of `cluster` ask for them, in the one word that `--jets` takes elsewhere: antikt:0.4:ptmin=20.

import { ALGORITHMS_WITH_POWER, JET_ALGORITHMS, MOST_CONES, type XConeRequest } from '../contract/jets.ts';
import { choiceOption, integerOption, numberOption } from './arguments.ts';
import { usage } from './io.ts';

export const JETS = {
  algorithm: 'value',
  R: 'value',
  p: 'value',
  recombination: 'value',
  'pt-min': 'value',
  exclusive: 'value',
  dcut: 'value',
} as const;

type Given = { readonly [K in keyof typeof JETS]?: string };

const SCHEMES = ['E', 'WTA'] as const;
const MOST_JETS = Number.MAX_SAFE_INTEGER;
const ALGORITHMS = [...JET_ALGORITHMS, 'xcone'] as const;

/** Null for the algorithms of `jetsOption`. */
export function xconeOption(given: Given): XConeRequest | null {
  if (given.algorithm !== 'xcone') return null;
  const { R, exclusive } = given;
  if (R === undefined || exclusive === undefined) {
    throw usage(
      'cluster needs --R and --exclusive with --algorithm xcone',
      'For example --R 0.4 --exclusive 2.',
    );
  }
  for (const name of ['p', 'recombination', 'dcut'] as const) {
    if (given[name] !== undefined) {
      throw usage(`--${name} is ${given[name]}, which --algorithm xcone does not have`);
    }
  }
  const ptMin = leastOption(given);
  return {
    algorithm: 'xcone',
    R: radiusOption(R),
    exclusive: integerOption('exclusive', exclusive, 1, 1, MOST_CONES),
    ...(ptMin > 0 ? { ptMin } : {}),
  };
}

export function xconeText({ R, exclusive, ptMin }: XConeRequest): string {
  return ['xcone', R, `n=${exclusive}`, ...(ptMin === undefined ? [] : [`ptmin=${ptMin}`])].join(':');
}

const radiusOption = (text: string | undefined) =>
  numberOption('R', text, 1, 'a number > 0 (rad)', (value) => value > 0);
const leastOption = (given: Given) =>
  numberOption('pt-min', given['pt-min'], 0, 'a number ≥ 0 (GeV)', (value) => value >= 0);

export function jetsOption(given: Given): string {
  if (given.algorithm === undefined) {
    throw usage('cluster needs --algorithm', 'For example --algorithm antikt --R 0.4.');
  }
  choiceOption('algorithm', given.algorithm, ALGORITHMS, 'antikt');
  const algorithm = choiceOption('algorithm', given.algorithm, JET_ALGORITHMS, 'antikt');
  const durham = algorithm === 'eekt';
  if (given.R === undefined && !durham) {
    throw usage(`cluster needs --R with --algorithm ${algorithm}`, 'For example --R 0.4.');
  }
  if (given.p !== undefined && !ALGORITHMS_WITH_POWER.includes(algorithm)) {
    const allowed = ALGORITHMS_WITH_POWER.join(', ');
    throw usage(`--p is ${given.p}, allowed with --algorithm ${allowed} only`);
  }
  const { exclusive, dcut } = given;
  if (exclusive !== undefined && dcut !== undefined) {
    throw usage(`--exclusive is ${exclusive} and --dcut ${dcut}, allowed is one of them`);
  }
  if (durham && exclusive === undefined && dcut === undefined) {
    throw usage('cluster needs --exclusive n or --dcut d with --algorithm eekt, which has no beam to end at');
  }
  const notNegative = (value: number) => value >= 0;
  const R = radiusOption(given.R);
  const least = leastOption(given);
  const count = integerOption('exclusive', exclusive, 1, 1, MOST_JETS);
  const cut = numberOption('dcut', dcut, 0, 'a number ≥ 0', notNegative);
  const scheme = choiceOption('recombination', given.recombination?.toUpperCase(), SCHEMES, 'E');
  return [
    algorithm,
    ...(durham ? [] : [String(R)]),
    ...(given.p === undefined ? [] : [`p=${numberOption('p', given.p, -1, 'a finite number', () => true)}`]),
    ...(scheme === 'WTA' ? ['wta'] : []),
    ...(least > 0 ? [`ptmin=${least}`] : []),
    ...(exclusive === undefined ? [] : [`n=${count}`]),
    ...(dcut === undefined ? [] : [`dcut=${cut}`]),
  ].join(':');
}
