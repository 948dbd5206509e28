// The values of a Parquet page as numbers, from any of its encodings, so many at a time.
// Format: github.com/apache/parquet-format, Encodings.md.

import { ReadError } from './errors.ts';
import type { Feed } from './feed.ts';
import { limits } from './limits.ts';
import { Runs } from './parquet-runs.ts';

/** How a column's numbers stand in the file. */
export interface Kind {
  /** BOOLEAN, INT32, INT64, FLOAT or DOUBLE. */
  readonly type: string;
  readonly unsigned: boolean;
}

/** Values taken at once at most. */
export const PIECE = 8192;

/** Where numbers begin where they may; used between two awaits only, by all columns. */
const SCRATCH = new Uint8Array(8 * PIECE);

export interface Values {
  /** Passes over n values. */
  skip(n: number): Promise<void>;
  /** The next n ≤ PIECE values, from `at` on. Throws ReadError where there are fewer. */
  take(out: Float64Array, at: number, n: number): Promise<void>;
}

type Delta = (
  reader: { view: DataView; offset: number },
  count: number,
  output: Int32Array | BigInt64Array,
) => void;

/** Numbers one after another. */
export class Plain implements Values {
  private readonly size: number;
  /** What the bytes in SCRATCH are; of INT64 the halves. */
  private readonly numbers: Float64Array | Float32Array | Int32Array | Uint32Array;

  constructor(
    private readonly label: string,
    private readonly feed: Feed,
    private readonly kind: Kind,
  ) {
    this.size = bytesOf(kind.type);
    this.numbers = numbersIn(SCRATCH, kind);
  }

  async skip(n: number): Promise<void> {
    if (!(await this.feed.skip(n * this.size))) throw short(this.label);
  }

  async take(out: Float64Array, at: number, n: number): Promise<void> {
    const { feed, numbers } = this;
    const length = n * this.size;
    if (feed.left < length && !(await feed.fill(length))) throw short(this.label);
    SCRATCH.set(feed.bytes.subarray(feed.at, feed.at + length));
    feed.at += length;
    if (this.kind.type !== 'INT64') {
      out.set(numbers.subarray(0, n), at);
      return;
    }
    // The sum of both halves is rounded once, as a BigInt is.
    for (let i = 0; i < n; i++) {
      const high = numbers[2 * i + 1];
      out[at + i] = (this.kind.unsigned ? high : high | 0) * 2 ** 32 + numbers[2 * i];
    }
  }
}

/** Places in a dictionary, and what stands there; without one, the places themselves. */
export class Places implements Values {
  private readonly runs: Runs;
  private readonly places = new Uint32Array(PIECE);

  constructor(
    private readonly label: string,
    feed: Feed,
    width: number,
    private readonly dictionary: ArrayLike<number> | null,
  ) {
    if (width > 32) {
      throw new ReadError('bad-file', `${label}: dictionary indices of ${width} bits, allowed are 32`);
    }
    this.runs = new Runs(label, feed, width);
  }

  /** Places themselves come. */
  get bare(): boolean {
    return this.dictionary === null;
  }

  skip(n: number): Promise<void> {
    return this.runs.skip(n);
  }

  async take(out: Float64Array, at: number, n: number): Promise<void> {
    const { places, dictionary } = this;
    await this.runs.take(places, n);
    if (dictionary === null) {
      out.set(places.subarray(0, n), at);
      return;
    }
    const { length } = dictionary;
    for (let i = 0; i < n; i++) {
      if (places[i] >= length) throw noPlace(this.label, places[i], length);
      out[at + i] = dictionary[places[i]];
    }
  }
}

export function noPlace(label: string, place: number, length: number): ReadError {
  return new ReadError('bad-file', `${label}: value ${place} of a dictionary with ${length} is asked for`);
}

/** Values that can be had only together. */
class Held implements Values {
  private at = 0;

  constructor(
    private readonly label: string,
    private readonly values: ArrayLike<number | bigint>,
  ) {}

  async skip(n: number): Promise<void> {
    this.at += n;
  }

  async take(out: Float64Array, at: number, n: number): Promise<void> {
    if (this.at + n > this.values.length) throw short(this.label);
    for (let i = 0; i < n; i++) out[at + i] = Number(this.values[this.at + i]);
    this.at += n;
  }
}

/** For encodings whose values do not stand one after another; `feed` has the rest of a page, of `count` values at most. */
export async function together(
  label: string,
  feed: Feed,
  kind: Kind,
  encoding: string,
  count: number,
  delta: Delta,
): Promise<Values> {
  const { type, unsigned } = kind;
  const size = bytesOf(type);
  await feed.fill(limits.columnBytes + 1);
  if (feed.left > limits.columnBytes || count * size > limits.columnBytes) {
    throw new ReadError(
      'too-large',
      `${label}: a page of ${count} values in ${encoding} is held whole, allowed are ${limits.columnBytes} bytes`,
      'Write the file with smaller pages.',
    );
  }
  const bytes = feed.bytes.subarray(feed.at, feed.end);
  if (encoding === 'DELTA_BINARY_PACKED' && type.startsWith('INT')) {
    // Some writers give the first of unsigned numbers in more than 32 bits.
    const out = type === 'INT32' && !unsigned ? new Int32Array(count) : new BigInt64Array(count);
    delta({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 }, count, out);
    const wrap = (value: number | bigint) => BigInt.asUintN(type === 'INT32' ? 32 : 64, BigInt(value));
    if (!unsigned) return new Held(label, out);
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) values[i] = Number(wrap(out[i]));
    return new Held(label, values);
  }
  if (encoding === 'BYTE_STREAM_SPLIT' && size > 0) {
    // [size][values]: the first bytes of all, then the second ones.
    const values = Math.floor(bytes.length / size);
    const out = new Uint8Array(values * size);
    for (let b = 0; b < size; b++) {
      for (let i = 0; i < values; i++) out[i * size + b] = bytes[b * values + i];
    }
    return new Held(label, whole(out.buffer, kind));
  }
  if (encoding === 'PLAIN' && type === 'BOOLEAN') {
    const bits = new Uint8Array(8 * bytes.length);
    for (let i = 0; i < bits.length; i++) bits[i] = (bytes[i >> 3] >> (i & 7)) & 1;
    return new Held(label, bits);
  }
  throw new ReadError('unsupported', `${label}: ${type} in the encoding ${encoding} is not read`);
}

/** Bytes of a number; 0 for what is less. */
function bytesOf(type: string): number {
  return type === 'BOOLEAN' ? 0 : type === 'INT64' || type === 'DOUBLE' ? 8 : 4;
}

function numbersIn({ buffer }: Uint8Array, { type, unsigned }: Kind) {
  if (type === 'DOUBLE') return new Float64Array(buffer);
  if (type === 'FLOAT') return new Float32Array(buffer);
  return type === 'INT32' && !unsigned ? new Int32Array(buffer) : new Uint32Array(buffer);
}

function whole(buffer: ArrayBufferLike, kind: Kind): ArrayLike<number | bigint> {
  if (kind.type !== 'INT64') return numbersIn(new Uint8Array(buffer), kind);
  return kind.unsigned ? new BigUint64Array(buffer) : new BigInt64Array(buffer);
}

function short(label: string): ReadError {
  return new ReadError('bad-file', `${label}: a page has fewer values than it claims`, 'Get the file again.');
}
