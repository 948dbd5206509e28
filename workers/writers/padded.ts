// The padded array of npz and npy, X[event, particle, (pt, y, phi[, pid or mass])], of a stream of events: its shape and its
// items are known when the last event is, so what comes is kept in a spool first, and copied from there.

import { Zip, ZipDeflate } from 'fflate';
import type { EventColumns } from '../core/events.ts';
import { WriteError } from './errors.ts';
import { headerBytes, isSpecies, TIME } from './npy.ts';
import type { EventStream, Write } from './streams.ts';

/** A place for bytes that are read again in their order, once. */
export interface Spool {
  write(bytes: Uint8Array): Promise<void>;
  bytes(): AsyncIterable<Uint8Array>;
}

/** Bytes of an array in a zip without extensions for more. */
const MOST_ZIPPED = 2 ** 32 - 2 ** 16;
/** Of a particle in the spool: pt, y, phi, mass, pid. */
const SPOOLED = 5;
const MASS = 3;
const PID = 4;

export function paddedStream(format: 'npz' | 'npy', write: Write, spool: Spool): EventStream {
  const counts: number[] = [];
  let slots = 0;
  let species = false;
  let masses = false;
  const single = Array<boolean>(SPOOLED).fill(true);

  return {
    async write(columns) {
      const { events, offsets, mass, pid } = columns;
      if (pid?.some(isSpecies)) species = true;
      if (mass) masses = true;
      for (let i = 0; i < events; i++) {
        const count = offsets[i + 1] - offsets[i];
        counts.push(count);
        slots = Math.max(slots, count);
      }
      const rows = new Float64Array(SPOOLED * columns.pt.length);
      fillRows(rows, columns, single);
      await spool.write(new Uint8Array(rows.buffer));
    },
    async end() {
      const fourth = species ? PID : masses ? MASS : null;
      const places = fourth === null ? [0, 1, 2] : [0, 1, 2, fourth];
      const bytes = places.every((place) => single[place]) ? 4 : 8;
      const shape = [counts.length, slots, places.length] as const;
      const size = bytes * shape[0] * shape[1] * shape[2];
      if (format === 'npz' && size > MOST_ZIPPED) {
        throw new WriteError(
          'too-large',
          `the array (${shape.join(', ')}) needs ${size} bytes, allowed are ${MOST_ZIPPED}`,
          'Write Parquet, npy or CSV, or fewer events.',
        );
      }
      const target = format === 'npz' ? zipped(write) : { write, end: async () => undefined };
      await target.write(headerBytes(`(${shape.join(', ')})`, bytes === 4 ? '<f4' : '<f8'));
      for await (const event of eventsOf(spool, counts)) {
        await target.write(paddedEvent(event, slots, places, bytes));
      }
      await target.end();
    },
  };
}

function fillRows(rows: Float64Array, columns: EventColumns, single: boolean[]): void {
  const { pt, y, phi, mass, pid } = columns;
  for (let k = 0; k < pt.length; k++) {
    const at = SPOOLED * k;
    rows[at] = pt[k];
    // A particle with pT = 0 has no rapidity, and stands as (0, 0, φ, …).
    rows[at + 1] = Number.isNaN(y[k]) ? 0 : y[k];
    rows[at + 2] = phi[k];
    rows[at + MASS] = mass ? mass[k] : 0;
    rows[at + PID] = pid ? pid[k] : 0;
    for (let c = 0; c < SPOOLED; c++) if (Math.fround(rows[at + c]) !== rows[at + c]) single[c] = false;
  }
}

/** The rows of each event, out of blocks that know nothing of them. */
async function* eventsOf(spool: Spool, counts: readonly number[]): AsyncGenerator<Float64Array> {
  const blocks = spool.bytes()[Symbol.asyncIterator]();
  let block = new Uint8Array(0);
  let at = 0;
  for (const count of counts) {
    const event = new Float64Array(SPOOLED * count);
    const into = new Uint8Array(event.buffer);
    for (let done = 0; done < into.length; ) {
      if (at === block.length) {
        const next = await blocks.next();
        if (next.done) throw new Error('the spool is shorter than what was written to it');
        block = next.value as Uint8Array<ArrayBuffer>;
        at = 0;
      }
      const length = Math.min(into.length - done, block.length - at);
      into.set(block.subarray(at, at + length), done);
      at += length;
      done += length;
    }
    yield event;
  }
}

function paddedEvent(rows: Float64Array, slots: number, places: readonly number[], bytes: 4 | 8): Uint8Array {
  const out = new Uint8Array(bytes * slots * places.length);
  const view = new DataView(out.buffer);
  let at = 0;
  for (let k = 0; k < rows.length; k += SPOOLED) {
    for (const place of places) {
      if (bytes === 4) view.setFloat32(at, rows[k + place], true);
      else view.setFloat64(at, rows[k + place], true);
      at += bytes;
    }
  }
  return out;
}

/** The one member X.npy. */
function zipped(write: Write): { readonly write: Write; end(): Promise<void> } {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const archive = new Zip((error, bytes) => {
    if (error) failure = error;
    else ready.push(bytes);
  });
  const member = new ZipDeflate('X.npy', { level: 6 });
  member.mtime = TIME;
  archive.add(member);
  const drain = async () => {
    if (failure) throw failure;
    const blocks = ready;
    ready = [];
    for (const block of blocks) await write(block);
  };
  return {
    async write(bytes) {
      if (bytes.length === 0) return;
      member.push(bytes);
      await drain();
    },
    async end() {
      member.push(new Uint8Array(0), true);
      archive.end();
      await drain();
    },
  };
}
