// Any events of an array in C order without what stands before them: every event takes the same number of bytes.

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
  const [slots, width] = header.shape.slice(-2);
  if (header.fortran || slots === 0) return null;
  const eventBytes = slots * width * header.itemBytes;
  const atOnce = Math.max(1, Math.floor(BLOCK_BYTES / eventBytes));
  const item = itemReader(header);
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
  function block(view: DataView, count: number): Block {
    const counts = new Uint32Array(count);
    const columns = Array.from({ length: width }, () => new Float64Array(count * slots));
    const places = new Uint32Array(count * slots);
    let kept = 0;
    for (let event = 0; event < count; event++) {
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
  }
  return { events, blocks };
}
