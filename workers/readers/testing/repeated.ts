// One byte, packed in each codec as if it came many times over: what a bomb is made of. Bytes are only made where Node packs
// them itself; the others are written by hand, a few bytes for each part.

import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

export const CODECS = {
  none: (value: number, length: number) => new Uint8Array(length).fill(value),
  gzip: (value: number, length: number) => own(gzipSync(Buffer.alloc(length, value))),
  zlib: (value: number, length: number) => own(deflateSync(Buffer.alloc(length, value))),
  deflate: (value: number, length: number) => own(deflateRawSync(Buffer.alloc(length, value))),
  brotli: (value: number, length: number) =>
    own(brotliCompressSync(Buffer.alloc(length, value), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
  zstd,
  lz4,
  lz4Frame,
  snappy,
} as const satisfies Readonly<Record<string, (value: number, length: number) => Uint8Array>>;

const own = (bytes: Buffer) => Uint8Array.from(bytes);

/** As the member of a zip. */
export const deflatedRaw = (bytes: Uint8Array) => own(deflateRawSync(bytes));

/** Repeating blocks of 128 kB, four bytes each, after a block that holds `before` as it is. */
export function zstd(value: number, length: number, before: Uint8Array = new Uint8Array(0)): Uint8Array {
  const part = 2 ** 17;
  const block = (last: boolean, repeats: boolean, size: number) => {
    const head = (last ? 1 : 0) | (repeats ? 2 : 0) | (size << 3);
    return Uint8Array.of(head & 0xff, (head >> 8) & 0xff, head >> 16);
  };
  // Magic, no flags, a window of 128 kB.
  const parts: Uint8Array[] = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 7 << 3)];
  for (let at = 0; at < before.length; at += part) {
    const piece = before.subarray(at, at + part);
    parts.push(block(false, false, piece.length), piece);
  }
  for (let left = length; left > 0; left -= part)
    parts.push(block(false, true, Math.min(left, part)), Uint8Array.of(value));
  parts.push(block(true, false, 0));
  return own(Buffer.concat(parts));
}

/** A match that is as long as its bytes of 255 say, then the literals that a block must end with. */
export function lz4(value: number, length: number): Uint8Array {
  const last = 5;
  const match = length - 1 - last;
  if (match < 19) return Uint8Array.of(length << 4, ...new Uint8Array(length).fill(value));
  const more = new Uint8Array(Math.floor((match - 19) / 255) + 1).fill(255);
  more[more.length - 1] = (match - 19) % 255;
  return own(
    Buffer.concat([
      Uint8Array.of(0x1f, value, 1, 0),
      more,
      Uint8Array.of(last << 4, ...new Uint8Array(last).fill(value)),
    ]),
  );
}

/** Blocks of 4 MB, each for itself. */
export function lz4Frame(value: number, length: number): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73)];
  const head = (size: number) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, size, true);
    return bytes;
  };
  for (let left = length; left > 0; left -= 2 ** 22) {
    const block = lz4(value, Math.min(left, 2 ** 22));
    parts.push(head(block.length), block);
  }
  return own(Buffer.concat([...parts, head(0)]));
}

/** Copies of 64 bytes, three bytes each. */
export function snappy(value: number, length: number): Uint8Array {
  const out: number[] = [];
  for (let left = length; ; left = Math.floor(left / 128)) {
    out.push(left < 128 ? left : (left % 128) | 128);
    if (left < 128) break;
  }
  if (length === 0) return Uint8Array.from(out);
  out.push(0, value);
  for (let left = length - 1; left > 0; left -= 64) out.push(((Math.min(left, 64) - 1) << 2) | 2, 1, 0);
  return Uint8Array.from(out);
}
