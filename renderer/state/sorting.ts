// The order of the event list: by any of its columns, ties by event number, unknown values last either way.

import type { EventLines } from './place.svelte.ts';

export type Column = 'event' | 'pt' | 'n' | 'emd';

export function sortedEvents(
  lines: Pick<EventLines, 'pt' | 'particles'>,
  by: Column,
  falling: boolean,
  emd: (event: number) => number,
): Uint32Array {
  const order = Uint32Array.from(lines.pt, (_, event) => event);
  if (by === 'event') return falling ? order.reverse() : order;
  const value = { pt: (e: number) => lines.pt[e], n: (e: number) => lines.particles[e], emd }[by];
  const values = Float64Array.from(order, value);
  return order.sort((a, b) => {
    const [x, y] = [values[a], values[b]];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    return (falling ? y - x : x - y) || a - b;
  });
}
