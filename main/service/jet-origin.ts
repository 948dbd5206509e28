// Where the events of a data set are jets: the file's event in which each was found, and its number there.

import type { EventColumns } from '../../workers/core/events.ts';

type Columns = Pick<EventColumns, 'first' | 'origin'>;

/** Undefined of an event that is none. */
export function jetAt({ first, origin }: Columns, event: number): { event: number; jet: number } | undefined {
  return origin && { event: origin.event[event - first], jet: origin.jet[event - first] };
}

/** Rows of `width` values each, of events from `from` on, with event and jet before them; as they are where events are no jets. */
export function withOrigin(
  columns: Columns,
  from: number,
  values: Float64Array,
  width: number,
): Float64Array {
  if (!columns.origin) return values;
  const rows = values.length / width;
  const out = new Float64Array(rows * (width + 2));
  for (let row = 0; row < rows; row++) {
    const { event, jet } = jetAt(columns, from + row) ?? { event: Number.NaN, jet: Number.NaN };
    out.set([event, jet], row * (width + 2));
    out.set(values.subarray(row * width, (row + 1) * width), row * (width + 2) + 2);
  }
  return out;
}
