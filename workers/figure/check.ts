// A figure that came over the wire, checked before anything draws it: kinds, finite numbers, sizes, depth.

import type { Colour, Figure, Mark } from './types.ts';

export const FIGURE_LIMITS = {
  side: 14_400,
  marks: 200_000,
  numbers: 4_000_000,
  pixels: 16_000_000,
  depth: 8,
} as const;

/** The same object as a Figure. Throws TypeError: subject, offending value, allowed values. */
export function checkFigure(value: unknown): Figure {
  const figure = record(value, 'figure');
  for (const side of ['width', 'height'] as const) {
    const length = figure[side];
    if (typeof length !== 'number' || !(length > 0 && length <= FIGURE_LIMITS.side)) {
      fail(`figure.${side}`, length, `more than 0, at most ${FIGURE_LIMITS.side} points`);
    }
  }
  colour(figure.background, 'figure.background');
  string(figure.title, 'figure.title');
  string(figure.description, 'figure.description');
  marks(figure.marks, 'figure.marks', 0, { marks: 0, numbers: 0, pixels: 0 });
  return value as Figure;
}

interface Budget {
  marks: number;
  numbers: number;
  pixels: number;
}

function marks(value: unknown, name: string, depth: number, spent: Budget): void {
  if (!Array.isArray(value)) fail(name, value, 'a list of marks');
  if (depth > FIGURE_LIMITS.depth)
    fail(name, `${depth} levels`, `at most ${FIGURE_LIMITS.depth} levels of groups`);
  spent.marks += value.length;
  if (spent.marks > FIGURE_LIMITS.marks)
    fail('figure', `${spent.marks} marks`, `at most ${FIGURE_LIMITS.marks}`);
  for (const [i, mark] of value.entries()) checkMark(mark, `${name}[${i}]`, depth, spent);
}

function checkMark(value: unknown, name: string, depth: number, spent: Budget): void {
  const mark = record(value, name);
  const kind = mark.kind as Mark['kind'];
  switch (kind) {
    case 'rect':
      finite(mark, ['x', 'y', 'w', 'h', 'width'], name);
      paint(mark, name);
      return;
    case 'circle':
      finite(mark, ['x', 'y', 'r', 'width'], name);
      paint(mark, name);
      return;
    case 'line':
      finite(mark, ['width'], name);
      if (typeof mark.closed !== 'boolean') fail(`${name}.closed`, mark.closed, 'true or false');
      spent.numbers += numbers(mark.points, `${name}.points`) + numbers(mark.dash, `${name}.dash`);
      if (spent.numbers > FIGURE_LIMITS.numbers) {
        fail('figure', `${spent.numbers} coordinates`, `at most ${FIGURE_LIMITS.numbers}`);
      }
      paint(mark, name);
      return;
    case 'text':
      finite(mark, ['x', 'y', 'size', 'turn'], name);
      string(mark.text, `${name}.text`);
      if (mark.weight !== 400 && mark.weight !== 600) fail(`${name}.weight`, mark.weight, '400, 600');
      if (!['start', 'middle', 'end'].includes(mark.anchor as string)) {
        fail(`${name}.anchor`, mark.anchor, 'start, middle, end');
      }
      colour(mark.fill, `${name}.fill`);
      return;
    case 'image':
      finite(mark, ['x', 'y', 'w', 'h'], name);
      spent.pixels += pixels(mark.pixels, `${name}.pixels`);
      if (spent.pixels > FIGURE_LIMITS.pixels) {
        fail('figure', `${spent.pixels} pixels`, `at most ${FIGURE_LIMITS.pixels}`);
      }
      return;
    case 'group':
      if (mark.clip !== null && numbers(mark.clip, `${name}.clip`) !== 4)
        fail(`${name}.clip`, mark.clip, 'x, y, w, h');
      marks(mark.marks, `${name}.marks`, depth + 1, spent);
      return;
    default:
      kind satisfies never;
      fail(`${name}.kind`, kind, 'rect, circle, line, text, image, group');
  }
}

function pixels(value: unknown, name: string): number {
  const image = record(value, name);
  const { width, height, rgba } = image;
  const whole = (n: unknown): n is number => Number.isInteger(n) && (n as number) > 0 && (n as number) <= 1e5;
  if (!whole(width) || !whole(height))
    fail(name, `${width} × ${height}`, 'whole numbers of pixels from 1 to 100000');
  if (!(rgba instanceof Uint8Array) || rgba.length !== 4 * width * height) {
    fail(
      `${name}.rgba`,
      rgba instanceof Uint8Array ? `${rgba.length} bytes` : rgba,
      `${4 * width * height} bytes`,
    );
  }
  return width * height;
}

function paint(mark: Record<string, unknown>, name: string): void {
  if (mark.fill !== null) colour(mark.fill, `${name}.fill`);
  if (mark.stroke !== null) colour(mark.stroke, `${name}.stroke`);
}

function colour(value: unknown, name: string): asserts value is Colour {
  if (numbers(value, name) !== 4) fail(name, value, 'r, g, b from 0 to 255 and alpha from 0 to 1');
  const [r, g, b, a] = value as unknown as number[];
  const byte = (n: number) => n >= 0 && n <= 255;
  if (!(byte(r) && byte(g) && byte(b) && a >= 0 && a <= 1)) {
    fail(name, value, 'r, g, b from 0 to 255 and alpha from 0 to 1');
  }
}

function numbers(value: unknown, name: string): number {
  if (!Array.isArray(value)) fail(name, value, 'a list of numbers');
  for (const n of value) if (typeof n !== 'number' || !Number.isFinite(n)) fail(name, n, 'finite numbers');
  return value.length;
}

function finite(mark: Record<string, unknown>, names: readonly string[], name: string): void {
  for (const key of names)
    if (!Number.isFinite(mark[key])) fail(`${name}.${key}`, mark[key], 'a finite number');
}

function string(value: unknown, name: string): void {
  if (typeof value !== 'string' || value.length > 100_000)
    fail(name, typeof value, 'text of at most 100000 characters');
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) fail(name, value, 'an object');
  return value as Record<string, unknown>;
}

function fail(subject: string, value: unknown, allowed: string): never {
  const shown =
    typeof value === 'object' && value !== null ? JSON.stringify(value).slice(0, 60) : String(value);
  throw new TypeError(`${subject} ${shown}: allowed are ${allowed}`);
}
