// How much the metadata of a Parquet file describe, counted before the library makes objects of it: it makes room for as many values as
// a list claims, and a struct of one byte becomes an object of a hundred. Thrift's compact protocol (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md).

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';

const DEPTH = 32;
/** Kinds of values. */
const [STOP, TRUE, FALSE, BYTE, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT] = [
  0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12,
];

/** Of what the bytes begin with. Throws ReadError: more values than `most`, or what leads out of the bytes. */
export function checkThrift(subject: string, bytes: Uint8Array, most: number = limits.metadataValues): void {
  let at = 0;
  let values = 0;
  const broken = (what: string) =>
    new ReadError('bad-file', `${subject}: the metadata ${what}`, 'Get the file again.');
  const count = (more: number) => {
    values += more;
    if (values <= most) return;
    throw new ReadError(
      'too-large',
      `${subject}: the metadata hold more than ${most} values, which is what is allowed`,
      'Write the file with fewer columns, or larger row groups.',
    );
  };
  const byte = (): number => {
    if (at >= bytes.length) throw broken('end before what they describe');
    return bytes[at++];
  };
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const next = byte();
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
      if (shift > 63) throw broken('hold a number without end');
    }
  };
  const skip = (length: number) => {
    if (!(length <= bytes.length - at)) throw broken('end before what they describe');
    at += length;
  };
  const value = (kind: number, depth: number, inList: boolean): void => {
    if (depth > DEPTH) throw broken(`are nested more than ${DEPTH} deep`);
    if (kind === STRUCT) struct(depth);
    else if (kind === LIST || kind === SET) {
      const head = byte();
      const length = head >> 4 === 15 ? varint() : head >> 4;
      count(length + 1);
      for (let i = 0; i < length; i++) value(head & 15, depth + 1, true);
    } else if (kind === BINARY) skip(varint());
    else if (kind === DOUBLE) skip(8);
    else if (kind === BYTE || (inList && (kind === TRUE || kind === FALSE))) skip(1);
    else if (kind > BYTE && kind <= I64) varint();
    else if (kind === MAP || kind > STRUCT || kind === STOP) throw broken(`hold a value of kind ${kind}`);
  };
  const struct = (depth: number): void => {
    count(1);
    for (;;) {
      const head = byte();
      if ((head & 15) === STOP) return;
      if (head >> 4 === 0) varint();
      count(1);
      value(head & 15, depth + 1, false);
    }
  };
  struct(0);
}
