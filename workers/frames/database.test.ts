import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDatabase } from './database.ts';
import { frameOf } from './testing/frame.ts';

const names = ['event', 'tau21', '3-ringiness'];
const rows = [
  [7, 0.5, 1],
  [2, Number.NaN, 1],
  [4, 0.25, 0],
  [3, 0.75, 2],
];
const frame = frameOf(names, rows);
const database = createDatabase();
afterAll(() => database.close());

const failure = async (promise: Promise<unknown>) => {
  try {
    await promise;
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string };
    return { code, message, hint };
  }
  throw new Error('it did not fail');
};

test('a condition names the rows that pass; one without a value passes none that compares', async () => {
  const passing = async (text: string) => [...(await database.passing(frame, text))];
  expect(await passing('tau21 < 0.6')).toEqual([0, 2]);
  expect(await passing('not tau21 < 0.6')).toEqual([3]);
  expect(await passing('tau21 is null')).toEqual([1]);
  expect(await passing('"3-ringiness" > 0 and event between 3 and 7')).toEqual([0, 3]);
  expect(await passing('TAU21 > 1')).toEqual([]);
});

test('agrees with the same condition in TypeScript on many rows, which come in two parts', async () => {
  const many = Array.from({ length: 5000 }, (_, i) => [i, (Math.sin(i * 12.9898) * 43758.5453) % 1, i % 7]);
  const first = frameOf(names, many.slice(0, 2100), 'many');
  const whole = { ...frameOf(names, many, 'many') };
  const wanted = (end: number) =>
    many.slice(0, end).flatMap(([, x, y], row) => (x < 0.3 && y >= 3 ? [row] : []));
  const condition = 'tau21 < 0.3 and "3-ringiness" >= 3';
  expect([...(await database.passing(first, condition))]).toEqual(wanted(2100));
  expect([...(await database.passing(whole, condition))]).toEqual(wanted(5000));
  // Asked about as it was before.
  expect([...(await database.passing(first, condition))]).toEqual(wanted(2100));
});

test('a frame that was read anew takes the place of the one of its name', async () => {
  const other = frameOf(['event', 'mass'], [[1, 80]], 'another');
  expect([...(await database.passing(other, 'mass > 60'))]).toEqual([0]);
  expect([...(await database.passing(frame, 'tau21 < 0.3'))]).toEqual([2]);
});

test.each([
  ['mass > 3', 'there is no column mass'],
  ['3-ringiness > 3', 'there is no column ringiness'],
  ['tau21 <', 'syntax error at or near ")"'],
  ["tau21 < 'low'", "Could not convert string 'low' to DOUBLE"],
  ['sqrt(tau21 - 9) > 0', 'cannot take square root of a negative number'],
])('condition %s: %s', async (text, what) => {
  expect(await failure(database.passing(frame, text))).toEqual({
    code: 'bad-argument',
    message: `condition ${text}: ${what}`,
    hint: 'Columns are event, tau21, "3-ringiness".',
  });
});

test('a question in SQL over frames', async () => {
  const other = {
    ...frameOf(
      ['event', 'mass'],
      [
        [2, 80],
        [3, 170],
      ],
      'other',
    ),
    sqlName: 'w jets',
  };
  expect(
    await database.query(
      'select event, mass, tau21 from top join "w jets" using (event) order by event',
      [frame, other],
      10,
    ),
  ).toEqual({
    columns: ['event', 'mass', 'tau21'],
    rows: [
      [2, 80, null],
      [3, 170, 0.75],
    ],
    truncated: false,
  });
  expect(await database.query('select event from top order by event', [frame], 2)).toEqual({
    columns: ['event'],
    rows: [[2], [3]],
    truncated: true,
  });
  const kinds =
    "select 1 = 1, 'a', 12::bigint, 2::hugeint ** 3, date '2020-01-02', [1, 2], 1.5::decimal(4, 2), 'nan'::double";
  const [row] = (await database.query(kinds, [], 1)).rows;
  expect(row).toEqual([true, 'a', 12, 8, '2020-01-02', '[1, 2]', '1.50', Number.NaN]);
});

test('nothing outside the frames is reached, nothing is changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-frames-'));
  const file = join(folder, 'secret.csv');
  writeFileSync(file, 'a,b\n1,2\n');
  const refused = async (text: string) => failure(database.query(text, [frame], 10));
  const denied = `sql: Cannot access file "${file}" - file system operations are disabled by configuration`;
  expect((await refused(`select * from read_csv('${file}')`)).message).toBe(denied);
  expect((await refused(`select * from read_text('${file}')`)).message).toBe(denied);
  expect((await refused(`select * from glob('${folder}/*')`)).message).toMatch(
    /file system operations are disabled/,
  );
  expect((await refused(`select * from '${file}'`)).message).toBe(denied);
  const reads = 'sql: allowed is one SELECT, which only reads';
  for (const text of [
    `attach '${folder}/new.db'`,
    'drop table top',
    'delete from top',
    'create table mine (a int)',
    'set threads = 64',
    'install json',
    'load httpfs',
  ]) {
    expect((await refused(text)).message).toBe(reads);
  }
  expect((await refused(`copy top to '${folder}/out.csv'`)).code).toBe('bad-argument');
  expect((await refused('select 1; select 2')).message).toBe('sql is 2 statements, allowed is one SELECT');
  expect((await refused('')).message).toBe('sql is 0 statements, allowed is one SELECT');
  expect(readdirSync(folder)).toEqual(['secret.csv']);
  expect([...(await database.passing(frame, 'true'))]).toEqual([0, 1, 2, 3]);
  rmSync(folder, { recursive: true });
});

test('a question that nobody waits for any more ends; the next one is answered', async () => {
  const endless = 'select count(*) from range(1000000000) a, range(1000000000) b where a.range * b.range = 7';
  let asks = 0;
  expect(await failure(database.query(endless, [], 1, () => ++asks > 2))).toEqual({
    code: 'cancelled',
    message: 'sql: cancelled',
    hint: '',
  });
  expect((await database.query('select 1 as one', [], 1)).rows).toEqual([[1]]);
});

test('a question that needs more memory than it may have is told so', async () => {
  expect((await failure(database.query('select list(range) from range(300000000)', [], 1))).message).toBe(
    'sql: it needs more than the 512MB that it may have',
  );
});

test('without the package only such questions are refused, and asked again it is looked for again', async () => {
  let times = 0;
  const without = createDatabase(() => {
    times++;
    return Promise.reject(new Error("Cannot find package '@duckdb/node-api'\nrequire stack"));
  });
  const wanted = {
    code: 'unsupported',
    message:
      "the embedded database of conditions and SQL cannot be loaded here (Cannot find package '@duckdb/node-api')",
    hint: 'Sorting, histograms and exports of all rows work without it.',
  };
  expect(await failure(without.passing(frame, 'tau21 < 1'))).toEqual(wanted);
  expect(await failure(without.query('select 1', [], 1))).toEqual(wanted);
  expect(times).toBe(2);
});
