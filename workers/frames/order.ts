// Rows of a frame in an order: by a column, rows without a value last in either direction, equal ones by event
// and, of one event, as they stand in the frame.

import { FrameError } from './errors.ts';
import type { Frame, Order } from './types.ts';

/** The column's place. Throws bad-argument with the columns that there are. */
export function columnOf(frame: Frame, name: string): number {
  const place = frame.names.indexOf(name);
  if (place < 0) throw new FrameError('bad-argument', `there is no column ${name}`, columnsHint(frame.names));
  return place;
}

export function columnsHint(names: readonly string[]): string {
  return `Columns are ${names.map(asWritten).join(', ')}.`;
}

/** A column's name as a condition has it: in quotes where it is no plain word. */
export function asWritten(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Row numbers. `passing`: only these, in any order; null for every row. No order: by event. */
export function ordered(frame: Frame, passing: Uint32Array | null, order: Order | null): Uint32Array {
  const rows = passing ? passing.slice() : Uint32Array.from({ length: frame.rows }, (_, row) => row);
  const [events] = frame.columns;
  const byEvent = (a: number, b: number) => events[a] - events[b] || a - b;
  const column = order === null ? 0 : columnOf(frame, order.column);
  if (order === null || column === 0) {
    if (!isRising(events, rows)) rows.sort(byEvent);
    return order?.descending ? rows.reverse() : rows;
  }
  const values = frame.columns[column];
  const sign = order.descending ? -1 : 1;
  return rows.sort((a, b) => {
    const x = values[a];
    const y = values[b];
    if (x < y) return -sign;
    if (x > y) return sign;
    // NaN is neither: it comes last.
    return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || byEvent(a, b);
  });
}

function isRising(events: Float64Array, rows: Uint32Array): boolean {
  for (let i = 1; i < rows.length; i++) {
    const [before, row] = [rows[i - 1], rows[i]];
    if (events[before] > events[row] || (events[before] === events[row] && before > row)) return false;
  }
  return true;
}

/** A column's values in these rows. */
export function gathered(values: Float64Array, rows: Uint32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}
