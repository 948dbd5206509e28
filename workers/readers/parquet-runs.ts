// Parquet's levels and dictionary indices: runs of one value and of bit-packed ones in turns, taken in pieces, so that a run
// of 2³¹ values, which is four bytes, is never written out. Format: github.com/apache/parquet-format, Encodings.md (RLE = 3).

import { ReadError } from './errors.ts';
import type { Feed } from './feed.ts';

/** Bytes of a run's length and of its value at most. */
const HEAD = 5 + 4;

export class Runs {
  /** Of the run that is open. */
  private left = 0;
  private packed = false;
  private value = 0;
  /** Bits of the feed's next byte that are used up. */
  private bit = 0;

  /** `width`: bits of a value, 0 to 32. */
  constructor(
    private readonly label: string,
    private readonly feed: Feed,
    private readonly width: number,
  ) {}

  /** The next n values. Throws ReadError where there are fewer. */
  async take(out: Uint8Array | Uint32Array, n: number): Promise<void> {
    for (let k = 0; k < n; ) {
      if (this.left === 0) await this.open(n - k);
      const count = Math.min(this.left, n - k);
      if (this.packed) {
        const bytes = (this.bit + count * this.width + 7) >> 3;
        if (this.feed.left < bytes && !(await this.feed.fill(bytes))) throw this.short(n - k);
        this.unpack(out, k, count);
      } else out.fill(this.value, k, k + count);
      this.left -= count;
      k += count;
    }
  }

  /** Passes over n values. */
  async skip(n: number): Promise<void> {
    for (let k = 0; k < n; ) {
      if (this.left === 0) await this.open(n - k);
      const count = Math.min(this.left, n - k);
      if (this.packed) {
        const bits = this.bit + count * this.width;
        if (!(await this.feed.skip(Math.floor(bits / 8)))) throw this.short(n - k);
        this.bit = bits % 8;
      }
      this.left -= count;
      k += count;
    }
  }

  /** Runs of nothing are allowed, and cost their bytes. */
  private async open(wanted: number): Promise<void> {
    const { feed } = this;
    if (this.width === 0) {
      [this.left, this.packed, this.value] = [wanted, false, 0];
      return;
    }
    // The last byte of a group that ended within it.
    if (this.bit > 0) feed.at++;
    this.bit = 0;
    if (feed.left < HEAD) await feed.fill(HEAD);
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      if (feed.left === 0 || shift > 28) throw this.short(wanted);
      const byte = feed.bytes[feed.at++];
      head += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const length = Math.floor(head / 2);
    this.packed = head % 2 === 1;
    this.left = this.packed ? 8 * length : length;
    if (this.packed) return;
    const bytes = (this.width + 7) >> 3;
    if (feed.left < bytes) throw this.short(wanted);
    this.value = 0;
    for (let i = 0; i < bytes; i++) this.value += feed.bytes[feed.at++] * 2 ** (8 * i);
  }

  private unpack(out: Uint8Array | Uint32Array, from: number, count: number): void {
    const { feed, width } = this;
    const { bytes } = feed;
    let at = feed.at;
    const to = from + count;
    if (width <= 24) {
      const mask = 2 ** width - 1;
      let bits = 0;
      let some = 0;
      if (this.bit > 0) {
        bits = bytes[at++] >> this.bit;
        some = 8 - this.bit;
      }
      for (let k = from; k < to; k++) {
        while (some < width) {
          bits |= bytes[at++] << some;
          some += 8;
        }
        out[k] = bits & mask;
        bits >>>= width;
        some -= width;
      }
      // A byte of which bits are left is not used up.
      feed.at = some > 0 ? at - 1 : at;
      this.bit = some > 0 ? 8 - some : 0;
      return;
    }
    let bit = this.bit;
    for (let k = from; k < to; k++) {
      let value = 0;
      for (let i = 0; i < width; i++, bit++) value += ((bytes[at + (bit >> 3)] >> (bit & 7)) & 1) * 2 ** i;
      out[k] = value;
      at += bit >> 3;
      bit &= 7;
    }
    feed.at = at;
    this.bit = bit;
  }

  private short(missing: number): ReadError {
    return new ReadError(
      'bad-file',
      `${this.label}: runs end ${missing} values early`,
      'Get the file again.',
    );
  }
}
