// What pictures on paper share: the page, how much of an event it shows, and the figure in a format.

import type { FigureFormat } from '../../main/contract/api.ts';
import type { PlaneEvent } from '../core/events.ts';
import { type Figure, fitAspect, fitView, PAGE, type Scene, svg } from '../figure/index.ts';
import { fonts } from './fonts.ts';

export const PAGE_SIZE = { width: PAGE.width, height: PAGE.height };
/** Pixels a point of a command line's PNG: 144 dpi. */
const PNG_SCALE = 2;
/** An event with more particles is seen whole, not zoomed in on its energy. */
const JET_PARTICLES = 200;

/** `shown`: of the event, what was selected, which is zoomed in on however large the event is. Default: the event. */
export function pageView(event: PlaneEvent, shown: PlaneEvent | null = null): Scene['view'] {
  const aspect = (PAGE.width - PAGE.left - PAGE.right) / (PAGE.height - PAGE.top - PAGE.bottom);
  const near = shown !== null || event.pt.length <= JET_PARTICLES;
  return fitAspect(fitView(shown ?? event, aspect, near), aspect);
}

/** The writers of PDF and PNG are large, and loaded only where one is asked for. */
export async function figureBytes(
  figure: Figure,
  format: FigureFormat,
  scale = PNG_SCALE,
): Promise<Uint8Array> {
  switch (format) {
    case 'svg':
      return new TextEncoder().encode(svg(figure));
    case 'pdf':
      return (await import('../figure/pdf.ts')).pdf(figure, fonts(), new Date());
    case 'png':
      return (await import('../figure/png.ts')).png(figure, fonts(), scale);
    default:
      throw new RangeError(`figure: format is ${format satisfies never}, allowed are svg, pdf, png`);
  }
}

/** What --plot puts into a folder. */
export async function svgAndPng(figure: Figure): Promise<{ readonly svg: string; readonly png: Uint8Array }> {
  return { svg: svg(figure), png: await figureBytes(figure, 'png') };
}
