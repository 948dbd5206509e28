// Where bytes come from: a file, a pipe, memory. Nothing here knows a format.

import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, type ReadStream, readSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fromSystem, ReadError } from './errors.ts';
import { plain } from './pieces.ts';
import type { ByteSource } from './types.ts';

/** Bytes in one piece from a file. */
const BLOCK = 256 * 1024;

/** A regular file (random access) or a named pipe. Throws ReadError: missing, a folder, no permission. */
export async function fileSource(path: string): Promise<ByteSource> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) {
      throw new ReadError(
        'bad-file',
        `${path}: it is a folder, needed is a file`,
        'Open one of the files in it.',
      );
    }
    await access(path, constants.R_OK);
    const name = basename(path);
    const read = (start: number, end: number) => fileBytes(path, name, start, end);
    if (!info.isFile()) return { name, size: null, stream: () => blocks(name, createReadStream(path)) };
    const { size, mtimeMs } = info;
    return { name, size, path, changed: mtimeMs, stream: () => read(0, size), slice: read };
  } catch (error) {
    throw fromSystem(path, error);
  }
}

async function* fileBytes(path: string, name: string, start: number, end: number) {
  if (end <= start) return;
  // A file with hundreds of columns is read at hundreds of places: a stream costs more than the bytes.
  if (end - start <= BLOCK) yield fewBytes(path, name, start, end - start);
  else yield* blocks(name, createReadStream(path, { start, end: end - 1, highWaterMark: BLOCK }));
}

/** Fewer where the file ends before. */
function fewBytes(path: string, name: string, start: number, length: number): Uint8Array {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const bytes = new Uint8Array(length);
    let read = 0;
    for (let more = 1; more > 0 && read < length; read += more) {
      more = readSync(file, bytes, read, length - read, start + read);
    }
    return bytes.subarray(0, read);
  } catch (error) {
    throw fromSystem(name, error);
  } finally {
    if (file !== null) closeSync(file);
  }
}

async function* blocks(name: string, stream: ReadStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const block of stream) yield plain(block as Uint8Array);
  } catch (error) {
    throw fromSystem(name, error);
  } finally {
    stream.destroy();
  }
}

/** Bytes that are already here; they are not copied and must not change. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  async function* slice(start: number, end: number) {
    const stop = Math.min(end, bytes.length);
    for (let at = start; at < stop; at += BLOCK) yield bytes.subarray(at, Math.min(at + BLOCK, stop));
  }
  return { name, size: bytes.length, stream: () => slice(0, bytes.length), slice };
}

/** Standard input, once. */
export function stdinSource(): ByteSource {
  async function* stream() {
    try {
      for await (const block of process.stdin) {
        yield typeof block === 'string' ? new TextEncoder().encode(block) : (block as Uint8Array);
      }
    } catch (error) {
      throw fromSystem('stdin', error);
    }
  }
  return { name: 'stdin', size: null, stream };
}

/**
 * SHA-256 of a file (or of any source), hex, without holding it; of several files that of a list which has a line of each,
 * `HASH  NAME`, as `sha256sum FILE… | sha256sum` does. Throws ReadError like fileSource.
 */
export async function sha256(from: string | ByteSource): Promise<string> {
  const source = typeof from === 'string' ? await fileSource(from) : from;
  const hash = createHash('sha256');
  if (source.members) {
    for (const member of source.members) hash.update(`${await sha256(member)}  ${basename(member.name)}\n`);
    return hash.digest('hex');
  }
  for await (const block of source.stream()) hash.update(block);
  return hash.digest('hex');
}
