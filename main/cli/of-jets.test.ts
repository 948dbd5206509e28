// --jets in every command that reads events: what it answers is what the same command answers of a file in which each jet is
// an event, cut out by hand, told by event and jet.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine, timeless } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;
const JETS = ['--jets', 'antikt:0.5:ptmin=10'];

interface Clustered {
  readonly event: number;
  readonly jets: readonly { readonly constituents: readonly number[]; readonly [name: string]: unknown }[];
}

let folder: string;
let file: string;
let cut: string;
/** Of the jets in order, event and number. */
let names: readonly { readonly event: number; readonly jet: number }[];
let clustered: readonly Clustered[];

/** Events 0 to 5 have two clusters, of 4 + k and 3 particles, but event 2 has none; a particle beside them is in no jet of 10 GeV. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-jets-'));
  file = join(folder, 'events.csv');
  const events = Array.from({ length: 6 }, (_, event) =>
    event === 2
      ? ['1,0,0']
      : [
          ...Array.from(
            { length: 4 + event },
            (_, k) => `${9 + 3 * k},${0.04 * k * (1 + event / 10)},${3.1 + 0.02 * k}`,
          ),
          ...Array.from({ length: 3 }, (_, k) => `${20 - 5 * k},${2 - 0.09 * k},${0.11 * k * k}`),
          '1,-2,1',
        ],
  );
  const rows = events.flatMap((particles, event) => particles.map((one) => `${event},${one}`));
  writeFileSync(file, `event,pt,y,phi\n${rows.join('\n')}\n`);
  ({ events: clustered } = await document([
    ...['cluster', file, '--algorithm', 'antikt', '--R', '0.5', '--pt-min', '10'],
  ]));
  const jets = clustered.flatMap(({ event, jets }) => jets.map((one, jet) => ({ event, jet, ...one })));
  names = jets.map(({ event, jet }) => ({ event, jet }));
  cut = join(folder, 'cut.csv');
  const lines = jets.flatMap(({ event, constituents }, number) =>
    constituents.map((place) => `${number},${events[event][place]}`),
  );
  writeFileSync(cut, `event,pt,y,phi\n${lines.join('\n')}\n`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the jets of these events are ten', () => {
  expect(names.map(({ event, jet }) => `${event}.${jet}`)).toEqual([
    '0.0',
    '0.1',
    '1.0',
    '1.1',
    '3.0',
    '3.1',
    '4.0',
    '4.1',
    '5.0',
    '5.1',
  ]);
});

describe('fit', () => {
  const shape = ['--shape', 'ring,point'];

  test('fits each jet as it would fit its particles alone', async () => {
    const wanted = await document(['fit', cut, ...shape]);
    const found = await document(['fit', file, ...shape, ...JETS]);
    const told = wanted.results.map((one: { event: number }) => ({ ...one, ...names[one.event] }));
    expect(timeless(found.results)).toEqual(timeless(told));
    expect(Object.keys(found.results[0]).slice(0, 3)).toEqual(['event', 'jet', 'shape']);
    const some = await document(['fit', file, ...shape, ...JETS, '--events', '3:5', '--threads', '2']);
    expect(timeless(some.results)).toEqual(
      timeless(told.filter(({ event }: { event: number }) => event === 3 || event === 4)),
    );
    const none = await document(['fit', file, ...shape, '--jets', 'antikt:0.5:ptmin=1000']);
    expect(none).toEqual({ results: [] });
  });

  test('its table and its pictures tell event and jet', async () => {
    const [out, plots] = [join(here.folder, 'o.csv'), join(here.folder, 'plots')];
    const argv = ['fit', file, '--shape', 'point', ...JETS, '--events', '1:2'];
    await document([...argv, '--out', out, '--plot', plots]);
    const [header, ...rows] = readFileSync(out, 'utf8').trim().split('\r\n');
    const columns = header.split(',');
    expect(columns.slice(0, 3)).toEqual(['event', 'jet', 'shape']);
    expect(rows.map((row) => row.split(',').slice(0, 3).join(' '))).toEqual(['1 0 point', '1 1 point']);
    expect(rows[0].split(',')[columns.indexOf('jets')]).toBe('antikt:0.5:ptmin=10');
    expect(readdirSync(plots).sort()).toEqual(
      [0, 1].flatMap((jet) => ['png', 'svg'].map((kind) => `event-1-jet-${jet}-point.${kind}`)),
    );
    const picture = readFileSync(join(plots, 'event-1-jet-1-point.svg'), 'utf8');
    expect(picture).toContain('event 1, jet 1 of antikt:0.5:ptmin=10 · 3 particles');
    expect(picture).toContain('--jets antikt:0.5:ptmin=10 --shape point --events 1:2');
    const world = io();
    expect(await run(argv, world)).toBe(0);
    expect(world.out().split('\n')[0].trim().split(/ {2,}/).slice(0, 4)).toEqual([
      'event',
      'jet',
      'shape',
      'EMD',
    ]);
  });

  test('goes on where it was interrupted, of the same jets only', async () => {
    const whole = join(here.folder, 'whole.csv');
    const out = join(here.folder, 'o.csv');
    const argv = ['fit', file, '--shape', 'point', ...JETS, '--out'];
    await document([...argv, whole]);
    const abort = new AbortController();
    const ended = run([...argv, out], io({ signal: abort.signal }));
    while (!existsSync(`${out}.partial`)) await new Promise((resolve) => setTimeout(resolve, 1));
    abort.abort();
    expect(await ended).toBe(130);
    const other = io();
    const asked = ['fit', file, '--shape', 'point', '--jets', 'antikt:0.4', '--out', out, '--resume'];
    expect(await run(asked, other)).toBe(2);
    expect(other.err()).toBe(
      `ringside: ${out}: the interrupted run had jets "antikt:0.5:ptmin=10", this one has "antikt:0.4". Repeat its command with --resume, or delete the .partial file to start anew.\n`,
    );
    // The fourth jet, as it would not be: it must be in the result.
    const [header] = readFileSync(`${out}.partial`, 'utf8').split('\n');
    const row = {
      event: 3,
      shape: 'point',
      result: null,
      problem: 'made up',
      particles: 3,
      energy: 45,
      energyShare: 1,
    };
    writeFileSync(`${out}.partial`, `${header}\n${JSON.stringify([row])}\n`);
    const world = io();
    expect(await run([...argv, out, '--resume'], world)).toBe(0);
    expect(world.err()).toBe('ringside: point: made up\n');
    const steady = (path: string) => {
      const rows = readFileSync(path, 'utf8')
        .split('\r\n')
        .map((row) => row.split(','));
      const wall = rows[0].indexOf('wall [ms]');
      return rows.map((row) => row.filter((_, k) => k !== wall));
    };
    const rows = steady(out);
    const fourth = rows[4];
    expect([fourth[0], fourth[1], fourth.includes('made up')]).toEqual(['1', '1', true]);
    expect(rows.toSpliced(4, 1)).toEqual(steady(whole).toSpliced(4, 1));
  });
});

describe('distances', () => {
  test('emd: between all jets, the matrix symmetric, the same as of the jets cut out', async () => {
    const wanted = await document(['emd', cut]);
    const { jets_a, ...found } = await document(['emd', file, ...JETS]);
    expect(found).toEqual(wanted);
    expect(found.shape).toEqual([10, 10]);
    expect(jets_a).toEqual(names.map(({ event, jet }) => [event, jet]));
    found.emd.forEach((row: number[], i: number) => {
      expect(row[i]).toBe(0);
      row.forEach((value, j) => {
        expect(value).toBe(found.emd[j][i]);
      });
    });
  });

  test('emd: pairs by their places or by event and jet, of one file or two', async () => {
    const all = await document(['emd', file, ...JETS, '--center']);
    const pairs = await document(['emd', file, ...JETS, '--center', '--pairs', '0:7,0.0:4.1,5.1:3.0']);
    expect(pairs.pairs).toEqual([
      [0, 7],
      [0, 7],
      [9, 4],
    ]);
    expect(pairs.emd).toEqual([all.emd[0][7], all.emd[0][7], all.emd[4][9]]);
    const two = await document(['emd', file, cut, ...JETS, '--center', '--pairs', '1.1:2.0']);
    expect(two.jets_b).toEqual(names.map((_, number) => [number, 0]));
    expect(two.emd[0]).toBe(all.emd[2][3]);
  });

  test.each(['csv', 'json'])('emd: the pairs of a %s tell event and jet of both', async (format) => {
    const out = join(here.folder, `o.${format}`);
    await document(['emd', file, cut, ...JETS, '--pairs', '4:1,9:9', '--out', out]);
    const text = readFileSync(out, 'utf8');
    const rows =
      format === 'json'
        ? JSON.parse(text).map((row: Record<string, unknown>) => Object.entries(row).slice(0, 4))
        : text
            .trim()
            .split('\r\n')
            .slice(1)
            .map((row) => {
              const head = text.split(',').slice(0, 4);
              return row
                .split(',')
                .slice(0, 4)
                .map((value, k) => [head[k], Number(value)]);
            });
    expect(rows.map((row: unknown[]) => Object.fromEntries(row as [string, number][]))).toEqual([
      { event_a: 3, jet_a: 0, event_b: 1, jet_b: 0 },
      { event_a: 5, jet_a: 1, event_b: 9, jet_b: 0 },
    ]);
  });

  test('neighbours, medoids, map and dimension answer as of the jets cut out', async () => {
    const same = async (argv: readonly string[]) => {
      const [command, ...rest] = argv;
      const [wanted, found] = [
        await document([command, cut, ...rest]),
        await document([command, file, ...rest, ...JETS]),
      ];
      return { wanted, found };
    };
    type One = { event: number; nearest?: One[] };
    const told = (one: One): unknown => ({
      ...one,
      ...names[one.event],
      ...(one.nearest ? { nearest: one.nearest.map(told) } : {}),
    });
    const near = await same(['neighbours', '--k', '3']);
    expect(near.found.neighbours).toEqual(near.wanted.neighbours.map(told));
    const some = await document(['neighbours', file, ...JETS, '--k', '3', '--events', '2:4']);
    expect(some.neighbours).toEqual(near.found.neighbours.slice(4, 6));
    const medoids = await same(['medoids', '--k', '2', '--center']);
    expect(medoids.found).toEqual({ ...medoids.wanted, medoids: medoids.wanted.medoids.map(told) });
    const map = await same(['map', '--center']);
    expect(map.found.points).toEqual(
      map.wanted.points.map((one: One) => ({ ...one, ...names[one.event], file })),
    );
    const dimension = await same(['dimension', '--steps', '3']);
    const [{ file: _, ...wanted }] = dimension.wanted.files;
    expect(dimension.found.files).toEqual([{ ...wanted, file, events: 6, jets: 10 }]);
  });
});

test('info: how many jets, of how many particles, and the sums of their momenta', async () => {
  const { files } = await document(['info', file, cut, ...JETS]);
  const jets = clustered.flatMap((one) => one.jets);
  const sum = (name: string) => jets.reduce((total, jet) => total + Number(jet[name]), 0);
  const particles = jets.reduce((total, { constituents }) => total + constituents.length, 0);
  const { sums, ...counts } = files[0].jets;
  expect(counts).toEqual({
    definition: 'antikt:0.5:ptmin=10',
    jets: 10,
    particles,
    per_event: { min: 0, mean: 10 / 6, max: 2 },
    per_jet: { min: 3, mean: particles / 10, max: 9 },
  });
  for (const name of ['pt', 'px', 'py', 'pz', 'E']) expect(sums[name]).toBeCloseTo(sum(name), 9);
  expect(files[1].jets.per_event).toEqual({ min: 1, mean: 1, max: 1 });
  expect([files[0].events, files[0].particles]).toEqual([6, particles + 6]);
  const world = io();
  expect(await run(['info', file, ...JETS], world)).toBe(0);
  expect(world.out()).toContain('their number  10 (0 to 2, mean 1.667)');
});

test('roc: of the jets of both files', async () => {
  const names = ['--names', 'mass,multiplicity'];
  const { observables } = await document(['roc', file, cut, ...names, ...JETS]);
  expect(observables.map(({ auc, missing }: { auc: number; missing: number[] }) => [auc, missing])).toEqual([
    [0.5, [0, 0]],
    [0.5, [0, 0]],
  ]);
  const other = join(here.folder, 'other.csv');
  writeFileSync(other, readFileSync(cut, 'utf8').split('\n').slice(0, 12).join('\n'));
  const whole = await document(['roc', cut, other, ...names]);
  const found = await document(['roc', file, other, ...names, ...JETS]);
  expect(found.observables).toEqual(whole.observables);
});

test('XCone’s jets are those of cluster', async () => {
  const { events } = await document([
    ...['cluster', file, '--algorithm', 'xcone', '--R', '0.5', '--exclusive', '2'],
  ]);
  const { rows } = await document([
    'observables',
    file,
    '--names',
    'multiplicity',
    '--jets',
    'xcone:0.5:n=2',
  ]);
  expect(rows).toEqual(
    events.flatMap(({ event, jets }: Clustered) =>
      jets.map(({ constituents }, jet) => [event, jet, constituents.length]),
    ),
  );
});

describe('refusals', () => {
  const some = 'antikt:0.5:ptmin=10';
  const none = '--events is 6:9, FILE has none of these events';
  test.each([
    [
      'info',
      'cone:0.8',
      'jets cone:0.8: algorithm is cone, allowed are antikt, kt, ca, genkt, eekt, eegenkt, centauro, xcone',
    ],
    [
      'fit --shape ring --select 0,0,1',
      'antikt:0.5',
      '--jets is antikt:0.5 and --select 0,0,1, allowed is one of them',
    ],
    ['emd --pairs 2.0:0.0', some, '--pairs has 2.0, which is no jet of the file'],
    ['emd --pairs 0:10', some, '--pairs has 0:10, allowed of the file are jets 0 to 9'],
    [
      'emd --pairs 0-1',
      'antikt:0.5',
      '--pairs has 0-1, allowed are pairs i:j of jets in their order, or event.jet:event.jet, separated by commas',
    ],
    ['fit --shape ring --events 6:9', 'antikt:0.5', none],
    ['medoids --events 6:9', 'antikt:0.5', none],
    ['medoids --k 11', some, '--k is 11, allowed is a whole number from 1 to 10: FILE has 10 jets'],
  ])('%s --jets %s', async (line, jets, wanted) => {
    const [command, ...rest] = line.split(' ');
    const world = io();
    expect(await run([command, file, ...rest, '--jets', jets], world)).toBe(2);
    expect(world.err().split(' (')[0].trimEnd()).toBe(`ringside: ${wanted.replace('FILE', file)}`);
    expect(world.out()).toBe('');
  });
});
