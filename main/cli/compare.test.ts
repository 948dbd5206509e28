// ringside compare: what it prints is what fit and cluster print of the same event.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;

/** Two clusters an event; the third event has nothing in the plane. */
function threeEvents(): string {
  const file = join(here.folder, 'three.csv');
  const rows = [0, 1].flatMap((event) =>
    [
      [30, 0, 3.1],
      [20, 0.1, -3.1],
      [25 + event, 2, 0],
      [5, 2.1, 0.1],
    ].map((particle) => [event, ...particle].join(',')),
  );
  writeFileSync(file, `event,pt,y,phi\n${rows.join('\n')}\n2,0,0,0\n`);
  return file;
}

const ASKED = ['--shape', '2*point', '--jets', 'antikt:0.4'];

test('the fit is that of fit, the jets are those of cluster', async () => {
  const file = threeEvents();
  const { events } = await document(['compare', file, ...ASKED, '--event', '1']);
  expect(events).toHaveLength(1);
  const { results } = await document(['fit', file, '--shape', '2*point', '--events', '1:2']);
  expect(events[0].emd).toBe(results[0].emd);
  const clustered = await document([
    'cluster',
    file,
    '--algorithm',
    'antikt',
    '--R',
    '0.4',
    '--events',
    '1:2',
  ]);
  type Row = {
    readonly jet: object;
    readonly fit: { readonly parts: readonly number[]; readonly components: readonly object[] };
  };
  const rows: readonly Row[] = events[0].rows;
  expect(rows.map(({ jet }) => jet)).toEqual(
    clustered.events[0].jets.map((jet: object, k: number) => ({ jet: k, ...jet })),
  );
  for (const { fit } of rows) expect(fit.components).toEqual([results[0].components[fit.parts[0]]]);
});

test('people get a table, and files the same rows', async () => {
  const file = threeEvents();
  const table = io();
  expect(await run(['compare', file, ...ASKED, '--within', '0.02'], table)).toBe(0);
  expect(table.err()).toBe('ringside: event 2: has no particles in the plane\n');
  const lines = table.out().split('\n');
  expect(lines[0]).toMatch(/^event {2}axis {3}energy \[GeV\] .* delta R \[rad\] {2}energy ratio$/);
  expect(lines[10]).toBe('event  EMD of the fit [rad]  EMD of the jets [rad]  jets');
  const out = join(here.folder, 'beside.csv');
  const written = io();
  expect(await run(['compare', file, ...ASKED, '--out', out], written)).toBe(0);
  expect(written.out()).toBe(`${out}: 4 rows\n`);
  const [head, ...rows] = readFileSync(out, 'utf8').trim().split('\n');
  expect(head).toContain('event,parts,part_shapes,energy [GeV],center_y,center_phi [rad]');
  expect(rows).toHaveLength(4);
  expect(rows[0]).toContain('2*point,antikt:0.4,0.4,');
});

test('what is missing or wrong is told in a line', async () => {
  const file = threeEvents();
  const told = async (...argv: readonly string[]) => {
    const one = io();
    return [await run(['compare', file, ...argv], one), one.err()];
  };
  expect(await told('--jets', 'antikt:0.4')).toEqual([
    2,
    "ringside: compare needs --shape. For example --shape '3*point'.\n",
  ]);
  expect(await told('--shape', 'ring')).toEqual([
    2,
    'ringside: compare needs --jets. For example --jets antikt:0.4.\n',
  ]);
  expect(await told('--shape', 'ring,disk', '--jets', 'antikt:0.4')).toEqual([
    2,
    'ringside: --shape is ring,disk, allowed is one expression\n',
  ]);
  expect(await told(...ASKED, '--event', '1', '--events', '0:2')).toEqual([
    2,
    'ringside: --event is 1 and --events 0:2, allowed is one of them\n',
  ]);
  expect(await told(...ASKED, '--within', '0')).toEqual([
    2,
    'ringside: --within is 0, allowed is a number > 0 (rad)\n',
  ]);
});
