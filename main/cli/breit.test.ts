// Deep-inelastic events on the command line: generated, told, clustered in the Breit frame.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;
const ANTIKT = ['--algorithm', 'antikt', '--R', '1'] as const;
const CENTAURO = ['--algorithm', 'centauro', '--R', '0.8', '--frame', 'breit'] as const;
const EVENTS = 12;

async function generated(name: string): Promise<string> {
  const file = join(here.folder, name);
  const asked = ['generate', '--kind', 'dis', '--events', String(EVENTS), '--seed', '5', '--out', file];
  expect(await document(asked)).toMatchObject({ file, events: EVENTS });
  return file;
}

interface Told {
  readonly event: number;
  readonly dis: { readonly Q2: number; readonly x: number; readonly y: number; readonly scattered: number };
  readonly jets: readonly {
    readonly pt: number;
    readonly E: number;
    readonly pz: number;
    readonly constituents: readonly number[];
  }[];
}

test('generate --kind dis: the same seed gives the same bytes, info counts the beams out of the plane', async () => {
  const file = await generated('a.csv');
  const again = await generated('b.csv');
  expect(readFileSync(file).equals(readFileSync(again))).toBe(true);
  const { files } = await document(['info', file]);
  expect(files[0]).toMatchObject({ events: EVENTS, skipped: { 'pT = 0': 2 * EVENTS } });
  expect(files[0].columns).toContain('status');
});

test('in the laboratory beams are no part of any jet, the scattered electron is', async () => {
  const { events } = await document(['cluster', await generated('lab.csv'), ...ANTIKT]);
  for (const { jets } of events) {
    const inside = jets.flatMap(({ constituents }: { constituents: number[] }) => constituents);
    expect(inside).not.toContain(0);
    expect(inside).not.toContain(1);
    expect(inside).toContain(2);
  }
});

test('in the Breit frame jets hold every hadron, add up to Q in E − pz, and Q², x, y are told', async () => {
  const { events } = (await document(['cluster', await generated('breit.csv'), ...CENTAURO])) as {
    events: readonly Told[];
  };
  expect(events.length).toBe(EVENTS);
  for (const { dis, jets } of events) {
    expect(dis.scattered).toBe(2);
    expect(Math.abs((4 * 18 * 275 * dis.x * dis.y) / dis.Q2 - 1)).toBeLessThan(1e-9);
    const inside = jets.flatMap(({ constituents }) => constituents).sort((a, b) => a - b);
    expect(inside).toEqual(inside.map((_, k) => k + 3));
    const minus = jets.reduce((sum, { E, pz }) => sum + E - pz, 0);
    expect(Math.abs(minus - Math.sqrt(dis.Q2))).toBeLessThan(1e-6);
    expect(jets.map(({ pt }) => pt)).toEqual(jets.map(({ pt }) => pt).sort((a, b) => b - a));
  }
});

test('beams: from four-vectors by their places, for npz as they are given; the jets are the same', async () => {
  const wanted = (await document(['cluster', await generated('all.csv'), ...CENTAURO])) as { events: Told[] };
  const text = (await document(['cluster', await generated('all.dat'), ...CENTAURO])) as { events: Told[] };
  const npz = (await document([
    ...['cluster', await generated('all.npz'), ...CENTAURO],
    ...['--beams', '18,275'],
  ])) as { events: Told[] };
  wanted.events.forEach(({ dis, jets }, i) => {
    for (const other of [text.events[i], npz.events[i]]) {
      expect(Math.abs(other.dis.Q2 / dis.Q2 - 1)).toBeLessThan(1e-9);
      expect(other.jets.map(({ constituents }) => constituents)).toEqual(
        jets.map(({ constituents }) => constituents),
      );
    }
  });
});

test('tables have Q², x and the inelasticity', async () => {
  const out = join(here.folder, 'jets.csv');
  await document(['cluster', await generated('table.csv'), ...CENTAURO, '--out', out]);
  const [header, first] = readFileSync(out, 'utf8').split('\n');
  expect(header).toContain('Q2 [GeV^2],x,inelasticity,W2 [GeV^2]');
  expect(first).toContain('centauro:0.8 breit');
  const world = io();
  expect(await run(['cluster', join(here.folder, 'table.csv'), ...CENTAURO], world)).toBe(0);
  expect(world.out().split('\n')[0]).toMatch(/Q2 \[GeV²\] +x +inelasticity/);
});

test.each([
  [
    ['three.csv'],
    "--frame is breit, and three.csv has no event for it: its beams are not told, needed are two particles with status 4 and px, py, pz, E, or the beams' energies",
  ],
  [['three.csv', '--beams', '18'], '--beams is 18, allowed are two numbers > 0 (GeV): lepton,hadron'],
  [
    ['three.csv', '--beams', '18,-275'],
    '--beams is 18,-275, allowed are two numbers > 0 (GeV): lepton,hadron',
  ],
])('refused in one line: %s', async (argv, message) => {
  const world = io();
  expect(await run(['cluster', ...argv, ...CENTAURO, '--json'], world)).not.toBe(0);
  expect(world.err()).toBe(`ringside: ${message}\n`);
  expect(world.out()).toBe('');
});
