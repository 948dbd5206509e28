// A stream of bytes in pieces of whole records of one length: arrays that come by and are not held.

import { ReadError } from './errors.ts';
import { join } from './input.ts';

export interface Records {
  /** For messages: `top.npz: X`. */
  readonly label: string;
  /** Bytes before the first record, and of all records. */
  readonly start: number;
  readonly bytes: number;
  /** Of one; all are a whole number of them. */
  readonly recordBytes: number;
}

/** Reads on to the end of the stream, where an archive's checksum is compared. Throws ReadError where the records end early. */
export async function* wholeRecords(
  stream: AsyncIterable<Uint8Array>,
  { label, start, bytes: all, recordBytes }: Records,
): AsyncGenerator<DataView> {
  let skip = start;
  let left = all;
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const block of stream) {
    const passed = Math.min(skip, block.length);
    skip -= passed;
    const bytes = block.subarray(passed, Math.min(block.length, passed + left));
    left -= bytes.length;
    waiting.push(bytes);
    length += bytes.length;
    if (length < recordBytes) continue;
    const joined = join(waiting);
    const whole = length - (length % recordBytes);
    yield new DataView(joined.buffer, joined.byteOffset, whole);
    // Copied, so that the rest does not keep all of it.
    waiting = [joined.slice(whole)];
    length -= whole;
  }
  if (left > 0) {
    throw new ReadError(
      'bad-file',
      `${label} ends after ${all - left} of ${all} bytes`,
      'The file is cut short; get it again.',
    );
  }
}
