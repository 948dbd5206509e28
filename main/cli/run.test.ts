// The command line as a whole: what it refuses and in which words, help, tables for people, progress, the shells.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;

test.each([
  [
    ['nonsense'],
    2,
    'nonsense: unknown command, allowed are info, emd, neighbours, dimension, medoids, map, fit, cluster, compare, observables, roc, convert, generate, serve, open',
  ],
  [
    ['train', 'vae'],
    1,
    'train: this version does not have it, allowed are info, emd, neighbours, dimension, medoids, map, fit, cluster, compare, observables, roc, convert, generate, serve, open',
  ],
  [['info'], 2, 'info needs at least one FILE. See ringside info --help.'],
  [
    ['info', 'none.npz'],
    1,
    `${join(here.golden, 'none.npz')}: there is no such file. Check the path; relative ones start at the current folder.`,
  ],
  [
    ['info', 't*'],
    1,
    "two.dat: its format is text, in three.csv it is csv; files of one data set are alike. Name those that belong together by a pattern, such as 'runs/*.h5'.",
  ],
  [
    ['info', 'three.csv', '--colums', 'pt'],
    2,
    'info: unknown option --colums, allowed are --json, --jets, --cuts, --columns, --threads',
  ],
  [['info', 'three.csv', '--json=yes'], 2, 'info: --json takes no value, given is yes'],
  [['fit'], 2, 'fit needs one FILE, 0 are given. See ringside fit --help.'],
  [['fit', 'three.csv'], 2, 'fit needs --shape. For example --shape ring,ellipse.'],
  [['fit', 'three.csv', '--shape'], 2, 'fit: --shape needs a value. See ringside fit --help.'],
  [
    ['fit', 'three.csv', '--shape', 'rinj'],
    2,
    'unknown shape: rinj, allowed are point, ring, disk, ellipse, segment, ellipticring, triangle, filledtriangle, pileup, isotropicring, isotropiccylinder, isotropicsphere, polygon4…12, filledpolygon4…12',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--shape', 'disk'],
    2,
    'fit: --shape is given twice, allowed is once',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--solver', 'neural'],
    1,
    '--solver is neural, which comes with a later version; allowed are exact, sinkhorn',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--solver', 'magic'],
    2,
    '--solver is magic, allowed are exact, sinkhorn',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--search', 'fast'],
    2,
    '--search is fast, allowed are thorough, quick',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--events', '5:2'],
    2,
    '--events is 5:2, allowed is a:b with 0 ≤ a < b (half-open, counted from 0)',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--events', 'a'],
    2,
    '--events is a, allowed is a:b with 0 ≤ a < b (half-open, counted from 0)',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--events', '7:9'],
    2,
    '--events is 7:9, three.csv has none of these events',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--select', '1,2'],
    2,
    '--select is 1,2, allowed is y,phi,r: three numbers, r > 0 (rad)',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--select', '1,2,-1'],
    2,
    '--select is 1,2,-1, allowed is y,phi,r: three numbers, r > 0 (rad)',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--at', '1,2,3'],
    2,
    '--at is 1,2,3, allowed is y,phi: two numbers (rad)',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--seed', '1.5'],
    2,
    '--seed is 1.5, allowed is a whole number from 0 to 9007199254740991',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--threads', '0'],
    2,
    '--threads is 0, allowed is a whole number from 1 to 1024',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--out', 'x.xls'],
    2,
    '--out is x.xls, allowed are names that end in .csv, .json or .parquet',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--resume'],
    2,
    '--resume needs the --out FILE of the interrupted run',
  ],
  [['emd', 'a', 'b', 'c'], 2, 'emd needs one or two FILEs, 3 are given. See ringside emd --help.'],
  [
    ['emd', 'three.csv', '--matrix', '--pairs', '0:1'],
    2,
    '--matrix and --pairs are both given, allowed is one',
  ],
  [
    ['emd', 'three.csv', '--pairs', '0-1'],
    2,
    '--pairs has 0-1, allowed are pairs i:j of event numbers, separated by commas',
  ],
  [
    ['emd', 'three.csv', 'two.dat', '--pairs', '0:2'],
    2,
    '--pairs has 0:2, allowed of the second file are events 0 to 1',
  ],
  [['emd', 'three.csv', '--beta', '3'], 2, '--beta is 3, allowed is 0 < beta ≤ 2'],
  [['emd', 'three.csv', '--R', '-1'], 2, '--R is -1, allowed is 1e-100 ≤ R ≤ 1e100 (rad)'],
  [['emd', 'three.csv', '--R', '1e-320'], 2, '--R is 1e-320, allowed is 1e-100 ≤ R ≤ 1e100 (rad)'],
  [
    ['emd', 'three.csv', '--method', 'sliced', '--beta', '0.5'],
    2,
    '--beta is 0.5, allowed with --method sliced is 1 ≤ beta ≤ 2',
  ],
  [
    ['map', 'three.csv', '--distance', 'sliced', '--no-normalise'],
    2,
    '--no-normalise is given, allowed with --distance are then exact, sinkhorn',
  ],
  [['emd', 'three.csv', '--method', 'quick'], 2, '--method is quick, allowed are exact, sinkhorn, sliced'],
  [
    ['emd', 'three.csv', '--out', 'x.xls'],
    2,
    '--out is x.xls, allowed are names that end in .npy, .csv, .json or .parquet',
  ],
  [['neighbours'], 2, 'neighbours needs one or two FILEs, 0 are given. See ringside neighbours --help.'],
  [['neighbours', 'three.csv', '--k', '0'], 2, '--k is 0, allowed is a whole number from 1 to 1000'],
  [['neighbours', 'three.csv', '--events', '5:6'], 2, '--events is 5:6, three.csv has none of these events'],
  [['dimension'], 2, 'dimension needs at least one FILE. See ringside dimension --help.'],
  [['dimension', 'three.csv', '--q', '1:1'], 2, '--q is 1:1, allowed is a:b with 0 < a < b'],
  [['dimension', 'three.csv', '--q', '0.1'], 2, '--q is 0.1, allowed is a:b with 0 < a < b'],
  [['dimension', 'three.csv', '--steps', '0'], 2, '--steps is 0, allowed is a whole number from 1 to 1000'],
  [['medoids'], 2, 'medoids needs one FILE, 0 are given. See ringside medoids --help.'],
  [['medoids', 'three.csv', '--events', '3:'], 2, '--events is 3:, three.csv has none of these events'],
  [['map'], 2, 'map needs at least one FILE. See ringside map --help.'],
  [['map', 'three.csv', '--method', 'tsne'], 2, '--method is tsne, allowed are mds, umap'],
  [
    ['map', 'three.csv', '--method', 'sliced'],
    2,
    '--method is sliced, allowed are mds, umap. Of the distances: --distance sliced.',
  ],
  [['map', 'three.csv', '--min-dist', '2'], 2, '--min-dist is 2, allowed is 0 ≤ min-dist ≤ 1'],
  [
    ['map', 'three.csv', '--out', 'x.npy'],
    2,
    '--out is x.npy, allowed are names that end in .csv, .json or .parquet',
  ],
  [['emd', '-', '-'], 2, 'emd: - is given twice, stdin can be read once'],
  [
    ['generate', '--events', '3', '--out', 'x.npz'],
    2,
    'generate needs --kind. Allowed are qcd, w, top, event, dis.',
  ],
  [
    ['generate', '--kind', 'higgs', '--events', '3', '--out', 'x.npz'],
    2,
    'unknown kind of toy events: higgs, allowed are qcd, w, top, event, dis',
  ],
  [
    ['generate', '--kind', 'top', '--events', '-3', '--out', 'x.npz'],
    2,
    '--events is -3, allowed is a whole number from 0 to 1000000',
  ],
  [['open'], 2, 'open needs at least one FILE. See ringside open --help.'],
  [['serve', '--port', '70000'], 2, '--port is 70000, allowed is a whole number from 0 to 65535'],
] as const)('%j is refused in one line', async (argv, exit, message) => {
  const world = io();
  expect(await run(argv, world)).toBe(exit);
  expect(world.err()).toBe(`ringside: ${message}\n`);
  expect(world.out()).toBe('');
});

test('--version and help go to stdout', async () => {
  for (const argv of [['--version'], ['--help'], ['fit', '--help'], ['emd', 'x', '-h']]) {
    const world = io();
    expect(await run(argv, world)).toBe(0);
    expect(world.out()).toMatch(argv[0] === '--version' ? /^0\.0\.0-test\n$/ : /^ringside/);
    expect(world.err()).toBe('');
  }
});

test('relative files start where the user stands', async () => {
  const { files } = await document(['info', 'three.csv'], { cwd: '/', env: { INIT_CWD: here.golden } });
  expect(files[0]).toMatchObject({ file: 'three.csv', events: 3 });
});

test('an empty event is reported, and its distances are null', async () => {
  const file = join(here.folder, 'holes.csv');
  writeFileSync(file, 'event,pt,y,phi\n0,5,0,0\n1,0,0,0\n2,3,1,1\n');
  const world = io();
  expect(await run(['fit', file, '--shape', 'point', '--json'], world)).toBe(0);
  expect(world.err()).toBe('ringside: point: event 1 has no particles in the plane\n');
  const { results, problems } = JSON.parse(world.out());
  expect(results.map(({ event }: { event: number }) => event)).toEqual([0, 2]);
  expect(problems).toEqual([{ event: 1, shape: 'point', problem: 'event 1 has no particles in the plane' }]);
  const distances = io();
  expect(await run(['emd', file, '--json'], distances)).toBe(0);
  expect(distances.err()).toBe('ringside: 2 distances are not defined: an event without particles\n');
  expect(JSON.parse(distances.out()).emd).toEqual([
    [0, null, Math.SQRT2],
    [null, 0, null],
    [Math.SQRT2, null, 0],
  ]);
});

test('tables for people: one line an event, nothing on stderr', async () => {
  for (const argv of [
    ['info', 'three.csv'],
    ['fit', 'three.csv', '--shape', 'ring'],
    ['emd', 'three.csv'],
    ['neighbours', 'three.csv'],
    ['dimension', 'three.csv'],
    ['medoids', 'three.csv'],
    ['map', 'three.csv'],
  ]) {
    const world = io();
    expect(await run(argv, world)).toBe(0);
    expect(world.err()).toBe('');
    expect(world.out().split('\n').length).toBeGreaterThan(3);
  }
});

test('progress goes to a terminal’s stderr with amounts, rate and time left, never to stdout', async () => {
  const file = join(here.folder, 'toys.npz');
  await document(['generate', '--kind', 'w', '--events', '16', '--out', file]);
  // A clock on which every look is half a second later: the work is long at once.
  let time = 0;
  const now = () => {
    time += 500;
    return time;
  };
  const world = io({ terminal: true, now });
  expect(await run(['fit', file, '--shape', 'ring', '--json'], world)).toBe(0);
  expect(world.err()).toMatch(/fitting: \d+( of 16)? events · [\d.]+ events\/s/);
  expect(world.err().endsWith('\u001b[2K')).toBe(true);
  expect(JSON.parse(world.out()).results).toHaveLength(16);
  const pairs = io({ terminal: true, now });
  expect(await run(['emd', file, '--json'], pairs)).toBe(0);
  expect(pairs.err()).toMatch(/distances: \d+ of 120 pairs · [\d.]+ pairs\/s · \d+ s left/);
  const near = io({ terminal: true, now });
  expect(await run(['neighbours', file, '--json'], near)).toBe(0);
  expect(near.err()).toMatch(/neighbours: \d+ of 16 events · [\d.]+ events\/s · \d+ s left/);
});

test('serve and open start the shells with absolute files', async () => {
  const calls: unknown[] = [];
  const spawn = async (script: string, args: readonly string[]) => {
    calls.push([script, ...args]);
    return 0;
  };
  expect(await run(['serve', '--port', '8123'], io({ spawn }))).toBe(0);
  expect(await run(['open', 'three.csv', '--shell', 'browser'], io({ spawn }))).toBe(0);
  expect(calls).toEqual([
    ['scripts/start.js', '--shell', 'none', '--port', '8123'],
    ['scripts/start.js', '--shell', 'browser', join(here.golden, 'three.csv')],
  ]);
});
