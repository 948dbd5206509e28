// Events of an array in C order as blocks: any of them without what stands before, as each takes the same number of bytes, or
// those in bytes that come by.

import { ReadError } from './errors.ts';
import { bytesAt } from './input.ts';
import { itemReader, type NpyHeader } from './npyheader.ts';
import type { Block, RandomAccess } from './table.ts';

/** Bytes that a block is made of, at least one event. */
const BLOCK_BYTES = 2 ** 20;

/** An array's bytes at any place: from `start` of the file, which has `size`. */
export interface NpyBytes {
  readonly label: string;
  readonly size: number;
  readonly start: number;
  slice(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Null where events are scattered over the array (Fortran order), or take no room in it. */
export function randomEvents(array: NpyBytes, header: NpyHeader): RandomAccess | null {
  const events = header.shape.length === 3 ? header.shape[0] : 1;
  const eventBytes = bytesOfEvent(header);
  if (header.fortran || eventBytes === 0) return null;
  const atOnce = Math.max(1, Math.floor(BLOCK_BYTES / eventBytes));
  const block = blockReader(header);
  const data = array.start + header.headerBytes;
  async function* blocks(from: number, to: number): AsyncGenerator<Block> {
    for (let first = from; first < to; first += atOnce) {
      const last = Math.min(to, first + atOnce);
      const bytes = await bytesAt(array, data + first * eventBytes, data + last * eventBytes);
      if (bytes.length < (last - first) * eventBytes) {
        throw new ReadError(
          'bad-file',
          `${array.label} ends inside event ${first + Math.floor(bytes.length / eventBytes)} of ${events}`,
          'The file is cut short; get it again.',
        );
      }
      yield block(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), last - first);
    }
  }
  return { events, blocks };
}

export function bytesOfEvent({ shape, itemBytes }: NpyHeader): number {
  const [slots, width] = shape.slice(-2);
  return slots * width * itemBytes;
}

/** A function that makes a block of the bytes of so many whole events. */
export function blockReader(header: NpyHeader): (view: DataView, events: number) => Block {
  const [slots, width] = header.shape.slice(-2);
  const item = itemReader(header);
  return (view, events) => {
    const counts = new Uint32Array(events);
    const columns = Array.from({ length: width }, () => new Float64Array(events * slots));
    const places = new Uint32Array(events * slots);
    let kept = 0;
    for (let event = 0; event < events; event++) {
      for (let slot = 0; slot < slots; slot++) {
        const at = (event * slots + slot) * width;
        let zeros = 0;
        for (let c = 0; c < width; c++) {
          const value = item(view, at + c);
          columns[c][kept] = value;
          if (value === 0) zeros++;
        }
        // A row of zeros is padding: the next one takes its place.
        if (zeros === width) continue;
        places[kept++] = slot;
        counts[event]++;
      }
    }
    return {
      counts,
      columns: columns.map((column) => column.subarray(0, kept)),
      places: places.subarray(0, kept),
    };
  };
}
