// ringside convert: from each kind of file to the others and back, what is told on the way, and what a failure leaves behind.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;

interface Counted {
  readonly files: readonly { readonly events: number; readonly particles: number; readonly sums: object }[];
}

let folder: string;
let events: string;
let record: string;
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-convert-'));
  events = at('events.csv');
  record = at('record.lhe');
  const rows = ['0,3,0.5,1,0.25,11', '0,0.1,-0,-3,0,22', '1,,,,,', '2,5,-1.5,0.1,0,-211'];
  writeFileSync(events, `event,pt,y,phi,mass,pid\n${rows.join('\n')}\n`);
  writeFileSync(
    record,
    [
      '<LesHouchesEvents version="3.0">',
      ...['<event>', '4 1 1 91 0.1 0.1'],
      ...['2 -1 0 0 0 0 0 0 25 25 0 0 9', '-2 -1 0 0 0 0 0 0 -25 25 0 0 9'],
      ...['23 2 0 0 0 0 0 0 0 50 50 0 9', '11 1 0 0 0 0 3 4 -0.1 13 12 0 9', '</event>'],
      '</LesHouchesEvents>',
    ].join('\n'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function converted(...argv: readonly string[]) {
  const at = io();
  const exit = await run(['convert', ...argv], at);
  return { exit, out: at.out(), err: at.err() };
}

test('through every exact kind and back, a table of events is the same table', async () => {
  let from = events;
  for (const name of ['a.parquet', 'b.jsonl.gz', 'c.csv']) {
    expect(await document(['convert', from, at(name)])).toEqual({ file: at(name), events: 3, particles: 3 });
    from = at(name);
  }
  expect(readFileSync(at('c.csv'), 'utf8')).toBe(readFileSync(events, 'utf8'));
});

test('what is left out and what has no place is told on stderr, a line each', async () => {
  expect(await converted(record, at('r.npz'))).toEqual({
    exit: 0,
    out: `${at('r.npz')}: 1 events, 3 particles\n`,
    err: [
      `ringside: ${record}: 1 particle is left out (status is not 1)\n`,
      `ringside: ${at('r.npz')}: npz does not hold the places of particles in the events they come from; px, py, pz, E; status; masses\n`,
    ].join(''),
  });
});

test('an event record keeps momenta and beams as HepMC', async () => {
  expect((await converted(record, at('r.hepmc.gz'))).err).toBe(
    [
      `ringside: ${record}: 1 particle is left out (status is not 1)\n`,
      `ringside: ${at('r.hepmc.gz')}: hepmc does not hold the places of particles in the events they come from; the status −1 of beams, which is 4 there\n`,
    ].join(''),
  );
  expect(gunzipSync(readFileSync(at('r.hepmc.gz'))).toString()).toContain('\nP 3 -1 11 3 4 -0.1 13 12 1\n');
  const { files }: Counted = await document(['info', record, at('r.hepmc.gz')]);
  const { status: _, ...before } = files[0].sums as { status: number };
  const { status: __, ...after } = files[1].sums as { status: number };
  expect(after).toEqual(before);
});

test('a range of events, and the jets of events in their place', async () => {
  expect(await document(['convert', events, at('part.csv'), '--events', '2:'])).toEqual({
    file: at('part.csv'),
    events: 1,
    particles: 1,
  });
  expect(await converted(events, at('jets.csv'), '--jets', 'antikt:0.4:ptmin=1')).toEqual({
    exit: 0,
    out: `${at('jets.csv')}: 2 events, 2 particles\n`,
    err: `ringside: ${at('jets.csv')}: csv does not hold which event and jet each one is\n`,
  });
});

test('a failure leaves what was there, and nothing besides', async () => {
  writeFileSync(at('bad.csv'), 'event,pt,y,phi\n0,1,1,1\n0,one,1,1\n');
  writeFileSync(at('old.npz'), 'as it was');
  const before = readdirSync(folder).sort();
  expect(await converted(at('bad.csv'), at('old.npz'))).toMatchObject({
    exit: 1,
    err: `ringside: ${at('bad.csv')}, line 3: column "pt" has the text "one", needed is a number. Correct the line, or say in the open dialog that the column is to be ignored.\n`,
  });
  expect(readFileSync(at('old.npz'), 'utf8')).toBe('as it was');
  expect(await converted(events, at('none.csv'), '--events', '7:9')).toMatchObject({
    exit: 2,
    err: 'ringside: there are none of the events 7 to 8\n',
  });
  expect(readdirSync(folder).sort()).toEqual(before);
});

test('names that are no events, and folders, are refused', async () => {
  expect(await converted(events)).toMatchObject({
    exit: 2,
    err: 'ringside: convert needs IN and OUT, given are 1 names. See ringside convert --help.\n',
  });
  expect(await converted(events, at('x.root'))).toMatchObject({
    exit: 2,
    err: `ringside: ${at('x.root')}: events cannot be written to this kind of file, allowed are .npz, .parquet, and .npy, .csv, .jsonl, .hepmc, .dat, .txt with or without .gz\n`,
  });
});
