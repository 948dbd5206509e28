// The xz container with one filter, LZMA2, as ROOT packs: stream header, blocks, index. Checksums of 32 bits are compared.
// Source: https://tukaani.org/xz/xz-file-format.txt

import { crc32 } from 'node:zlib';
import { unlzma2 } from './lzma.ts';

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];
const HEADER = 12;
const LZMA2 = 0x21;
/** Bytes of a block's check by the kind of check. */
const CHECKS: Readonly<Record<number, number>> = { 0: 0, 1: 4, 4: 8, 10: 32 };

/** The first block, which must hold `length` bytes. Throws RangeError where it does not. */
export function unxz(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length < HEADER + 8 || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new RangeError('no xz stream');
  const kind = bytes[7] & 15;
  if (!Object.hasOwn(CHECKS, kind)) throw new RangeError(`xz with a check of kind ${kind}`);
  const headBytes = 4 * (bytes[HEADER] + 1);
  const flags = bytes[HEADER + 1];
  if (headBytes <= 4 || HEADER + headBytes > bytes.length) throw new RangeError('an xz stream has no block');
  if ((flags & 3) !== 0) throw new RangeError('xz with more filters than one');
  let at = HEADER + 2;
  const end = HEADER + headBytes - 4;
  const skip = () => {
    while (at < end && bytes[at] >= 0x80) at++;
    at++;
  };
  // The sizes, packed and unpacked, may be told.
  if (flags & 0x40) skip();
  if (flags & 0x80) skip();
  if (at >= end || bytes[at] !== LZMA2) throw new RangeError('xz with another filter than LZMA2');
  const out = new Uint8Array(length);
  const last = unlzma2(bytes, HEADER + headBytes, out);
  if (kind === 1) {
    const check = HEADER + Math.ceil((last - HEADER) / 4) * 4;
    if (check + 4 > bytes.length) throw new RangeError('an xz stream is cut short');
    const view = new DataView(bytes.buffer, bytes.byteOffset + check, 4);
    if (view.getUint32(0, true) !== crc32(out))
      throw new RangeError('an xz block does not match its checksum');
  }
  return out;
}
