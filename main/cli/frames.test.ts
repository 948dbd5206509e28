// Events seen from other frames on the command line: what is fitted, worked out and clustered there.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;
const JET = ['--frame', 'jet:antikt:1'] as const;

async function scattering(name: string): Promise<string> {
  const file = join(here.folder, name);
  await document(['generate', '--kind', 'dis', '--events', '3', '--seed', '5', '--out', file]);
  return file;
}

async function jets(): Promise<string> {
  const file = join(here.folder, 'top.npz');
  await document(['generate', '--kind', 'top', '--events', '2', '--seed', '5', '--out', file]);
  return file;
}

test('fit: a jet stands at its axis in its own frame, and the table says which frame that is', async () => {
  const file = await jets();
  const out = join(here.folder, 'fits.csv');
  const argv = ['fit', file, '--shape', 'point'];
  const there = await document([...argv, ...JET]);
  expect(there.frame).toBe('jet:antikt:1');
  const { results } = await document(argv);
  for (const [k, result] of there.results.entries()) {
    // A shift of the plane: the same distance, another place.
    expect(result.emd).toBeCloseTo(results[k].emd, 4);
    expect(Math.hypot(...result.components[0].center)).toBeLessThan(0.4);
  }
  await document([...argv, ...JET, '--out', out]);
  const [header, first] = readFileSync(out, 'utf8').split('\n');
  expect(header).toContain(',frame,');
  expect(first).toContain('jet:antikt:1');
});

test('observables: masses are the same in every frame, multiplicities of the Breit frame leave the lepton out', async () => {
  const file = await scattering('a.csv');
  const names = ['--names', 'mass,multiplicity'];
  const lab = await document(['observables', file, ...names]);
  const rest = await document(['observables', file, ...names, '--frame', 'rest']);
  const breit = await document(['observables', file, ...names, '--frame', 'breit']);
  expect(lab.columns).toEqual(['event', 'mass', 'multiplicity']);
  lab.rows.forEach(([, mass, multiplicity]: readonly number[], k: number) => {
    expect(rest.rows[k][1]).toBeCloseTo(mass, 6);
    expect(breit.rows[k][2]).toBe(multiplicity - 1);
  });
});

test('cluster: a boost along the beam leaves the jets their constituents and shifts them', async () => {
  const file = await jets();
  const argv = ['cluster', file, '--algorithm', 'antikt', '--R', '0.5'];
  const { events } = await document(argv);
  const there = await document([...argv, '--frame', 'boost:y=1.5']);
  expect(there.frame).toBe('boost:y=1.5');
  events.forEach(({ jets }: { jets: { y: number; constituents: number[] }[] }, k: number) => {
    jets.forEach(({ y, constituents }, place) => {
      expect(there.events[k].jets[place].constituents).toEqual(constituents);
      expect(there.events[k].jets[place].y).toBeCloseTo(y - 1.5, 9);
    });
  });
});

test('a picture is of the frame, and says how to make it again', async () => {
  const file = await scattering('b.csv');
  const folder = join(here.folder, 'pictures');
  await document([
    ...['fit', file, '--shape', 'point', '--events', '0', '--frame', 'breit', '--plot', folder],
  ]);
  const picture = readFileSync(join(folder, 'event-0-point.svg'), 'utf8');
  expect(picture).toContain('seen in the Breit frame: Q²');
  expect(picture).toContain('--frame breit --shape point');
});

test.each([
  [['--frame', 'moon'], 'frame moon: it is none of the frames, allowed are lab, breit, breit:LEPTON,HADRON'],
  [
    ['--frame', 'breit', '--jets', 'antikt:1'],
    '--frame is breit and --jets antikt:1, allowed is one of them',
  ],
  [['--frame', 'rest', '--beams', '18,275'], '--beams is 18,275, allowed with --frame breit only'],
  [
    ['--frame', 'breit'],
    "event 0: its beams are not told, needed are two particles with status 4 and px, py, pz, E, or the beams' energies",
  ],
])('fit %s is refused', async (more, message) => {
  const world = io();
  expect(await run(['fit', await jets(), '--shape', 'point', ...more, '--json'], world)).not.toBe(0);
  expect(world.err()).toContain(message);
});
