// ringside fit: its results, its table, what is left of an interrupted run, its pictures.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine, timeless } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;

test('events keep the file’s numbers, and φ is printed in (−π, π]', async () => {
  const { results } = await document(['fit', 'three.csv', '--shape', 'ring', '--events', '1:3']);
  expect(results.map(({ event }: { event: number }) => event)).toEqual([1, 2]);
  for (const { components } of results) {
    expect(components[0].center[1]).toBeGreaterThan(-Math.PI);
    expect(components[0].center[1]).toBeLessThanOrEqual(Math.PI);
  }
});

test('results come event by event, shapes in the order given, whatever the number of threads', async () => {
  const file = join(here.folder, 'toys.npz');
  const made = await document(['generate', '--kind', 'qcd', '--events', '12', '--seed', '7', '--out', file]);
  expect(made).toMatchObject({ file, events: 12 });
  const argv = ['fit', file, '--shape', 'disk,point', '--threads'];
  const one = await document([...argv, '1']);
  const three = await document([...argv, '3']);
  expect(timeless(three.results)).toEqual(timeless(one.results));
  expect(
    one.results.map(({ event, shape }: { event: number; shape: string }) => `${event} ${shape}`),
  ).toEqual(Array.from({ length: 24 }, (_, k) => `${k >> 1} ${k % 2 === 0 ? 'disk' : 'point'}`));
  const again = join(here.folder, 'again.npz');
  await document(['generate', '--kind', 'qcd', '--events', '12', '--seed', '7', '--out', again]);
  expect(readFileSync(again)).toEqual(readFileSync(file));
  const matrix = await document(['emd', file, '--threads', '1']);
  expect(await document(['emd', file, '--threads', '3'])).toEqual(matrix);
  expect(matrix.emd.map((row: number[], i: number) => row[i])).toEqual(Array(12).fill(0));
  const pairs = await document(['emd', file, '--pairs', '3:10,10:3']);
  expect(pairs.emd[0]).toBeCloseTo(matrix.emd[3][10], 14);
  expect(pairs.emd[1]).toBeCloseTo(matrix.emd[10][3], 14);
});

test('a sum of shapes has a line a part for people, and a column a parameter in its table', async () => {
  const out = join(here.folder, 'sum.csv');
  const argv = ['fit', 'three.csv', '--shape', '2*point', '--events', '0'];
  const { results } = await document([...argv, '--out', out]);
  const [{ emd, components }] = results;
  const world = io();
  expect(await run(argv, world)).toBe(0);
  const [heading, ...lines] = world.out().trim().split('\n');
  expect(heading.trim().split(/ {2,}/)).toEqual([
    ...['event', 'shape', 'EMD', 'bound', 'part', 'weight'],
    ...['y', 'phi [rad]', 'radius or a [rad]', 'b [rad]', 'angle [rad]', 'ms'],
  ]);
  const digits = (value: number) => String(Number(value.toPrecision(6)));
  const wanted = components.map((one: { weight: number; center: number[] }) =>
    [one.weight, ...one.center].map(digits),
  );
  expect(lines[0].trim().split(/ {2,}/).slice(0, 3)).toEqual(['0', '2*point', digits(emd)]);
  lines.forEach((line, i) => {
    const cells = line.trim().split(/ {2,}/);
    const part = cells.indexOf('point');
    expect(cells.slice(part + 1, part + 4)).toEqual(wanted[i]);
  });
  const [header, row] = readFileSync(out, 'utf8').split('\r\n');
  const columns = header.split(',');
  expect(columns.slice(3, 9)).toEqual([
    ...['point1_weight', 'point1_center_y', 'point1_center_phi [rad]'],
    ...['point2_weight', 'point2_center_y', 'point2_center_phi [rad]'],
  ]);
  expect(Number(row.split(',')[columns.indexOf('point2_weight')])).toBe(components[1].weight);
});

test('--at is one more start of a whole event, as the centre of a circle that holds all of it is', async () => {
  const argv = ['fit', 'three.csv', '--shape', 'ring,ellipse'];
  const plots = join(here.folder, 'plots');
  const at = await document([...argv, '--at', '-0.4,1.5']);
  const circle = await document([...argv, '--select', '-0.4,1.5,60']);
  expect(timeless(at.results)).toEqual(timeless(circle.results));
  // A picture takes longer than a fit: one will do.
  const one = ['fit', 'three.csv', '--shape', 'ring', '--events', '1:2', '--at', '-0.4,1.5', '--plot', plots];
  expect(await run(one, io())).toBe(0);
  expect(readFileSync(join(plots, 'event-1-ring.svg'), 'utf8')).toContain(' --seed 1 --at=-0.4,1.5');
});

test('--out has the numbers of --json, digit for digit, and leaves no journal', async () => {
  const out = join(here.folder, 'table.csv');
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
    expect(await run(['emd', 'three.csv', '--out', join(here.folder, `d.${ending}`)], io())).toBe(0);
    expect(existsSync(join(here.folder, `d.${ending}`))).toBe(true);
  }
  expect(JSON.parse(readFileSync(join(here.folder, 'd.json'), 'utf8'))).toHaveLength(3);
});

test('a result that cannot be written says so, and a run killed before its first row is no obstacle', async () => {
  const world = io();
  writeFileSync(join(here.folder, 'in-the-way'), '');
  const out = join(here.folder, 'in-the-way', 'fits.csv');
  expect(await run(['fit', 'three.csv', '--shape', 'point', '--out', out], world)).toBe(1);
  expect(world.err()).toBe(
    `ringside: ${out}: it could not be written (EEXIST: file already exists, mkdir '${join(here.folder, 'in-the-way')}'). Make room or choose another place; a .partial file that is there goes on with --resume.\n`,
  );
  const killed = join(here.folder, 'killed.csv');
  writeFileSync(`${killed}.partial`, '');
  expect(await run(['fit', 'three.csv', '--shape', 'point', '--out', killed], io())).toBe(0);
});

test('Ctrl-C stops cleanly, says how to go on, and --resume gives what one run gives', async () => {
  const file = join(here.folder, 'toys.npz');
  await document(['generate', '--kind', 'w', '--events', '40', '--out', file]);
  const out = join(here.folder, 'fits.csv');
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

test('--plot draws one SVG and one PNG an event and shape', async () => {
  const plots = join(here.folder, 'plots');
  await document(['fit', 'three.csv', '--shape', 'ring', '--events', '1:2', '--plot', plots]);
  const svg = readFileSync(join(plots, 'event-1-ring.svg'), 'utf8');
  expect(svg).toContain('three.csv · event 1 · 8 particles');
  expect(readFileSync(join(plots, 'event-1-ring.png')).subarray(1, 4).toString()).toBe('PNG');
  await document(['emd', 'three.csv', 'two.dat', '--pairs', '2:1', '--plot', plots]);
  for (const name of ['A-event-2.svg', 'A-event-2.png', 'B-event-1.svg']) {
    expect(existsSync(join(plots, name))).toBe(true);
  }
});

test('--continuous adds the distance to the shape itself, in the document and in the table', async () => {
  const out = join(here.folder, 'continuous.csv');
  const argv = ['fit', 'three.csv', '--shape', 'point,ring', '--continuous', '--out', out];
  const { results } = await document(argv);
  for (const { emd, continuous } of results) {
    expect(continuous.converged).toBe(true);
    expect(Math.abs(continuous.emd - emd)).toBeLessThanOrEqual(0.003 * emd + continuous.error);
  }
  const [head] = readFileSync(out, 'utf8').split('\n');
  expect(head).toContain('emd_continuous [rad],emd_continuous_error [rad]');
});
