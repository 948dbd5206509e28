// Values as bytes, for the served window's socket. JSON cannot carry typed arrays, NaN or infinities; this can:
//
//   uint32 LE: bytes of header · header: JSON, UTF-8 · zeros up to a multiple of 8 · bodies, each at a multiple of 8
//
// In the header, what JSON lacks stands as an object with the key "$" (its kind); a plain object that has a key "$"
// itself is written as its entries. Errors arrive as RingsideError. Little-endian machines only (all that Node and
// Chromium run on). Hostile bytes throw RingsideError and nothing else; a key "__proto__" stays a key.

import { RingsideError } from './errors.ts';

const ALIGN = 8;
/** Nesting of arrays and objects, both ways. */
const MAX_DEPTH = 64;

const ARRAYS = {
  i8: Int8Array,
  u8: Uint8Array,
  c8: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type ArrayKind = keyof typeof ARRAYS;
type Numbers = InstanceType<(typeof ARRAYS)[ArrayKind]>;
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const SPECIALS = new Map<string, unknown>([
  ['undefined', undefined],
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

const refuse = (what: string) => new RingsideError('bad-argument', `message: ${what}`);

const kindOf = (array: ArrayBufferView): ArrayKind | undefined =>
  (Object.keys(ARRAYS) as ArrayKind[]).find((kind) => array instanceof ARRAYS[kind]);

const aligned = (offset: number) => Math.ceil(offset / ALIGN) * ALIGN;

/** `parent.__proto__ = x` would set the prototype; this never does. */
function put(target: object, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  } else (target as Record<string, unknown>)[key] = value;
}

/** Plain data (JSON's, undefined, NaN, ±Infinity, −0, typed arrays, errors) as bytes. Anything else throws, with its place. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const bodies: { array: Numbers; offset: number }[] = [];
  let end = 0;

  const number = (x: number): Json => {
    if (Number.isFinite(x)) return Object.is(x, -0) ? { $: '-0' } : x;
    return { $: Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf' };
  };

  const view = (x: ArrayBufferView, path: string): Json => {
    const kind = kindOf(x);
    if (kind === undefined) throw refuse(`${path || 'it'} is a ${x.constructor.name}, which cannot be sent`);
    const array = x as Numbers;
    const offset = aligned(end);
    bodies.push({ array, offset });
    end = offset + array.byteLength;
    return { $: kind, o: offset, n: array.length };
  };

  const object = (x: object, path: string, depth: number): Json => {
    const entries = Object.entries(x).map(
      ([key, item]) => [key, write(item, `${path}.${key}`, depth + 1)] as const,
    );
    if (Object.hasOwn(x, '$')) return { $: 'object', e: entries.map(([key, item]) => [key, item]) };
    const result: { [key: string]: Json } = {};
    for (const [key, item] of entries) put(result, key, item);
    return result;
  };

  const write = (x: unknown, path: string, depth: number): Json => {
    if (depth > MAX_DEPTH) throw refuse(`it is nested deeper than ${MAX_DEPTH} levels`);
    switch (typeof x) {
      case 'string':
      case 'boolean':
        return x;
      case 'number':
        return number(x);
      case 'undefined':
        return { $: 'undefined' };
      case 'object': {
        if (x === null) return null;
        if (ArrayBuffer.isView(x)) return view(x, path);
        if (Array.isArray(x)) return Array.from(x, (item, i) => write(item, `${path}[${i}]`, depth + 1));
        if (x instanceof Error) return { $: 'error', ...RingsideError.from(x).toData() };
        const prototype = Object.getPrototypeOf(x);
        if (prototype === null || Object.getPrototypeOf(prototype) === null) return object(x, path, depth);
        throw refuse(`${path || 'it'} is a ${x.constructor.name}, which cannot be sent`);
      }
      default:
        throw refuse(`${path || 'it'} is a ${typeof x}, which cannot be sent`);
    }
  };

  const header = new TextEncoder().encode(JSON.stringify(write(value, '', 0)));
  const start = aligned(4 + header.length);
  const bytes = new Uint8Array(bodies.length > 0 ? start + end : 4 + header.length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  for (const { array, offset } of bodies) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset);
  }
  return bytes;
}

/** The value that `encode` was given; typed arrays are copies, with memory of their own. Malformed bytes throw RingsideError. */
export function decode(bytes: Uint8Array): unknown {
  if (bytes.length < 4) throw refuse(`it has ${bytes.length} bytes, needed are at least 4`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (length > bytes.length - 4) {
    throw refuse(`its header claims ${length} bytes, ${bytes.length - 4} are there`);
  }
  const start = aligned(4 + length);
  const available = Math.max(0, bytes.length - start);
  // Each body may be used once, so that a small message cannot ask for large memory many times over.
  let unused = available;

  const read = (x: unknown, depth: number): unknown => {
    if (typeof x !== 'object' || x === null) return x;
    if (depth > MAX_DEPTH) throw refuse(`it is nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(x)) return x.map((item) => read(item, depth + 1));
    if (Object.hasOwn(x, '$')) return special(x as Record<string, unknown>, depth);
    const result: object = {};
    for (const [key, item] of Object.entries(x)) put(result, key, read(item, depth + 1));
    return result;
  };

  const special = (x: Record<string, unknown>, depth: number): unknown => {
    const kind = x.$;
    if (typeof kind === 'string') {
      if (SPECIALS.has(kind)) return SPECIALS.get(kind);
      if (kind === 'error') return RingsideError.from({ code: x.code, message: x.message, hint: x.hint });
      if (kind === 'object') return entries(x.e, depth);
      if (Object.hasOwn(ARRAYS, kind)) return numbers(kind as ArrayKind, x.o, x.n);
    }
    throw refuse(`unknown kind of value ${JSON.stringify(kind)?.slice(0, 40)}`);
  };

  const entries = (list: unknown, depth: number): object => {
    if (!Array.isArray(list)) throw refuse('the entries of an object are no list');
    const result: object = {};
    for (const entry of list) {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string') {
        throw refuse('the entries of an object are no pairs of key and value');
      }
      put(result, entry[0], read(entry[1], depth + 1));
    }
    return result;
  };

  const numbers = (kind: ArrayKind, offset: unknown, count: unknown): Numbers => {
    const array = ARRAYS[kind];
    const valid =
      Number.isSafeInteger(offset) &&
      Number.isSafeInteger(count) &&
      (offset as number) >= 0 &&
      (count as number) >= 0;
    const size = (count as number) * array.BYTES_PER_ELEMENT;
    if (!valid || (offset as number) % ALIGN !== 0 || (offset as number) + size > available) {
      throw refuse(`an array of ${count} ${kind} at ${offset} does not fit in ${available} bytes`);
    }
    unused -= size;
    if (unused < 0) throw refuse('its arrays overlap');
    const from = bytes.byteOffset + start + (offset as number);
    return new array(bytes.buffer.slice(from, from + size) as ArrayBuffer);
  };

  let header: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + length));
    header = JSON.parse(text);
  } catch {
    throw refuse('its header is not JSON in UTF-8');
  }
  return read(header, 0);
}
