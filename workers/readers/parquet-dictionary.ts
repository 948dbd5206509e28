// The dictionary of a Parquet column: held where it is small, else gone through once for all places that are asked for.

import { type Bytes, type Chunk, type Header, type Library, unpacked } from './parquet-page.ts';
import { noPlace, PIECE, Plain } from './parquet-values.ts';

export class Dictionary {
  private values: Float64Array | null = null;

  constructor(
    private readonly lib: Library,
    private readonly chunk: Chunk,
    private readonly bytes: Bytes,
    private readonly header: Header,
  ) {}

  /** Values that are held. */
  get length(): number {
    return this.values?.length ?? 0;
  }

  /** Null where there are too many to be held: places come instead, to be looked up together. Throws ReadError. */
  async words(): Promise<Float64Array | null> {
    const { count } = this.header;
    if (8 * count > this.chunk.held) return null;
    if (this.values === null) {
      const values = new Float64Array(count);
      await this.walk(async (page, from, most) => {
        await page.take(values, from, most);
        return most;
      });
      this.values = values;
    }
    return this.values;
  }

  /** Puts what stands at a place where the place is, for some `ranges` of them; NaN stays. Throws ReadError. */
  async lookUp(out: Float64Array, ranges: readonly (readonly [number, number])[]): Promise<void> {
    const wanted = new Uint32Array(ranges.reduce((sum, [from, to]) => sum + to - from, 0));
    let n = 0;
    for (const [from, to] of ranges) {
      for (let k = from; k < to; k++) if (out[k] >= 0) wanted[n++] = out[k];
    }
    if (n === 0) return;
    const sorted = wanted.subarray(0, n).sort();
    const { count } = this.header;
    if (sorted[n - 1] >= count) throw noPlace(this.chunk.label, sorted[n - 1], count);
    const words = new Float64Array(n);
    const piece = new Float64Array(PIECE);
    let next = 0;
    await this.walk(async (page, from, most) => {
      if (next === n) return count;
      if (sorted[next] >= from + most) {
        await page.skip(sorted[next] - from);
        return sorted[next] - from;
      }
      await page.take(piece, 0, most);
      for (; next < n && sorted[next] < from + most; next++) words[next] = piece[sorted[next] - from];
      return most;
    });
    for (const [from, to] of ranges) {
      for (let k = from; k < to; k++) if (out[k] >= 0) out[k] = words[placeOf(sorted, out[k])];
    }
  }

  /** All values in order; `each` says how many it has taken or passed over of those from `from` on. */
  private async walk(each: (values: Plain, from: number, most: number) => Promise<number>): Promise<void> {
    const { lib, chunk, bytes, header } = this;
    const feed = await unpacked(lib, chunk, bytes, header, 0, header.uncompressed_page_size, chunk.codec);
    const values = new Plain(chunk.label, feed, chunk);
    for (let k = 0; k < header.count; ) k += await each(values, k, Math.min(PIECE, header.count - k));
    await feed.close();
  }
}

/** Where a number stands among those in order. */
function placeOf(sorted: Uint32Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
