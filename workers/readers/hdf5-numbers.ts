// Numbers of HDF5 rows as the library gives them: bytes, little-endian, of plain arrays or of one member of a table's rows.

import type { Dataset } from 'h5wasm';

type Meta = Pick<Dataset['metadata'], 'type' | 'size' | 'signed'>;
export type Numbers = ArrayLike<number | bigint>;

/** Kinds of h5wasm's metadata. */
const [INTEGER, FLOAT, ENUM] = [0, 1, 8];

export function isNumber({ type, size }: Meta): boolean {
  if (type === FLOAT) return size === 4 || size === 8;
  return (type === INTEGER || type === ENUM) && [1, 2, 4, 8].includes(size);
}

/** Plain arrays: the bytes as they are; they begin where a number may. */
export function numbersOf({ type, size, signed }: Meta, bytes: Uint8Array): Numbers {
  const { buffer, byteOffset: at } = bytes;
  const n = bytes.length / size;
  if (type === FLOAT) return size === 4 ? new Float32Array(buffer, at, n) : new Float64Array(buffer, at, n);
  switch (size) {
    case 1:
      return signed ? new Int8Array(buffer, at, n) : new Uint8Array(buffer, at, n);
    case 2:
      return signed ? new Int16Array(buffer, at, n) : new Uint16Array(buffer, at, n);
    case 4:
      return signed ? new Int32Array(buffer, at, n) : new Uint32Array(buffer, at, n);
    default:
      return signed ? new BigInt64Array(buffer, at, n) : new BigUint64Array(buffer, at, n);
  }
}

/** `count` numbers of each row, of which one is at byte `offset` and takes `rowBytes`. */
export function memberOf(
  meta: Meta,
  bytes: Uint8Array,
  rowBytes: number,
  offset: number,
  count: number,
): Numbers {
  const rows = Math.floor(bytes.length / rowBytes);
  const length = count * meta.size;
  const all = new Uint8Array(rows * length);
  // Set, or byte by byte: what is short is slow to set.
  if (length > 32) {
    for (let row = 0; row < rows; row++) {
      const at = row * rowBytes + offset;
      all.set(bytes.subarray(at, at + length), row * length);
    }
  } else {
    for (let row = 0, k = 0; row < rows; row++) {
      const at = row * rowBytes + offset;
      for (let i = 0; i < length; i++) all[k++] = bytes[at + i];
    }
  }
  return numbersOf(meta, all);
}

/** Every `stride`th number from `first` on of each of `rows` rows of `width`: `slots` of them. */
export function spread(
  flat: Numbers,
  rows: number,
  { slots, stride, first, width }: { slots: number; stride: number; first: number; width: number },
): Float64Array {
  const out = new Float64Array(rows * slots);
  if (flat instanceof BigInt64Array || flat instanceof BigUint64Array) {
    for (let row = 0, k = 0; row < rows; row++) {
      for (let slot = 0; slot < slots; slot++) out[k++] = Number(flat[row * width + slot * stride + first]);
    }
    return out;
  }
  const numbers = flat as ArrayLike<number>;
  if (slots * stride === width) {
    for (let k = 0, at = first; k < out.length; k++, at += stride) out[k] = numbers[at];
    return out;
  }
  for (let row = 0, k = 0; row < rows; row++) {
    let at = row * width + first;
    for (let slot = 0; slot < slots; slot++, at += stride) out[k++] = numbers[at];
  }
  return out;
}
