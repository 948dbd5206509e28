import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ABOUT } from '../../workers/readers/about.ts';
import { type Choose, createFiles, EVENT_FILES } from './files.ts';

/** Every file of a folder. */
const all: Choose = async ({ members }) => ({ members, left: [] });
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ringside-files-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(process.platform === 'win32')('pipes and devices are no files', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const files = createFiles([folder], all);
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
  const listed = await createFiles([folder], all).browse(null);
  // A leading dot hides a file.
  expect(listed.files.map(({ name }) => name)).toEqual(['plain.csv', 'run:12.csv']);
  expect(listed.folders.map(({ name }) => name)).toEqual(['2026-11-22T17:00']);
});

test('a folder is one file: its files of events in natural order, told what is left out', async () => {
  for (const name of ['run10.csv', 'run2.csv', 'notes.txt']) writeFileSync(join(folder, name), name);
  const asked: string[] = [];
  const files = createFiles([], async ({ members }) => {
    asked.push(...members.map(({ name }) => name));
    return { members: members.slice(1), left: [members[0].name] };
  });
  const base = basename(folder);
  const { entry, path, source } = await files.add(folder, 'argument');
  expect(asked).toEqual([`${base}/notes.txt`, `${base}/run2.csv`, `${base}/run10.csv`]);
  expect(entry).toMatchObject({ name: base, bytes: 17, files: 2, left: ['notes.txt'], origin: 'argument' });
  expect(path).toBe(folder);
  expect(source).toEqual({
    kind: 'files',
    name: base,
    members: ['run2.csv', 'run10.csv'].map((name) => ({ path: join(folder, name), name: `${base}/${name}` })),
    choose: false,
  });
  expect(files.get(entry.handle).source).toEqual(source);
  // In the list of recent files nothing is looked into before it is opened.
  const recent = await createFiles([], () => Promise.reject(new Error('asked'))).add(folder, 'recent');
  expect(recent.source).toMatchObject({ choose: true });
  expect(recent.entry.files).toBe(3);
});

test('a pattern is one file', async () => {
  for (const name of ['run10.csv', 'run2.csv', 'notes.txt']) writeFileSync(join(folder, name), name);
  const files = createFiles([], all);
  const { entry, source } = await files.add(join(folder, 'run*.csv'), 'argument');
  expect(entry).toMatchObject({ name: `${basename(folder)}/run*.csv`, bytes: 17, files: 2 });
  expect(source.kind === 'files' && source.members.map(({ path }) => basename(path))).toEqual([
    'run2.csv',
    'run10.csv',
  ]);
  await expect(files.add(join(folder, '*.h5'), 'argument')).rejects.toThrow(
    `${join(folder, '*.h5')}: no file has such a name`,
  );
});

test('files that end alike are offered together, and found again by a pattern', async () => {
  const odd = join(folder, 'a[1]');
  mkdirSync(odd);
  for (const name of ['r10.h5', 'r9.h5', 'a.csv.gz', 'b.csv.gz', 'one.npz', 'a.py', 'b.py']) {
    writeFileSync(join(odd, name), name);
  }
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'ringside-outside-')));
  writeFileSync(join(outside, 'r11.h5'), '');
  const files = createFiles([folder], all);
  const [inner] = (await files.browse(null)).folders;
  const { together, files: single } = await files.browse(inner.handle);
  expect(single.map(({ name }) => name)).toEqual([
    ...['a.csv.gz', 'a.py', 'b.csv.gz', 'b.py', 'one.npz', 'r9.h5', 'r10.h5'],
  ]);
  expect(together).toMatchObject([
    { name: 'a[1]/*.csv.gz', files: 2, origin: 'folder' },
    { name: 'a[1]/*.h5', files: 2, bytes: 11 },
  ]);
  const known = files.get(together[1].handle);
  expect(await createFiles([folder], all).add(known.path, 'folder')).toMatchObject({
    path: known.path,
    source: known.source,
  });
  // A link that leads out of what may be browsed is no member, however it came there.
  symlinkSync(join(outside, 'r11.h5'), join(odd, 'r11.h5'));
  const later = await files.add(known.path, 'folder');
  expect(later.entry.files).toBe(2);
  expect((await files.add(known.path, 'argument')).entry.files).toBe(3);
  rmSync(outside, { recursive: true });
});

test('endings of event files are those of the formats', () => {
  for (const { endings } of Object.values(ABOUT)) {
    for (const ending of endings) {
      // Of zips each has members of other names.
      if (ending.startsWith('.') && ending !== '.zip')
        expect(EVENT_FILES.test(`a${ending}`), ending).toBe(true);
    }
  }
});
