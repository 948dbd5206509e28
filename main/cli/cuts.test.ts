// --cuts in every command that reads events: what it answers is what the same command answers of a file cut by hand.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { io } = here;
const CUTS = ['--cuts', 'ptmin=0.5,etamax=2.5,neutrinos=drop'];

let file: string;
let cut: string;

/** Five events of two clusters each; in each a soft particle, a forward one, a neutrino and a second one that is soft too. */
beforeEach(() => {
  const row = (event: number, pt: number, eta: number, phi: number, pid = 211) =>
    [event, pt, eta, phi, 0.13957, pid].join(',');
  const kept = (event: number) => [
    ...Array.from({ length: 4 + event }, (_, k) =>
      row(event, 9 + 3 * k, 0.04 * k * (1 + event / 10), 3 + k / 40),
    ),
    ...Array.from({ length: 3 }, (_, k) => row(event, 20 - 5 * k, 2 - 0.09 * k, 0.11 * k * k)),
  ];
  const left = (event: number) => [
    row(event, 0.4, 0.1, 3),
    row(event, 30, -2.51 - event, 1),
    row(event, 25, 1, 2, event % 2 ? 12 : -16),
    row(event, 0.1, 1, 2, 14),
  ];
  const written = (name: string, rows: (event: number) => readonly string[]) => {
    const path = join(here.folder, name);
    const lines = [0, 1, 2, 3, 4].flatMap(rows);
    writeFileSync(path, `event,pt,eta,phi,mass,pid\n${lines.join('\n')}\n`);
    return path;
  };
  file = written('events.csv', (event) => [...kept(event), ...left(event)]);
  cut = written('cut.csv', kept);
});

async function ran(argv: readonly string[]) {
  const world = io();
  const exit = await run(argv, world);
  return { exit, out: world.out(), err: world.err() };
}

/** What is printed with --json, without what differs from run to run and file to file. */
async function document(argv: readonly string[]) {
  const { exit, out } = await ran([...argv, '--json']);
  expect(exit).toBe(0);
  return JSON.parse(out.replaceAll('events.csv', 'cut.csv'), (key, value) => (key === 'wall_ms' ? 0 : value));
}

test.each([
  ['fit', ['--shape', 'point']],
  ['emd', ['--jets', 'antikt:0.5', '--no-normalise']],
  ['neighbours', ['--k', '2']],
  ['dimension', []],
  ['medoids', ['--k', '2']],
  ['map', []],
  ['cluster', ['--algorithm', 'antikt', '--R', '0.5']],
  ['compare', ['--shape', '2*point', '--jets', 'antikt:0.5']],
  ['observables', ['--names', 'multiplicity,mass', '--jets', 'antikt:0.5']],
])('%s %s', async (command, options) => {
  const { cuts, ...answer } = await document([command, file, ...options, ...CUTS]);
  expect(answer).toEqual(await document([command, cut, ...options]));
  expect(cuts).toBe('ptmin=0.5,etamax=2.5,neutrinos=drop');
});

test('roc', async () => {
  const names = ['--names', 'multiplicity,mass'];
  const asked = await document(['roc', file, file, ...names, ...CUTS]);
  const { observables } = await document(['roc', cut, cut, ...names]);
  expect(asked).toEqual({ cuts: CUTS[1], files: [cut, cut], observables });
});

test('info counts what is left out, by reason', async () => {
  const { files } = await document(['info', file, ...CUTS, '--jets', 'antikt:0.5']);
  const [byHand] = (await document(['info', cut, '--jets', 'antikt:0.5'])).files;
  expect(files).toEqual([
    {
      ...byHand,
      cuts: 'ptmin=0.5,etamax=2.5,neutrinos=drop',
      skipped: { 'pT < 0.5 GeV': 5, '|η| > 2.5': 5, neutrino: 10 },
    },
  ]);
  const { out } = await ran(['info', file, '--cuts', 'ymax=2.5']);
  expect(out).toContain('cuts        ymax=2.5\nskipped     5 (|y| > 2.5)\n');
});

test('convert writes what is left, and says on stderr what is not', async () => {
  const names = ['out.csv', 'by-hand.csv'].map((name) => join(here.folder, name));
  const { exit, out, err } = await ran([
    'convert',
    file,
    names[0],
    '--cuts',
    'ymax=2.4,neutrinos=drop',
    '--json',
  ]);
  expect({ exit, err }).toEqual({
    exit: 0,
    err:
      `ringside: ${file}: 5 particles are left out (|y| > 2.4)\n` +
      `ringside: ${file}: 10 particles are left out (neutrino)\n`,
  });
  expect(JSON.parse(out)).toEqual({
    file: names[0],
    cuts: 'ymax=2.4,neutrinos=drop',
    events: 5,
    particles: 50,
  });
  await ran(['convert', file, names[0], ...CUTS]);
  await ran(['convert', cut, names[1]]);
  expect(readFileSync(names[0], 'utf8')).toBe(readFileSync(names[1], 'utf8'));
});

test('tables tell the cuts, and a run is not resumed with others', async () => {
  const out = join(here.folder, 'fits.csv');
  await ran(['fit', file, '--shape', 'point', '--cuts', 'ptmin=0.50', '--out', out]);
  const [head, first] = readFileSync(out, 'utf8').split('\r\n');
  const at = head.split(',').indexOf('cuts');
  expect(first.split(',')[at]).toBe('ptmin=0.5');
  expect(head).toMatch(/,cuts,file,sha256,version$/);

  const plain = await ran(['fit', cut, '--shape', 'point', '--out', out]);
  expect(plain.exit).toBe(0);
  expect(readFileSync(out, 'utf8')).not.toContain('cuts');

  const journal = { ringside: 1, work: { command: 'fit', cuts: 'ptmin=0.5' } };
  writeFileSync(`${out}.partial`, `${JSON.stringify(journal)}\n`);
  const other = await ran(['fit', file, '--shape', 'point', '--cuts', 'ptmin=1', '--out', out, '--resume']);
  expect(other.err).toContain('the interrupted run had cuts "ptmin=0.5", this one has "ptmin=1"');
});

test.each([
  ['ptmin=a', 'ringside: --cuts has ptmin=a, allowed is ptmin= a number > 0 (GeV)\n'],
  ['pt=1', 'ringside: --cuts has pt=1, allowed are ptmin=GeV, etamax=|η|, ymax=|y|, neutrinos=drop\n'],
])('%s is refused', async (text, message) => {
  const { exit, out, err } = await ran(['info', file, '--cuts', text]);
  expect({ out, err }).toEqual({ out: '', err: message });
  expect(exit).not.toBe(0);
});

test('neutrinos of a file without species', async () => {
  const path = join(here.folder, 'bare.csv');
  writeFileSync(path, 'pt,y,phi\n1,0,0\n');
  const { err } = await ran(['info', path, '--cuts', 'neutrinos=drop']);
  expect(err).toContain(
    `${path}: cuts have neutrinos=drop, which needs a column of species (pid), the columns are pt, y, phi. Say`,
  );
});
