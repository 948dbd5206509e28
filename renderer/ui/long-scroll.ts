// Where a list of very many lines stands in a box that the browser scrolls. A page can be some 17 to 33 million px tall, by
// browser; 20 million lines are 500 million px. A list taller than TALLEST is given that height: a jump of the scrollbar leads to
// the like share of the list, a wheel or a finger moves it px by px as any other, and once it rests the scrollbar is put
// where it belongs.

/** Most px that lines take in the page. Beyond 2²³ a px is less than what a transform in 32 bits can tell apart. */
export const TALLEST = 4_000_000;
/** Moves of more views than this at once are jumps: of the scrollbar, not of a wheel. */
const JUMP = 3;

export interface Scroll {
  /** px of the list above what is in sight, as if all of its lines were in the page. */
  readonly offset: number;
  /** Where the box is scrolled to, px. */
  readonly at: number;
}

/** px. */
export interface Extent {
  /** Of all lines together. */
  readonly all: number;
  /** Of the box, without the head. */
  readonly view: number;
}

/** What the lines take in the page, px. */
export const tallness = (all: number) => Math.min(all, TALLEST);

const last = (tall: number, view: number) => Math.max(0, tall - view);

/** The box was scrolled. */
export function scrolled(before: Scroll, at: number, { all, view }: Extent): Scroll {
  if (all <= TALLEST) return { offset: at, at };
  const end = last(TALLEST, view);
  const most = last(all, view);
  const by = at - before.at;
  if (Math.abs(by) > JUMP * view) return { offset: Math.round((at / end) * most), at };
  return { offset: Math.min(most, Math.max(0, before.offset + by)), at };
}

/** Scrolled so that this px of the list is the first in sight, or the next that can be. */
export function seated(offset: number, { all, view }: Extent): Scroll {
  const most = last(all, view);
  const there = Math.min(most, Math.max(0, offset));
  if (all <= TALLEST || most === 0) return { offset: there, at: there };
  return { offset: there, at: Math.round((there / most) * last(TALLEST, view)) };
}

/** Whether the box cannot be scrolled on although the list goes on. */
export function stuck({ offset, at }: Scroll, { all, view }: Extent): boolean {
  if (all <= TALLEST) return false;
  return (at <= 0 && offset > 0) || (at >= last(TALLEST, view) - 1 && offset < last(all, view));
}

/** px of the list above what is in sight once this line is: the least move. */
export function brought(offset: number, line: number, row: number, view: number): number {
  const top = line * row;
  if (top < offset) return top;
  return top + row > offset + view ? top + row - view : offset;
}

/** Lines in sight, and so many above and below: first and end. */
export function inSight(
  offset: number,
  { all, view }: Extent,
  row: number,
  more: number,
): readonly [number, number] {
  const lines = Math.round(all / row);
  const first = Math.floor(Math.min(offset, last(all, view)) / row);
  const end = Math.ceil((offset + view) / row);
  return [Math.max(0, first - more), Math.min(lines, end + more)];
}
