// The order of the event list: by any of its columns, ties by event number, unknown values last either way. By number nothing
// is kept of the events, of which there may be any number.

import type { EventLines } from './place.svelte.ts';

export type Column = 'event' | 'pt' | 'n' | 'emd';

export interface EventOrder {
  readonly length: number;
  /** The event of a line. */
  at(index: number): number;
  /** The line of an event; −1 where it has none. */
  indexOf(event: number): number;
}

export function numbered(events: number, falling: boolean): EventOrder {
  const turned = (i: number) => (falling ? events - 1 - i : i);
  return {
    length: events,
    at: turned,
    indexOf: (event) => (event >= 0 && event < events ? turned(event) : -1),
  };
}

export function sorted(
  lines: Pick<EventLines, 'pt' | 'particles'>,
  by: Exclude<Column, 'event'>,
  falling: boolean,
  emd: (event: number) => number,
): EventOrder {
  const order = sortedEvents(lines, by, falling, emd);
  return { length: order.length, at: (index) => order[index], indexOf: (event) => order.indexOf(event) };
}

export function sortedEvents(
  lines: Pick<EventLines, 'pt' | 'particles'>,
  by: Exclude<Column, 'event'>,
  falling: boolean,
  emd: (event: number) => number,
): Uint32Array {
  const order = Uint32Array.from(lines.pt, (_, event) => event);
  const value = { pt: (e: number) => lines.pt[e], n: (e: number) => lines.particles[e], emd }[by];
  const values = Float64Array.from(order, value);
  return order.sort((a, b) => {
    const [x, y] = [values[a], values[b]];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return (falling ? y - x : x - y) || a - b;
  });
}
