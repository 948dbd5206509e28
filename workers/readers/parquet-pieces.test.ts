// Pages and dictionaries that are not held come by pieces: the same rows, whatever they are packed in, from any row on.
// Files of another writer (DuckDB), whose pages are as large as their row groups.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memorySource } from './index.ts';
import { openInput } from './input.ts';
import { parquetFile } from './parquet.ts';

const EVENTS = 3000;
/** Row groups of DuckDB are multiples of its vectors. */
const GROUP = 2048;
const CASES = [
  ['uncompressed', 'v1'],
  ['snappy', 'v1'],
  ['gzip', 'v2'],
  ['zstd', 'v1'],
  ['lz4_raw', 'v2'],
] as const;
const folder = mkdtempSync(join(tmpdir(), 'ringside-parquet-'));

/** Lists with nulls, few values (a dictionary), many; integers of both sizes; truth values. */
const EVENTS_SQL = `
  select
    list_transform(range(i % 23), k -> case when k = 7 then null else sqrt(i + k * 0.37::double) end) as pt,
    list_transform(range(i % 23), k -> (i * 7 + k) % 901 * 0.25::double) as eta,
    case when i % 5 = 4 then null else list_transform(range(i % 23), k -> (k * 0.1)::float) end as phi,
    (i * 1234567891234)::bigint as number,
    (4294967295 - i)::uinteger as small,
    case when i % 11 = 0 then null else i % 3 = 0 end as tagged
  from range(${EVENTS}) t(i)`;

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`create table events as ${EVENTS_SQL}`);
  for (const [codec, version] of CASES) {
    const options = `format parquet, compression ${codec}, row_group_size ${GROUP}, parquet_version ${version}`;
    await connection.run(`copy events to '${fileOf(codec, version)}' (${options})`);
  }
  connection.closeSync();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (codec: string, version: string) => join(folder, `${codec}-${version}.parquet`);
/** `held`: bytes of pages and dictionaries that may be held. */
const opened = async (codec: string, version: string, held?: number) => {
  const bytes = readFileSync(fileOf(codec, version));
  return parquetFile(await openInput(memorySource('a.parquet', bytes)), held);
};

const lengths = Array.from({ length: EVENTS }, (_, i) => i % 23);
const numbers = <T>(of: (i: number, k: number) => T) =>
  lengths.flatMap((length, i) => Array.from({ length }, (_, k) => of(i, k)));

test.each(CASES)('packed in %s, %s: whole or by pieces', async (codec, version) => {
  const file = await opened(codec, version);
  const all = [0, 1, 2, 3, 4, 5];
  expect(file.fields.map(({ name }) => name)).toEqual(['pt', 'eta', 'phi', 'number', 'small', 'tagged']);
  const first = await file.read(all, 0, GROUP);
  const second = await file.read(all, GROUP, EVENTS);
  const joined = all.map((c) => [...first[c].values, ...second[c].values]);
  const counts = all.map((c) => [...(first[c].counts ?? []), ...(second[c].counts ?? [])]);
  const wanted = [
    numbers((i, k) => (k === 7 ? Number.NaN : Math.sqrt(i + k * 0.37))),
    numbers((i, k) => ((i * 7 + k) % 901) * 0.25),
    numbers((i, k) => (i % 5 === 4 ? [] : [Math.fround(Number((k * 0.1).toPrecision(3)))])).flat(),
    lengths.map((_, i) => Number(BigInt(i) * 1234567891234n)),
    lengths.map((_, i) => 4294967295 - i),
    lengths.map((_, i) => (i % 11 === 0 ? Number.NaN : Number(i % 3 === 0))),
  ];
  expect(all.map((c) => difference(joined[c], wanted[c]))).toEqual(all.map(() => null));
  expect(difference(counts[0], lengths)).toBe(null);
  expect(
    difference(
      counts[2],
      lengths.map((n, i) => (i % 5 === 4 ? 0 : n)),
    ),
  ).toBe(null);

  const byPieces = await opened(codec, version, 0);
  const again = await byPieces.read(all, 0, GROUP);
  expect(all.map((c) => difference(again[c].values, first[c].values))).toEqual(all.map(() => null));
  // Forwards, backwards, the same again, into the other group and back.
  for (const [from, to] of [
    [0, 1],
    [7, 9],
    [2000, 2001],
    [2001, 2040],
    [17, 18],
    [17, 18],
    [GROUP, GROUP + 1],
    [EVENTS - 1, EVENTS],
    [3, 1000],
  ]) {
    const found = await byPieces.read(all, from, to);
    const before = lengths.slice(0, from).reduce((sum, n) => sum + n, 0);
    const particles = lengths.slice(from, to).reduce((sum, n) => sum + n, 0);
    for (const c of [0, 1]) {
      expect([...(found[c].counts ?? [])]).toEqual(lengths.slice(from, to));
      expect(difference(found[c].values, wanted[c].slice(before, before + particles))).toBe(null);
    }
    for (const c of [3, 4, 5]) expect(difference(found[c].values, wanted[c].slice(from, to))).toBe(null);
    expect(await file.read([2], from, to)).toEqual([found[2]]);
  }
});

/** Where two lists of numbers first differ, to the last bit. */
function difference(found: ArrayLike<number>, wanted: ArrayLike<number>): string | null {
  if (found.length !== wanted.length) return `${found.length} numbers, needed are ${wanted.length}`;
  for (let i = 0; i < found.length; i++) {
    if (!Object.is(found[i], wanted[i])) return `${i}: ${found[i]}, needed is ${wanted[i]}`;
  }
  return null;
}
