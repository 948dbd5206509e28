// ringside cluster: its jets, its table, what it refuses.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const { document, io } = here;
interface Told extends Readonly<Record<'px' | 'py' | 'pz' | 'E', number>> {
  readonly constituents: readonly number[];
}
const ANTIKT = ['--algorithm', 'antikt', '--R'] as const;

/** Event k has 2 + k mod 3 particles of 10 (1 + k), …, 1 rad apart in y; every fifth has none. */
function manyEvents(count: number): string {
  const file = join(here.folder, 'many.csv');
  const rows: string[] = ['event,pt,y,phi'];
  for (let event = 0; event < count; event++) {
    for (let k = 0; k < 2 + (event % 3); k++) {
      rows.push(`${event},${event % 5 === 4 ? 0 : 10 * (1 + k)},${k},${Math.sin(event)}`);
    }
  }
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

test('jets bear the contract’s names, fall in pT, and are the same for any number of threads', async () => {
  const file = manyEvents(150);
  const one = await document(['cluster', file, ...ANTIKT, '0.4', '--threads', '1']);
  expect(Object.keys(one)).toEqual(['events']);
  expect(one.events.map(({ event }: { event: number }) => event)).toEqual([...Array(150).keys()]);
  expect(one.events[4]).toEqual({ event: 4, jets: [] });
  const [first, second] = one.events[0].jets;
  expect(Object.keys(first)).toEqual(['pt', 'y', 'phi', 'm', 'E', 'px', 'py', 'pz', 'constituents']);
  expect(first.pt).toBeCloseTo(20, 12);
  expect(first.constituents).toEqual([1]);
  expect(second.constituents).toEqual([0]);
  expect(await document(['cluster', file, ...ANTIKT, '0.4', '--threads', '3'])).toEqual(one);
  const some = await document(['cluster', file, ...ANTIKT, '0.4', '--events', '100:102']);
  expect(some.events).toEqual(one.events.slice(100, 102));
  const hard = await document(['cluster', file, ...ANTIKT, '0.4', '--pt-min', '15', '--events', '0']);
  expect(hard.events[0].jets).toEqual([first]);
});

test('particles along the beam take part, and places count them', async () => {
  const { events } = await document(['cluster', 'two.dat', ...ANTIKT, '1']);
  const places = events[0].jets.flatMap(({ constituents }: { constituents: number[] }) => constituents);
  expect(places.sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(events[0].jets.at(-1)).toMatchObject({ pt: 0, pz: 50, E: 50, constituents: [6] });
});

test('p of genkt tells the named algorithms', async () => {
  const jets = (...argv: string[]) => document(['cluster', 'three.csv', '--R', '0.3', ...argv]);
  const general = (p: string) => jets('--algorithm', 'genkt', '--p', p);
  expect(await general('-1')).toEqual(await jets('--algorithm', 'antikt'));
  expect(await general('0')).toEqual(await jets('--algorithm', 'ca'));
  expect(await general('1')).toEqual(await jets('--algorithm', 'kt'));
  expect(await jets('--algorithm', 'genkt')).toEqual(await general('-1'));
  const sharp = await jets('--algorithm', 'antikt', '--recombination', 'WTA');
  expect(sharp).not.toEqual(await general('-1'));
});

test('exclusive jets by their number and by their distance; Durham’s by falling energy', async () => {
  const kt = ['cluster', 'three.csv', '--algorithm', 'kt', '--R', '1'];
  const counts = async (...argv: string[]) => {
    const { events } = await document(argv);
    return events.map(({ jets }: { jets: unknown[] }) => jets.length);
  };
  expect(await counts(...kt, '--exclusive', '3')).toEqual([3, 3, 3]);
  expect(await counts(...kt, '--dcut', '0')).toEqual([9, 8, 9]);
  const { events } = await document(['cluster', 'two.dat', '--algorithm', 'eekt', '--exclusive', '3']);
  const energies = events[0].jets.map(({ E }: { E: number }) => E);
  expect(energies).toEqual([...energies].sort((a, b) => b - a));
  expect(energies.length).toBe(3);
});

test('a table has a row a jet, and an event without jets none', async () => {
  const file = manyEvents(6);
  const out = (ending: string) => join(here.folder, `jets.${ending}`);
  const world = io();
  const argv = ['cluster', file, ...ANTIKT, '0.4', '--pt-min', '15'];
  expect(await run([...argv, '--out', out('csv')], world)).toBe(0);
  expect(world.out()).toBe(`${out('csv')}: 10 rows\n`);
  const [header, first] = readFileSync(out('csv'), 'utf8').split('\r\n');
  expect(header).toBe(
    'event,jet,pt [GeV],y,phi [rad],m [GeV],E [GeV],px [GeV],py [GeV],pz [GeV],particles,constituents,definition,file,sha256,version',
  );
  expect(first).toMatch(
    new RegExp(`^0,0,20,.*,1,1,antikt:0\\.4:ptmin=15,${file},[0-9a-f]{64},0\\.0\\.0-test$`),
  );
  const { events } = await document([...argv, '--out', out('parquet')]);
  const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(out('parquet'))).buffer });
  expect(rows.map(({ event, jet, m }) => [event, jet, m])).toEqual(
    events.flatMap(({ event, jets }: { event: number; jets: { m: number }[] }) =>
      jets.map(({ m }, jet) => [event, jet, m]),
    ),
  );
});

test('an interrupted table is gone on with, and is the same bytes', async () => {
  const file = manyEvents(3000);
  const whole = join(here.folder, 'whole.csv');
  const argv = ['cluster', file, ...ANTIKT, '0.4', '--out'];
  await document([...argv, whole]);
  const out = join(here.folder, 'part.csv');
  const abort = new AbortController();
  const interrupted = io({ signal: abort.signal });
  const ended = run([...argv, out], interrupted);
  const begun = () =>
    existsSync(`${out}.partial`) && readFileSync(`${out}.partial`, 'utf8').split('\n').length > 3;
  while (!begun()) await new Promise((resolve) => setTimeout(resolve, 1));
  abort.abort();
  expect(await ended).toBe(130);
  expect(interrupted.err()).toBe(`ringside: cluster: interrupted. ${out} goes on with --resume.\n`);
  const other = io();
  const smaller = ['cluster', file, ...ANTIKT, '0.2', '--out', out, '--resume'];
  expect(await run(smaller, other)).toBe(2);
  expect(other.err()).toBe(
    `ringside: ${out}: the interrupted run had definition "antikt:0.4", this one has "antikt:0.2". Repeat its command with --resume, or delete the .partial file to start anew.\n`,
  );
  expect(await run([...argv, out, '--resume'], io())).toBe(0);
  expect(readFileSync(out).equals(readFileSync(whole))).toBe(true);
});

test('groomed jets stand beside the jets: soft drop by hand', async () => {
  const file = join(here.folder, 'soft.csv');
  // 100 GeV and 30 GeV 0.2 apart: z = 30/130 of a pair passes; the 2 GeV at 0.6 from them is dropped first.
  writeFileSync(file, 'event,pt,y,phi\n0,100,0,0\n0,2,0.6,0\n0,30,0,0.2\n1,5,0,3\n');
  const argv = ['cluster', file, ...ANTIKT, '0.8', '--groom', 'softdrop:zcut=0.1,beta=0'];
  const { events } = await document(argv);
  const [jet] = events[0].jets;
  expect(jet.constituents).toEqual([0, 1, 2]);
  const { groomed } = jet;
  expect(groomed.constituents).toEqual([0, 2]);
  expect(groomed.zg).toBeCloseTo(30 / 130, 12);
  expect(groomed.rg).toBeCloseTo(0.2, 12);
  expect(groomed.px).toBeCloseTo(100 + 30 * Math.cos(0.2), 12);
  expect(groomed.m).toBeCloseTo(Math.sqrt(2 * 100 * 30 * (1 - Math.cos(0.2))), 6);
  const out = join(here.folder, 'g.csv');
  await document([...argv, '--out', out]);
  const [header, first] = readFileSync(out, 'utf8').split('\r\n');
  const cells = new Map(header.split(',').map((name, i) => [name, first.split(',')[i]]));
  expect(cells.get('groomed_constituents')).toBe('0 2');
  expect(Number(cells.get('zg'))).toBe(groomed.zg);
  const world = io();
  expect(await run(argv, world)).toBe(0);
  expect(world.out().split('\n')[0]).toMatch(/ {2}groomed pt \[GeV\] {2}groomed m \[GeV\] .* kept$/);
});

test('XCone finds so many jets, and isolated ones as anti-kt does', async () => {
  const two = ['event,pt,y,phi', '0,50,0,3.1', '0,40,0.1,-3.1', '0,30,1.5,0', '0,20,1.6,0.1', '0,1,-2,1'];
  const file = join(here.folder, 'cones.csv');
  writeFileSync(file, `${two.join('\n')}\n`);
  const argv = ['cluster', file, '--R', '0.5', '--algorithm'];
  const { events } = await document([...argv, 'xcone', '--exclusive', '2']);
  const wanted = await document([...argv, 'antikt', '--pt-min', '10']);
  expect(events[0].jets.map(({ constituents }: Told) => constituents)).toEqual([
    [0, 1],
    [2, 3],
  ]);
  events[0].jets.forEach((jet: Told, i: number) => {
    for (const name of ['px', 'py', 'pz', 'E'] as const) {
      expect(Math.abs(jet[name] - wanted.events[0].jets[i][name])).toBeLessThan(1e-12 * jet.E);
    }
  });
  const one = await document([...argv, 'xcone', '--exclusive', '1']);
  expect(one.events[0].jets).toEqual([events[0].jets[0]]);
});

test('--plot draws the jets of one event in a format of one’s own, or of each into a folder', async () => {
  const svg = join(here.folder, 'jets.svg');
  const argv = ['cluster', 'three.csv', ...ANTIKT, '0.4', '--pt-min', '20', '--groom', 'mmdt:zcut=0.1'];
  const { events } = await document([...argv, '--events', '1', '--plot', svg]);
  const [{ jets }] = events;
  const picture = readFileSync(svg, 'utf8');
  const words = (text: string) => picture.split(text).length - 1;
  expect(picture).toContain(`${jets.length} jets: antikt:0.4:ptmin=20; dashed after mmdt:zcut=0.1`);
  expect(picture).toContain(
    'ringside cluster three.csv --algorithm antikt --R 0.4 --pt-min 20 --groom mmdt:zcut=0.1 --events 1',
  );
  expect(words('stroke-dasharray')).toBe(jets.filter(({ groomed }: { groomed: unknown }) => groomed).length);
  const pdf = join(here.folder, 'sub', 'jets.pdf');
  await document([...argv, '--events', '1', '--plot', pdf]);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  await document([...argv, '--plot', here.folder]);
  for (const event of [0, 1, 2]) {
    expect(
      readFileSync(join(here.folder, `event-${event}.png`))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  }
  expect(readFileSync(join(here.folder, 'event-1.svg'), 'utf8')).toBe(picture);
});

test('--plot in the Breit frame shows the event in it', async () => {
  const file = join(here.folder, 'dis.csv');
  await document(['generate', '--kind', 'dis', '--events', '1', '--seed', '3', '--out', file]);
  const argv = ['cluster', file, '--algorithm', 'centauro', '--R', '0.8', '--events', '0', '--plot'];
  const picture = async (name: string, ...more: string[]) => {
    await document([...argv, join(here.folder, name), ...more]);
    return readFileSync(join(here.folder, name), 'utf8');
  };
  const breit = await picture('breit.svg', '--frame', 'breit');
  expect(breit).toContain('--frame breit --events 0');
  expect(breit.match(/total pT [\d.]+/)?.[0]).not.toBe(
    (await picture('lab.svg')).match(/total pT [\d.]+/)?.[0],
  );
});

test('a table for people', async () => {
  const world = io();
  expect(
    await run(['cluster', 'three.csv', ...ANTIKT, '0.2', '--events', '1', '--pt-min', '30'], world),
  ).toBe(0);
  const [heading, ...lines] = world.out().trimEnd().split('\n');
  expect(heading.trim().split(/ {2,}/)).toEqual([
    ...['event', 'jet', 'pt [GeV]', 'y', 'phi [rad]', 'm [GeV]', 'E [GeV]', 'particles'],
  ]);
  expect(lines.map((line) => line.trim().split(/ +/).slice(0, 2))).toEqual(
    lines.map((_, jet) => ['1', String(jet)]),
  );
  expect(lines.length).toBeGreaterThan(0);
});

const THREE = ['cluster', 'three.csv'] as const;
test.each([
  [['cluster'], 2, 'cluster needs one FILE, 0 are given. See ringside cluster --help.'],
  [[...THREE], 2, 'cluster needs --algorithm. For example --algorithm antikt --R 0.4.'],
  [
    [...THREE, '--algorithm', 'cone'],
    2,
    '--algorithm is cone, allowed are antikt, kt, ca, genkt, eekt, eegenkt, centauro, xcone',
  ],
  [[...THREE, '--algorithm', 'antikt'], 2, 'cluster needs --R with --algorithm antikt. For example --R 0.4.'],
  [[...THREE, ...ANTIKT, '-1'], 2, '--R is -1, allowed is a number > 0 (rad)'],
  [[...THREE, ...ANTIKT, 'x'], 2, '--R is x, allowed is a number > 0 (rad)'],
  [[...THREE, ...ANTIKT, '1', '--p', '2'], 2, '--p is 2, allowed with --algorithm genkt, eegenkt only'],
  [[...THREE, ...ANTIKT, '1', '--pt-min', '-2'], 2, '--pt-min is -2, allowed is a number ≥ 0 (GeV)'],
  [[...THREE, ...ANTIKT, '1', '--recombination', 'pt'], 2, '--recombination is PT, allowed are E, WTA'],
  [
    [...THREE, ...ANTIKT, '1', '--exclusive', '0'],
    2,
    '--exclusive is 0, allowed is a whole number from 1 to 9007199254740991',
  ],
  [
    [...THREE, ...ANTIKT, '1', '--exclusive', '2', '--dcut', '3'],
    2,
    '--exclusive is 2 and --dcut 3, allowed is one of them',
  ],
  [
    [...THREE, '--algorithm', 'eekt'],
    2,
    'cluster needs --exclusive n or --dcut d with --algorithm eekt, which has no beam to end at',
  ],
  [
    [...THREE, '--algorithm', 'xcone', '--R', '1'],
    2,
    'cluster needs --R and --exclusive with --algorithm xcone. For example --R 0.4 --exclusive 2.',
  ],
  [
    [...THREE, '--algorithm', 'xcone', '--R', '1', '--exclusive', '2', '--dcut', '3'],
    2,
    '--dcut is 3, which --algorithm xcone does not have',
  ],
  [[...THREE, ...ANTIKT, '1', '--beams', '18,275'], 2, '--beams is 18,275, allowed with --frame breit only'],
  [
    [...THREE, '--algorithm', 'eekt', '--exclusive', '2', '--groom', 'mmdt:zcut=0.1'],
    2,
    '--groom is mmdt:zcut=0.1, allowed with --algorithm antikt, kt, ca, genkt only',
  ],
  [
    [...THREE, ...ANTIKT, '1', '--frame', 'moon'],
    2,
    'frame moon: it is none of the frames, allowed are lab, breit, breit:LEPTON,HADRON, rest, boost:y=RAPIDITY, boost:VX,VY,VZ, rotate:X,Y,Z:ANGLE, jet:JETS#N, jet-axes:JETS#N',
  ],
  [
    [...THREE, ...ANTIKT, '1', '--plot', 'x.svg'],
    2,
    '--plot is x.svg, one picture, and --events are not one event. A folder takes many.',
  ],
  [[...THREE, ...ANTIKT, '1', '--events', '7:9'], 2, '--events is 7:9, three.csv has none of these events'],
  [
    [...THREE, ...ANTIKT, '1', '--out', 'x.txt'],
    2,
    '--out is x.txt, allowed are names that end in .csv, .json or .parquet',
  ],
] as const)('%s', async (argv, exit, message) => {
  const world = io();
  expect(await run([...argv, '--json'], world)).toBe(exit);
  expect(world.err()).toBe(`ringside: ${message}\n`);
  expect(world.out()).toBe('');
});

test('an unknown groomer is refused in one line', async () => {
  const world = io();
  expect(await run([...THREE, ...ANTIKT, '1', '--groom', 'shave:zcut=0.1'], world)).toBe(2);
  expect(world.err()).toMatch(/^ringside: .*shave.* allowed are .*softdrop.*\n$/);
});

test('--help tells its options', async () => {
  const world = io();
  expect(await run(['cluster', '--help'], world)).toBe(0);
  for (const option of [
    '--algorithm',
    '--R',
    '--pt-min',
    '--exclusive',
    '--dcut',
    '--recombination',
    '--groom',
  ]) {
    expect(world.out()).toContain(`  ${option} `);
  }
});
