// The envelopes of an RNTuple (header, footer, page lists) and the frames in them: little-endian, every size compared with
// the bytes there are. Source: RNTuple Binary Format Specification 1.0 (root-project/root, tree/ntuple/doc).

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import { unpacked } from './root-packed.ts';
import { broken, checkSize, type Source } from './root-source.ts';
import { xxh3 } from './xxh3.ts';

/** A range of bytes of the file. */
export interface Locator {
  readonly seek: number;
  readonly bytes: number;
}

export interface Link extends Locator {
  /** Unpacked. */
  readonly length: number;
}

export const HEADER = 1;
export const FOOTER = 2;
export const PAGE_LIST = 3;

/** Type and length before, checksum behind. */
const PREAMBLE = 8;
const CHECKSUM = 8;
/** Larger ones (bytes) are not compared with their checksum, which would take a second. */
const CHECKED = 16 * 2 ** 20;
/** Bytes of the shortest thing that a list may hold. */
const LEAST_ITEM = 8;
/** The one kind of locator that is not simple: 64 bits for the size. */
const LARGE = 1;

/** The envelope behind a link, from its payload to its checksum. Throws ReadError. */
export async function envelopeOf(source: Source, label: string, link: Link, type: number): Promise<Cursor> {
  const { seek, bytes, length } = link;
  const name = ['', 'header', 'footer', 'page list'][type];
  if (!(bytes > 0 && bytes <= limits.metadataBytes && seek + bytes <= source.size)) {
    throw broken(label, `its ${name} of ${bytes} bytes is wanted at ${seek}, the file has ${source.size}`);
  }
  checkSize(label, `its ${name}`, bytes, length);
  if (length < PREAMBLE + CHECKSUM) throw broken(label, `its ${name} claims ${length} bytes`);
  const packed = await source.bytes(seek, seek + bytes);
  const data = bytes === length ? packed : await unpacked(label, `its ${name}`, packed, length);
  const cursor = new Cursor(`${label}, ${name}`, data);
  const [kind, size] = [cursor.u16(), cursor.u16() + cursor.u32() * 65_536];
  if (kind !== type || size !== length) {
    throw broken(
      label,
      `its ${name} claims to be of type ${kind} and ${size} bytes, not ${type} and ${length}`,
    );
  }
  cursor.end = length - CHECKSUM;
  if (length <= CHECKED && xxh3(data.subarray(0, cursor.end)) !== cursor.ownChecksum()) {
    throw broken(label, `its ${name} does not match its checksum`);
  }
  return cursor;
}

/** Takes numbers one after another, never beyond the frame that it is in. */
export class Cursor {
  at = 0;
  end: number;
  private readonly view: DataView;

  constructor(
    readonly label: string,
    private readonly data: Uint8Array,
  ) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.end = data.length;
  }

  u16(): number {
    return this.view.getUint16(this.step(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.step(4), true);
  }

  i32(): number {
    return this.view.getInt32(this.step(4), true);
  }

  f64(): number {
    return this.view.getFloat64(this.step(8), true);
  }

  /** As a number, exact up to 2^53: more events, bytes or elements than that are refused by what they are compared with. */
  i64(): number {
    return Number(this.view.getBigInt64(this.step(8), true));
  }

  u64(): number {
    return Number(this.view.getBigUint64(this.step(8), true));
  }

  /** To be compared only. */
  checksum(): bigint {
    return this.view.getBigUint64(this.step(8), true);
  }

  /** The checksum behind the payload. */
  ownChecksum(): bigint {
    return this.view.getBigUint64(this.data.length - CHECKSUM, true);
  }

  text(): string {
    const length = this.u32();
    const from = this.step(length);
    return new TextDecoder().decode(this.data.subarray(from, from + length));
  }

  /** Runs `read` in the record frame that begins here, and goes on behind it. */
  record<T>(read: () => T): T {
    const begin = this.at;
    const size = this.i64();
    return this.within(begin, size, size >= 8, read);
  }

  /** Runs `read` for each item of the list frame that begins here. `least`: bytes of an item. */
  list(read: (i: number) => void, least = LEAST_ITEM): void {
    const begin = this.at;
    const size = -this.i64();
    const items = this.u32();
    this.within(begin, size, size >= 12 && items * least <= size - 12, () => {
      for (let i = 0; i < items; i++) read(i);
    });
  }

  /** How many items the list frame that begins here has, and where it ends; the cursor goes to its first item. */
  openList(least: number): { items: number; end: number } {
    const begin = this.at;
    const size = -this.i64();
    const items = this.u32();
    if (!(size >= 12 && size <= this.end - begin && items * least <= size - 12)) this.fail(begin);
    return { items, end: begin + size };
  }

  locator(): Locator {
    const size = this.i32();
    if (size >= 0) return { bytes: size, seek: this.u64() };
    // ROOT negates the whole word: its own size, what is reserved, the type.
    const [own, type] = [-size & 0xffff, -size >> 24];
    const begin = this.at - 4;
    if (type !== LARGE) {
      throw new ReadError('unsupported', `${this.label} has a locator of type ${type}, readable are 0 and 1`);
    }
    if (own < 20) this.fail(begin);
    const where = { bytes: this.u64(), seek: this.u64() };
    this.step(begin + own - this.at);
    return where;
  }

  link(): Link {
    const length = this.u64();
    return { length, ...this.locator() };
  }

  fail(at: number): never {
    throw broken(this.label, `what stands at ${at} does not fit into its ${this.end} bytes`);
  }

  private within<T>(begin: number, size: number, fits: boolean, read: () => T): T {
    if (!fits || !(size <= this.end - begin)) this.fail(begin);
    const outer = this.end;
    this.end = begin + size;
    const result = read();
    this.at = this.end;
    this.end = outer;
    return result;
  }

  private step(bytes: number): number {
    const from = this.at;
    if (!(bytes >= 0 && bytes <= this.end - from)) this.fail(from);
    this.at = from + bytes;
    return from;
  }
}
