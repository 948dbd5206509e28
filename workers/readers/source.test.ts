import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fromSystem, type ReadError } from './errors.ts';
import { fileSource, memorySource, sha256 } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringside-readers-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function failure(path: string) {
  const error: ReadError = await fileSource(path).then(
    () => Promise.reject(new Error('it was opened')),
    (thrown) => thrown,
  );
  return { code: error.code, message: error.message, hint: error.hint };
}

test('a missing file', async () => {
  const path = join(folder, 'none.npz');
  expect(await failure(path)).toEqual({
    code: 'not-found',
    message: `${path}: there is no such file`,
    hint: 'Check the path; relative ones start at the current folder.',
  });
});

test('a folder', async () => {
  const path = join(folder, 'sub');
  mkdirSync(path);
  expect(await failure(path)).toEqual({
    code: 'bad-file',
    message: `${path}: it is a folder, needed is a file`,
    hint: 'Open one of the files in it.',
  });
});

test('a file inside a file', async () => {
  const path = join(folder, 'plain.dat');
  writeFileSync(path, '1 2 3 4\n');
  expect((await failure(join(path, 'x.dat'))).message).toBe(`${join(path, 'x.dat')}: there is no such file`);
});

test('no permission', async () => {
  const expected = {
    code: 'no-permission',
    message: 'x.dat: reading it is not permitted',
    hint: 'Ask the owner for read permission.',
  };
  const { code, message, hint } = fromSystem('x.dat', Object.assign(new Error('EACCES'), { code: 'EACCES' }));
  expect({ code, message, hint }).toEqual(expected);
  if (process.platform === 'win32' || process.getuid?.() === 0) {
    console.log('this user may read everything: the real file without permission is not tried');
    return;
  }
  const path = join(folder, 'locked.dat');
  writeFileSync(path, '1 2 3 4\n');
  chmodSync(path, 0);
  expect(await failure(path)).toEqual({ ...expected, message: `${path}: reading it is not permitted` });
});

test('an unknown error keeps its text', () => {
  expect(fromSystem('x.dat', new Error('EIO: i/o error')).message).toBe(
    'x.dat: reading failed (EIO: i/o error)',
  );
  expect(fromSystem('x.dat', 'gone').message).toBe('x.dat: reading failed (gone)');
});

test('files and memory give the same bytes, whole and in part', async () => {
  const bytes = Uint8Array.from({ length: 700_000 }, (_, i) => i * 31);
  const path = join(folder, 'bytes.bin');
  writeFileSync(path, bytes);
  const gather = async (blocks: AsyncIterable<Uint8Array>) => {
    const all: Uint8Array[] = [];
    for await (const block of blocks) all.push(block);
    return Buffer.concat(all);
  };
  for (const source of [await fileSource(path), memorySource('bytes.bin', bytes)]) {
    expect(source.name).toBe('bytes.bin');
    expect(source.size).toBe(bytes.length);
    expect(Buffer.compare(await gather(source.stream()), bytes)).toBe(0);
    if (!source.slice) throw new Error('no random access');
    expect(Buffer.compare(await gather(source.slice(5, 600_001)), bytes.subarray(5, 600_001))).toBe(0);
    expect((await gather(source.slice(9, 9))).length).toBe(0);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  expect(await sha256(path)).toBe(hash);
  expect(await sha256(memorySource('bytes.bin', bytes))).toBe(hash);
});
