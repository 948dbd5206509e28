// Short ways to write marks of the display list, so that layouts read as what they draw.

import { textWidth } from './metrics.ts';
import type { Box } from './scale.ts';
import type { Colour, Mark } from './types.ts';

export function rect(box: Box, fill: Colour | null, stroke: Colour | null = null, width = 0): Mark {
  return { kind: 'rect', x: box.x, y: box.y, w: box.width, h: box.height, fill, stroke, width };
}

export function disc(
  x: number,
  y: number,
  r: number,
  fill: Colour | null,
  stroke: Colour | null = null,
  width = 0,
): Mark {
  return { kind: 'circle', x, y, r, fill, stroke, width };
}

export function line(
  points: readonly number[],
  stroke: Colour,
  width: number,
  style: LineOptions = {},
): Mark {
  const { closed = false, dash = [], fill = null } = style;
  return { kind: 'line', points, closed, fill, stroke, width, dash };
}

export interface LineOptions {
  readonly closed?: boolean;
  readonly dash?: readonly number[];
  readonly fill?: Colour | null;
}

export interface TextOptions {
  readonly weight?: 400 | 600;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Degrees, clockwise. */
  readonly turn?: number;
}

/** Text with its baseline at (x, y). */
export function text(
  x: number,
  y: number,
  content: string,
  size: number,
  fill: Colour,
  style: TextOptions = {},
): Mark {
  const { weight = 400, anchor = 'start', turn = 0 } = style;
  return { kind: 'text', x, y, text: content, size, weight, anchor, fill, turn };
}

/** "p_T / GeV" with T as a subscript, starting at (x, y). */
export function ptText(x: number, y: number, rest: string, size: number, fill: Colour): Mark[] {
  const small = size * 0.72;
  const afterP = x + textWidth('p', size);
  const afterT = afterP + textWidth('T', small);
  return [
    text(x, y, 'p', size, fill),
    text(afterP, y + size * 0.2, 'T', small, fill),
    text(afterT, y, rest, size, fill),
  ];
}

/** The same colour, more transparent. */
export function fade(colour: Colour, alpha: number): Colour {
  return [colour[0], colour[1], colour[2], Math.round(colour[3] * alpha * 1000) / 1000];
}
