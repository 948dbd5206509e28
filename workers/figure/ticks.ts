// Round ticks for the two axes, and numbers as one writes them (minus sign U+2212, fixed decimals).
// φ is labelled in (−π, π]: where the view runs on past the seam the labels start again.

import { wrapPhi } from '../core/geometry.ts';
import type { Box } from './scale.ts';
import { toPixels } from './scale.ts';
import type { View } from './types.ts';

export const AXIS = {
  /** Aimed-at distance of ticks, px. */
  spacing: 84,
  yLabel: 'y',
  phiLabel: 'φ / rad',
} as const;

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
  const phi = roundTicks(view.phi0, view.phi1, alongPhi);
  // Beyond the seam labels are not multiples of the step any more: one more decimal keeps them true.
  const inside = view.phi0 > -Math.PI && view.phi1 <= Math.PI;
  return {
    y: y.values.map((value) => ({
      at: toPixels(view, box, value, 0)[0],
      value,
      label: fixed(value, y.decimals),
    })),
    phi: phi.values.map((value) => ({
      at: toPixels(view, box, 0, value)[1],
      value,
      label: fixed(wrapPhi(value), inside || Math.abs(value) <= Math.PI ? phi.decimals : phi.decimals + 1),
    })),
  };
}

/** About `count` round values (steps 1, 2, 5 × 10ⁿ) in [low, high], and the decimals that write them exactly. */
export function roundTicks(low: number, high: number, count: number): { values: number[]; decimals: number } {
  const raw = (high - low) / count;
  if (!(raw > 0) || !Number.isFinite(raw)) return { values: [], decimals: 0 };
  const power = Math.floor(Math.log10(raw));
  const lead = raw / 10 ** power;
  const factor = lead < Math.SQRT2 ? 1 : lead < Math.sqrt(10) ? 2 : lead < Math.sqrt(50) ? 5 : 10;
  const step = factor * 10 ** power;
  const decimals = Math.max(0, -(factor === 10 ? power + 1 : power));
  const values: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
    values.push(Number((k * step).toFixed(decimals)) + 0);
  }
  return { values, decimals };
}

/** A number with fixed decimals, a true minus sign, and no negative zero. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}
