// The potential's colours: blue below zero, orange above, the theme's background at zero.
// Both arms are straight lines in OKLab with the same lightness at the same |f|, so that equal steps of f look
// equally large and a sign is never told by brightness. Blue and orange are apart for every kind of colour vision.

import { oklab } from './oklab.ts';
import { THEMES } from './theme.ts';
import type { Colour, ThemeName } from './types.ts';

/** Entries of the table; odd, so that zero has an entry of its own. */
export const MAP_SIZE = 255;

/** Share of the text's colour in the grey past the range. */
const GREY = 0.16;

const tables = new Map<ThemeName, Uint8Array>();

/** RGBA, MAP_SIZE entries from −range to +range. The same array for every call: not to be written to. */
export function divergingTable(theme: ThemeName): Uint8Array {
  const known = tables.get(theme);
  if (known) return known;
  const { centre, end } = THEMES[theme].potential;
  const table = new Uint8Array(4 * MAP_SIZE);
  const middle = (MAP_SIZE - 1) / 2;
  for (let i = 0; i < MAP_SIZE; i++) {
    const t = (i - middle) / middle;
    const { chroma, hue } = t < 0 ? end.low : end.high;
    const reach = Math.abs(t);
    const h = (hue * Math.PI) / 180;
    const mix = (from: number, to: number) => from + (to - from) * reach;
    const colour = oklab(
      mix(centre[0], end.lightness),
      mix(centre[1], chroma * Math.cos(h)),
      mix(centre[2], chroma * Math.sin(h)),
    );
    table.set([colour[0], colour[1], colour[2], 255], 4 * i);
  }
  tables.set(theme, table);
  return table;
}

/** Entry of the table for a value, rad; beyond ±range the end colours. */
export function mapIndex(value: number, range: number): number {
  const middle = (MAP_SIZE - 1) / 2;
  const i = Math.round(middle + (value / range) * middle);
  return Math.min(Math.max(i, 0), MAP_SIZE - 1);
}

/**
 * Past the range there is no scale to read: the end colours fade to a quiet grey, so that the plane far from what was
 * fitted does not outshine it. `full` is the |f| / range where the fade ends, `most` how far it goes.
 */
export const BEYOND = { full: 1.6, most: 0.85 } as const;

/** How much of the grey a value has, 0 within the range. */
export function beyond(value: number, range: number): number {
  const t = Math.min(1, Math.max(0, (Math.abs(value) / range - 1) / (BEYOND.full - 1)));
  return BEYOND.most * t * t * (3 - 2 * t);
}

/** Apart from the map's middle, which is the theme's background. */
export function beyondColour(theme: ThemeName): Colour {
  const { background, text } = THEMES[theme];
  const mix = (i: 0 | 1 | 2) => Math.round(background[i] + (text[i] - background[i]) * GREY);
  return [mix(0), mix(1), mix(2), 1];
}
