// What is written chunk by chunk is read back to the same bits, as far as the format has a place for it; what it has not is told.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventColumns } from '../core/events.ts';
import { memorySource, readAll } from '../readers/index.ts';
import { eventStream, Lost, streamFormat } from './index.ts';
import { columnsOf, type Kept, type Particle } from './testing/events.ts';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const particle: fc.Arbitrary<Particle> = fc.record({
  pt: fc.oneof(finite(1e-6, 1e4), finite(Number.MIN_VALUE, 1e-300), fc.constant(0.1)),
  y: fc.oneof(finite(-8, 8), fc.constant(-0)),
  phi: fc.oneof(finite(-Math.PI + 1e-15, Math.PI), fc.constant(-0)),
  mass: finite(0, 300),
  pid: fc.constantFrom(11, -13, 22, 211, -211, 130, -2212, 1000822080),
  charge: fc.oneof(finite(-1e10, 1e10), fc.constantFrom(-0, Number.NaN)),
});
const someEvents = fc
  .array(fc.array(particle, { maxLength: 6 }), { minLength: 1, maxLength: 6 })
  .filter((events) => events.flat().length > 0);

/** The bytes of chunks, which go to a file piece by piece. */
async function written(name: string, chunks: readonly EventColumns[]) {
  const out: Uint8Array[] = [];
  const spooled: Uint8Array[] = [];
  const spool = {
    write: async (bytes: Uint8Array) => void spooled.push(bytes.slice()),
    async *bytes() {
      // Blocks of a file know nothing of events.
      const all = Buffer.concat(spooled);
      for (let at = 0; at < all.length; at += 101) yield new Uint8Array(all.subarray(at, at + 101));
    },
  };
  const write = async (bytes: Uint8Array) => void out.push(bytes.slice());
  const stream = await eventStream(name, write, async () => spool);
  const lost = new Lost(streamFormat(name).format);
  for (const chunk of chunks) {
    lost.see(chunk);
    await stream.write(chunk);
  }
  await stream.end();
  return { bytes: new Uint8Array(Buffer.concat(out)), lost: lost.told() };
}

async function again(name: string, bytes: Uint8Array): Promise<EventColumns> {
  return (await readAll(memorySource(name, bytes))).columns;
}

/** toEqual takes −0 for 0; Object.is does not. */
function same(actual: EventColumns, expected: EventColumns): void {
  expect(actual).toStrictEqual(expected);
  const bits = ({ pt, y, phi, mass, extra }: EventColumns) =>
    [pt, y, phi, mass ?? [], ...Object.values(extra)].map((values) =>
      Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value))),
    );
  expect(bits(actual)).toEqual(bits(expected));
}

const CASES: readonly (readonly [name: string, kept: Kept])[] = [
  ['x.npz', 'pid'],
  ['x.npy.gz', 'pid'],
  ['x.csv', 'all'],
  ['x.csv.gz', 'all'],
  ['x.jsonl', 'all'],
  ['x.jsonl.gz', 'mass'],
  ['x.parquet', 'all'],
  ['x.parquet', 'mass'],
];

for (const [name, kept] of CASES) {
  test(`${name} with ${kept} is read as it was written, in one chunk or two`, async () => {
    await fc.assert(
      fc.asyncProperty(someEvents, fc.nat({ max: 6 }), async (events, cut) => {
        const chunks = [columnsOf(events.slice(0, cut), kept), columnsOf(events.slice(cut), kept, cut)];
        const { bytes, lost } = await written(
          name,
          chunks.filter((chunk) => chunk.events > 0),
        );
        expect(lost).toBe(null);
        same(await again(name, bytes), columnsOf(events, kept));
      }),
      { numRuns: 20 },
    );
  });
}

/** px py pz E with a mass that is given, and a status, as from an event record. */
async function record(text: string, name = 'x.lhe') {
  return (await readAll(memorySource(name, new TextEncoder().encode(text)))).columns;
}

const vector = fc.record({
  p: fc.tuple(finite(-1e3, 1e3), finite(-1e3, 1e3), finite(-1e4, 1e4)),
  m: finite(0, 100),
  pid: fc.constantFrom(11, -211, 22, 2212),
});

test('hepmc keeps px py pz E, mass, species, status and beams, and through them the rest', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(vector, { maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (events, beams) => {
        const lines = events.map((event) => {
          const own = event.map(({ p, m, pid }) => ({ pid, status: 1, p, e: Math.hypot(...p, m), m }));
          const two = [-18, 275].map((pz) => ({ pid: 11, status: 4, p: [0, 0.5, pz], e: 276, m: 0.25 }));
          const all = [...(beams ? two : []), ...own];
          const rows = all.map(
            ({ pid, status, p, e, m }, i) => `P ${i + 1} 0 ${pid} ${p.join(' ')} ${e} ${m} ${status}`,
          );
          return [`E 0 0 ${all.length}`, 'U GEV MM', ...rows].join('\n');
        });
        const listing = `HepMC::Asciiv3-START_EVENT_LISTING\n${lines.join('\n')}\n`;
        const columns = await record(listing, 'x.hepmc');
        for (const name of ['y.hepmc', 'y.hepmc.gz', 'y.csv', 'y.jsonl', 'y.parquet']) {
          const { bytes, lost } = await written(name, [columns]);
          expect(lost).toBe(null);
          if (columns.pt.length > 0) same(await again(name, bytes), columns);
        }
      },
    ),
    { numRuns: 15 },
  );
});

const TWO: readonly (readonly Particle[])[] = [
  [
    { pt: 2, y: 0.5, phi: 1, mass: 12, pid: 22, charge: 1 },
    { pt: 1, y: 0, phi: 0, mass: 0, pid: -211, charge: -1 },
  ],
  [],
];

test('what a format has no place for is told in a line', async () => {
  const told = async (name: string, columns: EventColumns) => (await written(name, [columns])).lost;
  const all = columnsOf(TWO, 'all');
  expect(await told('x.npz', all)).toBe('npz does not hold charge; masses');
  expect(await told('x.npy', columnsOf(TWO, 'mass'))).toBe(
    'npy does not hold that its last column is masses (read it with --columns pt,y,phi,mass)',
  );
  expect(await told('x.hepmc', all)).toBe('hepmc does not hold the last digits of pT, y and φ; charge');
  expect(await told('x.dat', all)).toBe(
    'dat does not hold the last digits of pT, y and φ; charge; species; the last digits of masses',
  );
  expect(await told('x.csv', { ...all, index: Uint32Array.of(0, 3) })).toBe(
    'csv does not hold the places of particles in the events they come from',
  );
  const still = { ...columnsOf(TWO, 'pid'), pt: Float64Array.of(2, 0), y: Float64Array.of(1, Number.NaN) };
  expect(await told('x.npz', { ...still, pid: Int32Array.of(22, 0) })).toBe(
    'npz does not hold particles that are zeros all over',
  );
});

test('a Les Houches event as HepMC: beams meet in a vertex, momenta are as they were', async () => {
  const columns = await record(
    [
      '<LesHouchesEvents version="3.0">',
      '<event>',
      '4 1 1 91 0.1 0.1',
      '2 -1 0 0 0 0 0 0 25 25 0 0 9',
      '-2 -1 0 0 0 0 0 0 -25 25 0 0 9',
      '23 2 0 0 0 0 0 0 0 50 50 0 9',
      '11 1 0 0 0 0 3 4 -0.1 13 12 0 9',
      '</event>',
      '</LesHouchesEvents>',
    ].join('\n'),
  );
  const { bytes, lost } = await written('x.hepmc', [columns]);
  expect(new TextDecoder().decode(bytes)).toBe(
    [
      'HepMC::Version 3.02.05',
      'HepMC::Asciiv3-START_EVENT_LISTING',
      'W 1',
      'N Weight',
      'T Ringside\\|\\|convert',
      'E 0 1 3',
      'U GEV MM',
      'W 1.0',
      'P 1 0 2 0 0 25 25 0 4',
      'P 2 0 -2 0 0 -25 25 0 4',
      'V -1 0 [1,2]',
      'P 3 -1 11 3 4 -0.1 13 12 1',
      'HepMC::Asciiv3-END_EVENT_LISTING',
      '',
      '',
    ].join('\n'),
  );
  expect(lost).toBe(
    'hepmc does not hold the places of particles in the events they come from; the status −1 of beams, which is 4 there',
  );
});

test('the same events give the same bytes, and names that are no format are refused', async () => {
  for (const name of ['x.npz', 'x.npy.gz', 'x.csv.gz', 'x.parquet']) {
    const [one, two] = [
      await written(name, [columnsOf(TWO, 'pid')]),
      await written(name, [columnsOf(TWO, 'pid')]),
    ];
    expect(one.bytes).toEqual(two.bytes);
  }
  for (const name of ['x.root', 'x', 'x.npz.gz', 'x.parquet.gz', 'x.__proto__']) {
    expect(() => streamFormat(name)).toThrow(
      `${name}: events cannot be written to this kind of file, allowed are .npz, .parquet, and .npy, .csv, .jsonl, .hepmc, .dat, .txt with or without .gz`,
    );
  }
});

test('infinite numbers and names with quotes come back from JSON lines', async () => {
  const columns = {
    ...columnsOf(TWO, 'pid'),
    extra: { 'a "b"': Float64Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
  };
  same(await again('x.jsonl', (await written('x.jsonl', [columns])).bytes), columns);
});
