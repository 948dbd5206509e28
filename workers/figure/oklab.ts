// OKLab (Björn Ottosson, 2020): a colour space in which equal distances look about equally different.
// The diverging map and the tests of the palettes are built on it.

import type { Colour } from './types.ts';

/** OKLCh (lightness 0–1, chroma, hue in degrees) as sRGB, clipped to the gamut. */
export function oklch(lightness: number, chroma: number, hue: number, alpha = 1): Colour {
  const h = (hue * Math.PI) / 180;
  return oklab(lightness, chroma * Math.cos(h), chroma * Math.sin(h), alpha);
}

export function oklab(L: number, a: number, b: number, alpha = 1): Colour {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    alpha,
  ];
}

/** sRGB (0–255) as [L, a, b]. */
export function toOklab(colour: Colour): [number, number, number] {
  const r = decode(colour[0]);
  const g = decode(colour[1]);
  const b = decode(colour[2]);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function encode(linear: number): number {
  const c = Math.min(Math.max(linear, 0), 1);
  return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
}

function decode(byte: number): number {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}
