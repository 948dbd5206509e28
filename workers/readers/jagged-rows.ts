// A table with one particle a row and an event column: a new value begins a new event.
// The event column is read when the file is opened, to know where each event begins; no further than events are wanted.

import { ReadError } from './errors.ts';
import type { EventFile } from './jagged.ts';
import { limits } from './limits.ts';
import type { Block, RandomAccess } from './table.ts';

/** Rows of a block, or one event. */
const BLOCK_ROWS = 100_000;

/** Events before `until` are known. Throws ReadError where the rows of an event do not stand together. */
export async function groupedRows(
  file: EventFile,
  columns: readonly { readonly name: string; readonly fields: readonly number[] }[],
  event: number,
  until = Number.POSITIVE_INFINITY,
): Promise<RandomAccess> {
  const { starts, partial } = await startsOf(file, columns[event].fields[0], columns[event].name, until);
  const fields = columns.map((column) => column.fields[0]);
  async function* blocks(from: number, to: number): AsyncGenerator<Block> {
    for (let first = from; first < to; ) {
      let last = first + 1;
      while (last < to && starts[last + 1] - starts[first] <= BLOCK_ROWS) last++;
      const counts = new Uint32Array(last - first);
      for (let i = first; i < last; i++) counts[i - first] = starts[i + 1] - starts[i];
      // Checked here, before there is room made for them.
      if (counts[0] > limits.eventParticles) {
        throw new ReadError(
          'too-large',
          `${file.file}: event ${first} has ${counts[0]} particles, allowed are ${limits.eventParticles}`,
        );
      }
      yield { counts, columns: await rowsAt(file, fields, starts[first], starts[last]) };
      first = last;
    }
  }
  return { events: starts.length - 1, partial, blocks };
}

/** Row numbers, and at the end where the last event ends; whether others follow it. */
async function startsOf(
  file: EventFile,
  field: number,
  name: string,
  until: number,
): Promise<{ starts: Float64Array; partial: boolean }> {
  let starts = new Float64Array(1024);
  let events = 0;
  let label = Number.NaN;
  const seen = new Set<number>();
  const push = (row: number) => {
    if (events === limits.events) {
      throw new ReadError('too-large', `${file.file}: there are more than ${limits.events} events`);
    }
    if (events + 1 >= starts.length) {
      const wider = new Float64Array(2 * starts.length);
      wider.set(starts);
      starts = wider;
    }
    starts[events++] = row;
  };
  for (let row = 0; row < file.events; ) {
    const last = Math.min(file.events, Math.max(row + 1, file.edge(row)));
    const [{ values }] = await file.read([field], row, last);
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === label) continue;
      const wrong = Number.isNaN(value)
        ? 'is no number'
        : seen.has(value)
          ? 'comes back after another one'
          : null;
      if (wrong !== null) {
        throw new ReadError(
          'bad-file',
          `${file.file}, row ${row + i}: event ${value} of column "${name}" ${wrong}, needed are rows grouped by event`,
          'Sort the table by its event column.',
        );
      }
      if (events === until) {
        starts[events] = row + i;
        return { starts: starts.slice(0, events + 1), partial: true };
      }
      if (seen.size < limits.eventLabels) seen.add(value);
      label = value;
      push(row + i);
    }
    row = last;
  }
  starts[events] = file.events;
  return { starts: starts.slice(0, events + 1), partial: false };
}

async function rowsAt(
  file: EventFile,
  fields: readonly number[],
  from: number,
  to: number,
): Promise<Float64Array[]> {
  const out = fields.map(() => new Float64Array(to - from));
  for (let row = from; row < to; ) {
    const last = Math.min(to, Math.max(row + 1, file.edge(row)));
    const read = await file.read(fields, row, last);
    read.forEach(({ values }, c) => {
      out[c].set(values, row - from);
    });
    row = last;
  }
  return out;
}
