// What is written is read back to the same numbers.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventColumns } from '../core/events.ts';
import { memorySource, readAll } from '../readers/index.ts';
import { checkEventName, eventBytes } from './index.ts';
import { columnsOf, type Particle } from './testing/events.ts';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const particle: fc.Arbitrary<Particle> = fc.record({
  pt: finite(1e-6, 1e4),
  y: finite(-8, 8),
  phi: finite(-Math.PI + 1e-15, Math.PI),
  mass: finite(0, 300),
  pid: fc.constantFrom(11, -13, 22, 211, -211, 130, -2212),
  charge: finite(-1e10, 1e10),
});

const fileEvents = fc.array(fc.array(particle, { maxLength: 6 }), { minLength: 1, maxLength: 6 });

async function again(columns: EventColumns, name: string): Promise<EventColumns> {
  return (await readAll(memorySource(name, eventBytes(columns, name)))).columns;
}

for (const name of ['x.npz', 'x.npy', 'x.npy.gz']) {
  test(`${name} keeps pt, y, phi, pid of every event, empty ones too`, async () => {
    await fc.assert(
      fc.asyncProperty(fileEvents, async (events) => {
        fc.pre(events.flat().length > 0);
        const columns = columnsOf(events, 'pid');
        expect(await again(columns, name)).toEqual(columns);
      }),
      { numRuns: 60 },
    );
  });
}

test('npz keeps masses where there are no species', async () => {
  await fc.assert(
    fc.asyncProperty(fileEvents, async (events) => {
      fc.pre(events.flat().some((p) => !Number.isInteger(p.mass)));
      const columns = columnsOf(events, 'mass');
      expect(await again(columns, 'x.npz')).toEqual(columns);
    }),
    { numRuns: 60 },
  );
});

for (const name of ['x.csv', 'x.csv.gz']) {
  test(`${name} keeps everything`, async () => {
    await fc.assert(
      fc.asyncProperty(fileEvents, async (events) => {
        fc.pre(events.flat().length > 0);
        const columns = columnsOf(events, 'all');
        expect(await again(columns, name)).toEqual(columns);
      }),
      { numRuns: 60 },
    );
  });
}

test('text keeps px py pz E to the last bit, and through them the rest', async () => {
  const vector = fc.record({
    px: finite(-1e3, 1e3),
    py: finite(-1e3, 1e3),
    pz: finite(-1e4, 1e4),
    m: finite(0, 100),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(vector, { maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      async (events) => {
        const lines = events.map((event) =>
          event
            .map(({ px, py, pz, m }) => `${px} ${py} ${pz} ${Math.hypot(px, py, pz, m)}\n`)
            .concat('#END\n')
            .join(''),
        );
        const first = await readAll(memorySource('a.dat', new TextEncoder().encode(lines.join(''))));
        expect(first.columns.events).toBe(events.length);
        expect(await again(first.columns, 'b.dat.gz')).toEqual(first.columns);
        expect(await again(first.columns, 'b.csv')).toEqual(first.columns);
      },
    ),
    { numRuns: 60 },
  );
});

test('text of events without px … E is right to rounding', async () => {
  const columns = columnsOf([[{ pt: 3, y: -2, phi: 3, mass: 0.5, pid: 11, charge: 0 }]], 'mass');
  const read = await again(columns, 'x.txt');
  expect(read.pt[0]).toBeCloseTo(3, 12);
  expect(read.y[0]).toBeCloseTo(-2, 12);
  expect(read.phi[0]).toBeCloseTo(3, 12);
  expect(read.mass?.[0]).toBeCloseTo(0.5, 10);
});

test('numbers that are float32 are stored so, others are not rounded', () => {
  const event = { pt: 0.5, y: 1.25, phi: -1, mass: 0, pid: 211, charge: 0 };
  const small = eventBytes(columnsOf([[event]], 'pid'), 'x.npy');
  const large = eventBytes(columnsOf([[{ ...event, pt: 0.1 }]], 'pid'), 'x.npy');
  expect(new TextDecoder('latin1').decode(small.subarray(10, 31))).toBe("{'descr': '<f4', 'for");
  expect(new TextDecoder('latin1').decode(large.subarray(10, 31))).toBe("{'descr': '<f8', 'for");
  expect(large.length - small.length).toBe(16);
});

test('the same events give the same bytes', () => {
  const columns = columnsOf([[{ pt: 0.1, y: 1, phi: -1, mass: 0, pid: 211, charge: 0 }]], 'pid');
  for (const name of ['x.npz', 'x.npy.gz', 'x.csv.gz']) {
    expect(eventBytes(columns, name)).toEqual(eventBytes(columns, name));
  }
});

test('other extensions are refused', () => {
  const allowed = 'allowed are .npz, and .npy, .csv, .dat, .txt with or without .gz';
  for (const name of ['x.root', 'x', 'x.npz.gz', 'x.__proto__']) {
    expect(() => checkEventName(name)).toThrow(
      `${name}: events cannot be written to this kind of file, ${allowed}`,
    );
  }
});
