// How the pages of Parquet are packed: unpacked at once where they are small, else piece by piece.

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ReadError } from './errors.ts';
import { inflate } from './inflate.ts';
import { unlz4Blocks } from './lz4blocks.ts';
import { unsnappy } from './snappy.ts';
import { unzstd } from './zstd.ts';

export type Codecs = Awaited<ReturnType<typeof codecs>>;

/** Loaded when a Parquet file is opened. */
export async function codecs() {
  const { compressors, decompressZstd } = await import('hyparquet-compressors');
  return {
    ...compressors,
    ZSTD: (bytes: Uint8Array, length: number) => decompressZstd(bytes, new Uint8Array(length)),
    GZIP: (bytes: Uint8Array, length: number) => gunzipSync(bytes, { maxOutputLength: Math.max(1, length) }),
    BROTLI: (bytes: Uint8Array, length: number) =>
      brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }),
    UNCOMPRESSED: (bytes: Uint8Array) => bytes,
    LZO: undefined,
  };
}

/** Throws ReadError where it does not become `length` bytes. */
export function unpackWhole(
  all: Codecs,
  label: string,
  codec: string,
  bytes: Uint8Array,
  length: number,
): Uint8Array {
  const unpack = Object.hasOwn(all, codec) ? all[codec as keyof Codecs] : undefined;
  if (unpack === undefined) throw unknown(label, codec);
  let out: Uint8Array;
  try {
    out = unpack(bytes, length);
  } catch (error) {
    throw damaged(label, error instanceof Error ? error.message : String(error));
  }
  if (out.length !== length) throw damaged(label, `${out.length} bytes instead of ${length}`);
  return out;
}

/** The pieces of what becomes `length` bytes. Throws ReadError. */
export async function* unpackPieces(
  label: string,
  codec: string,
  pieces: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array> {
  let made = 0;
  try {
    for await (const piece of unpacker(label, codec, pieces)) {
      made += piece.length;
      if (made > length) throw damaged(label, `more than ${length} bytes`);
      yield piece;
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw damaged(label, error instanceof Error ? error.message : String(error));
  }
  if (made < length) throw damaged(label, `${made} bytes instead of ${length}`);
}

function unpacker(
  label: string,
  codec: string,
  pieces: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  switch (codec) {
    case 'UNCOMPRESSED':
      return pieces;
    case 'SNAPPY':
      return unsnappy(pieces);
    case 'LZ4':
    case 'LZ4_RAW':
      return unlz4Blocks(pieces);
    case 'GZIP':
      return inflate(label, pieces, 'gzip');
    case 'BROTLI':
      return inflate(label, pieces, 'brotli');
    case 'ZSTD':
      return unzstd(label, pieces);
    default:
      throw unknown(label, codec);
  }
}

function unknown(label: string, codec: string): ReadError {
  return new ReadError(
    'unsupported',
    `${label} is packed as ${codec.slice(0, 20)}, readable are snappy, gzip, zstd, lz4 and brotli`,
  );
}

function damaged(label: string, what: string): ReadError {
  const text = what.split('\n')[0].slice(0, 200);
  return new ReadError('bad-file', `${label}: its pages cannot be read (${text})`, 'Get the file again.');
}
