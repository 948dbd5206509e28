// The header of NumPy's .npy (NEP 1): magic, version, then a Python dictionary {'descr', 'fortran_order', 'shape'}.
// Read by pattern, never evaluated. Object arrays (pickles, which can run code) and structured dtypes are refused.

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';

export interface NpyHeader {
  /** 'f4', 'f8', 'i1' … 'u8' */
  readonly type: NpyType;
  readonly littleEndian: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Bytes of one item. */
  readonly itemBytes: number;
  /** Bytes before the data. */
  readonly headerBytes: number;
  /** Bytes of data that the header promises. */
  readonly dataBytes: number;
}

const TYPES = { f4: 4, f8: 8, i1: 1, i2: 2, i4: 4, i8: 8, u1: 1, u2: 2, u4: 4, u8: 8 } as const;
export type NpyType = keyof typeof TYPES;

export function isNpy(bytes: Uint8Array): boolean {
  return bytes.length >= 6 && bytes[0] === 0x93 && String.fromCharCode(...bytes.subarray(1, 6)) === 'NUMPY';
}

/**
 * Reads the header at the start of `bytes`; `available` is how many bytes there are in all, null where unknown.
 * `subject` begins the messages (`top.npz: X`). Throws ReadError before anything is allocated by what it promises.
 */
export function npyHeader(subject: string, bytes: Uint8Array, available: number | null): NpyHeader {
  const bad = (what: string, hint = '') => new ReadError('bad-file', `${subject}${what}`, hint);
  if (!isNpy(bytes)) throw bad(' is no npy array (its first bytes are not \\x93NUMPY)');
  if (bytes.length < 12) throw bad(' ends inside its header');
  const version = bytes[6];
  if (version < 1 || version > 3) throw bad(` has npy version ${version}, allowed are 1 to 3`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > limits.npyHeaderBytes) {
    throw bad(` has a header of ${length} bytes, allowed are ${limits.npyHeaderBytes}`);
  }
  if (start + length > bytes.length) throw bad(' ends inside its header');
  const text = new TextDecoder().decode(bytes.subarray(start, start + length));
  const descr = /['"]descr['"]\s*:\s*(?:['"]([^'"]*)['"]|(\[))/.exec(text);
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text);
  const shape = /['"]shape['"]\s*:\s*\(([\d\s,L]*)\)/.exec(text);
  if (!descr || !order || !shape) throw bad(' has a header that cannot be read');
  const NEEDED = 'needed are float32, float64 or integers';
  if (descr[2]) throw bad(` has named fields, ${NEEDED}`, 'Save the fields as one plain array.');
  if (/^[|<>=]?O/.test(descr[1])) {
    throw bad(
      ` holds Python objects, ${NEEDED}`,
      'Such files can run code when they are unpacked, so they are never read. Save a padded array of floats.',
    );
  }
  const type = descr[1].slice(1);
  if (!/^[<>=|]/.test(descr[1]) || !Object.hasOwn(TYPES, type)) {
    throw bad(` has items of type ${descr[1].slice(0, 20)}, ${NEEDED}`);
  }
  const dimensions = shape[1].split(',').flatMap((part) => part.trim().replace(/L$/, '') || []);
  const itemBytes = TYPES[type as NpyType];
  let promised = BigInt(itemBytes);
  for (const dimension of dimensions) promised *= BigInt(dimension.length > 30 ? '9'.repeat(30) : dimension);
  const headerBytes = start + length;
  const left =
    available === null ? BigInt(limits.inflateBytes) : BigInt(Math.max(0, available - headerBytes));
  const sides = dimensions.map(Number);
  if (promised > left || sides.some((side) => !Number.isSafeInteger(side))) {
    throw bad(
      `${shapeText(dimensions)} promises ${promised} bytes, ${available === null ? 'allowed are' : 'the file has'} ${left}`,
      'The file is cut short or damaged.',
    );
  }
  return {
    type: type as NpyType,
    littleEndian: descr[1][0] !== '>',
    fortran: order[1] === 'True',
    shape: sides,
    itemBytes,
    headerBytes,
    dataBytes: Number(promised),
  };
}

function shapeText(shape: readonly string[]): string {
  return ` of shape (${shape.map((side) => (side.length > 30 ? `${side.slice(0, 10)}…` : side)).join(', ')})`;
}

/** `(100, 200, 2)`, as Python prints it. */
export function shapeOf(header: NpyHeader): string {
  return header.shape.length === 1 ? `(${header.shape[0]},)` : `(${header.shape.join(', ')})`;
}

/** A function that reads item number `i` of a block. */
export function itemReader(header: NpyHeader): (view: DataView, i: number) => number {
  const le = header.littleEndian;
  switch (header.type) {
    case 'f4':
      return (view, i) => view.getFloat32(4 * i, le);
    case 'f8':
      return (view, i) => view.getFloat64(8 * i, le);
    case 'i1':
      return (view, i) => view.getInt8(i);
    case 'u1':
      return (view, i) => view.getUint8(i);
    case 'i2':
      return (view, i) => view.getInt16(2 * i, le);
    case 'u2':
      return (view, i) => view.getUint16(2 * i, le);
    case 'i4':
      return (view, i) => view.getInt32(4 * i, le);
    case 'u4':
      return (view, i) => view.getUint32(4 * i, le);
    case 'i8':
      return (view, i) => Number(view.getBigInt64(8 * i, le));
    case 'u8':
      return (view, i) => Number(view.getBigUint64(8 * i, le));
  }
}
