// The jets of events as events themselves: each is the columns of its constituents, in the order of their places in the file's event,
// so that whatever is done to an event can be done to a jet.

import { float64, int32, uint32 } from '../core/arrays.ts';
import type { EventColumns } from '../core/events.ts';
import type { Jet } from './jets.ts';
import { type EventMomenta, eventMomenta } from './momenta.ts';

/** The jets of an event in the order in which they are told; constituents by their places in the momenta's `index`. */
export type FindJets = (momenta: EventMomenta) => readonly Pick<Jet, 'constituents'>[];

export interface JetColumnsOptions {
  /** How the jets were asked for, as `jetsText` has it. */
  readonly definition: string;
  /** Number of the first jet. Default 0. */
  readonly first?: number;
  /** On memory that threads share. Default false. */
  readonly shared?: boolean;
  /** Before each event: throws where the work is to stop. */
  readonly onEvent?: (done: number) => void;
}

/**
 * Jets are numbered from `first` through all events; `origin` tells which each is. A particle's `index` stays its place in the file's
 * event. Particles that are in no jet are left out. Throws RangeError where `find` does.
 */
export function jetColumns(
  columns: EventColumns,
  find: FindJets,
  { definition, first = 0, shared = false, onEvent }: JetColumnsOptions,
): EventColumns {
  /** Of each particle kept, its row in the columns: no particle is in two jets. */
  const rows = new Uint32Array(columns.pt.length);
  const offsets = [0];
  const events: number[] = [];
  const jets: number[] = [];
  const rowOf = new Map<number, number>();
  let kept = 0;
  for (let i = 0; i < columns.events; i++) {
    onEvent?.(i);
    rowOf.clear();
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++) rowOf.set(columns.index[k], k);
    find(eventMomenta(columns, columns.first + i)).forEach(({ constituents }, jet) => {
      for (const place of constituents) {
        const row = rowOf.get(place);
        if (row !== undefined) rows[kept++] = row;
      }
      offsets.push(kept);
      events.push(columns.first + i);
      jets.push(jet);
    });
  }
  return {
    first,
    events: events.length,
    ...picked(columns, rows.subarray(0, kept), shared),
    offsets: filled(uint32(offsets.length, shared), offsets),
    origin: {
      definition,
      event: filled(uint32(events.length, shared), events),
      jet: filled(uint32(jets.length, shared), jets),
    },
  };
}

function picked(columns: EventColumns, rows: Uint32Array, shared: boolean) {
  const { pt, y, phi, mass, pid, index, extra } = columns;
  const wide = (column: Float64Array) => taken(column, rows, float64(rows.length, shared));
  return {
    pt: wide(pt),
    y: wide(y),
    phi: wide(phi),
    mass: mass && wide(mass),
    pid: pid && taken(pid, rows, int32(rows.length, shared)),
    index: taken(index, rows, uint32(rows.length, shared)),
    extra: Object.fromEntries(Object.entries(extra).map(([name, column]) => [name, wide(column)])),
  };
}

function taken<T extends Float64Array | Int32Array | Uint32Array>(column: T, rows: Uint32Array, into: T): T {
  for (let k = 0; k < rows.length; k++) into[k] = column[rows[k]];
  return into;
}

function filled(into: Uint32Array, values: readonly number[]): Uint32Array {
  into.set(values);
  return into;
}
