// Axes of a chart that is not the (y, φ) plane: a box with round ticks, linear or logarithmic, and names with units.
// The same marks stand on the screen (renderer/draw/canvas.ts) and on paper.

import { line, rect, text } from './marks.ts';
import { textWidth } from './metrics.ts';
import type { Box } from './scale.ts';
import type { Theme } from './theme.ts';
import { fixed, roundTicks } from './ticks.ts';
import type { Mark } from './types.ts';

/** What a chart shows, in its own units. */
export interface Frame {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

export interface AxisStyle {
  /** With its unit: "Q / rad". */
  readonly label: string;
  readonly log?: boolean;
  /** False where numbers would mean nothing: neither ticks nor labels. */
  readonly numbers?: boolean;
  /** Ticks, but neither labels nor a name: an axis beside it has them. */
  readonly bare?: boolean;
}

export const CHART = {
  /** Size of labels, pt. */
  size: 9,
  /** Room for labels and the axis's name, pt. */
  left: 50,
  bottom: 36,
  /** Aimed-at distance of ticks, pt. */
  spacing: { x: 84, y: 58 },
} as const;

/** [x, y] of the chart → [x, y] on the page. */
export function onPage(
  frame: Frame,
  box: Box,
  x: number,
  y: number,
  logX = false,
  logY = false,
): [number, number] {
  return [
    box.x + share(x, frame.x0, frame.x1, logX) * box.width,
    box.y + (1 - share(y, frame.y0, frame.y1, logY)) * box.height,
  ];
}

/** The inverse of `onPage`. */
export function onChart(
  frame: Frame,
  box: Box,
  x: number,
  y: number,
  logX = false,
  logY = false,
): [number, number] {
  return [
    valueAt((x - box.x) / box.width, frame.x0, frame.x1, logX),
    valueAt(1 - (y - box.y) / box.height, frame.y0, frame.y1, logY),
  ];
}

/** How far along an axis a value stands, 0 to 1 within it. */
function share(value: number, low: number, high: number, log: boolean): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

function valueAt(along: number, low: number, high: number, log: boolean): number {
  return log ? low * (high / low) ** along : low + along * (high - low);
}

/** Ticks at 1, 2 and 5 × 10ⁿ, or at powers of ten alone where those are too many. */
export function logTicks(low: number, high: number, most: number): { value: number; label: string }[] {
  if (!(low > 0 && high > low)) return [];
  for (const leads of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
      for (const lead of leads) {
        const value = Number((lead * 10 ** power).toPrecision(1));
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
          ticks.push({ value, label: fixed(value, Math.max(0, -power)) });
        }
      }
    }
    if (ticks.length <= most || leads.length === 1) return ticks;
  }
  return [];
}

export function chartAxes(
  frame: Frame,
  box: Box,
  style: { readonly x: AxisStyle; readonly y: AxisStyle },
  theme: Theme,
  size: number = CHART.size,
): Mark[] {
  const bottom = box.y + box.height;
  const marks: Mark[] = [rect(box, null, theme.axis, 0.6)];
  if (style.x.numbers !== false) {
    for (const tick of ticksOf(frame.x0, frame.x1, box.width / CHART.spacing.x, style.x.log ?? false)) {
      const [x] = onPage(frame, box, tick.value, frame.y0, style.x.log);
      marks.push(line([x, bottom, x, bottom + 4], theme.axis, 0.6));
      if (!style.x.bare)
        marks.push(text(x, bottom + 5 + size, tick.label, size, theme.quietText, { anchor: 'middle' }));
    }
  }
  if (style.y.numbers !== false) {
    const [room, log] = [box.height / CHART.spacing.y, style.y.log ?? false];
    for (const tick of ticksOf(frame.y0, frame.y1, room, log)) {
      const [, y] = onPage(frame, box, frame.x0, tick.value, style.x.log, log);
      marks.push(line([box.x - 4, y, box.x, y], theme.axis, 0.6));
      if (!style.y.bare)
        marks.push(text(box.x - 7, y + size * 0.36, tick.label, size, theme.quietText, { anchor: 'end' }));
    }
  }
  const below = bottom + (style.x.numbers === false ? 6 : 10 + size) + size;
  const middle = box.x + Math.max(box.width / 2, textWidth(style.x.label, size) / 2 - box.x + 4);
  if (!style.x.bare) marks.push(text(middle, below, style.x.label, size, theme.text, { anchor: 'middle' }));
  if (!style.y.bare) {
    const beside = { anchor: 'middle', turn: -90 } as const;
    marks.push(text(size + 3, box.y + box.height / 2, style.y.label, size, theme.text, beside));
  }
  return marks;
}

function ticksOf(low: number, high: number, room: number, log: boolean): { value: number; label: string }[] {
  const count = Math.max(2, Math.round(room));
  if (log) return logTicks(low, high, Math.max(3, 2 * count));
  const { values, decimals } = roundTicks(low, high, count);
  return values.map((value) => ({ value, label: fixed(value, decimals) }));
}
