// The options that say what a distance is, the same for every command that works with distances.

import { DISTANCE_METHODS, type DistanceOptions } from '../contract/geometry.ts';
import { choiceOption, numberOption } from './arguments.ts';
import { usage } from './io.ts';

export const DISTANCE = {
  center: 'flag',
  beta: 'value',
  R: 'value',
  'no-normalise': 'flag',
} as const;

interface Given {
  readonly center?: boolean;
  readonly beta?: string;
  readonly R?: string;
  readonly 'no-normalise'?: boolean;
}

/** Radii, rad, between which (θ/R)^β and sums of it are numbers for every β. */
const R_LIMITS = [1e-100, 1e100] as const;

/** `method` under its option's name: `map` has another --method. */
export function distanceOptions(values: Given, method: string | undefined, name = 'method'): DistanceOptions {
  const [least, most] = R_LIMITS;
  const options = {
    beta: numberOption('beta', values.beta, 1, '0 < beta ≤ 2', (value) => value > 0 && value <= 2),
    R: numberOption('R', values.R, 1, '1e-100 ≤ R ≤ 1e100 (rad)', (value) => value >= least && value <= most),
    normalise: !values['no-normalise'],
    center: values.center === true,
    method: choiceOption(name, method, DISTANCE_METHODS, 'exact'),
  };
  // What sorting along a line can do.
  if (options.method === 'sliced' && options.beta < 1) {
    throw usage(`--beta is ${options.beta}, allowed with --${name} sliced is 1 ≤ beta ≤ 2`);
  }
  if (options.method === 'sliced' && !options.normalise) {
    throw usage(`--no-normalise is given, allowed with --${name} are then exact, sinkhorn`);
  }
  return options;
}

/** As documents begin: an exact distance, which is what nearly all are, is not said to be one. */
export function settingsOf({ method, ...settings }: DistanceOptions) {
  return method === 'exact' ? settings : { ...settings, method };
}

/** How a column of distances is headed. */
export function distanceHeading({ normalise, beta, R }: DistanceOptions): string {
  if (!normalise) return 'EMD [GeV]';
  return beta === 1 && R === 1 ? 'EMD [rad]' : 'EMD';
}
