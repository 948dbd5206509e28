// Bytes that came in blocks and are held as they came: joined, they would be in memory twice.

/** The same bytes, and no Buffer, whose `slice` is no copy. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export class Pieces {
  length = 0;
  private readonly blocks: Uint8Array[] = [];
  /** Where each block begins. */
  private readonly starts: number[] = [];

  /** Not copied, and must not change. */
  push(block: Uint8Array): void {
    if (block.length === 0) return;
    this.starts.push(this.length);
    this.blocks.push(block);
    this.length += block.length;
  }

  /** Bytes start … end − 1 in order, as far as there are. */
  *slice(start: number, end: number): Generator<Uint8Array> {
    if (end <= start) return;
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] + this.blocks[middle].length <= start) low = middle + 1;
      else high = middle;
    }
    for (; low < this.blocks.length && this.starts[low] < end; low++) {
      const from = this.starts[low];
      yield this.blocks[low].subarray(Math.max(0, start - from), end - from);
    }
  }
}
