// Values of observables in words: digits that say something, whatever the size of the number.

import { count, fixed, NONE } from './format.ts';

/** A value in a table or a list. */
export function valueText(value: number): string {
  if (!Number.isFinite(value)) return value === Infinity ? '∞' : value === -Infinity ? '−∞' : NONE;
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return count(value);
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-3) return powerOfTen(value);
  if (size >= 1000) return fixed(value, 1);
  if (size >= 10) return fixed(value, 2);
  return fixed(value, 4);
}

/** An edge of a bin: no more digits than it has. */
export function edgeText(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

/** "0.512 ± 0.003": the error with two digits up to 35, else with one (Particle Data Group), the value with as many. */
export function withError(value: number, error: number): string {
  if (!Number.isFinite(value)) return NONE;
  if (!(error > 0 && error < Infinity)) return valueText(value);
  const power = Math.floor(Math.log10(error));
  const digits = error / 10 ** power < 3.55 ? 1 : 0;
  const decimals = Math.min(8, Math.max(0, digits - power));
  return `${fixed(value, decimals)} ± ${fixed(error, decimals)}`;
}

/** 2.31 × 10⁻⁵. */
function powerOfTen(value: number): string {
  const [lead, power] = value.toExponential(2).split('e');
  const raised = [...String(Number(power))].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)]));
  return `${lead.replace('-', '−')} × 10${raised.join('')}`;
}
