// Intervals in words: what stands beside a parameter, and what a hover tells.

import type { Intervals, ParameterInterval, ReplicaIntervals } from '../../main/contract/index.ts';
import { NONE } from './format.ts';

export interface ParameterDoubt {
  readonly smearing: ParameterInterval | null;
  readonly bootstrap: ParameterInterval | null;
}

/** Of one parameter, by the model's name; null where nothing is known of it: one that is held, or given. */
export function doubtOf(intervals: Intervals | undefined, name: string): ParameterDoubt | null {
  if (!intervals) return null;
  const find = ({ parameters }: ReplicaIntervals) => parameters.find((one) => one.name === name) ?? null;
  const doubt = { smearing: find(intervals.smearing), bootstrap: find(intervals.bootstrap) };
  return doubt.smearing || doubt.bootstrap ? doubt : null;
}

/** Half the width of the central 68%. */
export function half({ central68: [lower, upper] }: ParameterInterval): number {
  return (upper - lower) / 2;
}

/** "± 0.018", a dash where it is not known. */
export function plusMinus(interval: ParameterInterval | null, text: (value: number) => string): string {
  const width = interval ? half(interval) : Number.NaN;
  return Number.isFinite(width) ? `± ${text(width)}` : NONE;
}

/** Every number of both intervals. `text` writes one with its unit. */
export function doubtWords({ smearing, bootstrap }: ParameterDoubt, text: (value: number) => string): string {
  return [
    smearing && `Measured within the resolution: ${spans(smearing, text)}.`,
    bootstrap && `Constituents drawn anew: ${spans(bootstrap, text)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function spans({ central68, central95, bias }: ParameterInterval, text: (value: number) => string): string {
  const from = ([lower, upper]: readonly [number, number]) => `${text(lower)} to ${text(upper)}`;
  return `68% in ${from(central68)}, 95% in ${from(central95)}, mean ${bias < 0 ? 'below' : 'above'} the fit by ${text(Math.abs(bias))}`;
}

/** "3 of 100", of replicas that went to another minimum. */
export function leftWords({ left, replicas }: ReplicaIntervals): string {
  return left === 0 ? `none of ${replicas}` : `${left} of ${replicas}`;
}
