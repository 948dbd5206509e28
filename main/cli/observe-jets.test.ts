// ringside observables --jets: a row a jet, in every way that rows are printed and written.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;

/** Event k has two clusters of 3 + k mod 4 and 2 particles, 2 rad apart; every fifth has none. */
function manyEvents(count: number): string {
  const file = join(here.folder, 'many.csv');
  const rows: string[] = ['event,pt,y,phi'];
  for (let event = 0; event < count; event++) {
    const pt = event % 5 === 4 ? 0 : 10;
    for (let k = 0; k < 3 + (event % 4); k++) rows.push(`${event},${pt + pt * k},${0.05 * k},3.1`);
    for (let k = 0; k < 2; k++) rows.push(`${event},${pt},2,${0.1 * k}`);
  }
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

interface Told {
  readonly pt: number;
  readonly m: number;
  readonly constituents: readonly number[];
}

test('each jet of cluster has a row with its own values', async () => {
  const file = manyEvents(60);
  const { events } = await document(['cluster', file, '--algorithm', 'antikt', '--R', '0.5']);
  const argv = ['observables', file, '--names', 'multiplicity,pt,mass', '--jets', 'antikt:0.5'];
  const { columns, rows } = await document([...argv, '--threads', '1']);
  expect(columns).toEqual(['event', 'jet', 'multiplicity', 'pt', 'mass']);
  const wanted = events.flatMap(({ event, jets }: { event: number; jets: Told[] }) =>
    jets.map(({ pt, m, constituents }, jet) => ({ event, jet, pt, m, count: constituents.length })),
  );
  expect(rows.length).toBe(96);
  expect(wanted.length).toBe(96);
  rows.forEach(([event, jet, multiplicity, pt, mass]: number[], i: number) => {
    expect([event, jet, multiplicity]).toEqual([wanted[i].event, wanted[i].jet, wanted[i].count]);
    expect(Math.abs(pt / wanted[i].pt - 1)).toBeLessThan(1e-12);
    expect(Math.abs(mass - wanted[i].m)).toBeLessThan(1e-7 * pt);
  });
  expect(await document([...argv, '--threads', '3'])).toEqual({ columns, rows });
});

test('the column jet can be asked about, and tables say which jets they are of', async () => {
  const file = manyEvents(10);
  const out = join(here.folder, 'o.csv');
  const asked = ['observables', file, '--names', 'multiplicity', '--jets', 'antikt:0.5:ptmin=1'];
  const hardest = ['--where', 'jet = 0', '--sort', 'multiplicity', '--descending'];
  const { rows } = await document([...asked, ...hardest, '--out', out]);
  expect(rows).toEqual([
    [3, 0, 6],
    [7, 0, 6],
    [2, 0, 5],
    [6, 0, 5],
    [1, 0, 4],
    [5, 0, 4],
    [0, 0, 3],
    [8, 0, 3],
  ]);
  const [header, first] = readFileSync(out, 'utf8').split('\r\n');
  expect(header).toBe('event,jet,multiplicity,jets,seed,file,sha256,version');
  expect(first.startsWith('3,0,6,antikt:0.5:ptmin=1,1,')).toBe(true);
  const world = io();
  expect(await run([...asked, '--events', '1:3'], world)).toBe(0);
  expect(world.out().replace(/ +/g, ' ').split('\n')).toEqual([
    ...['event jet multiplicity', ' 1 0 4', ' 1 1 2', ' 2 0 5', ' 2 1 2', ''],
  ]);
});

test('what an interrupted run has left is not worked out again', async () => {
  const file = manyEvents(2000);
  const out = join(here.folder, 'o.csv');
  const argv = ['observables', file, '--names', 'multiplicity', '--jets', 'antikt:0.5', '--out'];
  await document([...argv, out]);
  const whole = readFileSync(out, 'utf8');
  const part = join(here.folder, 'part.csv');
  const abort = new AbortController();
  const ended = run([...argv, part], io({ signal: abort.signal }));
  const begun = () => existsSync(`${part}.partial`) && readFileSync(`${part}.partial`, 'utf8').includes('\n');
  while (!begun()) await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  expect(await ended).toBe(130);
  // Two jets, by their numbers through the file, of other values than they would have: these must be in the result.
  const values = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return bytes.toString('base64');
  };
  const [header] = readFileSync(`${part}.partial`, 'utf8').split('\n');
  const left = [
    { first: 0, values: values(77) },
    { first: 3, values: values(88) },
  ].map((row) => JSON.stringify(row));
  writeFileSync(`${part}.partial`, `${[header, ...left].join('\n')}\n`);
  expect(await run([...argv, part, '--resume'], io())).toBe(0);
  const lines = whole.split('\r\n');
  const wanted = lines.map((line) => line.replace(/^0,0,3,/, '0,0,77,').replace(/^1,1,2,/, '1,1,88,'));
  expect(readFileSync(part, 'utf8')).toBe(wanted.join('\r\n'));
});
