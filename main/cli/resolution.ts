// --resolution a=0.1,c=0.01,n=0.2,angle=0.005: how well constituents are measured. What is not named is as by default.

import { DEFAULT_RESOLUTION, type ResolutionModel } from '../contract/intervals.ts';
import { usage } from './io.ts';

/** What each name sets. */
const NAMES: Readonly<Record<string, readonly (keyof ResolutionModel)[]>> = {
  a: ['stochastic'],
  c: ['constant'],
  n: ['noise'],
  angle: ['y', 'phi'],
  y: ['y'],
  phi: ['phi'],
};

/** Later names win: `angle=0.01,phi=0.02`. */
export function resolutionOption(text: string | undefined): ResolutionModel {
  const resolution: Record<keyof ResolutionModel, number> = { ...DEFAULT_RESOLUTION };
  for (const piece of text?.split(',') ?? []) {
    const [name, value, ...rest] = piece.split('=');
    const number = (value ?? '').trim() === '' ? Number.NaN : Number(value);
    const fields = Object.hasOwn(NAMES, name.trim()) ? NAMES[name.trim()] : null;
    if (!fields || rest.length > 0 || !(number >= 0 && number < Number.POSITIVE_INFINITY)) {
      throw usage(
        `--resolution has ${piece}, allowed are ${Object.keys(NAMES).join(', ')}, each NAME=number with number ≥ 0`,
      );
    }
    for (const field of fields) resolution[field] = number;
  }
  return resolution;
}
