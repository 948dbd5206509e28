// ringside emd, neighbours, dimension, medoids and map: distances and what is found from them.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
