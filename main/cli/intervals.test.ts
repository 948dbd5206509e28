// ringside fit --solver and --intervals: what they add to a document and to a table, and what they refuse.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_RESOLUTION, type ParameterInterval } from '../contract/intervals.ts';
import { commandLine, timeless } from '../testing/command-line.ts';
import { resolutionOption } from './resolution.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;
const FIT = ['fit', 'three.csv', '--shape', 'ring', '--events', '1:2'];

test('--solver sinkhorn tells the exact EMD of its shape, and its own divergence beside it', async () => {
  const [exact] = (await document(FIT)).results;
  const [result] = (await document([...FIT, '--solver', 'sinkhorn'])).results;
  expect(Object.keys(result)).toEqual(expect.arrayContaining([...Object.keys(exact), 'divergence']));
  expect(result.solver).toBe('sinkhorn');
  expect(result.emd).toBeGreaterThan(exact.emd * (1 - 3e-4));
  expect(result.gap).toBeLessThan(1e-9);
  expect(result.divergence).toBeLessThan(result.emd);
  expect(exact).not.toHaveProperty('divergence');
});

test('--search quick is told by the result, thorough is the default', async () => {
  const composition = ['fit', 'three.csv', '--shape', '2*(disk+point)', '--events', '1:2'];
  const [thorough] = (await document([...composition, '--search', 'thorough'])).results;
  expect(timeless([thorough])).toEqual(timeless((await document(composition)).results));
  expect(thorough).not.toHaveProperty('search');
  const [quick] = (await document([...composition, '--search', 'quick'])).results;
  expect(quick.search).toBe('quick');
  expect(quick.emd).toBeLessThan(1.3 * thorough.emd);
});

test('--intervals adds both kinds to each result, the same with the same seed, and changes nothing else', async () => {
  const plain = await document(FIT);
  const argv = [...FIT, '--intervals', '--replicas', '10'];
  const { results } = await document(argv);
  const [{ intervals, ...rest }] = results;
  expect(timeless([rest])).toEqual(timeless(plain.results));
  expect(intervals).toMatchObject({ seed: 1, resolution: DEFAULT_RESOLUTION });
  for (const kind of ['smearing', 'bootstrap']) {
    const { replicas, left, parameters } = intervals[kind];
    expect({ replicas, left, kinds: Object.keys(intervals[kind]) }).toEqual({
      replicas: 10,
      left: 0,
      kinds: ['replicas', 'left', 'parameters'],
    });
    expect(parameters.map(({ name }: ParameterInterval) => name)).toEqual(['y', 'phi', 'radius']);
    const [, , radius] = parameters;
    expect(radius.best).toBe(rest.components[0].radius);
    expect(radius.sd).toBeGreaterThan(0);
    expect(radius.central95[0]).toBeLessThanOrEqual(radius.central68[0]);
    expect(radius.central95[1]).toBeGreaterThanOrEqual(radius.central68[1]);
  }
  expect(timeless((await document([...argv, '--threads', '2'])).results)).toEqual(timeless(results));
});

test('a perfect detector leaves no width', async () => {
  const sharp = ['--resolution', 'a=0,c=0,n=0,angle=0'];
  const { results } = await document([...FIT, '--intervals', '--replicas', '3', ...sharp]);
  expect(results[0].intervals.resolution).toEqual({ stochastic: 0, constant: 0, noise: 0, y: 0, phi: 0 });
  for (const { sd, bias } of results[0].intervals.smearing.parameters) expect([sd, bias]).toEqual([0, 0]);
});

test('the table has them as columns', async () => {
  const out = join(here.folder, 'fits.csv');
  const options = ['--intervals', '--replicas', '4', '--solver', 'sinkhorn', '--out', out];
  const { results } = await document([...FIT, ...options]);
  const [head, row] = readFileSync(out, 'utf8')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const cell = (name: string) => row[head.indexOf(name)];
  const [, , radius] = results[0].intervals.bootstrap.parameters;
  expect(Number(cell('radius_bootstrap_sd [rad]'))).toBe(radius.sd);
  expect(Number(cell('radius_bootstrap_upper_95 [rad]'))).toBe(radius.central95[1]);
  expect(cell('bootstrap_replicas')).toBe('4');
  expect(cell('smearing_left')).toBe('0');
  expect(Number(cell('divergence [rad]'))).toBe(results[0].divergence);
});

test('a resolution by name; what is not named is as by default', () => {
  expect(resolutionOption(undefined)).toEqual(DEFAULT_RESOLUTION);
  expect(resolutionOption('a=0.2,c=0.01,n=0.5,angle=0.01')).toEqual({
    stochastic: 0.2,
    constant: 0.01,
    noise: 0.5,
    y: 0.01,
    phi: 0.01,
  });
  expect(resolutionOption('angle=0.01, phi=0.02')).toEqual({ ...DEFAULT_RESOLUTION, y: 0.01, phi: 0.02 });
});

test.each([
  [
    ['--intervals', '--resolution', 'a=0.1,b=2'],
    '--resolution has b=2, allowed are a, c, n, angle, y, phi, each NAME=number with number ≥ 0',
  ],
  [
    ['--intervals', '--resolution', 'a=-1'],
    '--resolution has a=-1, allowed are a, c, n, angle, y, phi, each NAME=number with number ≥ 0',
  ],
  [['--intervals', '--replicas', '1'], '--replicas is 1, allowed is a whole number from 2 to 10000'],
  [['--replicas', '20'], '--replicas needs --intervals, it is not given'],
])('refuses %j', async (more, message) => {
  const world = io();
  expect(await run([...FIT, ...more], world)).toBe(2);
  expect(world.err().split('\n')[0]).toBe(`ringside: ${message}`);
});
