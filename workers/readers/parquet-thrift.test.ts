import fc from 'fast-check';
import { ByteWriter } from 'hyparquet-writer';
import { serializeTCompactProtocol } from 'hyparquet-writer/src/thrift.js';
import { expect, test } from 'vitest';
import { ReadError } from './errors.ts';
import { checkThrift } from './parquet-thrift.ts';

function thrift(value: Parameters<typeof serializeTCompactProtocol>[1]): Uint8Array {
  const out = new ByteWriter();
  serializeTCompactProtocol(out, value);
  return new Uint8Array(out.getBytes()).slice();
}
const refusal = (bytes: Uint8Array, most?: number): string => {
  try {
    checkThrift('a', bytes, most);
    return 'fine';
  } catch (error) {
    return error instanceof ReadError ? error.message : `no ReadError: ${error}`;
  }
};

test('every kind of value, and what follows the struct', () => {
  const bytes = thrift({
    field_1: true,
    field_2: 300,
    field_3: 2n ** 40n,
    field_4: 1.5,
    field_5: 'text',
    field_6: [1, 2, 3],
    field_7: [{ field_1: false }, { field_20: 'x' }],
  });
  expect(refusal(bytes)).toBe('fine');
  expect(refusal(Uint8Array.from([...bytes, 0xff, 0xff]))).toBe('fine');
  for (let length = 0; length < bytes.length; length++)
    expect(refusal(bytes.subarray(0, length))).toBe('a: the metadata end before what they describe');
  // Three structs, nine fields, two lists, five elements.
  expect(refusal(bytes, 19)).toBe('fine');
  expect(refusal(bytes, 18)).toBe('a: the metadata hold more than 18 values, which is what is allowed');
});

test('a list that claims what is not there', () => {
  // A list of structs, 2^34 of them.
  const list = Uint8Array.of(0x19, 0xfc, 0x80, 0x80, 0x80, 0x80, 0x40, 0, 0);
  expect(refusal(list)).toBe('a: the metadata hold more than 2500000 values, which is what is allowed');
  expect(refusal(Uint8Array.of(0x18, 0xff, 0xff, 0x7f, 1))).toBe(
    'a: the metadata end before what they describe',
  );
  expect(refusal(Uint8Array.of(0x1b, 0))).toBe('a: the metadata hold a value of kind 11');
  expect(refusal(new Uint8Array(99).fill(0x1c))).toBe('a: the metadata are nested more than 32 deep');
});

test('any bytes end, or are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(refusal(bytes)).toMatch(/^(fine|a: the metadata [^\n]*)$/);
    }),
  );
});
