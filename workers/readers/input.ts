// A byte source as the formats want it: a head to look at, then the whole, again where that is possible.

import { ReadError } from './errors.ts';
import { inflate } from './inflate.ts';
import { limits } from './limits.ts';
import { Pieces } from './pieces.ts';
import type { ByteSource } from './types.ts';
import { unzstd } from './zstd.ts';

export interface Input {
  readonly name: string;
  /** Bytes in all, null for pipes and compressed streams. */
  readonly size: number | null;
  /** As in ByteSource. */
  readonly path?: string;
  /** stream() may be called more than once. */
  readonly restartable: boolean;
  /** The first bytes, at most limits.headBytes; fewer only where the input is shorter. */
  readonly head: Uint8Array;
  stream(): AsyncIterable<Uint8Array>;
  slice?(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Looks at the first bytes of a source; a pipe keeps them for the one later stream(). */
export async function openInput(source: ByteSource): Promise<Input> {
  const { name, size } = source;
  if (size !== null) {
    const head = await firstBytes(source.stream());
    const { path, slice } = source;
    return { name, size, path, restartable: true, head, stream: () => source.stream(), slice };
  }
  const blocks = source.stream()[Symbol.asyncIterator]();
  const kept: Uint8Array[] = [];
  let length = 0;
  while (length < limits.headBytes) {
    const next = await blocks.next();
    if (next.done) break;
    kept.push(next.value);
    length += next.value.length;
  }
  let used = false;
  async function* stream() {
    if (used) throw new Error('a pipe can be read once only');
    used = true;
    yield* kept;
    for (;;) {
      const next = await blocks.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { name, size, restartable: false, head: join(kept).subarray(0, limits.headBytes), stream };
}

/** The same input, inflated. */
export async function unpacked(input: Input, kind: 'gzip' | 'zstd'): Promise<Input> {
  const { name } = input;
  const stream = () =>
    kind === 'gzip' ? inflate(name, input.stream(), 'gzip') : unzstd(name, input.stream());
  if (!input.restartable) return openInput({ name, size: null, stream });
  return { name, size: null, restartable: true, head: await firstBytes(stream()), stream };
}

/** An input that can be read again and at any place: as it is, or held in memory up to the limit. */
export async function held(input: Input): Promise<Input> {
  if (input.slice) return input;
  const pieces = new Pieces();
  for await (const block of input.stream()) {
    if (pieces.length + block.length > limits.heldBytes) {
      throw new ReadError(
        'too-large',
        `${input.name}: more than ${limits.heldBytes} bytes came through a pipe, allowed are ${limits.heldBytes}`,
        'Save it to a file and open that.',
      );
    }
    pieces.push(block);
  }
  const size = pieces.length;
  async function* slice(start: number, end: number) {
    yield* pieces.slice(start, end);
  }
  return openInput({ name: input.name, size, stream: () => slice(0, size), slice });
}

/** Bytes start … end − 1, fewer where the file ends before. */
export async function bytesAt(
  file: { readonly size: number; slice(start: number, end: number): AsyncIterable<Uint8Array> },
  start: number,
  end: number,
): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  for await (const block of file.slice(start, Math.min(end, file.size))) blocks.push(block);
  return blocks.length === 0 ? new Uint8Array(0) : join(blocks);
}

/** As many as are looked at. */
export async function firstBytes(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  let length = 0;
  for await (const block of stream) {
    blocks.push(block);
    length += block.length;
    if (length >= limits.headBytes) break;
  }
  return join(blocks).subarray(0, limits.headBytes);
}

export function join(blocks: readonly Uint8Array[]): Uint8Array {
  if (blocks.length === 1) return blocks[0];
  let length = 0;
  for (const block of blocks) length += block.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
