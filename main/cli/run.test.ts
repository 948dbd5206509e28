import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Built, buildEntries } from '../testing/build.ts';
import { type TestIo, testIo } from '../testing/io.ts';
import type { Io } from './io.ts';
import { run } from './run.ts';

const golden = join(import.meta.dirname, 'golden');
let built: Built;
let folder: string;
beforeAll(async () => {
  built = await buildEntries('compute');
});
afterAll(() => built.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-cli-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

const io = (changes: Partial<Io> = {}): TestIo => testIo(built.path('compute'), golden, changes);
async function document(argv: readonly string[], changes: Partial<Io> = {}) {
  const world = io(changes);
  const exit = await run([...argv, '--json'], world);
  expect({ exit, stderr: world.err() }).toEqual({ exit: 0, stderr: '' });
  return JSON.parse(world.out());
}
/** Everything but the time. */
const timeless = (results: { wall_ms: number }[]) => results.map((result) => ({ ...result, wall_ms: 0 }));

test.each([
  [
    ['nonsense'],
    2,
    'nonsense: unknown command, allowed are info, emd, neighbours, dimension, medoids, map, fit, generate, serve, open',
  ],
  [
    ['cluster', 'x.dat'],
    1,
    'cluster: this version does not have it, allowed are info, emd, neighbours, dimension, medoids, map, fit, generate, serve, open',
  ],
  [['info'], 2, 'info needs at least one FILE. See ringside info --help.'],
  [
    ['info', 'none.npz'],
    1,
    `${join(golden, 'none.npz')}: there is no such file. Check the path; relative ones start at the current folder.`,
  ],
  [['info', '.'], 1, `${golden}: it is a folder, needed is a file. Open one of the files in it.`],
  [
    ['info', 'three.csv', '--colums', 'pt'],
    2,
    'info: unknown option --colums, allowed are --json, --columns, --threads',
  ],
  [['info', 'three.csv', '--json=yes'], 2, 'info: --json takes no value, given is yes'],
  [['fit'], 2, 'fit needs one FILE, 0 are given. See ringside fit --help.'],
  [['fit', 'three.csv'], 2, 'fit needs --shape. For example --shape ring,ellipse.'],
  [['fit', 'three.csv', '--shape'], 2, 'fit: --shape needs a value. See ringside fit --help.'],
  [['fit', 'three.csv', '--shape', 'rinj'], 2, 'unknown shape: rinj, allowed are point, ring, disk, ellipse'],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--shape', 'disk'],
    2,
    'fit: --shape is given twice, allowed is once',
  ],
  [
    ['fit', 'three.csv', '--shape', 'ring', '--solver', 'neural'],
    1,
    '--solver is neural, which is not built yet; allowed is exact',
  ],
  [['fit', 'three.csv', '--shape', 'ring', '--solver', 'magic'], 2, '--solver is magic, allowed is exact'],
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
    '--pairs has 0:2, allowed are events 0 to 1 of the second file',
  ],
  [['emd', 'three.csv', '--beta', '3'], 2, '--beta is 3, allowed is 0 < beta ≤ 2'],
  [['emd', 'three.csv', '--R', '-1'], 2, '--R is -1, allowed is R > 0 (rad)'],
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
    'generate needs --kind. Allowed are qcd, w, top, event.',
  ],
  [
    ['generate', '--kind', 'higgs', '--events', '3', '--out', 'x.npz'],
    2,
    'unknown kind of toy events: higgs, allowed are qcd, w, top, event',
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

test('events keep the file’s numbers, and φ is printed in (−π, π]', async () => {
  const { results } = await document(['fit', 'three.csv', '--shape', 'ring', '--events', '1:3']);
  expect(results.map(({ event }: { event: number }) => event)).toEqual([1, 2]);
  for (const { components } of results) {
    expect(components[0].center[1]).toBeGreaterThan(-Math.PI);
    expect(components[0].center[1]).toBeLessThanOrEqual(Math.PI);
  }
});

test('results come event by event, shapes in the order given, whatever the number of threads', async () => {
  const file = join(folder, 'toys.npz');
  const made = await document(['generate', '--kind', 'qcd', '--events', '12', '--seed', '7', '--out', file]);
  expect(made).toMatchObject({ file, events: 12 });
  const argv = ['fit', file, '--shape', 'disk,point', '--threads'];
  const one = await document([...argv, '1']);
  const three = await document([...argv, '3']);
  expect(timeless(three.results)).toEqual(timeless(one.results));
  expect(
    one.results.map(({ event, shape }: { event: number; shape: string }) => `${event} ${shape}`),
  ).toEqual(Array.from({ length: 24 }, (_, k) => `${k >> 1} ${k % 2 === 0 ? 'disk' : 'point'}`));
  const again = join(folder, 'again.npz');
  await document(['generate', '--kind', 'qcd', '--events', '12', '--seed', '7', '--out', again]);
  expect(readFileSync(again)).toEqual(readFileSync(file));
  const matrix = await document(['emd', file, '--threads', '1']);
  expect(await document(['emd', file, '--threads', '3'])).toEqual(matrix);
  expect(matrix.emd.map((row: number[], i: number) => row[i])).toEqual(Array(12).fill(0));
  const pairs = await document(['emd', file, '--pairs', '3:10,10:3']);
  expect(pairs.emd[0]).toBeCloseTo(matrix.emd[3][10], 14);
  expect(pairs.emd[1]).toBeCloseTo(matrix.emd[10][3], 14);
});

test('--at is one more start of a whole event, as the centre of a circle that holds all of it is', async () => {
  const argv = ['fit', 'three.csv', '--shape', 'ring,ellipse'];
  const plots = join(folder, 'plots');
  const at = await document([...argv, '--at', '-0.4,1.5', '--plot', plots]);
  const circle = await document([...argv, '--select', '-0.4,1.5,60']);
  expect(timeless(at.results)).toEqual(timeless(circle.results));
  expect(readFileSync(join(plots, 'event-1-ring.svg'), 'utf8')).toContain(' --seed 1 --at=-0.4,1.5');
});

test('relative files start where the user stands', async () => {
  const { files } = await document(['info', 'three.csv'], { cwd: '/', env: { INIT_CWD: golden } });
  expect(files[0]).toMatchObject({ file: 'three.csv', events: 3 });
});

test('an empty event is reported, and its distances are null', async () => {
  const file = join(folder, 'holes.csv');
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

test('--out has the numbers of --json, digit for digit, and leaves no journal', async () => {
  const out = join(folder, 'table.csv');
  const { results } = await document(['fit', 'three.csv', '--shape', 'ring,ellipse', '--out', out]);
  const lines = readFileSync(out, 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(1 + results.length);
  lines.slice(1).forEach((line, k) => {
    const cells = line.split(',');
    const [component] = results[k].components;
    expect(cells.slice(0, 3)).toEqual([String(results[k].event), results[k].shape, 'exact']);
    expect(cells.slice(3, 5).map(Number)).toEqual(component.center);
    if (component.semi_axes) expect(cells.slice(6, 8).map(Number)).toEqual(component.semi_axes);
    expect(cells.slice(9, 12).map(Number)).toEqual([results[k].emd, results[k].lower_bound, results[k].gap]);
  });
  expect(existsSync(`${out}.partial`)).toBe(false);
  const world = io();
  expect(await run(['fit', 'three.csv', '--shape', 'ring', '--out', out, '--resume'], world)).toBe(2);
  expect(world.err()).toBe(`ringside: ${out}: it is complete, there is nothing to resume\n`);
  for (const ending of ['json', 'parquet']) {
    expect(await run(['emd', 'three.csv', '--out', join(folder, `d.${ending}`)], io())).toBe(0);
    expect(existsSync(join(folder, `d.${ending}`))).toBe(true);
  }
  expect(JSON.parse(readFileSync(join(folder, 'd.json'), 'utf8'))).toHaveLength(3);
});

test('a result that cannot be written says so, and a run killed before its first row is no obstacle', async () => {
  const world = io();
  writeFileSync(join(folder, 'in-the-way'), '');
  const out = join(folder, 'in-the-way', 'fits.csv');
  expect(await run(['fit', 'three.csv', '--shape', 'point', '--out', out], world)).toBe(1);
  expect(world.err()).toBe(
    `ringside: ${out}: it could not be written (EEXIST: file already exists, mkdir '${join(folder, 'in-the-way')}'). Make room or choose another place; a .partial file that is there goes on with --resume.\n`,
  );
  const killed = join(folder, 'killed.csv');
  writeFileSync(`${killed}.partial`, '');
  expect(await run(['fit', 'three.csv', '--shape', 'point', '--out', killed], io())).toBe(0);
});

test('Ctrl-C stops cleanly, says how to go on, and --resume gives what one run gives', async () => {
  const file = join(folder, 'toys.npz');
  await document(['generate', '--kind', 'w', '--events', '40', '--out', file]);
  const out = join(folder, 'fits.csv');
  const argv = ['fit', file, '--shape', 'ring', '--out', out];
  const abort = new AbortController();
  const interrupted = io({ signal: abort.signal });
  const ended = run(argv, interrupted);
  while (!existsSync(`${out}.partial`) || readFileSync(`${out}.partial`, 'utf8').split('\n').length < 10) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  abort.abort();
  expect(await ended).toBe(130);
  expect(interrupted.err()).toBe(`ringside: fit: interrupted. ${out} goes on with --resume.\n`);
  expect(existsSync(out)).toBe(false);
  const kept = readFileSync(`${out}.partial`, 'utf8').split('\n').length - 2;
  expect(kept).toBeLessThan(40);

  const anew = io();
  expect(await run(argv, anew)).toBe(2);
  expect(anew.err()).toBe(
    `ringside: ${out}: an interrupted run has left fits.csv.partial. Go on with --resume, or delete it.\n`,
  );
  const other = io();
  expect(await run([...argv, '--resume', '--seed', '2'], other)).toBe(2);
  expect(other.err()).toBe(
    `ringside: ${out}: the interrupted run had seed 1, this one has 2. Repeat its command with --resume, or delete the .partial file to start anew.\n`,
  );
  const { results } = await document([...argv, '--resume']);
  expect(timeless(results)).toEqual(timeless((await document(['fit', file, '--shape', 'ring'])).results));
  expect(readFileSync(out, 'utf8').trim().split('\r\n')).toHaveLength(41);
  expect(existsSync(`${out}.partial`)).toBe(false);
});

test('--out of emd: the matrix as an array, or one row a pair, with the numbers of --json', async () => {
  const { emd } = await document(['emd', 'three.csv']);
  const out = (ending: string) => join(folder, `d.${ending}`);
  expect(await document(['emd', 'three.csv', '--out', out('npy')])).toEqual(
    await document(['emd', 'three.csv']),
  );
  const npy = new Uint8Array(readFileSync(out('npy')));
  expect(Buffer.from(npy.subarray(10, 128)).toString('latin1')).toContain("'shape': (3, 3), ");
  expect([...new Float64Array(npy.slice(128).buffer)]).toEqual(emd.flat());
  const world = io();
  expect(await run(['emd', 'three.csv', '--out', out('csv')], world)).toBe(0);
  expect(world.out()).toBe(`${out('csv')}: 3 distances\n`);
  const [header, ...rows] = readFileSync(out('csv'), 'utf8').trim().split('\r\n');
  expect(header).toBe(
    'event_a,event_b,emd,beta,R [rad],normalise,center,file_a,file_b,sha256_a,sha256_b,version',
  );
  expect(rows.map((row) => row.split(',').slice(0, 7).join(','))).toEqual([
    `0,1,${emd[0][1]},1,1,true,false`,
    `0,2,${emd[0][2]},1,1,true,false`,
    `1,2,${emd[1][2]},1,1,true,false`,
  ]);
  await document(['emd', 'three.csv', '--out', out('parquet')]);
  const read = await parquetReadObjects({ file: new Uint8Array(readFileSync(out('parquet'))).buffer });
  expect(read.map((row) => [row.event_a, row.event_b, row.emd])).toEqual([
    [0, 1, emd[0][1]],
    [0, 2, emd[0][2]],
    [1, 2, emd[1][2]],
  ]);
  const pairs = ['emd', 'three.csv', 'two.dat', '--pairs', '2:1,0:0', '--no-normalise'];
  await document([...pairs, '--out', out('json')]);
  const list = await document([...pairs, '--out', join(folder, 'list.npy')]);
  const table = JSON.parse(readFileSync(out('json'), 'utf8'));
  expect(table.map((row: Record<string, unknown>) => [row.event_a, row.event_b])).toEqual([
    [2, 1],
    [0, 0],
  ]);
  expect(table.map((row: { emd: number }) => row.emd)).toEqual(list.emd);
  const array = new Uint8Array(readFileSync(join(folder, 'list.npy')));
  expect([...new Float64Array(array.slice(128).buffer)]).toEqual(list.emd);
  expect(readdirSync(folder).sort()).toEqual(['d.csv', 'd.json', 'd.npy', 'd.parquet', 'list.npy']);
});

test('an interrupted matrix that lost its values begins anew', async () => {
  const out = join(folder, 'd.npy');
  const abort = new AbortController();
  const file = join(folder, 'toys.npz');
  await document(['generate', '--kind', 'qcd', '--events', '60', '--out', file]);
  const interrupted = io({ signal: abort.signal });
  const ended = run(['emd', file, '--out', out], interrupted);
  while (!existsSync(`${out}.partial`)) await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  expect(await ended).toBe(130);
  expect(interrupted.err()).toBe(`ringside: emd: interrupted. ${out} goes on with --resume.\n`);
  rmSync(`${out}.partial.values`);
  const { emd } = await document(['emd', file, '--out', out, '--resume']);
  expect(emd).toEqual((await document(['emd', file])).emd);
  expect(readdirSync(folder).sort()).toEqual(['d.npy', 'toys.npz']);
});

test('a neighbour is the least of a row of the matrix, whatever the number of threads', async () => {
  const file = join(folder, 'toys.npz');
  const other = join(folder, 'others.npz');
  await document(['generate', '--kind', 'w', '--events', '30', '--out', file]);
  await document(['generate', '--kind', 'top', '--events', '20', '--out', other]);
  const { emd } = await document(['emd', file, '--center']);
  const nearest = (row: number[], self: number, k: number) =>
    row
      .map((value, event) => ({ event, emd: value }))
      .filter(({ event }) => event !== self)
      .sort((a, b) => a.emd - b.emd)
      .slice(0, k);
  for (const threads of ['1', '3']) {
    const found = await document(['neighbours', file, '--center', '--k', '4', '--threads', threads]);
    expect(found.pairs).toBe(30 * 29);
    expect(found.solves).toBeLessThan(found.pairs);
    found.neighbours.forEach(
      (one: { event: number; nearest: { event: number; emd: number }[] }, i: number) => {
        const wanted = nearest(emd[i], i, 4);
        expect(one.event).toBe(i);
        expect(one.nearest.map(({ event }) => event)).toEqual(wanted.map(({ event }) => event));
        one.nearest.forEach((near, r) => {
          expect(near.emd).toBeCloseTo(wanted[r].emd, 12);
        });
      },
    );
  }
  const across = (await document(['emd', file, other])).emd;
  const { neighbours } = await document(['neighbours', file, other, '--k', '1', '--events', '7:9']);
  expect(neighbours.map((one: { event: number }) => one.event)).toEqual([7, 8]);
  expect(neighbours[0].nearest[0].event).toBe(nearest(across[7], -1, 1)[0].event);
});

test('an event without particles has no neighbours, no medoid, no place in a map', async () => {
  const file = join(folder, 'holes.csv');
  writeFileSync(file, 'event,pt,y,phi\n0,5,0,0\n1,0,0,0\n2,3,0.25,0\n3,3,1,0\n');
  const { neighbours } = await document(['neighbours', file, '--k', '9']);
  expect(
    neighbours.map((one: { nearest: { event: number }[] }) => one.nearest.map(({ event }) => event)),
  ).toEqual([[2, 3], [], [0, 3], [2, 0]]);
  const told = 'ringside: 3 distances are not defined: an event without particles\n';
  const world = async (...argv: string[]) => {
    const one = io();
    expect(await run([...argv, '--json'], one)).toBe(0);
    expect(one.err()).toBe(told);
    return JSON.parse(one.out());
  };
  expect((await world('medoids', file, '--k', '1')).medoids).toEqual([
    { event: 2, mean_distance: 0.5, members: 3 },
  ]);
  const { points, explained } = await world('map', file);
  expect(points[1]).toEqual({ file, event: 1, x: null, y: null });
  expect(Math.abs(points[3].x - points[0].x)).toBeCloseTo(1, 6);
  expect(explained).toBeCloseTo(1, 9);
  const [curve] = (await world('dimension', file, '--q', '0.1:5', '--steps', '2')).files;
  expect(curve).toMatchObject({ events: 4, pairs: [1, 3] });
});

test('map --out has a row an event, of several files, and the same seed gives the same map', async () => {
  const out = join(folder, 'map.csv');
  const argv = ['map', 'three.csv', 'two.dat', '--method', 'umap', '--seed', '5', '--neighbours', '3'];
  const world = io();
  expect(await run([...argv, '--out', out], world)).toBe(0);
  expect(world.out()).toBe(`${out}: 5 events\n`);
  const [header, ...rows] = readFileSync(out, 'utf8').trim().split('\r\n');
  expect(header).toBe('file,event,x,y,beta,R,normalise,center,method,neighbours,min_dist,seed,stress');
  const { points } = await document(argv);
  expect(rows.map((row) => row.split(',').slice(0, 4))).toEqual(
    points.map(({ file, event, x, y }: Record<string, unknown>) => [file, event, x, y].map(String)),
  );
  const other = await document([...argv.slice(0, -3), '6', ...argv.slice(-2)]);
  expect(other.points).not.toEqual(points);
});

test('--plot draws one SVG and one PNG an event and shape', async () => {
  const plots = join(folder, 'plots');
  await document(['fit', 'three.csv', '--shape', 'ring', '--events', '1:2', '--plot', plots]);
  const svg = readFileSync(join(plots, 'event-1-ring.svg'), 'utf8');
  expect(svg).toContain('three.csv · event 1 · 8 particles');
  expect(readFileSync(join(plots, 'event-1-ring.png')).subarray(1, 4).toString()).toBe('PNG');
  await document(['emd', 'three.csv', 'two.dat', '--pairs', '2:1', '--plot', plots]);
  for (const name of ['A-event-2.svg', 'A-event-2.png', 'B-event-1.svg']) {
    expect(existsSync(join(plots, name))).toBe(true);
  }
});

test('progress goes to a terminal’s stderr with amounts, rate and time left, never to stdout', async () => {
  const file = join(folder, 'toys.npz');
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
    ['scripts/start.js', '--shell', 'browser', join(golden, 'three.csv')],
  ]);
});
