import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesIn, filesLike, isPattern, listed, naturally } from './members.ts';

const root = mkdtempSync(join(tmpdir(), 'ringside-members-'));
afterAll(() => rmSync(root, { recursive: true }));
const names = async (files: Promise<readonly { readonly name: string }[]>) =>
  (await files).map(({ name }) => name);

beforeAll(() => {
  for (const folder of ['runs', 'runs/deep', 'runs2']) mkdirSync(join(root, folder));
  for (const name of ['run10.h5', 'run2.h5', 'run1.h5', 'a[b].h5', 'notes.txt', '.hidden', 'deep/run3.h5']) {
    writeFileSync(join(root, 'runs', name), name);
  }
  writeFileSync(join(root, 'runs2', 'run1.h5'), 'other');
  symlinkSync('run2.h5', join(root, 'runs', 'again.h5'));
  symlinkSync('nowhere.h5', join(root, 'runs', 'lost.h5'));
  symlinkSync(join(root, 'runs2', 'run1.h5'), join(root, 'runs', 'run3.h5'));
});

test('digits go by their value', () => {
  const sorted = (...all: string[]) => all.toSorted(naturally);
  expect(sorted('run10', 'run2', 'run1')).toEqual(['run1', 'run2', 'run10']);
  expect(sorted('a2b10', 'a2b9', 'a10')).toEqual(['a2b9', 'a2b10', 'a10']);
  expect(sorted('run02', 'run2', 'run1')).toEqual(['run1', 'run02', 'run2']);
  expect(sorted('b/1', 'a/10', 'a/2', 'a10/1')).toEqual(['a/2', 'a/10', 'a10/1', 'b/1']);
  expect(sorted('run', 'run1', '9007199254740993', '9007199254740992')).toEqual([
    '9007199254740992',
    '9007199254740993',
    'run',
    'run1',
  ]);
});

test('the order is one', () => {
  const name = fc.stringMatching(/^[ab01/]{0,6}$/);
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(naturally(a, b)) + Math.sign(naturally(b, a))).toBe(0);
      expect(naturally(a, b) === 0).toBe(a === b);
      if (naturally(a, b) <= 0 && naturally(b, c) <= 0) expect(naturally(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('a folder’s files: links followed, each file once, nothing hidden, no folders', async () => {
  const files = await filesIn(join(root, 'runs'), 'runs');
  expect(files.map(({ name }) => name)).toEqual([
    'runs/a[b].h5',
    'runs/notes.txt',
    'runs/run1.h5',
    // Its other name is again.h5, a link's.
    'runs/run2.h5',
    'runs/run3.h5',
    'runs/run10.h5',
  ]);
  expect(files[4].path).toMatch(/runs2[/\\]run1\.h5$/);
});

test('a pattern: *, ?, one of some, in names of folders too', async () => {
  expect(isPattern('runs/run1.h5')).toBe(false);
  const like = (pattern: string) => names(filesLike(root, pattern));
  expect(await like('runs/run?.h5')).toEqual(['runs/run1.h5', 'runs/run2.h5', 'runs/run3.h5']);
  expect(await like('runs/run*.h5')).toHaveLength(4);
  expect(await like('runs/run[12]*')).toEqual(['runs/run1.h5', 'runs/run2.h5', 'runs/run10.h5']);
  expect(await like('runs/run[!1-2]*')).toEqual(['runs/run3.h5']);
  expect(await like('runs/a[[]b].h5')).toEqual(['runs/a[b].h5']);
  expect(await like('r*/run1.h5')).toEqual(['runs/run1.h5', 'runs2/run1.h5']);
  expect(await like('runs/*e*')).toEqual(['runs/notes.txt']);
  expect(await like('runs/.*')).toEqual(['runs/.hidden']);
  expect(await like('none/*')).toEqual([]);
  expect(await like('runs/(x|run1.h5)*')).toEqual([]);
  expect(await names(filesLike('/nowhere', join(root, 'runs', 'run1*')))).toEqual([
    join(root, 'runs', 'run1.h5'),
    join(root, 'runs', 'run10.h5'),
  ]);
  await expect(filesLike(root, 'runs/[z-a]')).rejects.toThrow('[z-a]: it is no pattern');
});

test('names are listed up to a few', () => {
  expect(listed(['runs/a', 'runs/b'])).toBe('a, b');
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});
