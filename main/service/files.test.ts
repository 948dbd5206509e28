import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFiles } from './files.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ringside-files-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(process.platform === 'win32')('pipes and devices are no files', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const files = createFiles([folder]);
  for (const path of [pipe, '/dev/zero']) {
    await expect(files.add(path, 'argument')).rejects.toMatchObject({
      code: 'bad-file',
      message: `${path}: it is a device, a pipe or a socket, needed is a file`,
      hint: 'Copy what it gives into a file, or read it with the command line as -.',
    });
  }
  expect((await files.browse(null)).files).toEqual([]);
});

test.skipIf(process.platform === 'win32')('names with colons and dots are listed like others', async () => {
  for (const name of ['run:12.csv', '..data.csv', 'plain.csv'])
    writeFileSync(join(folder, name), 'pt,y,phi\n');
  mkdirSync(join(folder, '2026-11-22T17:00'));
  const listed = await createFiles([folder]).browse(null);
  // A leading dot hides a file.
  expect(listed.files.map(({ name }) => name)).toEqual(['plain.csv', 'run:12.csv']);
  expect(listed.folders.map(({ name }) => name)).toEqual(['2026-11-22T17:00']);
});
