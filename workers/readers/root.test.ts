// The ROOT files of ../shared/data: counts and sums as its README gives them, parts, and mutations.
// ROOT wrote these; files that are made here are in root-layouts, root-leaves and root-ntuple.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileSource, memorySource, ReadError, readAll } from './index.ts';

const folder = resolve(import.meta.dirname, '../../../shared/data');
const there = existsSync(resolve(folder, 'uproot-HZZ.root'));
if (!there) console.log(`ROOT files are not compared: there is no ${folder}`);
const at = (name: string) => resolve(folder, `uproot-${name}.root`);

test.runIf(there).each([
  ['HZZ', null, 'events/Jet', 2421, 2773, { Jet_E: 340153.7456417, Jet_Px: 3434.9179122 }],
  ['HZZ', 'Muon', 'Muon', 2421, 3825, { Muon_E: 382567.0889807 }],
  ['HZZ-objects', null, 'events/jetp4', 2421, 2773, { 'jetp4.E': 340153.7456417, 'jetp4.px': 3434.9179122 }],
  ['HZZ-objects', 'events/muonp4', 'events/muonp4', 2421, 3825, { 'muonp4.E': 382567.0889807 }],
  ['Zmumu-lz4', 'events/1', 'events/1', 2304, 2304, { E1: 134886.2416058, pt1: 85373.343972 }],
  ['Zmumu-lz4', 'events', 'events', 2304, 4608, {}],
] as const)('%s, collection %s', async (name, collection, opened, events, particles, sums) => {
  const { totals, source } = await readAll(await fileSource(at(name)), { collection });
  expect(source.format).toBe('root');
  expect(source.collection).toBe(opened);
  expect([totals.events, totals.particles]).toEqual([events, particles]);
  for (const [column, sum] of Object.entries(sums)) {
    // The README gives seven decimals.
    expect(Math.abs(totals.sums[column] - sum)).toBeLessThan(5.1e-8);
  }
});

test.runIf(there)('objects and columns are the same jets', async () => {
  const one = (await readAll(await fileSource(at('HZZ')), { from: 300, to: 400 })).columns;
  const other = (await readAll(await fileSource(at('HZZ-objects')), { from: 300, to: 400 })).columns;
  expect(one.first).toBe(300);
  expect(one.offsets).toEqual(other.offsets);
  for (const key of ['pt', 'y', 'phi'] as const) expect(one[key]).toEqual(other[key]);
  const whole = (await readAll(await fileSource(at('HZZ')))).columns;
  const [a, b] = [whole.offsets[300], whole.offsets[400]];
  expect(one.pt).toEqual(whole.pt.slice(a, b));
});

test.runIf(there)('a collection that is not there is refused with those that are', async () => {
  await expect(readAll(await fileSource(at('HZZ-objects')), { collection: 'tracks' })).rejects.toThrow(
    'uproot-HZZ-objects.root: there is no collection "tracks", allowed are events/jetp4, events/muonp4, events/electronp4, events/photonp4',
  );
});

test.runIf(there)('mutations are read or refused', async () => {
  const bytes = new Uint8Array(readFileSync(at('Zmumu-lz4')));
  // Its head, its tree at the end, or anywhere.
  const place = fc.oneof(
    fc.integer({ min: 0, max: 300 }),
    fc.integer({ min: bytes.length - 9000, max: bytes.length - 1 }),
    fc.integer({ min: 0, max: bytes.length - 1 }),
  );
  const change = fc.record({
    at: place,
    length: fc.integer({ min: 1, max: 6 }),
    value: fc.integer({ min: 0, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const copy = bytes.slice();
      for (const { at: from, length, value } of changes) copy.fill(value, from, from + length);
      const error = await readAll(memorySource('a.root', copy)).then(
        () => null,
        (thrown) => thrown,
      );
      if (error === null) return;
      expect(error).toBeInstanceOf(ReadError);
      expect(error.message).toMatch(/^a\.root[^\n]*$/);
    }),
    { numRuns: 40 },
  );
});

test('what begins like ROOT and is cut is refused', async () => {
  await expect(readAll(memorySource('a.root', Buffer.from('root\0\0')))).rejects.toThrow(
    'a.root: the file has 6 bytes',
  );
});
