// Numbers of an Arrow record batch: some rows of a field, through the lists and structs around it. Buffers that are not
// packed are read in the part that is asked for.

import type { ArrowLeaf, Batch, NumberType, Step } from './arrow-schema.ts';
import { ReadError } from './errors.ts';
import type { Values } from './jagged.ts';
import { limits } from './limits.ts';
import { unlz4Frame } from './lz4frame.ts';

export interface OpenBatch extends Batch {
  /** For messages: the file and the batch. */
  readonly label: string;
  /** Bytes of the message's body. */
  bytes(from: number, to: number): Promise<Uint8Array>;
  /** Unpacked buffers by number. */
  readonly unpacked: Map<number, Uint8Array>;
}

/** Rows from … to − 1 of the batch. A null is NaN, a null list is empty. */
export async function valuesOf(batch: OpenBatch, leaf: ArrowLeaf, from: number, to: number): Promise<Values> {
  let [first, last] = [from, to];
  let valid: Uint8Array | null = null;
  let lists: { readonly counts: Uint32Array; readonly starts: Float64Array } | null = null;
  for (const step of leaf.path) {
    const there = batch.nodes[step.node] ?? 0;
    if (last > there) {
      throw new ReadError(
        'bad-file',
        `${batch.label}: column "${leaf.name}" has ${there} values, needed are ${last}`,
      );
    }
    valid = both(valid, await validOf(batch, step, first, last));
    if (step.kind !== 'list' && step.kind !== 'fixed') continue;
    const starts = await startsOf(batch, leaf, step, first, last);
    const counts = new Uint32Array(last - first);
    for (let i = 0; i < counts.length; i++) counts[i] = valid?.[i] === 0 ? 0 : starts[i + 1] - starts[i];
    [first, last] = [starts[0], starts[counts.length]];
    lists = { counts, starts };
    valid = null;
  }
  // As they stand they may take an eighth of what they take as numbers, and one event may have them all.
  if (last - first > limits.blockValues) {
    throw new ReadError(
      'too-large',
      `${batch.label}: rows ${from} to ${to} of "${leaf.name}" have ${last - first} values, allowed are ${limits.blockValues}`,
    );
  }
  const { buffer } = leaf.path[leaf.path.length - 1];
  const values = await numbersOf(batch, leaf.type, buffer + 1, first, last);
  if (valid) for (let i = 0; i < values.length; i++) if (valid[i] === 0) values[i] = Number.NaN;
  if (!lists) return { counts: null, values };
  return { counts: lists.counts, values: withoutNulls(values, lists) };
}

/** A list that is null may have values. */
function withoutNulls(
  values: Float64Array,
  { counts, starts }: { readonly counts: Uint32Array; readonly starts: Float64Array },
): Float64Array {
  let end = 0;
  for (let i = 0; i < counts.length; i++) {
    const start = starts[i] - starts[0];
    if (start !== end) values.copyWithin(end, start, start + counts[i]);
    end += counts[i];
  }
  return values.subarray(0, end);
}

async function startsOf(
  batch: OpenBatch,
  leaf: ArrowLeaf,
  { kind, size, buffer }: Step,
  from: number,
  to: number,
): Promise<Float64Array> {
  if (kind === 'fixed') {
    if (!(size >= 0 && size <= limits.eventParticles)) {
      throw new ReadError(
        'bad-file',
        `${batch.label}: lists of "${leaf.name}" have ${size} values, allowed are ${limits.eventParticles}`,
      );
    }
    return Float64Array.from({ length: to - from + 1 }, (_, i) => (from + i) * size);
  }
  // A list without rows may have no offsets at all.
  if (to === from) return new Float64Array(1);
  const starts = await numbersOf(batch, size === 8 ? 'int64' : 'int32', buffer + 1, from, to + 1);
  for (let i = 0; i < starts.length; i++) {
    if (starts[i] >= (i === 0 ? 0 : starts[i - 1])) continue;
    throw new ReadError(
      'bad-file',
      `${batch.label}: list ${from + i} of "${leaf.name}" ends before it begins`,
    );
  }
  return starts;
}

function both(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (!a || !b) return a ?? b;
  return a.map((one, i) => one & b[i]);
}

/** Null where nothing is null. */
async function validOf(
  batch: OpenBatch,
  { buffer }: Step,
  from: number,
  to: number,
): Promise<Uint8Array | null> {
  const [, length] = batch.buffers[buffer] ?? [0, 0];
  // Also a buffer of nothing is packed.
  if (length === 0 || (batch.codec !== 'none' && (await whole(batch, buffer)).length === 0)) return null;
  return bitsOf(batch, buffer, from, to);
}

async function bitsOf(batch: OpenBatch, buffer: number, from: number, to: number): Promise<Uint8Array> {
  const bytes = await part(batch, buffer, from >> 3, (to + 7) >> 3);
  const shift = from & 7;
  return Uint8Array.from({ length: to - from }, (_, i) => (bytes[(i + shift) >> 3] >> ((i + shift) & 7)) & 1);
}

async function numbersOf(
  batch: OpenBatch,
  type: NumberType,
  buffer: number,
  from: number,
  to: number,
): Promise<Float64Array> {
  if (type === 'bool') return Float64Array.from(await bitsOf(batch, buffer, from, to));
  const width = Number(/\d+$/.exec(type)?.[0]) / 8;
  // A copy is aligned; a Buffer's slice would be none.
  const { buffer: bytes } = new Uint8Array(await part(batch, buffer, from * width, to * width));
  switch (type) {
    case 'int8':
      return Float64Array.from(new Int8Array(bytes));
    case 'int16':
      return Float64Array.from(new Int16Array(bytes));
    case 'int32':
      return Float64Array.from(new Int32Array(bytes));
    case 'int64':
      return Float64Array.from(new BigInt64Array(bytes), Number);
    case 'uint8':
      return Float64Array.from(new Uint8Array(bytes));
    case 'uint16':
      return Float64Array.from(new Uint16Array(bytes));
    case 'uint32':
      return Float64Array.from(new Uint32Array(bytes));
    case 'uint64':
      return Float64Array.from(new BigUint64Array(bytes), Number);
    case 'float16':
      return Float64Array.from(new Uint16Array(bytes), half);
    case 'float32':
      return Float64Array.from(new Float32Array(bytes));
    case 'float64':
      return new Float64Array(bytes);
  }
}

function half(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits >> 15 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** Bytes from … to − 1 of a buffer. */
async function part(batch: OpenBatch, number: number, from: number, to: number): Promise<Uint8Array> {
  const [offset, length] = batch.buffers[number] ?? [0, 0];
  if (to - from > limits.columnBytes) {
    throw new ReadError(
      'too-large',
      `${batch.label}: a column takes ${to - from} bytes, allowed are ${limits.columnBytes}`,
    );
  }
  if (batch.codec === 'none') {
    if (to > length) throw short(batch, to, length);
    return to === from ? new Uint8Array(0) : batch.bytes(offset + from, offset + to);
  }
  const found = await whole(batch, number);
  if (to > found.length) throw short(batch, to, found.length);
  return found.subarray(from, to);
}

async function whole(batch: OpenBatch, number: number): Promise<Uint8Array> {
  const [offset, length] = batch.buffers[number] ?? [0, 0];
  const known = batch.unpacked.get(number);
  if (known) return known;
  const found = await unpacked(batch, offset, length);
  let held = found.length;
  for (const other of batch.unpacked.values()) held += other.length;
  if (held > limits.bufferBytes) batch.unpacked.clear();
  batch.unpacked.set(number, found);
  return found;
}

function short({ label }: OpenBatch, needed: number, there: number): ReadError {
  return new ReadError('bad-file', `${label}: a column has ${there} bytes, needed are ${needed}`);
}

/** The length once unpacked comes first, −1 where it is not packed. */
async function unpacked(batch: OpenBatch, offset: number, length: number): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array(0);
  if (length < 8 || length > limits.columnBytes) throw short(batch, 8, length);
  const bytes = await batch.bytes(offset, offset + length);
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true));
  const packed = bytes.subarray(8);
  if (size === -1) return packed;
  const most = Math.min(limits.bufferBytes, Math.max(limits.pageFreeBytes, limits.inflateRatio * length));
  if (!(size >= 0 && size <= most)) {
    throw new ReadError(
      'too-large',
      `${batch.label}: a column of ${length} bytes claims ${size} once unpacked, allowed are ${most}`,
    );
  }
  if (batch.codec === 'lz4') return unlz4Frame(packed, size);
  const { decompress } = await import('fzstd');
  const out = decompress(packed, new Uint8Array(size));
  if (out.length !== size) throw short(batch, size, out.length);
  return out;
}
