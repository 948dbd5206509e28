// Arrays of shape (events, particles, ≥ 3) as (pt, y, phi[, pid or mass]), zero-padded; (particles, ≥ 3) is one event.
// A row of zeros is padding. Events without particles are events. Read in blocks; only Fortran order, whose events are
// scattered over the whole file, is held in memory (limits.heldBytes).

import { ReadError } from './errors.ts';
import { LOOKED_AT, orderOf, orderReason } from './four-vectors.ts';
import { held, type Input, join } from './input.ts';
import { limits } from './limits.ts';
import { chosenMapping, namesOf } from './mapping.ts';
import { blockReader, bytesOfEvent, type NpyBytes, randomEvents } from './npyblocks.ts';
import { itemReader, type NpyHeader, npyHeader, shapeOf } from './npyheader.ts';
import { type Format, feed, type RawTable, type RowSink } from './table.ts';
import type { Mapping, ReadOptions, Role } from './types.ts';
import { wholeRecords } from './whole-records.ts';

/** Events of up to this many bytes are waited for, and come in blocks; particles of larger ones come one by one. */
const WAITED_BYTES = 2 ** 17;

/** An array inside a file: `label` names it in messages, `available` is what is there of it at most. */
export interface NpyArray {
  readonly label: string;
  readonly available: number | null;
  stream(): AsyncIterable<Uint8Array>;
  /** Where its bytes can be had at any place. */
  readonly bytes?: NpyBytes;
}

export const npy: Format = {
  name: 'npy',
  async open(input, options) {
    const again = input.restartable ? input : await held(input);
    return arrayTable('npy', 'array', [], asArray(again), options, await headerOf(asArray(again)));
  },
};

function asArray({ name, size, slice, stream }: Input): NpyArray {
  const label = `${name}: the array`;
  const bytes = slice && size !== null ? { label, size, start: 0, slice } : undefined;
  return { label, available: size, stream, bytes };
}

export async function headerOf(array: NpyArray): Promise<NpyHeader> {
  const blocks: Uint8Array[] = [];
  let length = 0;
  let needed = 12;
  for await (const block of array.stream()) {
    blocks.push(block);
    length += block.length;
    if (length < 12) continue;
    const start = join(blocks.splice(0));
    blocks.push(start);
    const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
    needed =
      start[6] === 1
        ? 10 + view.getUint16(8, true)
        : 12 + Math.min(view.getUint32(8, true), limits.npyHeaderBytes);
    if (length >= needed) break;
  }
  return npyHeader(array.label, join(blocks), array.available);
}

export function holdsEvents(header: NpyHeader): boolean {
  const columns = header.shape[header.shape.length - 1];
  return (
    (header.shape.length === 2 || header.shape.length === 3) && columns >= 3 && columns <= limits.columns
  );
}

/** The table of an array. Its fourth column is pid or mass by what it holds, so the array is read once for that. */
export async function arrayTable(
  format: string,
  collection: string,
  collections: RawTable['collections'],
  array: NpyArray,
  options: ReadOptions,
  header: NpyHeader,
): Promise<RawTable> {
  if (!holdsEvents(header)) {
    throw new ReadError(
      'bad-file',
      `${array.label} has shape ${shapeOf(header)}, needed is (events, particles, ≥ 3)`,
      'Columns are pt, y, phi and, optionally, pid or mass.',
    );
  }
  const [slots, width] = header.shape.slice(-2);
  if (slots * width > limits.eventValues) {
    throw new ReadError(
      'too-large',
      `${array.label} has events of ${slots * width} numbers, allowed are ${limits.eventValues}`,
    );
  }
  if (header.fortran && header.dataBytes > limits.heldBytes) {
    throw new ReadError(
      'too-large',
      `${array.label} is in Fortran order with ${header.dataBytes} bytes, allowed are ${limits.heldBytes}`,
      'Save it with numpy.ascontiguousarray.',
    );
  }
  const given = chosenMapping(array.label, options, width, 'GeV');
  const order = given || width < 4 ? null : orderOf(await firstFour(array, header, options), 4);
  const mapping: Mapping = given ?? {
    roles: order
      ? Array.from({ length: width }, (_, c) => order[c] ?? 'ignore')
      : guessRoles(width, width > 3 && (await fourthIsPid(array, header, options))),
    energyUnit: 'GeV',
  };
  const columns = namesOf(mapping.roles, options.mapping ? undefined : options.columns);
  const fourth = width > 3 ? `, ${mapping.roles[3]}` : '';
  const why = mapping.roles[3] === 'pid' ? 'all are integers, some at least 11' : 'not all are PDG numbers';
  return {
    format,
    collection,
    collections,
    columns,
    mapping,
    reason: given
      ? 'As chosen.'
      : order
        ? orderReason(order)
        : `By position: pt, y, phi${fourth}${fourth && ` (the fourth column's values: ${why})`}.`,
    basis: 'places',
    numeric: columns.map(() => true),
    rows: (sink) => readArray(array, header, sink),
    random: (array.bytes && randomEvents(array.bytes, header)) ?? undefined,
  };
}

function guessRoles(width: number, pid: boolean): Role[] {
  const roles: Role[] = ['pt', 'y', 'phi'];
  if (width > 3) roles.push(pid ? 'pid' : 'mass');
  while (roles.length < width) roles.push('ignore');
  return roles;
}

/** The first four columns of the first particles, row by row. */
async function firstFour(array: NpyArray, header: NpyHeader, options: ReadOptions): Promise<number[]> {
  const rows: number[] = [];
  let events = 0;
  const scan = {
    done: false,
    row(values: Float64Array) {
      if (rows.length < 4 * LOOKED_AT) rows.push(...values.subarray(0, 4));
      else this.done = true;
    },
    endEvent() {
      if (++events >= LOOKED_AT) this.done = true;
    },
  };
  for await (const _ of readArray(array, header, scan)) {
    if (options.cancelled?.()) throw new ReadError('cancelled', `${array.label}: reading was cancelled`);
  }
  return rows;
}

/** PDG numbers: every value is an integer and some |value| ≥ 11 (DESIGN §3). Ends at the first that is none. */
async function fourthIsPid(array: NpyArray, header: NpyHeader, options: ReadOptions): Promise<boolean> {
  const scan = {
    done: false,
    some: false,
    row(values: Float64Array) {
      if (!Number.isInteger(values[3])) this.done = true;
      else if (Math.abs(values[3]) >= 11) this.some = true;
    },
    endEvent() {},
  };
  for await (const _ of readArray(array, header, scan)) {
    if (options.cancelled?.()) throw new ReadError('cancelled', `${array.label}: reading was cancelled`);
  }
  return !scan.done && scan.some;
}

/** Particles of an array that are no padding, without their values. */
export async function countParticles(array: NpyArray, header: NpyHeader): Promise<number> {
  let particles = 0;
  const sink = { done: false, row: () => void particles++, endEvent() {} };
  for await (const _ of readArray(array, header, sink));
  return particles;
}

async function* readArray(array: NpyArray, header: NpyHeader, sink: RowSink): AsyncGenerator<void> {
  const events = header.shape.length === 3 ? header.shape[0] : 1;
  const [slots, width] = header.shape.slice(-2);
  const item = itemReader(header);
  const values = new Float64Array(width);
  let event = 0;
  let slot = 0;
  /** Takes the next particle; false when the sink wants no more. */
  const next = (): boolean => {
    let zeros = 0;
    for (let c = 0; c < width; c++) if (values[c] === 0) zeros++;
    if (zeros < width) sink.row(values, slot);
    if (++slot === slots) {
      slot = 0;
      event++;
      sink.endEvent();
    }
    return !sink.done;
  };
  if (slots === 0) {
    // (n, 0, 4): events without room for particles; there is nothing to read, so the count is checked here.
    if (events > limits.events) {
      throw new ReadError('too-large', `${array.label} has ${events} events, allowed are ${limits.events}`);
    }
    for (; event < events && !sink.done; event++) {
      sink.endEvent();
      if (event % 1024 === 0) yield;
    }
    return;
  }
  if (header.fortran) {
    const view = await holdData(array, header);
    while (event < events) {
      for (let c = 0; c < width; c++) {
        values[c] = item(
          view,
          header.shape.length === 3 ? event + events * (slot + slots * c) : slot + slots * c,
        );
      }
      if (!next()) return;
      if (slot === 0 && event % 256 === 0) yield;
    }
    return;
  }
  const eventBytes = bytesOfEvent(header);
  if (eventBytes <= WAITED_BYTES) {
    const block = blockReader(header);
    for await (const view of records(array, header, eventBytes)) {
      feed(block(view, view.byteLength / eventBytes), sink);
      if (sink.done) return;
      yield;
    }
    return;
  }
  for await (const view of records(array, header, width * header.itemBytes)) {
    const particles = view.byteLength / (width * header.itemBytes);
    for (let k = 0; k < particles; k++) {
      for (let c = 0; c < width; c++) values[c] = item(view, k * width + c);
      if (!next()) return;
    }
    yield;
  }
}

/** The data in blocks of whole records. Throws ReadError where they end early. */
function records(array: NpyArray, header: NpyHeader, recordBytes: number): AsyncGenerator<DataView> {
  const { headerBytes, dataBytes } = header;
  return wholeRecords(array.stream(), {
    label: array.label,
    start: headerBytes,
    bytes: dataBytes,
    recordBytes,
  });
}

async function holdData(array: NpyArray, header: NpyHeader): Promise<DataView> {
  const blocks: Uint8Array[] = [];
  for await (const view of records(array, header, header.itemBytes)) {
    blocks.push(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice());
  }
  const all = join(blocks);
  return new DataView(all.buffer, all.byteOffset, all.byteLength);
}
