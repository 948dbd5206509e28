import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Session } from '../contract/index.ts';
import { createSession } from './session.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringside-session-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const SESSION: Session = {
  version: 1,
  datasets: ['a'],
  dataset: 'a',
  event: 3,
  history: [],
  position: -1,
  running: null,
  screen: { theme: 'dark' },
};

test('a run that said no goodbye has crashed; one that did has not', async () => {
  expect((await createSession(home)).crashed).toBe(false);
  const second = await createSession(home);
  expect(second.crashed).toBe(true);
  second.goodbye();
  expect((await createSession(home)).crashed).toBe(false);
});

test('a second application with the same state sees no crash and leaves the first one’s marker', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  const marker = join(home, 'running');
  writeFileSync(marker, String(other.pid));
  const second = await createSession(home);
  expect(second.crashed).toBe(false);
  second.goodbye();
  expect(readFileSync(marker, 'utf8')).toBe(String(other.pid));
  const gone = new Promise((resolve) => other.once('exit', resolve));
  other.kill('SIGKILL');
  await gone;
  expect((await createSession(home)).crashed).toBe(true);
});

test.each([
  ['of another version', { ...SESSION, version: 2 }],
  ['with a history that is none', { ...SESSION, history: [null] }],
  ['without what the screen relies on', { version: 1, datasets: [], history: [], event: 0 }],
  ['that is a list', []],
])('a session %s is set aside, not shown and not lost', async (_what, content) => {
  const text = JSON.stringify(content);
  writeFileSync(join(home, 'session.json'), text);
  const book = await createSession(home);
  expect(book.saved).toBeNull();
  await book.save(SESSION);
  expect(readFileSync(join(home, 'session.json.unread'), 'utf8')).toBe(text);
  expect((await createSession(home)).saved).toEqual(SESSION);
});

test('of many saves at once the last one stays, and nothing else', async () => {
  const book = await createSession(home);
  await Promise.all([1, 2, 3, 4, 5].map((event) => book.save({ ...SESSION, event })));
  expect((await createSession(home)).saved).toEqual({ ...SESSION, event: 5 });
  expect(readdirSync(home).sort()).toEqual(['running', 'session.json']);
});
