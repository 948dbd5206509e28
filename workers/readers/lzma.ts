// LZMA2, the inside of xz: chunks of literal bytes and of LZMA, which codes literals, matches and repeated matches by an
// adaptive range coder. The bytes already written are the dictionary, so that nothing else is held.
// Source: 7-Zip's lzma-specification.txt; the XZ file format, section on the LZMA2 filter. Every read is within its chunk.

/** Throws RangeError where the chunks are damaged or do not give exactly `out.length` bytes. Returns where they end. */
export function unlzma2(bytes: Uint8Array, start: number, out: Uint8Array): number {
  const decoder = new Decoder(bytes, out);
  let at = start;
  for (;;) {
    const control = byteAt(bytes, at++);
    if (control === 0) break;
    if (control < 0x80) {
      if (control > 2) throw new RangeError(`an LZMA2 chunk of kind ${control}`);
      const size = 256 * byteAt(bytes, at) + byteAt(bytes, at + 1) + 1;
      decoder.copy(at + 2, size);
      at += 2 + size;
      continue;
    }
    const unpacked = ((control & 31) << 16) + 256 * byteAt(bytes, at) + byteAt(bytes, at + 1) + 1;
    const packed = 256 * byteAt(bytes, at + 2) + byteAt(bytes, at + 3) + 1;
    at += 4;
    const reset = (control >> 5) & 3;
    if (reset >= 2) decoder.properties(byteAt(bytes, at++));
    if (reset >= 1) decoder.reset();
    decoder.chunk(at, packed, unpacked);
    at += packed;
  }
  if (decoder.written !== out.length) {
    throw new RangeError(`LZMA2 gives ${decoder.written} bytes, needed are ${out.length}`);
  }
  return at;
}

function byteAt(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) throw new RangeError('LZMA2 is cut short');
  return bytes[at];
}

const STATES = 12;
const POSITIONS = 16;
/** Of probabilities: even odds, and what is moved of them each time. */
const EVEN = 1024;
const MOVE = 5;
const BITS = 11;
const TOP = 2 ** 24;
/** Matches up to the distance of this slot are told exactly by the slot and some bits. */
const SPECIAL_SLOTS = 14;
const LITERAL = 0x300;

const odds = (count: number) => new Uint16Array(count).fill(EVEN);

interface Lengths {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly middle: Uint16Array;
  readonly high: Uint16Array;
}

const lengths = (): Lengths => ({
  choice: odds(2),
  low: odds(POSITIONS * 8),
  middle: odds(POSITIONS * 8),
  high: odds(256),
});

const fresh = () => ({
  match: odds(STATES * POSITIONS),
  repeat: odds(STATES),
  repeat0: odds(STATES),
  repeat1: odds(STATES),
  repeat2: odds(STATES),
  long: odds(STATES * POSITIONS),
  slot: odds(4 * 64),
  special: odds(128),
  align: odds(16),
  length: lengths(),
  repeatLength: lengths(),
});

class Decoder {
  written = 0;
  private at = 0;
  private end = 0;
  private range = 0;
  private code = 0;

  private state = 0;
  private distances = [0, 0, 0, 0];
  private known = fresh();
  private literals = odds(0);
  private ready = false;
  /** Bits of the position, and of the byte before, that a literal depends on; bits of the position for the rest. */
  private lc = 0;
  private lpMask = 0;
  private pbMask = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly out: Uint8Array,
  ) {}

  properties(byte: number): void {
    const [lc, lp, pb] = [byte % 9, Math.floor(byte / 9) % 5, Math.floor(byte / 45)];
    if (pb > 4 || lc + lp > 4) throw new RangeError(`LZMA properties ${byte}`);
    this.lc = lc;
    this.lpMask = (1 << lp) - 1;
    this.pbMask = (1 << pb) - 1;
    this.literals = odds(LITERAL << (lc + lp));
    this.ready = true;
  }

  reset(): void {
    this.state = 0;
    this.distances = [0, 0, 0, 0];
    this.known = fresh();
    this.literals.fill(EVEN);
  }

  copy(from: number, size: number): void {
    if (from + size > this.bytes.length || this.written + size > this.out.length) {
      throw new RangeError('an LZMA2 chunk is too long');
    }
    this.out.set(this.bytes.subarray(from, from + size), this.written);
    this.written += size;
  }

  chunk(from: number, packed: number, unpacked: number): void {
    const last = this.written + unpacked;
    if (!this.ready || from + packed > this.bytes.length || last > this.out.length || packed < 5) {
      throw new RangeError('an LZMA2 chunk is too long');
    }
    // The range coder's first byte is always 0.
    if (this.bytes[from] !== 0) throw new RangeError('an LZMA chunk does not begin with 0');
    this.at = from + 1;
    this.end = from + packed;
    this.range = 0xffffffff;
    this.code = 0;
    for (let i = 0; i < 4; i++) this.code = ((this.code << 8) | this.next()) >>> 0;
    while (this.written < last) this.symbol(last);
  }

  private symbol(last: number): void {
    const { known } = this;
    const position = this.written & this.pbMask;
    const place = this.state * POSITIONS + position;
    if (this.bit(known.match, place) === 0) {
      this.literal();
      return;
    }
    let length: number;
    if (this.bit(known.repeat, this.state) === 0) {
      length = this.length(known.length, position);
      const { distances } = this;
      this.distances = [this.distance(length), distances[0], distances[1], distances[2]];
      this.state = this.state < 7 ? 7 : 10;
    } else {
      if (this.bit(known.repeat0, this.state) === 0) {
        if (this.bit(known.long, place) === 0) {
          this.state = this.state < 7 ? 9 : 11;
          this.match(1, last);
          return;
        }
      } else this.repeated();
      length = this.length(known.repeatLength, position);
      this.state = this.state < 7 ? 8 : 11;
    }
    this.match(length, last);
  }

  /** One of the three distances before the last becomes the last. */
  private repeated(): void {
    const { known, state } = this;
    const which = this.bit(known.repeat1, state) === 0 ? 1 : 2 + this.bit(known.repeat2, state);
    const [distance] = this.distances.splice(which, 1);
    this.distances.unshift(distance);
  }

  private literal(): void {
    const { out, written, literals, lc } = this;
    const before = written > 0 ? out[written - 1] : 0;
    const own = LITERAL * (((written & this.lpMask) << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (this.state >= 7) {
      // After a match the byte that would have followed it tells much.
      const from = written - this.distances[0] - 1;
      if (from < 0) throw new RangeError('an LZMA match begins before the data');
      for (let like = out[from]; symbol < 0x100; ) {
        const wanted = (like >> 7) & 1;
        like = (like << 1) & 0xff;
        const bit = this.bit(literals, own + ((1 + wanted) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== wanted) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.bit(literals, own + symbol);
    out[this.written++] = symbol & 0xff;
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6;
  }

  private match(length: number, last: number): void {
    const { out } = this;
    const from = this.written - this.distances[0] - 1;
    if (from < 0 || this.written + length > last) throw new RangeError('an LZMA match goes beyond the data');
    for (let i = 0; i < length; i++) out[this.written++] = out[from + i];
  }

  private length({ choice, low, middle, high }: Lengths, position: number): number {
    if (this.bit(choice, 0) === 0) return 2 + this.tree(low, 8 * position, 3);
    if (this.bit(choice, 1) === 0) return 10 + this.tree(middle, 8 * position, 3);
    return 18 + this.tree(high, 0, 8);
  }

  private distance(length: number): number {
    const { known } = this;
    const slot = this.tree(known.slot, 64 * Math.min(length - 2, 3), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < SPECIAL_SLOTS) return base + this.reversed(known.special, base - slot, bits);
    let direct = 0;
    for (let i = bits - 4; i > 0; i--) direct = direct * 2 + this.even();
    return base + direct * 16 + this.reversed(known.align, 0, 4);
  }

  /** A number of `bits` bits, the highest first. */
  private tree(chances: Uint16Array, at: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.bit(chances, at + symbol);
    return symbol - (1 << bits);
  }

  /** The lowest first. */
  private reversed(chances: Uint16Array, at: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(chances, at + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  private bit(chances: Uint16Array, at: number): 0 | 1 {
    const chance = chances[at];
    const bound = (this.range >>> BITS) * chance;
    let bit: 0 | 1;
    if (this.code < bound) {
      this.range = bound;
      chances[at] = chance + (((1 << BITS) - chance) >> MOVE);
      bit = 0;
    } else {
      this.range -= bound;
      this.code -= bound;
      chances[at] = chance - (chance >> MOVE);
      bit = 1;
    }
    if (this.range < TOP) this.shift();
    return bit;
  }

  private even(): 0 | 1 {
    this.range = this.range >>> 1;
    const bit = this.code >= this.range ? 1 : 0;
    if (bit === 1) this.code -= this.range;
    if (this.range < TOP) this.shift();
    return bit;
  }

  private shift(): void {
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | this.next()) >>> 0;
  }

  private next(): number {
    if (this.at >= this.end) throw new RangeError('an LZMA chunk is cut short');
    return this.bytes[this.at++];
  }
}
