// Apache Arrow IPC files (Feather V2): list columns, lists of structs, flat tables with an event column, numbered columns.
// The unit of access is some rows of a record batch; of packed batches (lz4, zstd) what was unpacked last is kept.
// Streams and Feather V1 are not read, nor are dictionaries, unions and views.

import { type OpenBatch, valuesOf } from './arrow-columns.ts';
import { batchOf, leavesOf, placesOf } from './arrow-schema.ts';
import { ReadError } from './errors.ts';
import { FlatTable } from './flatbuffer.ts';
import { bytesAt, held, type Input } from './input.ts';
import { type EventFile, eventTable, type Values } from './jagged.ts';
import { limits } from './limits.ts';
import type { Format } from './table.ts';

export const arrow: Format = {
  name: 'arrow',
  async open(input, options, whole) {
    return await eventTable(await arrowFile(await held(input)), options, whole);
  },
};

const MAGIC = 'ARROW1';
/** Values of a column that are read at once. */
const UNIT_VALUES = 400_000;
/** The most batches whose heads are read when the file is opened. */
const MOST_BATCHES = 1_000_000;

interface Piece {
  readonly start: number;
  readonly rows: number;
  /** Rows read at once. */
  readonly unit: number;
  readonly batch: OpenBatch;
}

async function arrowFile(input: Input): Promise<EventFile> {
  const { name, size, slice } = input;
  if (!slice || size === null) throw new Error('a held input has a size');
  const bytes = (from: number, to: number) => bytesAt({ size, slice }, from, to);
  const footer = await guarded(`${name}: the footer`, async () =>
    FlatTable.root(await footerOf(name, size, bytes)),
  );
  const leaves = await guarded(`${name}: the fields`, () => {
    const schema = footer.table(1);
    return schema ? leavesOf(schema, name) : [];
  });
  const places = await guarded(`${name}: the footer`, () => placesOf(footer, name, size));
  if (places.length > MOST_BATCHES) {
    throw new ReadError(
      'too-large',
      `${name}: there are ${places.length} record batches, allowed are ${MOST_BATCHES}`,
    );
  }
  const pieces: Piece[] = [];
  let start = 0;
  for (const [i, { offset, head, body }] of places.entries()) {
    const label = `${name}: record batch ${i}`;
    const batch = await guarded(label, async () => batchOf(await bytes(offset, offset + head), body, label));
    if (batch.rows === 0) continue;
    const from = offset + head;
    const most = batch.nodes.reduce((a, b) => Math.max(a, b), batch.rows);
    pieces.push({
      start,
      rows: batch.rows,
      unit: Math.max(1, Math.ceil(batch.rows / Math.ceil(most / UNIT_VALUES))),
      batch: {
        ...batch,
        label,
        bytes: (a, b) => bytes(from + a, from + b),
        unpacked: new Map(),
      },
    });
    start += batch.rows;
  }
  let last: OpenBatch | null = null;
  return {
    format: 'arrow',
    file: name,
    size,
    name: '',
    others: [],
    events: start,
    fields: leaves.map(({ name, list, padded }) => ({ name, list, padded })),
    edge(row) {
      const piece = pieceAt(pieces, row);
      const end = piece.start + (Math.floor((row - piece.start) / piece.unit) + 1) * piece.unit;
      return Math.min(end, piece.start + piece.rows);
    },
    async read(fields, from, to) {
      const { batch, start: first } = pieceAt(pieces, from);
      if (last !== batch) last?.unpacked.clear();
      last = batch;
      const out: Values[] = [];
      for (const field of fields) {
        const leaf = leaves[field];
        const label = `${batch.label}, column "${leaf.name.slice(0, 100)}"`;
        out.push(await guarded(label, () => valuesOf(batch, leaf, from - first, to - first)));
      }
      return out;
    },
  };
}

function pieceAt(pieces: readonly Piece[], row: number): Piece {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle].start <= row) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}

async function footerOf(
  name: string,
  size: number,
  bytes: (from: number, to: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const tail = await bytes(Math.max(0, size - 10), size);
  if (size < 18 || new TextDecoder().decode(tail.subarray(4)) !== MAGIC) {
    throw new ReadError(
      'bad-file',
      `${name}: the file does not end as Arrow does`,
      'It is cut short; get it again.',
    );
  }
  const length = new DataView(tail.buffer, tail.byteOffset).getInt32(0, true);
  const most = Math.min(size - 18, limits.metadataBytes);
  if (length > 0 && length <= most) return bytes(size - 10 - length, size - 10);
  throw new ReadError('bad-file', `${name}: the footer claims ${length} bytes, allowed are 1 to ${most}`);
}

/** What leads out of the bytes, or cannot be unpacked, becomes an error about the file. */
async function guarded<T>(subject: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const text = (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200);
    throw new ReadError('bad-file', `${subject} cannot be read (${text})`, 'Get the file again.');
  }
}
