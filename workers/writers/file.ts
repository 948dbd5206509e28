// A file that appears whole or not at all: a temporary one beside it, renamed at the end.

import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WriteError } from './errors.ts';
import type { Spool } from './padded.ts';

/** Bytes that wait for being written, and of one read. */
const BLOCK = 2 ** 20;

export interface FileTarget {
  write(bytes: Uint8Array): Promise<void>;
  /** A second temporary file, gone with the target. */
  spool(): Promise<Spool>;
  /** The file takes the place of one that is there. */
  commit(): Promise<void>;
  /** Nothing is left; does nothing after `commit`. */
  abandon(): Promise<void>;
}

/** `name`: how the file is called in messages. Throws WriteError. */
export async function fileTarget(path: string, name: string): Promise<FileTarget> {
  const temporary = () => `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const telling = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof WriteError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new WriteError(
        'no-permission',
        `${name}: it could not be written (${reason})`,
        'Make room or choose another place.',
      );
    }
  };
  const opened: Buffered[] = [];
  const begin = async () => {
    const file = new Buffered(temporary());
    await file.open();
    opened.push(file);
    return file;
  };
  const main = await telling(async () => {
    await mkdir(dirname(path), { recursive: true });
    if ((await stat(path).catch(() => null))?.isDirectory()) {
      throw new WriteError('bad-argument', `${name}: it is a folder, allowed are names of files`);
    }
    return begin();
  });
  let done = false;
  return {
    write: (bytes) => telling(() => main.write(bytes)),
    async spool() {
      const file = await telling(begin);
      return { write: (bytes) => telling(() => file.write(bytes)), bytes: () => file.bytes() };
    },
    commit: () =>
      telling(async () => {
        await main.close(true);
        await rename(main.path, path);
        done = true;
        for (const file of opened) await file.remove();
      }),
    async abandon() {
      if (done) return;
      for (const file of opened) await file.remove();
    },
  };
}

class Buffered {
  private handle: FileHandle | null = null;
  private waiting: Uint8Array[] = [];
  private length = 0;

  constructor(readonly path: string) {}

  async open(): Promise<void> {
    this.handle = await open(this.path, 'wx+');
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.waiting.push(bytes);
    this.length += bytes.length;
    if (this.length >= BLOCK) await this.flush();
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    await this.flush();
    for (let at = 0; this.handle; ) {
      const { bytesRead, buffer } = await this.handle.read(new Uint8Array(BLOCK), 0, BLOCK, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async close(sync: boolean): Promise<void> {
    await this.flush();
    if (sync) await this.handle?.sync();
    await this.handle?.close();
    this.handle = null;
  }

  async remove(): Promise<void> {
    await this.handle?.close().catch(() => undefined);
    this.handle = null;
    await rm(this.path, { force: true });
  }

  private async flush(): Promise<void> {
    const blocks = this.waiting;
    this.waiting = [];
    this.length = 0;
    const joined = Buffer.concat(blocks);
    for (let at = 0; at < joined.length && this.handle; ) {
      const { bytesWritten } = await this.handle.write(joined, at, joined.length - at);
      at += bytesWritten;
    }
  }
}
