// Numbers as the elements of an RNTuple's column, for tests. Written from the specification, apart from what reads them.

export interface Stored {
  /** The number of the column's type, and the bits of an element. */
  readonly type: number;
  readonly bits: number;
  readonly range?: readonly [min: number, max: number];
}

/** By names of the specification. */
export const COLUMN = {
  Bit: { type: 0, bits: 1 },
  Byte: { type: 1, bits: 8 },
  Char: { type: 2, bits: 8 },
  Int8: { type: 3, bits: 8 },
  UInt8: { type: 4, bits: 8 },
  Int16: { type: 5, bits: 16 },
  UInt16: { type: 6, bits: 16 },
  Int32: { type: 7, bits: 32 },
  UInt32: { type: 8, bits: 32 },
  Int64: { type: 9, bits: 64 },
  UInt64: { type: 10, bits: 64 },
  Real16: { type: 11, bits: 16 },
  Real32: { type: 12, bits: 32 },
  Real64: { type: 13, bits: 64 },
  Index32: { type: 14, bits: 32 },
  Index64: { type: 15, bits: 64 },
  SplitInt16: { type: 17, bits: 16 },
  SplitUInt16: { type: 18, bits: 16 },
  SplitInt32: { type: 19, bits: 32 },
  SplitUInt32: { type: 20, bits: 32 },
  SplitInt64: { type: 21, bits: 64 },
  SplitUInt64: { type: 22, bits: 64 },
  SplitReal16: { type: 23, bits: 16 },
  SplitReal32: { type: 24, bits: 32 },
  SplitReal64: { type: 25, bits: 64 },
  SplitIndex32: { type: 26, bits: 32 },
  SplitIndex64: { type: 27, bits: 64 },
} as const satisfies Readonly<Record<string, Stored>>;
export const truncated = (bits: number): Stored => ({ type: 28, bits });
export const quantized = (bits: number, min: number, max: number): Stored => ({
  type: 29,
  bits,
  range: [min, max],
});

const FLOATS = [11, 12, 13, 23, 24, 25];
const ZIGZAG = [17, 19, 21];
const DELTA = [26, 27];
const isSplit = (type: number) => type >= 17 && type <= 27;

/** A page. */
export function encode({ type, bits, range }: Stored, values: readonly number[]): Uint8Array {
  const words = values.map((value, i) => {
    if (FLOATS.includes(type)) return floatBits(value, bits);
    if (type === 28) return floatBits(value, 32) >> BigInt(32 - bits);
    if (type === 29) return quantum(value, bits, range ?? [0, 0]);
    if (ZIGZAG.includes(type)) return value >= 0 ? 2n * BigInt(value) : -2n * BigInt(value) - 1n;
    const difference = DELTA.includes(type) && i > 0 ? value - values[i - 1] : value;
    return BigInt.asUintN(bits, BigInt(difference));
  });
  if (bits % 8 !== 0 || type >= 28) return packed(words, bits);
  const bytes = bits / 8;
  const out = new Uint8Array(bytes * words.length);
  words.forEach((word, i) => {
    for (let b = 0; b < bytes; b++) {
      out[isSplit(type) ? b * words.length + i : i * bytes + b] = Number((word >> BigInt(8 * b)) & 255n);
    }
  });
  return out;
}

/** What is left of a number once it is stored. */
export function kept({ type, bits, range }: Stored, value: number): number {
  if (type === 28) return bitsFloat((floatBits(value, 32) >> BigInt(32 - bits)) << BigInt(32 - bits));
  if (type === 29) {
    const [min, max] = range ?? [0, 0];
    return Number(quantum(value, bits, [min, max])) * ((max - min) / (2 ** bits - 1)) + min;
  }
  if (FLOATS.includes(type) && bits === 32) return Math.fround(value);
  return value;
}

function quantum(value: number, bits: number, [min, max]: readonly [number, number]): bigint {
  return BigInt(Math.floor(0.5 + ((value - min) * (2 ** bits - 1)) / (max - min)));
}

/** Those of 16 bits must be normal numbers that have them. */
function floatBits(value: number, bits: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (bits === 64) view.setFloat64(0, value);
  else view.setFloat32(0, value);
  if (bits === 64) return view.getBigUint64(0);
  const single = view.getUint32(0);
  if (bits === 32) return BigInt(single);
  if (value === 0) return 0n;
  return BigInt(((single >>> 31) << 15) | ((((single >> 23) & 255) - 112) << 10) | ((single >> 13) & 1023));
}

function bitsFloat(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Number(bits));
  return view.getFloat32(0);
}

/** One behind the other, the lowest bit first. */
function packed(words: readonly bigint[], bits: number): Uint8Array {
  const out = new Uint8Array(Math.ceil((words.length * bits) / 8));
  let at = 0;
  for (const word of words) {
    for (let b = 0; b < bits; b++, at++) {
      if ((word >> BigInt(b)) & 1n) out[at >> 3] |= 1 << (at & 7);
    }
  }
  return out;
}
