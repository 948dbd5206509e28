// ringside cluster --areas, --rho: areas of jets, the density of pileup, and jets without it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { random } from '../../workers/core/random.ts';
import type { ClusteredJet } from '../contract/cluster.ts';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;
const ANTIKT = ['--algorithm', 'antikt', '--R', '0.5'] as const;
const COARSE = ['--ghost-area', '0.02', '--ghost-maxrap', '4'] as const;

/** In each event particles of ½ GeV all over |y| < 4, and one of 100 GeV, but in event 1, which has a soft one alone. */
function busyEvents(): string {
  const draw = random(7);
  const rows = ['event,pt,y,phi'];
  for (const event of [0, 1, 2]) {
    rows.push(event === 1 ? '1,5,-1,0' : `${event},100,0.5,3.1`);
    if (event === 1) continue;
    for (let k = 0; k < 400; k++) {
      rows.push(`${event},0.5,${8 * draw.uniform() - 4},${Math.PI * (1 - 2 * draw.uniform())}`);
    }
  }
  const file = join(here.folder, 'busy.csv');
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

test('jets have areas and are the same jets; without pileup they have lost ρ times theirs', async () => {
  const argv = ['cluster', busyEvents(), ...ANTIKT];
  const plain = await document(argv);
  const told = await document([...argv, '--rho', ...COARSE, '--threads', '1']);
  expect(Object.keys(told)).toEqual(['areas', 'rho', 'events']);
  expect(told.areas).toEqual({ kind: 'active', ghost_area: 0.02, ghost_maxrap: 4, seed: 1 });
  expect(told.rho).toEqual({ jets: 'kt:0.4', maxrap: 3.6, hardest: 2 });
  expect(await document([...argv, '--areas', 'active', '--rho', ...COARSE, '--threads', '3'])).toEqual(told);
  for (const [k, { event, rho, sigma, jets }] of told.events.entries()) {
    expect(Object.keys(told.events[k])).toEqual(['event', 'rho', 'sigma', 'jets']);
    const bare = jets.map(({ area, area4, subtracted, ...jet }: ClusteredJet) => jet);
    expect({ event, jets: bare }).toEqual(plain.events[k]);
    for (const { area4, subtracted, ...jet } of jets as Required<ClusteredJet>[]) {
      const left = Math.hypot(jet.px - rho * area4.px, jet.py - rho * area4.py);
      if (rho * Math.hypot(area4.px, area4.py) >= jet.pt) expect(subtracted).toBe(null);
      else expect(subtracted?.pt).toBeCloseTo(left, 9);
      if (subtracted) expect(subtracted.E ** 2 - subtracted.pz ** 2 - left ** 2).toBeGreaterThan(-1e-9);
    }
    // 400 of ½ GeV over 8 by 2π rad.
    expect(Math.abs(rho - (event === 1 ? 0 : 200 / (16 * Math.PI)))).toBeLessThan(event === 1 ? 1e-12 : 1);
    expect(sigma >= 0).toBe(true);
  }
  // Alone, a particle's area is a disk, to the ghosts on its edge; nothing is taken from it.
  const [{ area, pt, subtracted }] = told.events[1].jets;
  expect(Math.abs(area - Math.PI * 0.25)).toBeLessThan(0.1);
  expect([pt, subtracted.pt]).toEqual([5, 5]);
  expect(subtracted.y).toBeCloseTo(-1, 12);
});

test('other seeds are other ghosts; passive areas of anti-kt are the active ones, of kt they are not', async () => {
  const file = busyEvents();
  const areas = async (...argv: string[]) => {
    const { events } = await document(['cluster', file, '--events', '0', '--R', '0.5', ...COARSE, ...argv]);
    return events[0].jets.map(({ area }: ClusteredJet) => area);
  };
  const active = await areas('--algorithm', 'antikt', '--areas', 'active');
  expect(await areas('--algorithm', 'antikt', '--areas', 'passive')).toEqual(active);
  expect(await areas('--algorithm', 'antikt', '--areas', 'active', '--seed', '2')).not.toEqual(active);
  const kt = await areas('--algorithm', 'kt', '--areas', 'active');
  expect(await areas('--algorithm', 'kt', '--areas', 'passive')).not.toEqual(kt);
});

test('a table has columns of them, and so has the text', async () => {
  const out = join(here.folder, 'areas.csv');
  const argv = ['cluster', busyEvents(), ...ANTIKT, '--rho', ...COARSE];
  const { events } = await document([...argv, '--out', out]);
  const [header, first] = readFileSync(out, 'utf8').split('\r\n');
  const names = header.split(',');
  expect(names.slice(11, 25).concat(names.slice(25, 28))).toEqual([
    ...['constituents', 'area [rad^2]', 'area_px [rad^2]', 'area_py [rad^2]', 'area_pz [rad^2]'],
    ...['area_E [rad^2]', 'subtracted_pt [GeV]', 'subtracted_y', 'subtracted_phi [rad]'],
    ...['subtracted_m [GeV]', 'subtracted_E [GeV]', 'subtracted_px [GeV]', 'subtracted_py [GeV]'],
    ...['subtracted_pz [GeV]', 'rho [GeV/rad^2]', 'sigma [GeV/rad]', 'definition'],
  ]);
  const cells = new Map(names.map((name, k) => [name, first.split(',')[k]]));
  const [jet] = events[0].jets;
  expect(Number(cells.get('area [rad^2]'))).toBe(jet.area);
  expect(Number(cells.get('subtracted_pt [GeV]'))).toBe(jet.subtracted.pt);
  expect(Number(cells.get('rho [GeV/rad^2]'))).toBe(events[0].rho);
  expect(cells.get('definition')).toBe(
    'antikt:0.5 areas=active:ghost=0.02:maxrap=4:seed=1 rho=kt:0.4:maxrap=3.6:hardest=2',
  );
  const svg = join(here.folder, 'areas.svg');
  const plot = ['--events', '0', '--pt-min', '50', '--plot', svg];
  await document([...argv, ...plot]);
  const drawn = readFileSync(svg, 'utf8');
  expect(drawn).toContain('1 jet: antikt:0.5:ptmin=50; thin where they catch soft particles; ρ = ');
  expect(drawn).toContain(' --ghost-area 0.02 --ghost-maxrap 4 --rho --events 0');
  const world = io();
  expect(await run([...argv, '--pt-min', '4'], world)).toBe(0);
  expect(world.out().split('\n')[0]).toMatch(
    / {2}particles {2}area \[rad²\] {2}subtracted pt \[GeV\] {2}subtracted m \[GeV\] {2}rho \[GeV\/rad²\] {2}sigma \[GeV\/rad\]$/,
  );
});

const THREE = ['cluster', 'three.csv', ...ANTIKT] as const;
test.each([
  [['--areas', 'voronoi'], '--areas is voronoi, allowed are active, passive'],
  [['--ghost-area', '0.02'], '--ghost-area needs --areas, it is not given'],
  [['--areas', 'active', '--rho-jets', 'kt:0.5'], '--rho-jets needs --rho, it is not given'],
  [
    ['--areas', 'active', '--ghost-area', '0'],
    '--ghost-area is 0, allowed is a number from 0.0005 to 1 (rad²)',
  ],
  [['--areas', 'active', '--ghost-maxrap', '21'], '--ghost-maxrap is 21, allowed is a number > 0 up to 20'],
  [
    ['--areas', 'active', '--exclusive', '2'],
    '--areas is active and --exclusive 2, allowed are areas of inclusive jets only',
  ],
  [
    ['--rho', '--rho-jets', 'antikt:0.4'],
    '--rho-jets is antikt:0.4, allowed are kt:R and ca:R with 0 < R < --ghost-maxrap (6)',
  ],
  [
    ['--rho', '--rho-maxrap', '5.8'],
    '--rho-maxrap is 5.8, allowed is a number > 0 up to 5.6, which is R within the ghosts',
  ],
  [['--rho', '--rho-hardest', '-1'], '--rho-hardest is -1, allowed is a whole number from 0 to 1000'],
] as const)('%s', async (argv, message) => {
  const world = io();
  expect(await run([...THREE, ...argv, '--json'], world)).toBe(2);
  expect(world.err()).toBe(`ringside: ${message}\n`);
  expect(world.out()).toBe('');
});

test.each(['eekt', 'eegenkt', 'centauro', 'xcone'])('%s has no areas', async (algorithm) => {
  const world = io();
  const argv = [
    'cluster',
    'three.csv',
    '--algorithm',
    algorithm,
    '--R',
    '1',
    '--exclusive',
    '2',
    '--areas',
    'passive',
  ];
  expect(await run(argv, world)).toBe(2);
  expect(world.err()).toBe(
    'ringside: --areas is passive, allowed with --algorithm antikt, kt, ca, genkt only\n',
  );
});
