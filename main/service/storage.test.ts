import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ABANDONED_MS, removeAbandoned, writeAtomic } from './storage.ts';
import { pruneUploads } from './uploads.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-storage-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.now();
const age = (path: string, ms: number) => utimesSync(path, (NOW - ms) / 1000, (NOW - ms) / 1000);

test('what a killed process left is removed once it is old; what is being written now stays', async () => {
  const old = ['session.json.0123456789ab.tmp', 'notes.tmp', 'session.json'];
  for (const name of old) {
    writeFileSync(join(folder, name), '');
    age(join(folder, name), ABANDONED_MS + 1000);
  }
  writeFileSync(join(folder, 'recent.json.ba9876543210.tmp'), '');
  await removeAbandoned(folder, NOW);
  expect(readdirSync(folder).sort()).toEqual(['notes.tmp', 'recent.json.ba9876543210.tmp', 'session.json']);
});

test('an upload is removed when it is old and nothing needs it', async () => {
  for (const name of ['needed', 'old', 'young']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'a.csv'), '');
    if (name !== 'young') age(join(folder, name), ABANDONED_MS + 1000);
  }
  await pruneUploads(folder, new Set([join(folder, 'needed', 'a.csv')]), NOW);
  expect(readdirSync(folder).sort()).toEqual(['needed', 'young']);
  await pruneUploads(join(folder, 'nowhere'), new Set(), NOW);
});

test.skipIf(process.platform === 'win32')('the state is its owner’s alone', async () => {
  const path = join(folder, 'home', 'session.json');
  await writeAtomic(path, '{}');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'home')).mode & 0o777).toBe(0o700);
});
