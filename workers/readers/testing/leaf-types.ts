// The types that a leaf of a TTree may have, and how their numbers are written, for tests.

import type { Bytes } from './root-objects.ts';

type Put = (out: Bytes, value: number) => void;

/** A leaf's class, the letter in its title, its size, whether it is unsigned, and how a number is put. */
export interface LeafType {
  readonly class: string;
  readonly letter: string;
  readonly size: number;
  readonly unsigned?: boolean;
  readonly put: Put;
  /** Of a Float16_t or Double32_t. */
  readonly range?: string;
}

const type = (name: string, letter: string, size: number, put: Put, unsigned = false): LeafType => ({
  class: name,
  letter,
  size,
  put,
  unsigned,
});

export const LEAF = {
  float: type('TLeafF', 'F', 4, (out, value) => out.f4(value)),
  double: type('TLeafD', 'D', 8, (out, value) => out.f8(value)),
  bool: type('TLeafO', 'O', 1, (out, value) => out.u1(value)),
  char: type('TLeafB', 'B', 1, (out, value) => out.u1(value)),
  uchar: type('TLeafB', 'b', 1, (out, value) => out.u1(value), true),
  short: type('TLeafS', 'S', 2, (out, value) => out.u2(value)),
  ushort: type('TLeafS', 's', 2, (out, value) => out.u2(value), true),
  int: type('TLeafI', 'I', 4, (out, value) => out.u4(value)),
  uint: type('TLeafI', 'i', 4, (out, value) => out.u4(value), true),
  long: type('TLeafL', 'L', 8, (out, value) => out.i8(value)),
  ulong: type('TLeafL', 'l', 8, (out, value) => out.u8(value), true),
  longlong: type('TLeafG', 'G', 8, (out, value) => out.i8(value)),
} as const;

/** A Double32_t (letter d) or Float16_t (f) in a range. */
export const ranged = (
  letter: 'd' | 'f',
  min: number,
  max: number,
  bits: number,
  range: string,
): LeafType => ({
  class: letter === 'd' ? 'TLeafD32' : 'TLeafF16',
  letter,
  size: 4,
  range,
  put: (out, value) => {
    const factor = (bits < 32 ? 2 ** bits : 0xffffffff) / (max - min);
    out.u4(Math.floor(0.5 + factor * (value - min)));
  },
});

/** With so many bits of the mantissa. */
export const shortened = (letter: 'd' | 'f', bits: number, range: string): LeafType => ({
  class: letter === 'd' ? 'TLeafD32' : 'TLeafF16',
  letter,
  size: 3,
  range,
  put: (out, value) => {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, Math.abs(value));
    const word = view.getUint32(0);
    out.u1((word >>> 23) & 255);
    out.u2(((word & 0x7fffff) >>> (23 - bits)) | (value < 0 ? 2 ** (bits + 1) : 0));
  },
});
