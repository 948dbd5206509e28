// A folder or a pattern as FILE: one data set for every command.

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();

/** A folder of three files of two events each, and things that are none. */
function runs(): string {
  const folder = join(here.folder, 'runs');
  mkdirSync(folder);
  for (const [place, number] of [10, 2, 1].entries()) {
    const rows = [0, 1].flatMap((event) =>
      [0, 1, 2].map((k) => `${event},${number * 10 + event + k / 10},${0.3 * k},${k - 0.2 * place}`),
    );
    writeFileSync(join(folder, `run${number}.csv`), `event,pt,y,phi\n${rows.join('\n')}\n`);
  }
  writeFileSync(join(folder, 'notes.txt'), 'Made on Monday.\n');
  return folder;
}

async function ran(argv: readonly string[], cwd = here.folder) {
  const world = here.io({ cwd });
  const exit = await run(argv, world);
  return { exit, out: world.out(), err: world.err() };
}

const LEFT = 'ringside: runs: 1 file is left out, without events: notes.txt\n';

test('info: events, particles and sums of all files, and what is left out', async () => {
  runs();
  const { exit, out, err } = await ran(['info', 'runs', '--json']);
  expect({ exit, err }).toEqual({ exit: 0, err: LEFT });
  const [info] = JSON.parse(out).files;
  expect(info).toMatchObject({
    file: 'runs',
    files: 3,
    left_out: ['runs/notes.txt'],
    format: 'csv',
    events: 6,
    particles: 18,
    columns: ['event', 'pt', 'y', 'phi'],
  });
  expect(info.sums.pt).toBeCloseTo(3 * (10 + 11 + 20 + 21 + 100 + 101) + 6 * 0.3, 9);
  const text = await ran(['info', 'runs']);
  expect(text.out).toContain('files       3\n');
  const pattern = await ran(['info', 'runs/run*.csv', '--json']);
  expect(JSON.parse(pattern.out).files[0]).toEqual({ ...info, file: 'runs/run*.csv', left_out: [] });
  expect(pattern.err).toBe('');
});

test('fit numbers events through all files, in their natural order, under the hash of their hashes', async () => {
  runs();
  const fitted = async (file: string, ...more: string[]) => {
    const { exit, out, err } = await ran(['fit', file, '--shape', 'point', '--json', ...more]);
    expect({ exit, err }).toEqual({ exit: 0, err: file === 'runs' ? LEFT : '' });
    return JSON.parse(out).results.map(
      ({ event, emd, components }: { event: number; emd: number; components: unknown }) => [
        event,
        emd,
        components,
      ],
    );
  };
  const single: unknown[] = [];
  for (const [i, number] of [1, 2, 10].entries()) {
    for (const [event, ...rest] of await fitted(`runs/run${number}.csv`))
      single.push([2 * i + event, ...rest]);
  }
  expect(await fitted('runs')).toEqual(single);
  expect(await fitted('runs/*.csv', '--events', '3:5')).toEqual(single.slice(3, 5));
  const out = ['--out', join(here.folder, 'fits.csv')];
  await fitted('runs/*.csv', '--events', '0:4', ...out);
  const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
  const list = ['run1.csv', 'run2.csv', 'run10.csv'].map(
    (name) => `${hash(readFileSync(join(here.folder, 'runs', name)))}  ${name}\n`,
  );
  expect(readFileSync(join(here.folder, 'fits.csv'), 'utf8')).toContain(hash(list.join('')));
});

test('jets, observables, distances and convert take it as any file', async () => {
  runs();
  const json = async (...argv: string[]) => JSON.parse((await ran([...argv, '--json'])).out);
  const jets = await json('observables', 'runs', '--names', 'mass', '--jets', 'antikt:0.4');
  expect(jets.rows.map(([event]: number[]) => event).at(-1)).toBe(5);
  const all = await json('emd', 'runs');
  expect(all.shape).toEqual([6, 6]);
  const one = await json('emd', 'runs/run2.csv', 'runs/run10.csv');
  expect(all.emd[2].slice(4)).toEqual(one.emd[0]);
  const whole = await json('convert', 'runs', 'all.jsonl');
  expect(whole).toEqual({ file: 'all.jsonl', events: 6, particles: 18 });
  expect((await json('info', 'all.jsonl')).files[0].sums.pt).toBe(
    (await json('info', 'runs')).files[0].sums.pt,
  );
  expect((await json('convert', 'runs', 'part.npz', '--events', '1:5')).events).toBe(4);
});

test('a folder within a name, and NAME for a collection of each file', async () => {
  const folder = join(here.folder, 'a:b');
  const choice = resolve(import.meta.dirname, '../../workers/readers/golden/choice.npz');
  mkdirSync(folder);
  copyFileSync(choice, join(folder, '1.npz'));
  copyFileSync(choice, join(folder, '2.npz'));
  const info = async (file: string) => JSON.parse((await ran(['info', file, '--json'])).out).files[0];
  const one = await info('a:b/1.npz');
  const [chosen, other] = one.collections;
  const both = await info('a:b');
  expect(both.events).toBe(2 * one.events);
  expect(both.collections).toEqual([
    { ...chosen, particles: 2 * chosen.particles },
    { ...other, particles: 2 * other.particles },
  ]);
  expect((await info(`a:b:${other.name}`)).particles).toBe(2 * other.particles);
  expect((await info(`a:b/*.npz:${other.name}`)).particles).toBe(2 * other.particles);
});

test('a member of a zip, and a collection inside it', async () => {
  const golden = resolve(import.meta.dirname, '../../workers/readers/golden');
  const members = {
    'a:b/ev.lhe': readFileSync(join(golden, 'events.lhe')),
    'c.dat': Buffer.from('5 0 0 5\n'),
  };
  writeFileSync(join(here.folder, 'runs.zip'), zipSync(members));
  const info = async (file: string) => JSON.parse((await ran(['info', file, '--json'])).out).files[0];
  const [first, all] = [await info('runs.zip'), await info('runs.zip:a:b/ev.lhe:all')];
  expect([first.format, first.collection, all.collection]).toEqual(['lhe', 'a:b/ev.lhe', 'a:b/ev.lhe:all']);
  expect(first.collections).toContainEqual({ name: 'a:b/ev.lhe:all', particles: all.particles });
  expect(first.collections).toContainEqual({ name: 'c.dat', particles: null });
  expect((await info('runs.zip:c.dat')).sums.E).toBe(5);
  expect((await ran(['info', 'runs.zip:d.dat'])).err).toBe(
    'ringside: runs.zip:d.dat: there is no member "d.dat", allowed are a:b/ev.lhe, c.dat\n',
  );
});

test('what does not go together is told in one line', async () => {
  const folder = runs();
  writeFileSync(join(folder, 'run3.csv'), 'event,pt,eta,phi\n0,1,0,0\n');
  expect(await ran(['info', 'runs'])).toMatchObject({
    exit: 1,
    err: `${LEFT}ringside: runs/run3.csv: its column 3 is "eta", in runs/run1.csv it is "y"; files of one data set are alike. Name those that belong together by a pattern, such as 'runs/*.h5'.\n`,
  });
  writeFileSync(join(folder, 'run3.csv'), 'event,pt,y,phi\n0,1,0,0\n0,x,0,0\n');
  expect((await ran(['info', 'runs'])).err).toContain('runs/run3.csv, line 3: ');
  expect((await ran(['info', 'runs/*.h5'])).err).toBe(
    'ringside: runs/*.h5: no file has such a name. * stands for any text, ? for a character, [1-5] for one of some; ~ and {a,b} are the shell’s.\n',
  );
  // A pattern names files, none of which is passed over.
  expect((await ran(['info', 'runs/*'])).err).toContain(
    'runs/run1.csv: its format is csv, in runs/notes.txt',
  );
  mkdirSync(join(here.folder, 'empty'));
  expect((await ran(['info', 'empty'])).err).toBe(
    'ringside: empty: there are no files in this folder. Folders in it are not looked into, nor files whose names begin with a dot.\n',
  );
});
