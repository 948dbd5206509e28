// What stands in a bomb is what it is said to be, so that a refusal is one of the bomb and not of a mistake in it.

import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { compressors } from 'hyparquet-compressors';
import { expect, test } from 'vitest';
import { unlz4Frame } from '../lz4frame.ts';
import { CODECS, zstd } from './repeated.ts';

const LENGTHS = [1, 12, 64, 65, 300, 70_000, 4_300_000];

const unpack: Record<keyof typeof CODECS, (bytes: Uint8Array, length: number) => Uint8Array> = {
  none: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes),
  zlib: (bytes) => inflateSync(bytes),
  deflate: (bytes) => inflateRawSync(bytes),
  brotli: (bytes) => brotliDecompressSync(bytes),
  zstd: (bytes) => decompress(bytes),
  lz4: (bytes, length) => compressors.LZ4_RAW?.(bytes, length) as Uint8Array,
  lz4Frame: (bytes, length) => unlz4Frame(bytes, length),
  snappy: (bytes, length) => compressors.SNAPPY?.(bytes, length) as Uint8Array,
};

for (const [name, pack] of Object.entries(CODECS)) {
  test(`${name} unpacks to one byte many times over`, () => {
    for (const length of LENGTHS) {
      const bytes = unpack[name as keyof typeof CODECS](pack(7, length), length);
      expect([bytes.length, bytes.findIndex((byte) => byte !== 7)], `${length}`).toEqual([length, -1]);
    }
  });
}

test('zstd holds a file before the bomb', () => {
  expect([...decompress(zstd(9, 3, Uint8Array.of(1, 2)))]).toEqual([1, 2, 9, 9, 9]);
});
