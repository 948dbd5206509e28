// The options that say what a distance is, the same for every command that works with distances.

import { DISTANCE_METHODS, type DistanceOptions } from '../contract/geometry.ts';
import { choiceOption, numberOption } from './arguments.ts';

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

/** `method` under its option's name: `map` has another --method. */
export function distanceOptions(values: Given, method: string | undefined, name = 'method'): DistanceOptions {
  return {
    beta: numberOption('beta', values.beta, 1, '0 < beta ≤ 2', (value) => value > 0 && value <= 2),
    R: numberOption('R', values.R, 1, 'R > 0 (rad)', (value) => value > 0),
    normalise: !values['no-normalise'],
    center: values.center === true,
    method: choiceOption(name, method, DISTANCE_METHODS, 'exact'),
  };
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
