// Colours of counts: a curve in OKLab from the ground's end of the scale past a green to the far one. Lightness goes evenly
// from end to end, so equal steps look equally large and the order can be told without seeing colours.

import { oklab } from './oklab.ts';
import type { Colour, ThemeName } from './types.ts';

/** Lightness, chroma and hue (degrees) of a nearly empty bin, of the bend, and of the fullest bin. */
const ENDS: Readonly<Record<ThemeName, readonly [few: Lch, bend: Lch, many: Lch]>> = {
  dark: [
    [0.3, 0.09, 270],
    [0.62, 0.13, 195],
    [0.94, 0.13, 100],
  ],
  light: [
    [0.92, 0.08, 104],
    [0.61, 0.14, 190],
    [0.3, 0.13, 272],
  ],
  paper: [
    [0.92, 0.08, 104],
    [0.61, 0.14, 190],
    [0.3, 0.13, 272],
  ],
};
type Lch = readonly [lightness: number, chroma: number, hue: number];

/** The colour at a share 0–1 of the scale. */
export function sequentialColour(theme: ThemeName, share: number): Colour {
  const [few, bend, many] = ENDS[theme].map(cartesian);
  const t = Math.min(1, Math.max(0, share));
  // A quadratic Bézier curve.
  const at = (i: 0 | 1 | 2) => (1 - t) ** 2 * few[i] + 2 * t * (1 - t) * bend[i] + t ** 2 * many[i];
  return oklab(at(0), at(1), at(2));
}

function cartesian([lightness, chroma, hue]: Lch): readonly [number, number, number] {
  const turn = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(turn), chroma * Math.sin(turn)];
}
