// ringside observables and roc: what they print, write, refuse, and go on with.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;
const NAMES = ['--names', 'multiplicity,ht,mass'];

/** Event k has 1 + k mod 5 particles; every seventh has none. */
function manyEvents(count: number, name = 'many.csv'): string {
  const file = join(here.folder, name);
  const rows: string[] = [];
  for (let event = 0; event < count; event++) {
    if (event % 7 === 6) rows.push(`${event},0,0,0`);
    else
      for (let k = 0; k <= event % 5; k++)
        rows.push(`${event},${k + 1},${Math.sin(event + 3 * k)},${Math.cos(event * k)}`);
  }
  writeFileSync(file, `event,pt,y,phi\n${rows.join('\n')}\n`);
  return file;
}

test('rows stand in the order of the events, whatever the threads, and are null where there is nothing', async () => {
  const file = manyEvents(3000);
  const one = await document(['observables', file, ...NAMES, '--threads', '1']);
  expect(one.columns).toEqual(['event', 'multiplicity', 'ht', 'mass']);
  expect(one.rows.map(([event]: number[]) => event)).toEqual(
    Array.from({ length: 3000 }, (_, event) => event),
  );
  expect(one.rows[6]).toEqual([6, null, null, null]);
  expect(one.rows[9].slice(0, 3)).toEqual([9, 5, 15]);
  expect(await document(['observables', file, ...NAMES, '--threads', '3'])).toEqual(one);
  const some = await document(['observables', file, ...NAMES, '--events', '1000:1003']);
  expect(some.rows).toEqual(one.rows.slice(1000, 1003));
});

test('conditions and orders hold for what is printed and for what is written', async () => {
  const file = manyEvents(50);
  const out = (ending: string) => join(here.folder, `o.${ending}`);
  const asked = [...NAMES, '--where', 'ht = 15 or multiplicity is null', '--sort', 'ht', '--descending'];
  const { rows } = await document(['observables', file, ...asked, '--out', out('csv')]);
  expect(rows.map(([event, , ht]: number[]) => [event, ht])).toEqual([
    ...[4, 9, 14, 19, 24, 29, 39, 44, 49].map((event) => [event, 15]),
    ...[6, 13, 20, 27, 34, 41, 48].map((event) => [event, null]),
  ]);
  const [header, first] = readFileSync(out('csv'), 'utf8').split('\r\n');
  expect(header).toBe('event,multiplicity,ht [GeV],mass [GeV],seed,file,sha256,version');
  expect(first).toMatch(new RegExp(`^4,5,15,[\\d.]+,1,${file},[0-9a-f]{64},0\\.0\\.0-test$`));
  const world = io();
  expect(await run(['observables', file, ...asked, '--out', out('parquet')], world)).toBe(0);
  expect(world.out()).toBe(`${out('parquet')}: 16 rows\n`);
  const objects = await parquetReadObjects({ file: new Uint8Array(readFileSync(out('parquet'))).buffer });
  expect(objects.map(({ event, ht }) => [event, ht])).toEqual(
    rows.map(([event, , ht]: number[]) => [event, ht]),
  );
  expect(readdirSync(here.folder).sort()).toEqual(['many.csv', 'o.csv', 'o.parquet']);
});

test('an interrupted table is gone on with, and is the same bytes', async () => {
  const file = manyEvents(20_000);
  const whole = join(here.folder, 'whole.csv');
  await document(['observables', file, ...NAMES, '--out', whole]);
  const out = join(here.folder, 'part.csv');
  const abort = new AbortController();
  const interrupted = io({ signal: abort.signal });
  const argv = ['observables', file, ...NAMES, '--out', out];
  const ended = run(argv, interrupted);
  const lines = () =>
    existsSync(`${out}.partial`) ? readFileSync(`${out}.partial`, 'utf8').split('\n').length : 0;
  while (lines() < 4) await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  expect(await ended).toBe(130);
  expect(interrupted.err()).toBe(`ringside: observables: interrupted. ${out} goes on with --resume.\n`);
  const anew = io();
  expect(await run(argv, anew)).toBe(2);
  expect(anew.err()).toBe(
    `ringside: ${out}: an interrupted run has left part.csv.partial. Go on with --resume, or delete it.\n`,
  );
  const other = io();
  expect(await run(['observables', file, '--names', 'ht', '--out', out, '--resume'], other)).toBe(2);
  expect(other.err()).toBe(
    `ringside: ${out}: the interrupted run had names ["multiplicity","ht","mass"], this one has ["ht"]. Repeat its command with --resume, or delete the .partial file to start anew.\n`,
  );
  const resumed = io();
  expect(await run([...argv, '--resume'], resumed)).toBe(0);
  expect(resumed.out()).toBe(`${out}: 20000 rows\n`);
  expect(readFileSync(out).equals(readFileSync(whole))).toBe(true);
  expect(existsSync(`${out}.partial`)).toBe(false);
});

test('the list tells of every observable, and of names with parameters', async () => {
  const { observables, families } = await document(['observables', '--list']);
  expect(observables.length).toBeGreaterThan(20);
  for (const one of observables) {
    expect(Object.keys(one).sort()).toEqual(
      [
        'definition',
        'family',
        'formula',
        'invariances',
        'ircSafe',
        'label',
        'name',
        'reference',
        'slow',
        'unit',
      ].sort(),
    );
  }
  expect(families.length).toBeGreaterThan(0);
  const world = io();
  expect(await run(['observables', '--list'], world)).toBe(0);
  expect(world.out()).toMatch(
    /^Jet kinematics\n {2}name +unit +IRC +definition\n {2}pt +GeV +safe +Transverse momentum/,
  );
  expect(world.out()).toContain(`\nWith parameters\n  names `);
});

test('a table for people', async () => {
  const world = io();
  expect(
    await run(['observables', 'three.csv', '--names', 'multiplicity,ht', '--events', '0:2'], world),
  ).toBe(0);
  expect(world.out()).toBe(
    'event  multiplicity  ht [GeV]\n    0             9    137.61\n    1             8    130.69\n',
  );
});

test('roc ranks what tells two samples apart', async () => {
  const a = manyEvents(400, 'a.csv');
  const b = join(here.folder, 'b.csv');
  // Twice the pT of a, the same numbers of particles.
  writeFileSync(
    b,
    readFileSync(a, 'utf8').replace(/^(\d+),(\d+)/gm, (_, event, pt) => `${event},${2 * pt}`),
  );
  const names = ['--names', 'multiplicity,ht'];
  const { files, observables } = await document(['roc', a, b, ...names]);
  expect(files).toEqual([a, b]);
  expect(observables.map(({ name }: { name: string }) => name)).toEqual(['ht', 'multiplicity']);
  expect(observables[1]).toMatchObject({ auc: 0.5, separation: 0.5, values: [343, 343], missing: [57, 57] });
  const value = (event: number) => ((1 + (event % 5)) * (2 + (event % 5))) / 2;
  const there = Array.from({ length: 400 }, (_, event) => event).filter((event) => event % 7 !== 6);
  let above = 0;
  for (const x of there)
    for (const y of there) above += value(x) > 2 * value(y) ? 1 : value(x) === 2 * value(y) ? 0.5 : 0;
  expect(observables[0].auc).toBeCloseTo(above / there.length ** 2, 12);
  expect(observables[0]).toMatchObject({ side: 'below', separation: 1 - observables[0].auc });
  const world = io();
  expect(await run(['roc', a, b, ...names], world)).toBe(0);
  expect(world.out()).toMatch(
    /^observable +separation +error +A is +values of A +of B\nht +0\.\d+ +0\.\d+ +below +343 +343\n/,
  );
});

test.each([
  [['observables'], 2, 'observables needs one FILE, 0 are given. See ringside observables --help.'],
  [
    ['observables', 'three.csv'],
    2,
    'observables needs --names. For example --names mass,tau21; --list tells which there are.',
  ],
  [['observables', 'three.csv', '--list'], 2, 'observables --list needs no FILE, three.csv is given'],
  [['observables', 'three.csv', '--names', 'ht,ht'], 2, 'observables: ht is given twice'],
  [
    ['observables', 'three.csv', '--names', 'ht', '--sort', 'mass'],
    2,
    '--sort is mass, allowed are event, ht',
  ],
  [
    ['observables', 'three.csv', '--names', 'ht', '--descending'],
    2,
    '--descending needs --sort, it is not given',
  ],
  [
    ['observables', 'three.csv', '--names', 'ht', '--where', 'mass > 3'],
    2,
    'condition mass > 3: there is no column mass. Columns are event, ht.',
  ],
  [
    ['observables', 'three.csv', '--names', 'ht', '--events', '7:9'],
    2,
    '--events is 7:9, three.csv has none of these events',
  ],
  [
    ['observables', 'three.csv', '--names', 'ht', '--jets', 'cone:0.8'],
    2,
    'jets cone:0.8: algorithm is cone, allowed are antikt, kt, ca, genkt, eekt, eegenkt, centauro, xcone',
  ],
  [
    ['observables', 'three.csv', '--names', 'ht', '--jets', 'antikt:0.8', '--select', '0,0,1'],
    2,
    '--jets is antikt:0.8 and --select 0,0,1, allowed is one of them',
  ],
  [
    ['observables', 'three.csv', '--names', 'ht', '--jets', 'kt:1:n=2', '--where', 'mass > 3'],
    2,
    'condition mass > 3: there is no column mass. Columns are event, jet, ht.',
  ],
  [
    ['observables', 'three.csv', '--names', 'ht', '--out', 'x.txt'],
    2,
    '--out is x.txt, allowed are names that end in .csv, .json or .parquet',
  ],
  [['observables', '-', '--names', 'ht', '--resume'], 2, '--resume needs a file, - is given'],
  [['roc', 'three.csv'], 2, 'roc needs two FILEs, 1 are given. See ringside roc --help.'],
  [
    ['roc', 'three.csv', 'two.dat'],
    2,
    'roc needs --names. For example --names mass,tau21; observables --list tells which there are.',
  ],
] as const)('%s', async (argv, exit, message) => {
  const world = io();
  expect(await run([...argv, '--json'], world)).toBe(exit);
  expect(world.err()).toBe(`ringside: ${message}\n`);
  expect(world.out()).toBe('');
});

test('--plot draws an SVG and a PNG an event, and histograms; roc, both samples and the curves', async () => {
  const a = manyEvents(6, 'a.csv');
  const b = manyEvents(5, 'b.csv');
  const drawn = (folder: string) => readdirSync(join(here.folder, folder)).sort();
  const both = (names: string[]) => names.flatMap((name) => [`${name}.png`, `${name}.svg`]).sort();
  const names = ['--names', 'multiplicity,ht'];
  await document([
    'observables',
    a,
    ...names,
    '--events',
    '1:3',
    '--where',
    'ht > 2',
    '--plot',
    join(here.folder, 'o'),
  ]);
  expect(drawn('o')).toEqual(both(['event-1', 'event-2', 'multiplicity', 'ht']));
  expect(readFileSync(join(here.folder, 'o', 'ht.svg'), 'utf8')).toContain('entries 2');
  expect(
    readFileSync(join(here.folder, 'o', 'event-1.png'))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  await document(['roc', a, b, ...names, '--plot', join(here.folder, 'r')]);
  expect(drawn('r')).toEqual(both(['multiplicity', 'ht', 'roc']));
  expect(readFileSync(join(here.folder, 'r', 'roc.svg'), 'utf8')).toContain('AUC 0.567 ± 0.186 (&lt;)');
});

test('a condition that cannot be is told of before the work', async () => {
  const out = join(here.folder, 'o.csv');
  const world = io();
  expect(
    await run(['observables', 'three.csv', '--names', 'ht', '--where', 'ht <', '--out', out], world),
  ).toBe(2);
  expect(world.err()).toBe('ringside: condition ht <: syntax error at or near ")". Columns are event, ht.\n');
  expect(readdirSync(here.folder)).toEqual([]);
});

test('an unknown observable is refused with those that there are', async () => {
  const world = io();
  expect(await run(['observables', 'three.csv', '--names', 'height'], world)).toBe(2);
  expect(world.err()).toMatch(/^ringside: unknown observable: height, allowed are pt, mass, /);
});
