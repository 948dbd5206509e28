// zstd, which Node 20's zlib does not have: fzstd, under the caps of inflate.ts and of zstdframes.ts. A frame's checksum is
// not compared.

import { ReadError } from './errors.ts';
import { checkGrowth } from './inflate.ts';
import { limits } from './limits.ts';
import { ZstdFrames } from './zstdframes.ts';

/** Compressed bytes at a time: what they become waits in memory. */
const PIECE = 65536;

export function isZstd(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

/** Throws ReadError. */
export async function* unzstd(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const frames = new ZstdFrames(name);
  let ready: Uint8Array[] = [];
  let waiting = 0;
  let read = 0;
  let written = 0;
  const stream = new Decompress((block) => {
    waiting += block.length;
    written += block.length;
    checkGrowth(name, read, written, waiting > limits.zstdPieceBytes);
    if (block.length > 0) ready.push(block);
  });
  for await (const block of bytes) {
    for (let at = 0; at < block.length; at += PIECE) {
      const piece = block.slice(at, at + PIECE);
      read += piece.length;
      frames.see(piece);
      pushed(name, () => stream.push(piece));
      yield* ready;
      ready = [];
      waiting = 0;
    }
  }
  frames.end();
  pushed(name, () => stream.push(new Uint8Array(0), true));
  yield* ready;
}

function pushed(name: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw new ReadError(
      'bad-file',
      `${name}: the compressed data are damaged or cut short (${text})`,
      'Get the file again; compare its size with the original.',
    );
  }
}
