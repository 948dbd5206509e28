// Arrays whose columns have no names: whether they are (pT, y, φ, …), or four-momenta. An energy is hardly more than its momentum,
// whatever the particle; pT, y, φ and a mass or a species never are so for one particle after the other.

import type { Role } from './types.ts';

export const ORDERS: readonly (readonly Role[])[] = [
  ['px', 'py', 'pz', 'E'],
  ['E', 'px', 'py', 'pz'],
];

/** Particles that are looked at, and those that are needed. */
export const LOOKED_AT = 1000;
const NEEDED = 16;
/** A momentum may be above the energy by single precision, and a share of the particles may be anything. */
const ROUNDING = 1e-3;
const SHARE = 0.99;
/** m² / E² of half of the particles at most. */
const MASSIVE = 0.1;

/** [rows, width] One particle a row; zeros are padding. Null: not four-momenta. */
export function orderOf(rows: ArrayLike<number>, width: number): readonly Role[] | null {
  if (width < 4) return null;
  return ORDERS.find((order) => momenta(rows, width, order)) ?? null;
}

function momenta(rows: ArrayLike<number>, width: number, order: readonly Role[]): boolean {
  const energy = order.indexOf('E');
  const first = order.indexOf('px');
  let particles = 0;
  let possible = 0;
  let light = 0;
  for (let at = 0; at + width <= rows.length && particles < LOOKED_AT; at += width) {
    const E = rows[at + energy];
    const [px, py, pz] = [rows[at + first], rows[at + first + 1], rows[at + first + 2]];
    if (E === 0 && px === 0 && py === 0 && pz === 0) continue;
    particles++;
    const p = Math.hypot(px, py, pz);
    if (!(p <= E * (1 + ROUNDING))) continue;
    possible++;
    if (E * E - p * p <= MASSIVE * E * E) light++;
  }
  return particles >= NEEDED && possible >= SHARE * particles && 2 * light >= particles;
}

/** For the reason of a mapping. */
export function orderReason(order: readonly Role[]): string {
  return `By position: ${order.join(', ')} (as E is |p| or little more, particle by particle).`;
}
