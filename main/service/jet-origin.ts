// Where the events of a data set are jets: the file's event in which each was found, and its number there.

import type { JetOrigin } from '../../workers/core/events.ts';

/** Undefined where events are no jets. Jets of a data set are counted from 0. */
export function jetAt(
  origin: JetOrigin | undefined,
  event: number,
): { event: number; jet: number } | undefined {
  return origin && { event: origin.event[event], jet: origin.jet[event] };
}

/** Rows of `width` values each, of events from `from` on, with event and jet before them; as they are where events are no jets. */
export function withOrigin(
  origin: JetOrigin | undefined,
  from: number,
  values: Float64Array,
  width: number,
): Float64Array {
  if (!origin) return values;
  const rows = values.length / width;
  const out = new Float64Array(rows * (width + 2));
  for (let row = 0; row < rows; row++) {
    const { event, jet } = jetAt(origin, from + row) ?? { event: Number.NaN, jet: Number.NaN };
    out.set([event, jet], row * (width + 2));
    out.set(values.subarray(row * width, (row + 1) * width), row * (width + 2) + 2);
  }
  return out;
}
