// LZ4 blocks in pieces of any size, for pages of Parquet that are larger than what is held. A block alone (LZ4_RAW), or several
// behind two big-endian lengths each, as Hadoop writes them (LZ4); a block alone cannot begin with the first byte of such a length,
// as there is nothing yet to refer to. Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md.

import { HISTORY_BYTES, History } from './history.ts';

const LEAST_MATCH = 4;
/** Bytes of two lengths. */
const LENGTHS = 8;

/** Where in a block the next byte stands. */
type State = 'lengths' | 'token' | 'more literals' | 'literals' | 'offset' | 'more match' | 'match';

/** Throws RangeError where the data are damaged; `pieces` are in order. */
export async function* unlz4Blocks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let blocks: Blocks | null = null;
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    blocks ??= new Blocks(piece[0] >> 4 === 0);
    yield* blocks.push(piece);
  }
  blocks?.end();
}

class Blocks {
  private readonly history = new History();
  private state: State;
  private token = 0;
  /** Bytes of literals, of a match, that are to come; how far back it goes. */
  private count = 0;
  private back = 0;
  /** Bytes of an offset or of lengths that are here, and their value. */
  private bytes = 0;
  private value = 0;
  /** Packed bytes of the block that are to come. */
  private block = Number.POSITIVE_INFINITY;

  constructor(private readonly framed: boolean) {
    this.state = framed ? 'lengths' : 'token';
  }

  *push(input: Uint8Array): Generator<Uint8Array> {
    const { history } = this;
    let at = 0;
    for (;;) {
      if (history.room === 0) {
        yield history.take();
        history.slide();
      }
      if (this.state === 'match') {
        const count = Math.min(this.count, history.room, HISTORY_BYTES);
        history.copy(this.back, count);
        this.count -= count;
        if (this.count === 0) this.state = 'token';
      } else if (this.framed && this.block === 0 && this.state !== 'lengths') {
        if (!this.literalsEnded) throw new RangeError('a block is cut short');
        [this.state, this.bytes, this.value] = ['lengths', 0, 0];
      } else if (at === input.length) break;
      else if (this.state === 'literals') {
        const count = Math.min(this.count, history.room, input.length - at, this.block);
        history.literal(input.subarray(at, at + count));
        at += count;
        this.count -= count;
        this.block -= count;
        if (this.count === 0) [this.state, this.bytes, this.value] = ['offset', 0, 0];
      } else {
        if (this.state !== 'lengths') this.block--;
        this.byte(input[at++]);
      }
    }
    const made = history.take();
    if (made.length > 0) yield made;
  }

  /** Throws RangeError where more had to come. */
  end(): void {
    const over = this.framed ? this.state === 'lengths' && this.bytes === 0 : this.literalsEnded;
    if (!over) throw new RangeError('the data are cut short');
  }

  /** A block ends with literals. */
  private get literalsEnded(): boolean {
    return this.state === 'offset' && this.bytes === 0;
  }

  private byte(byte: number): void {
    switch (this.state) {
      case 'lengths':
        // The first says what the block becomes, the second what it takes.
        this.value = this.bytes === 4 ? byte : this.value * 256 + byte;
        if (++this.bytes < LENGTHS) return;
        [this.block, this.state] = [this.value, 'token'];
        return;
      case 'token':
        this.token = byte;
        this.count = byte >> 4;
        this.state = this.count === 15 ? 'more literals' : 'literals';
        if (this.count === 0) [this.state, this.bytes, this.value] = ['offset', 0, 0];
        return;
      case 'more literals':
        this.count += byte;
        if (byte < 255) this.state = 'literals';
        return;
      case 'offset':
        this.value += byte * 2 ** (8 * this.bytes);
        if (++this.bytes < 2) return;
        this.back = this.value;
        this.count = LEAST_MATCH + (this.token & 15);
        this.state = (this.token & 15) === 15 ? 'more match' : 'match';
        return;
      case 'more match':
        this.count += byte;
        if (byte < 255) this.state = 'match';
    }
  }
}
