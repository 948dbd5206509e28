// ringside emd, neighbours, dimension, medoids and map: distances and what is found from them.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;

test('--out of emd: the matrix as an array, or one row a pair, with the numbers of --json', async () => {
  const { emd } = await document(['emd', 'three.csv']);
  const out = (ending: string) => join(here.folder, `d.${ending}`);
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
  const list = await document([...pairs, '--out', join(here.folder, 'list.npy')]);
  const table = JSON.parse(readFileSync(out('json'), 'utf8'));
  expect(table.map((row: Record<string, unknown>) => [row.event_a, row.event_b])).toEqual([
    [2, 1],
    [0, 0],
  ]);
  expect(table.map((row: { emd: number }) => row.emd)).toEqual(list.emd);
  const array = new Uint8Array(readFileSync(join(here.folder, 'list.npy')));
  expect([...new Float64Array(array.slice(128).buffer)]).toEqual(list.emd);
  expect(readdirSync(here.folder).sort()).toEqual(['d.csv', 'd.json', 'd.npy', 'd.parquet', 'list.npy']);
});

test('an interrupted matrix that lost its values begins anew', async () => {
  const out = join(here.folder, 'd.npy');
  const abort = new AbortController();
  const file = join(here.folder, 'toys.npz');
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
  expect(readdirSync(here.folder).sort()).toEqual(['d.npy', 'toys.npz']);
});

test('a neighbour is the least of a row of the matrix, whatever the number of threads', async () => {
  const file = join(here.folder, 'toys.npz');
  const other = join(here.folder, 'others.npz');
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
  const file = join(here.folder, 'holes.csv');
  writeFileSync(file, 'event,pt,y,phi\n0,5,0,0\n1,0,0,0\n2,3,0.25,0\n3,3,1,0\n');
  const asked = io();
  expect(await run(['neighbours', file, '--k', '3', '--json'], asked)).toBe(0);
  expect(asked.err()).toBe('ringside: 1 event without particles: no neighbours are defined\n');
  const { neighbours } = JSON.parse(asked.out());
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
  const out = join(here.folder, 'map.csv');
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

test('another run’s unfinished matrix is not written over, whatever its size', async () => {
  const out = join(here.folder, 'd.csv');
  const abort = new AbortController();
  const file = join(here.folder, 'toys.npz');
  await document(['generate', '--kind', 'qcd', '--events', '60', '--out', file]);
  const ended = run(['emd', file, '--out', out], io({ signal: abort.signal }));
  while (!existsSync(`${out}.partial.values`)) await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  expect(await ended).toBe(130);
  const journal = readFileSync(`${out}.partial`, 'utf8');
  const anew = io();
  expect(await run(['emd', file, '--out', out, '--pairs', '0:1'], anew)).toBe(2);
  expect(anew.err()).toBe(
    `ringside: ${out}: an interrupted run has left d.csv.partial. Go on with --resume, or delete it.\n`,
  );
  const other = io();
  expect(await run(['emd', file, '--out', out, '--resume', '--pairs', '0:1'], other)).toBe(2);
  expect(other.err()).toBe(
    `ringside: ${out}: the interrupted run had pairs null, this one has "0:1". Repeat its command with --resume, or delete the .partial file to start anew.\n`,
  );
  expect(readFileSync(`${out}.partial`, 'utf8')).toBe(journal);
  const { emd } = await document(['emd', file, '--out', out, '--resume']);
  expect(emd).toEqual((await document(['emd', file])).emd);
});

test('--out that is a folder and --plot that is a file are refused before the work; folders on the way are made for all to read', async () => {
  for (const command of ['emd', 'map', 'fit']) {
    const folder = join(here.folder, `${command}.csv`);
    mkdirSync(folder);
    const world = io();
    const argv = [command, 'three.csv', '--out', folder, ...(command === 'fit' ? ['--shape', 'point'] : [])];
    expect(await run(argv, world)).toBe(2);
    expect(world.err()).toBe(`ringside: --out is ${folder}, which is a folder, allowed are names of files\n`);
    expect(existsSync(`${folder}.partial`)).toBe(false);
  }
  const taken = join(here.folder, 'taken');
  writeFileSync(taken, '');
  for (const argv of [
    ['emd', 'three.csv', '--plot', taken],
    ['fit', 'three.csv', '--shape', 'point', '--plot', taken],
  ]) {
    const world = io();
    expect(await run(argv, world)).toBe(1);
    expect(world.err()).toBe(
      `ringside: --plot is ${taken}: no such folder could be made (EEXIST: file already exists, mkdir '${taken}')\n`,
    );
  }
  const open = 0o777 & ~process.umask();
  await document(['map', 'three.csv', '--out', join(here.folder, 'far', 'off', 'm.csv')]);
  if (process.platform !== 'win32') expect(statSync(join(here.folder, 'far')).mode & 0o777).toBe(open);
});

test('a file too small for what is asked is refused by its name', async () => {
  const one = join(here.folder, 'one.csv');
  writeFileSync(one, 'event,pt,y,phi\n0,5,0,0\n0,2,1,0\n');
  const same = join(here.folder, 'same.csv');
  writeFileSync(same, 'event,pt,y,phi\n0,5,0,0\n1,2,0,0\n');
  for (const [argv, exit, message] of [
    [
      ['neighbours', 'three.csv', '--k', '3'],
      2,
      '--k is 3, allowed is a whole number from 1 to 2: three.csv has 3 events',
    ],
    [
      ['neighbours', 'three.csv', 'two.dat', '--k', '3'],
      2,
      '--k is 3, allowed is a whole number from 1 to 2: two.dat has 2 events',
    ],
    [['neighbours', one, '--k', '1'], 2, `--k is 1, allowed is none: ${one} has 1 event`],
    [
      ['medoids', 'three.csv', '--k', '4'],
      2,
      '--k is 4, allowed is a whole number from 1 to 3: three.csv has 3 events',
    ],
    [
      ['medoids', 'three.csv', '--k', '2', '--events', '1'],
      2,
      '--k is 2, allowed is 1: three.csv has 1 event of --events',
    ],
    [
      ['dimension', one],
      1,
      `dimension: ${one} has no two events at a distance above zero (1 event), needed is one pair`,
    ],
    [
      ['dimension', 'three.csv', same],
      1,
      `dimension: ${same} has no two events at a distance above zero (2 events), needed is one pair`,
    ],
    [['emd', 'three.csv', '--pairs', '0:1,0:3'], 2, '--pairs has 0:3, allowed of the file are events 0 to 2'],
  ] as const) {
    const world = io();
    expect(await run([...argv, '--json'], world)).toBe(exit);
    expect(world.err()).toBe(`ringside: ${message}\n`);
    expect(world.out()).toBe('');
  }
  // The default takes what is there.
  expect((await document(['neighbours', one])).neighbours).toEqual([{ event: 0, nearest: [] }]);
  expect((await document(['medoids', one])).medoids).toHaveLength(1);
});

test('particles that are no numbers are left out and told of; a sum that is none is refused', async () => {
  const file = join(here.folder, 'odd.csv');
  writeFileSync(file, 'event,pt,y,phi\n0,5,0,0\n0,nan,1,0\n1,3,1,0\n1,-2,0,0\n1,0,0,0\n');
  const world = io();
  expect(await run(['emd', file, '--pairs', '0:1', '--json'], world)).toBe(0);
  expect(world.err()).toBe(
    `ringside: ${file}: 1 particle is left out (not a number)\nringside: ${file}: 1 particle is left out (negative pT)\n`,
  );
  expect(JSON.parse(world.out()).emd).toEqual([1]);
  writeFileSync(file, 'event,pt,y,phi\n0,5,0,0\n1,1e308,1,0\n1,1e308,0,0\n');
  const refused = io();
  expect(await run(['emd', file, '--json'], refused)).toBe(1);
  expect(refused.err()).toBe(
    `ringside: ${file}: the pT of event 1 add up to Infinity, needed is a finite sum\n`,
  );
  expect(refused.out()).toBe('');
});
