// Packing as ROOT does, for tests: blocks of at most 16 MB, each with nine bytes before it. zlib by Node; lz4, zstd and xz as
// those formats hold bytes that they do not make shorter, so these test what unpacks and its bounds, not how well. Files packed
// by the programs themselves are in golden/.

import { crc32, deflateSync } from 'node:zlib';
import type { Pack } from './root-writer.ts';

const MOST = 0xffffff;

const block = (kind: string, method: number, packed: Uint8Array, length: number): Uint8Array => {
  const head = [...Buffer.from(kind), method];
  for (const number of [packed.length, length]) head.push(number & 255, (number >> 8) & 255, number >> 16);
  return Uint8Array.from([...head, ...packed]);
};

const blocks =
  (kind: string, method: number, pack: (bytes: Uint8Array) => Uint8Array): Pack =>
  (bytes) => {
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += MOST) {
      const part = bytes.subarray(at, at + MOST);
      parts.push(block(kind, method, pack(part), part.length));
    }
    const packed = new Uint8Array(Buffer.concat(parts));
    // Of that size they would be taken for bytes that are not packed.
    return packed.length === bytes.length ? bytes : packed;
  };

export const PACKINGS: Readonly<Record<'zlib' | 'lz4' | 'zstd' | 'xz', Pack>> = {
  zlib: blocks('ZL', 8, (bytes) => deflateSync(bytes)),
  lz4: blocks('L4', 1, (bytes) => {
    // One sequence of literals; a checksum of eight bytes stands before it, which is not compared.
    const extra: number[] = [];
    if (bytes.length >= 15) {
      let rest = bytes.length - 15;
      for (; rest >= 255; rest -= 255) extra.push(255);
      extra.push(rest);
    }
    const head = [...new Uint8Array(8), Math.min(15, bytes.length) << 4, ...extra];
    return Uint8Array.from([...head, ...bytes]);
  }),
  zstd: blocks('ZS', 1, (bytes) => {
    // A single segment with its size in four bytes, then blocks as they are.
    const out: number[] = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...u32(bytes.length)];
    for (let at = 0; at < bytes.length; at += 0x1ffff) {
      const part = bytes.subarray(at, at + 0x1ffff);
      const last = at + part.length === bytes.length ? 1 : 0;
      const head = (part.length << 3) | last;
      out.push(head & 255, (head >> 8) & 255, head >> 16, ...part);
    }
    return Uint8Array.from(out);
  }),
  xz: blocks('XZ', 0, xz),
};

const u32 = (number: number): number[] => [
  number & 255,
  (number >> 8) & 255,
  (number >> 16) & 255,
  number >>> 24,
];

/** The container with one block of chunks as they are (LZMA2), without a check. */
function xz(bytes: Uint8Array): Uint8Array {
  const flags = [0, 0];
  const head = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, ...flags, ...u32(crc32(Uint8Array.from(flags)))];
  const blockHead = [2, 0, 0x21, 1, 0x16, 0, 0, 0];
  const chunks: number[] = [];
  for (let at = 0; at < bytes.length; at += 0x10000) {
    const part = bytes.subarray(at, at + 0x10000);
    chunks.push(at === 0 ? 1 : 2, (part.length - 1) >> 8, (part.length - 1) & 255, ...part);
  }
  chunks.push(0);
  const unpadded = blockHead.length + 4 + chunks.length;
  const body = [...blockHead, ...u32(crc32(Uint8Array.from(blockHead))), ...chunks];
  while (body.length % 4 !== 0) body.push(0);
  const index = [0, 1, ...varint(unpadded), ...varint(bytes.length)];
  while (index.length % 4 !== 0) index.push(0);
  index.push(...u32(crc32(Uint8Array.from(index))));
  const size = [...u32(index.length / 4 - 1), ...flags];
  return Uint8Array.from([
    ...head,
    ...body,
    ...index,
    ...u32(crc32(Uint8Array.from(size))),
    ...size,
    0x59,
    0x5a,
  ]);
}

function varint(number: number): number[] {
  const out: number[] = [];
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
  return [...out, rest];
}
