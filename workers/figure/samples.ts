// How two samples are told apart in a chart: the first by a fill and a full line in the accent, the second by a hatch and a
// dashed line in its complement; colour is never the only sign. Their legend is the same on screen and paper.

import { line, rect, text } from './marks.ts';
import { wrapText } from './metrics.ts';
import type { Box } from './scale.ts';
import type { Theme } from './theme.ts';
import type { Colour, Mark } from './types.ts';

export interface LegendEntry {
  readonly name: string;
  /** Lines beneath the name: "mean 0.512 ± 0.003". */
  readonly words: readonly string[];
}

const STYLE = {
  line: 1.6,
  dash: [5, 3],
  /** Opacity of the first sample's fill and the second's hatch. */
  fill: 0.22,
  hatch: 0.5,
  /** Distance of hatch lines, and their width, pt. */
  spacing: 6,
  thin: 0.7,
} as const;

export const LEGEND = { width: 176, size: 8, swatch: 18, height: 9, row: 11.5 } as const;

export function sampleColour(theme: Theme, place: number): Colour {
  return place === 0 ? theme.accent : theme.second;
}

/** Bars side by side from a common ground, as one outline: their tops as page coordinates. */
export interface Bars {
  /** [bars + 1] Edges along the page, rising. */
  readonly x: readonly number[];
  /** [bars] Tops; the ground where a bar is empty. */
  readonly top: readonly number[];
  readonly ground: number;
}

/** Outline and inside of a sample's bars. */
export function barMarks(bars: Bars, place: number, theme: Theme): Mark[] {
  const { x, top, ground } = bars;
  const colour = sampleColour(theme, place);
  const points: number[] = [x[0], ground];
  for (let k = 0; k < top.length; k++) points.push(x[k], top[k], x[k + 1], top[k]);
  points.push(x[x.length - 1], ground);
  if (place === 0) {
    const fill: Colour = [colour[0], colour[1], colour[2], STYLE.fill];
    return [line(points, fill, 0, { closed: true, fill }), line(points, colour, STYLE.line)];
  }
  return [...hatch(bars, colour), line(points, colour, STYLE.line, { dash: STYLE.dash })];
}

/** Lines at 45° within the bars. */
function hatch({ x, top, ground }: Bars, colour: Colour): Mark[] {
  const stroke: Colour = [colour[0], colour[1], colour[2], STYLE.hatch];
  const marks: Mark[] = [];
  const highest = Math.min(...top);
  // A line is all points with x + y = c.
  for (let c = x[0] + highest; c < x[x.length - 1] + ground; c += STYLE.spacing) {
    let [from, to] = [Number.NaN, Number.NaN];
    const end = () => {
      if (to > from) marks.push(line([from, c - from, to, c - to], stroke, STYLE.thin));
    };
    for (let k = 0; k < top.length; k++) {
      const low = Math.max(x[k], c - ground);
      const high = Math.min(x[k + 1], c - top[k]);
      if (high <= low) continue;
      if (low - to > 1e-6 || Number.isNaN(to)) {
        end();
        from = low;
      }
      to = high;
    }
    end();
  }
  return marks;
}

/** A bar of error from low to high at x. */
export function errorMark(x: number, low: number, high: number, place: number, theme: Theme): Mark {
  return line([x, low, x, high], sampleColour(theme, place), 1);
}

/** A small box in the manner of a sample. */
export function swatch(x: number, y: number, place: number, theme: Theme): Mark[] {
  const { swatch: width, height } = LEGEND;
  return barMarks({ x: [x, x + width], top: [y], ground: y + height }, place, theme);
}

/** A column of samples with their numbers, beginning at the top; and where it ends. */
export function legendColumn(
  entries: readonly LegendEntry[],
  box: Box,
  theme: Theme,
): { marks: Mark[]; end: number } {
  const { size, row, swatch: width } = LEGEND;
  const marks: Mark[] = [];
  let y = box.y;
  for (const [place, { name, words }] of entries.entries()) {
    marks.push(...swatch(box.x, y, place, theme));
    const from = box.x + width + 7;
    for (const part of wrapText(name, size, box.width - width - 7)) {
      marks.push(text(from, y + size, part, size, theme.text, { weight: 600 }));
      y += row;
    }
    for (const word of words) {
      for (const part of wrapText(word, size, box.width - width - 7)) {
        marks.push(text(from, y + size, part, size, theme.quietText));
        y += row;
      }
    }
    y += 7;
  }
  return { marks, end: y };
}

/** Names alone in an upper corner of a chart, above a veil of the ground. */
export function legendCorner(
  names: readonly string[],
  box: Box,
  theme: Theme,
  widest: number,
  side: 'left' | 'right',
): Mark[] {
  const [size, row, pad] = [11, 17, 7];
  const width = widest + LEGEND.swatch + 7 + 2 * pad;
  const x = side === 'right' ? box.x + box.width - width - 4 : box.x + 4;
  const ground: Colour = [theme.background[0], theme.background[1], theme.background[2], 0.8];
  const marks: Mark[] = [rect({ x, y: box.y + 4, width, height: names.length * row + pad }, ground)];
  for (const [place, name] of names.entries()) {
    const y = box.y + 4 + pad + place * row;
    marks.push(...swatch(x + pad, y, place, theme));
    marks.push(text(x + pad + LEGEND.swatch + 7, y + size - 2, name, size, theme.text));
  }
  return marks;
}
