// The elements of a page of an RNTuple's column as numbers. Pages are little-endian; split ones hold all first bytes, then
// all second ones; signed numbers are then in zigzag, indices as differences, both within the page.
// Source: RNTuple Binary Format Specification 1.0, "Column Description".

import type { NtupleColumn } from './root-ntuple.ts';

type Kind = 'bit' | 'int' | 'uint' | 'float' | 'trunc' | 'quant';

interface Encoding {
  readonly kind: Kind;
  /** Bits that an element may have, from … to. */
  readonly bits: readonly [least: number, most: number];
  readonly split: boolean;
  readonly zigzag: boolean;
  readonly delta: boolean;
}

const plain = (kind: Kind, least: number, most = least): Encoding => ({
  kind,
  bits: [least, most],
  split: false,
  zigzag: false,
  delta: false,
});
const split = (kind: Kind, bits: number, how: 'zigzag' | 'delta' | null = null): Encoding => ({
  ...plain(kind, bits),
  split: true,
  zigzag: how === 'zigzag',
  delta: how === 'delta',
});

/** By the number of the type. Characters (2) are text, a switch (0x10) tells variants apart: neither is read. */
const ENCODINGS: Readonly<Record<number, Encoding>> = {
  0: plain('bit', 1),
  1: plain('uint', 8),
  3: plain('int', 8),
  4: plain('uint', 8),
  5: plain('int', 16),
  6: plain('uint', 16),
  7: plain('int', 32),
  8: plain('uint', 32),
  9: plain('int', 64),
  10: plain('uint', 64),
  11: plain('float', 16),
  12: plain('float', 32),
  13: plain('float', 64),
  14: plain('uint', 32),
  15: plain('uint', 64),
  17: split('int', 16, 'zigzag'),
  18: split('uint', 16),
  19: split('int', 32, 'zigzag'),
  20: split('uint', 32),
  21: split('int', 64, 'zigzag'),
  22: split('uint', 64),
  23: split('float', 16),
  24: split('float', 32),
  25: split('float', 64),
  26: split('uint', 32, 'delta'),
  27: split('uint', 64, 'delta'),
  28: plain('trunc', 10, 31),
  29: plain('quant', 1, 32),
};
const INDICES = [14, 15, 26, 27];

/** Whether its elements are numbers that are read here. */
export function isNumeric({ type, bits, range }: NtupleColumn): boolean {
  if (!Object.hasOwn(ENCODINGS, type)) return false;
  const { kind, bits: allowed } = ENCODINGS[type];
  return bits >= allowed[0] && bits <= allowed[1] && (kind !== 'quant' || range !== null);
}

export function isIndex(column: NtupleColumn): boolean {
  return INDICES.includes(column.type) && isNumeric(column);
}

/** Of `elements`, unpacked. */
export function pageBytes({ bits }: NtupleColumn, elements: number): number {
  return Math.ceil((elements * bits) / 8);
}

/**
 * Writes elements from … to − 1 of a page to `out`, from `at` on.
 * @param page pageBytes(column, elements) bytes
 */
export function decode(
  column: NtupleColumn,
  page: Uint8Array,
  elements: number,
  from: number,
  to: number,
  out: Float64Array,
  at: number,
): void {
  const { kind, split, zigzag, delta } = ENCODINGS[column.type];
  const value = kind === 'quant' ? quantized(column) : VALUES[kind];
  if (kind === 'bit' || kind === 'trunc' || kind === 'quant') {
    for (let i = from; i < to; i++) out[at++] = value(bitsAt(page, i, column.bits), 0, column.bits);
    return;
  }
  const bytes = column.bits / 8;
  const [next, stride] = split ? [1, elements] : [bytes, 1];
  let sum = 0;
  for (let i = delta ? 0 : from; i < to; i++) {
    const start = i * next;
    const low = wordAt(page, start, stride, Math.min(4, bytes));
    const high = bytes === 8 ? wordAt(page, start + 4 * stride, stride, 4) : 0;
    const number = zigzag ? zigzagged(low, high, bytes) : value(low, high, column.bits);
    sum = delta ? sum + number : number;
    if (i >= from) out[at++] = sum;
  }
}

/** `bytes` bytes that stand `stride` apart, the lowest first. */
function wordAt(page: Uint8Array, start: number, stride: number, bytes: number): number {
  let word = 0;
  for (let b = 0; b < bytes; b++) word |= page[start + b * stride] << (8 * b);
  return word >>> 0;
}

/** Elements of any number of bits up to 32 stand one behind the other, from the lowest bit of the first byte on. */
function bitsAt(page: Uint8Array, i: number, bits: number): number {
  let value = 0;
  let taken = 0;
  for (let bit = i * bits; taken < bits; ) {
    const inside = bit % 8;
    const more = Math.min(8 - inside, bits - taken);
    value += ((page[Math.floor(bit / 8)] >> inside) & ((1 << more) - 1)) * 2 ** taken;
    taken += more;
    bit += more;
  }
  return value;
}

/** 2n and 2n + 1 are n and −(n + 1). */
function zigzagged(low: number, high: number, bytes: number): number {
  if (bytes < 8) return low % 2 === 0 ? low / 2 : -((low + 1) / 2);
  const half = BigInt(high) * 2n ** 31n + BigInt(low >>> 1);
  return Number(low % 2 === 0 ? half : -half - 1n);
}

const scratch = new DataView(new ArrayBuffer(8));

const VALUES: Readonly<Record<Exclude<Kind, 'quant'>, (low: number, high: number, bits: number) => number>> =
  {
    bit: (low) => low,
    uint: (low, high) => low + high * 2 ** 32,
    int: (low, high, bits) => {
      if (bits === 64) return low + (high | 0) * 2 ** 32;
      const shift = 32 - bits;
      return (low << shift) >> shift;
    },
    float: (low, high, bits) => {
      if (bits === 16) return half(low);
      scratch.setUint32(0, low, true);
      if (bits === 32) return scratch.getFloat32(0, true);
      scratch.setUint32(4, high, true);
      return scratch.getFloat64(0, true);
    },
    // What the mantissa has lost is zero.
    trunc: (low, _, bits) => {
      scratch.setUint32(0, low * 2 ** (32 - bits), true);
      return scratch.getFloat32(0, true);
    },
  };

/** An IEEE 754 number of 16 bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

/** Steps of equal size from the least value to the largest. */
function quantized({ bits, range }: NtupleColumn): (low: number) => number {
  const [min, max] = range ?? [0, 0];
  const scale = (max - min) / (2 ** bits - 1);
  return (low) => low * scale + min;
}
