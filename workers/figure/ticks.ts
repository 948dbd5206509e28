// Round ticks for the two axes, and numbers as one writes them (minus sign U+2212, fixed decimals).
// φ is labelled in (−π, π]: where the view runs on past the seam the round numbers start again.

import { TWO_PI } from '../core/geometry.ts';
import { turns } from './copies.ts';
import type { Box } from './scale.ts';
import { toPixels } from './scale.ts';
import type { View } from './types.ts';

export const AXIS = {
  /** Aimed-at distance of ticks, px. */
  spacing: 84,
  yLabel: 'y',
  phiLabel: 'φ / rad',
} as const;

/** Ticks nearer than this share of a step are crowded. */
const CROWDED = 0.55;

export interface Tick {
  /** Place on the axis, px from the left (y) or the top (φ) of the box's origin. */
  readonly at: number;
  readonly value: number;
  readonly label: string;
}

/** Ticks of both axes for a plane of this size in px, its origin at the top left. */
export function axisTicks(view: View, width: number, height: number): { y: Tick[]; phi: Tick[] } {
  return boxTicks(view, { x: 0, y: 0, width, height });
}

export function boxTicks(view: View, box: Box): { y: Tick[]; phi: Tick[] } {
  const alongY = Math.max(2, Math.round(box.width / AXIS.spacing));
  const alongPhi = Math.max(2, Math.round(box.height / AXIS.spacing));
  const y = roundTicks(view.y0, view.y1, alongY);
  return {
    y: y.values.map((value) => ({
      at: toPixels(view, box, value, 0)[0],
      value,
      label: fixed(value, y.decimals),
    })),
    phi: phiTicks(view, box, alongPhi),
  };
}

/** Round azimuths of (−π, π], in each copy of the cylinder that is seen; of two that crowd at a seam, the lower. */
function phiTicks(view: View, box: Box, count: number): Tick[] {
  const { values, decimals, step } = roundTicks(0, view.phi1 - view.phi0, count);
  const ticks: Tick[] = [];
  if (values.length === 0) return ticks;
  let last = Number.NEGATIVE_INFINITY;
  for (const turn of turns(view, -Math.PI, Math.PI)) {
    const shift = turn * TWO_PI;
    const low = Math.max(view.phi0 - shift, -Math.PI);
    const high = Math.min(view.phi1 - shift, Math.PI);
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
      const value = k * step + shift;
      if (value - last < CROWDED * step) continue;
      last = value;
      ticks.push({ at: toPixels(view, box, 0, value)[1], value, label: fixed(k * step, decimals) });
    }
  }
  return ticks;
}

/** About `count` round values (steps 1, 2, 5 × 10ⁿ) in [low, high], and the decimals that write them exactly. */
export function roundTicks(
  low: number,
  high: number,
  count: number,
): { values: number[]; decimals: number; step: number } {
  const raw = (high - low) / count;
  if (!(raw > 0) || !Number.isFinite(raw)) return { values: [], decimals: 0, step: 0 };
  const power = Math.floor(Math.log10(raw));
  const lead = raw / 10 ** power;
  const factor = lead < Math.SQRT2 ? 1 : lead < Math.sqrt(10) ? 2 : lead < Math.sqrt(50) ? 5 : 10;
  const step = factor * 10 ** power;
  const decimals = Math.max(0, -(factor === 10 ? power + 1 : power));
  const values: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
    values.push(Number((k * step).toFixed(decimals)) + 0);
  }
  return { values, decimals, step };
}

/** Radii and semi-axes under this, rad, keep digits that say something. */
const SMALL = 0.01;
const SMALL_DECIMALS = 5;

/** A radius or semi-axis, rad: `decimals`, more for a small one; "0" for nothing, "< 0.00001" for next to it. */
export function extent(value: number, decimals: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= SMALL) return fixed(value, decimals);
  const least = 10 ** -SMALL_DECIMALS;
  return size < least / 2 ? `< ${least.toFixed(SMALL_DECIMALS)}` : fixed(value, SMALL_DECIMALS);
}

/** A number with fixed decimals, a true minus sign, and no negative zero. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}
