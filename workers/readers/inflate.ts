// Streaming decompression with caps: what a few bytes may become is limited before anything grows.

import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflateRaw } from 'node:zlib';
import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import { plain } from './pieces.ts';

const INFLATERS = { gzip: createGunzip, deflate: createInflateRaw, brotli: createBrotliDecompress };

/** Inflates gzip (several members in a row are one stream), raw deflate or brotli. Throws ReadError. */
export async function* inflate(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  kind: keyof typeof INFLATERS,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  let failure: unknown = null;
  async function* counted() {
    try {
      for await (const block of bytes) {
        read += block.length;
        yield block;
      }
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  const inflater = INFLATERS[kind]({ chunkSize: 65_536 });
  const input = Readable.from(counted(), { objectMode: false, highWaterMark: 65_536 });
  input.on('error', (error) => inflater.destroy(error));
  input.pipe(inflater);
  let written = 0;
  try {
    for await (const block of inflater) {
      const piece = plain(block as Uint8Array);
      written += piece.length;
      checkGrowth(name, read, written);
      yield piece;
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    if (failure instanceof ReadError) throw failure;
    const text = error instanceof Error ? error.message : String(error);
    throw new ReadError(
      'bad-file',
      `${name}: the compressed data are damaged or cut short (${text})`,
      'Get the file again; compare its size with the original.',
    );
  } finally {
    input.destroy();
    inflater.destroy();
  }
}

/** `sudden`: what came at once is more than may wait in memory. Throws ReadError. */
export function checkGrowth(name: string, read: number, written: number, sudden = false): void {
  const most = limits.inflateRatio * Math.max(read, 1);
  if (!sudden && written <= limits.inflateBytes && (written <= limits.inflateFreeBytes || written <= most))
    return;
  throw new ReadError(
    'too-large',
    `${name}: ${read} compressed bytes have become ${written}, allowed are ${limits.inflateRatio} times as many`,
    'Unpack the file with a tool that you trust, then open what comes out.',
  );
}
