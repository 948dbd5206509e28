// Names with parameters: `tau3_beta2`, `c2_beta0p5`. A point in a number is written p, so that names stay identifiers.

/** In a regular expression: the exponent of a name, captured as its number; absent for β = 1. */
export const BETA = '(?:_beta(\\d+(?:p\\d+)?))?';

/** 0p5 → 0.5; what was not given is 1. */
export function exponent(text: string | undefined): number {
  return text === undefined ? 1 : Number(text.replace('p', '.'));
}

/** ` (β = 2)` for labels and definitions, nothing for β = 1. */
export function withBeta(beta: number): string {
  return beta === 1 ? '' : ` (β = ${beta})`;
}

/** Throws RangeError where the exponent is none that the method can take. */
export function checkExponent(name: string, beta: number, most: number): void {
  if (beta > 0 && beta <= most) return;
  throw new RangeError(`${name}: beta is ${beta}, allowed is 0 < beta ≤ ${most}`);
}
