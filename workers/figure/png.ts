// Figure → PNG by resvg (the SVG writer's output, rendered with our own fonts only). Node only.

import { Resvg } from '@resvg/resvg-js';
import { fontFiles } from './fonts.ts';
import { svg } from './svg.ts';
import type { Figure } from './types.ts';

export const PNG = {
  /** Pixels a point: 300 dpi for print. */
  scale: 300 / 72,
  /** Largest picture, pixels in all. */
  limit: 100_000_000,
} as const;

/**
 * `scale` pixels a point; `fonts` is the folder assets/fonts. Throws RangeError for a scale that is not positive or a
 * picture over the limit.
 */
export function png(figure: Figure, fonts: string, scale: number = PNG.scale): Uint8Array {
  const pixels = figure.width * scale * figure.height * scale;
  if (!(scale > 0) || !(pixels <= PNG.limit)) {
    const most = Math.sqrt(PNG.limit / (figure.width * figure.height));
    throw new RangeError(
      `scale ${scale} for a figure of ${figure.width} × ${figure.height} points: allowed is more than 0, at most ${most.toFixed(1)}`,
    );
  }
  const { regular, semibold } = fontFiles(fonts);
  const image = new Resvg(svg(figure), {
    // The document's size is in points, which resvg counts as 4/3 of its pixels.
    fitTo: { mode: 'width', value: Math.max(1, Math.round(figure.width * scale)) },
    font: { fontFiles: [regular, semibold], loadSystemFonts: false, defaultFontFamily: 'Inter' },
  });
  return new Uint8Array(image.render().asPng());
}
