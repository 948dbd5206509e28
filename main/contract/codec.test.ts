import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './codec.ts';
import { RingsideError } from './errors.ts';

const typedArrays = fc.oneof(
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
);
const leaves = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(
    null,
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -0,
    '$',
    '__proto__',
  ),
  typedArrays,
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaves, tie('array'), tie('object')),
  array: fc.array(tie('tree'), { maxLength: 6 }),
  object: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'o', 'n')),
    tie('tree'),
    { noNullPrototype: true, maxKeys: 6 },
  ),
}));

/** Bytes with this header and these bodies, however wrong. */
function forge(header: string, bodies = new Uint8Array(0)): Uint8Array {
  const text = new TextEncoder().encode(header);
  const start = Math.ceil((4 + text.length) / 8) * 8;
  const bytes = new Uint8Array(start + bodies.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(bodies, start);
  return bytes;
}

describe('what is encoded', () => {
  it('is decoded to the same', () => {
    fc.assert(
      fc.property(tree, (value) => {
        // vitest's own comparison stumbles over a key named "constructor".
        expect(isDeepStrictEqual(decode(encode(value)), value)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is decoded from the middle of a larger buffer, and stays when that buffer changes', () => {
    const value = { pt: new Float64Array([1.5, Number.NaN, -0]), event: 3 };
    const bytes = encode(value);
    const pool = new Uint8Array(bytes.length + 13);
    pool.set(bytes, 5);
    const decoded = decode(pool.subarray(5, 5 + bytes.length));
    pool.fill(0);
    expect(decoded).toStrictEqual(value);
  });

  it('may be a view of shared memory, and arrives in memory of its own', () => {
    const shared = new Float64Array(new SharedArrayBuffer(32), 8, 2);
    shared.set([1, 2]);
    const decoded = decode(encode(shared)) as Float64Array;
    expect(decoded).toStrictEqual(new Float64Array([1, 2]));
    expect(decoded.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('may be an error, which arrives as one', () => {
    const error = decode(encode({ e: new RingsideError('bad-file', 'a.npz: truncated', 'Copy it again.') }));
    expect((error as { e: unknown }).e).toBeInstanceOf(RingsideError);
    expect((error as { e: RingsideError }).e.toData()).toEqual({
      code: 'bad-file',
      message: 'a.npz: truncated',
      hint: 'Copy it again.',
    });
    expect((decode(encode(new TypeError('x is 3'))) as RingsideError).toData()).toEqual({
      code: 'internal',
      message: 'x is 3',
      hint: '',
    });
  });

  it.each([
    [{ a: [1, new Map()] }, 'message: .a[1] is a Map, which cannot be sent'],
    [{ f: () => 1 }, 'message: .f is a function, which cannot be sent'],
    [10n, 'message: it is a bigint, which cannot be sent'],
    [new BigInt64Array(1), 'message: it is a BigInt64Array, which cannot be sent'],
  ])('is refused where it is no plain data: %#', (value, message) => {
    expect(() => encode(value)).toThrow(new RingsideError('bad-argument', message));
  });

  it('is refused where it contains itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => encode(loop)).toThrow(
      new RingsideError('bad-argument', 'message: it is nested deeper than 64 levels'),
    );
  });
});

describe('hostile bytes', () => {
  it.each([
    [new Uint8Array(3), 'it has 3 bytes, needed are at least 4'],
    [new Uint8Array([255, 255, 255, 255, 0]), 'its header claims 4294967295 bytes, 1 are there'],
    [forge('{"a":'), 'its header is not JSON in UTF-8'],
    [forge('{"$":"regexp"}'), 'unknown kind of value "regexp"'],
    [forge('{"$":"constructor"}'), 'unknown kind of value "constructor"'],
    [forge('{"$":{"a":1}}'), 'unknown kind of value {"a":1}'],
    [forge('{"$":"f64","o":0,"n":2}', new Uint8Array(8)), 'an array of 2 f64 at 0 does not fit in 8 bytes'],
    [forge('{"$":"f64","o":0,"n":1e300}'), 'an array of 1e+300 f64 at 0 does not fit in 0 bytes'],
    [forge('{"$":"f64","o":-8,"n":1}', new Uint8Array(8)), 'an array of 1 f64 at -8 does not fit in 8 bytes'],
    [forge('{"$":"u8","o":4,"n":1}', new Uint8Array(8)), 'an array of 1 u8 at 4 does not fit in 8 bytes'],
    [forge('{"$":"u8","o":"0","n":1}', new Uint8Array(8)), 'an array of 1 u8 at 0 does not fit in 8 bytes'],
    [forge('[{"$":"u8","o":0,"n":8},{"$":"u8","o":0,"n":8}]', new Uint8Array(8)), 'its arrays overlap'],
    [forge('{"$":"object","e":3}'), 'the entries of an object are no list'],
    [forge('{"$":"object","e":[[1,2]]}'), 'the entries of an object are no pairs of key and value'],
    [forge('['.repeat(100) + ']'.repeat(100)), 'it is nested deeper than 64 levels'],
    [forge('['.repeat(200_000) + ']'.repeat(200_000)), 'it is nested deeper than 64 levels'],
  ])('throw one line: %#', (bytes, message) => {
    expect(() => decode(bytes)).toThrow(new RingsideError('bad-argument', `message: ${message}`));
  });

  it('leave prototypes alone', () => {
    for (const text of [
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
      '{"$":"object","e":[["__proto__",{"polluted":1}]]}',
    ]) {
      const value = decode(forge(text)) as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect((value as Record<string, unknown>).polluted).toBeUndefined();
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    }
  });

  it('throw RingsideError or decode, whatever they are', () => {
    const valid = encode({ m: 'event', a: ['d1', 3, new Float64Array(4), { $: 1 }], x: Number.NaN });
    const mutated = fc
      .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((edits) => {
        const copy = valid.slice();
        for (const [at, byte] of edits) copy[at] = byte;
        return copy;
      });
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      mutated,
      fc.json().map((text) => forge(text)),
    );
    fc.assert(
      fc.property(junk, (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RingsideError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
