import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { FittedRow } from '../../workers/entry/tasks.ts';
import { createTables } from './tables.ts';

const made: string[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-tables-'));
  made.push(folder);
});
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

const TABLE = {
  id: 'abc',
  dataset: 'd',
  file: 'top.npz',
  shape: 'ring',
  selection: { kind: 'all' },
  seed: 1,
  total: 3,
} as const;
const row = (event: number, problem: string): FittedRow => ({
  event,
  shape: 'ring',
  result: null,
  problem,
  particles: 0,
  energy: 0,
  energyShare: 0,
});

test('an event that two applications have fitted counts once', () => {
  const tables = createTables(folder);
  tables.create(TABLE, 'hash', '1');
  tables.append('abc', [row(1, 'first'), row(0, 'first')]);
  tables.close();
  appendFileSync(join(folder, 'abc.jsonl'), `${JSON.stringify(row(1, 'second'))}\n`);
  const held = createTables(folder).get('abc');
  expect(held.rows().map(({ event, problem }) => [event, problem])).toEqual([
    [0, 'first'],
    [1, 'second'],
  ]);
});

test('rows that are none end a table, and it goes on before them', () => {
  const tables = createTables(folder);
  tables.create(TABLE, 'hash', '1');
  tables.append('abc', [row(0, 'first')]);
  tables.close();
  const path = join(folder, 'abc.jsonl');
  appendFileSync(path, `null\n${JSON.stringify(row(1, 'after'))}\n`);
  const again = createTables(folder);
  again.resume('abc');
  again.append('abc', [row(2, 'more')]);
  again.close();
  expect(readFileSync(path, 'utf8').split('\n').slice(1, -1)).toEqual(
    [row(0, 'first'), row(2, 'more')].map((one) => JSON.stringify(one)),
  );
});

test('a journal whose header lacks what a table needs is left alone', () => {
  const headers = [
    { ringside: 1, table: { id: 'abc' }, hash: 'h', version: '1' },
    { ringside: 1, table: { ...TABLE, shape: null }, hash: 'h', version: '1' },
    { ringside: 1, table: { ...TABLE, total: '3' }, hash: 'h', version: '1' },
    { ringside: 1, table: { ...TABLE, id: '../abc' }, hash: 'h', version: '1' },
    { ringside: 1, table: TABLE, version: '1' },
    { ringside: 2, table: TABLE, hash: 'h', version: '1' },
    { ringside: 1, table: [], hash: 'h', version: '1' },
  ];
  const path = join(folder, 'abc.jsonl');
  for (const header of headers) {
    writeFileSync(path, `${JSON.stringify(header)}\n`);
    expect(createTables(folder).list()).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(header)}\n`);
  }
  writeFileSync(path, `${JSON.stringify({ ringside: 1, table: TABLE, hash: 'h', version: '1' })}\n`);
  expect(createTables(folder).list()).toEqual([{ ...TABLE, rows: 0, state: 'interrupted' }]);
});
