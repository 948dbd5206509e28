// Mutations of the golden files: cut, flipped, spliced, with huge numbers written into them. Whatever comes of it is
// either read or a ReadError with a text; never another error, and never columns that break their own rules.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventColumns } from '../core/events.ts';
import { memorySource, preview, ReadError, readAll } from './index.ts';

const folder = fileURLToPath(new URL('./golden/', import.meta.url));
const seeds = readdirSync(folder)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(folder + name)) }))
  .filter(({ bytes }) => bytes.length > 0);

type Mutation =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'splice'; readonly from: number; readonly at: number; readonly length: number }
  | { readonly kind: 'huge'; readonly at: number; readonly text: string }
  | { readonly kind: 'fill'; readonly at: number; readonly length: number; readonly value: number };

/** Places are shares of the file, so that they fit any. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
  fc.record({
    kind: fc.constant('splice' as const),
    from: place,
    at: place,
    length: fc.integer({ min: 1, max: 200 }),
  }),
  fc.record({
    kind: fc.constant('huge' as const),
    at: place,
    text: fc.constantFrom(
      '99999999999999999999',
      '1e999',
      '-1',
      'nan',
      '(1152921504606846976, 4, 3)',
      '"',
      '\n\n#END\n',
      'O',
    ),
  }),
  fc.record({
    kind: fc.constant('fill' as const),
    at: place,
    length: fc.integer({ min: 1, max: 8 }),
    value: fc.constantFrom(0, 0x7f, 0x80, 0xff),
  }),
);

function mutate(bytes: Uint8Array, change: Mutation): Uint8Array {
  const spot = (share: number) => Math.floor(share * Math.max(0, bytes.length - 1));
  const at = spot(change.at);
  switch (change.kind) {
    case 'cut':
      return bytes.slice(0, at);
    case 'flip': {
      const copy = bytes.slice();
      if (copy.length > 0) copy[at] ^= 1 << change.bit;
      return copy;
    }
    case 'splice': {
      const from = spot(change.from);
      return Uint8Array.from([
        ...bytes.slice(0, at),
        ...bytes.slice(from, from + change.length),
        ...bytes.slice(at),
      ]);
    }
    case 'huge': {
      const copy = bytes.slice();
      copy.set(new TextEncoder().encode(change.text).subarray(0, copy.length - at), at);
      return copy;
    }
    case 'fill':
      return bytes.slice().fill(change.value, at, at + change.length);
  }
}

function checkColumns(columns: EventColumns): void {
  const { offsets, events, pt, y, phi, index } = columns;
  expect(offsets.length).toBe(events + 1);
  expect(offsets[0]).toBe(0);
  expect(offsets[events]).toBe(pt.length);
  for (let i = 0; i < events; i++) {
    expect(offsets[i + 1]).toBeGreaterThanOrEqual(offsets[i]);
    for (let k = offsets[i] + 1; k < offsets[i + 1]; k++) expect(index[k]).toBeGreaterThan(index[k - 1]);
  }
  for (let k = 0; k < pt.length; k++) {
    if (!(pt[k] >= 0 && Number.isFinite(pt[k]))) expect.fail(`pt ${pt[k]}`);
    if (!(pt[k] === 0 ? Number.isNaN(y[k]) : Number.isFinite(y[k]))) expect.fail(`y ${y[k]} at pt ${pt[k]}`);
    if (!(pt[k] === 0 || (phi[k] > -Math.PI && phi[k] <= Math.PI))) expect.fail(`phi ${phi[k]}`);
    if (columns.mass && !(columns.mass[k] >= 0)) expect.fail(`mass ${columns.mass[k]}`);
  }
}

async function readOrRefuse(name: string, bytes: Uint8Array): Promise<void> {
  try {
    checkColumns((await readAll(memorySource(name, bytes))).columns);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    expect(error.message.startsWith(name)).toBe(true);
    expect(error.message).not.toContain('\n');
    expect(error.message.length).toBeLessThan(2000);
  }
  await preview(memorySource(name, bytes)).catch((error) => {
    if (!(error instanceof ReadError)) throw error;
  });
}

test('hundreds of mutations of the golden files are read or refused', async () => {
  const file = fc.constantFrom(...seeds);
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      async ({ name, bytes }, changes) => {
        await readOrRefuse(name, changes.reduce(mutate, bytes));
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      },
    ),
    { numRuns: 800 },
  );
  expect(most).toBeLessThan(512 * 2 ** 20);
});

test('every cut of every file is read or refused', async () => {
  for (const { name, bytes } of seeds) {
    const step = Math.max(1, Math.floor(bytes.length / 40));
    for (let length = 0; length < bytes.length; length += step)
      await readOrRefuse(name, bytes.slice(0, length));
  }
});

test('bytes of any kind are read or refused, under any name', async () => {
  const name = fc.constantFrom('x.npz', 'x.npy', 'x.csv', 'x.dat', 'x.gz', 'x');
  await fc.assert(fc.asyncProperty(name, fc.uint8Array({ maxLength: 300 }), readOrRefuse), { numRuns: 300 });
  const start = fc.constantFrom(
    '\x93NUMPY\x01\x00',
    'PK\x03\x04',
    '\x1f\x8b\x08\x00',
    '\x28\xb5\x2f\xfd',
    'HepMC::Asciiv3-START_EVENT_LISTING\nE 0 0 1\nP 1 ',
    '<LesHouchesEvents>\n<event>\n1 ',
    '{"pt":[',
    '[[',
    'pt,y,phi\n',
    '1 2 3 4\n',
  );
  await fc.assert(
    fc.asyncProperty(name, start, fc.uint8Array({ maxLength: 300 }), (file, head, tail) =>
      readOrRefuse(file, Uint8Array.from([...Buffer.from(head, 'latin1'), ...tail])),
    ),
    { numRuns: 300 },
  );
});

test('text of any kind is read or refused', async () => {
  const cell = fc.oneof(
    fc.double().map(String),
    fc.constantFrom(
      '',
      ' ',
      'pt',
      'y',
      'phi',
      'event',
      '#END',
      '#',
      '"',
      "'",
      ',',
      '\t',
      ';',
      '\n',
      '\r\n',
      '1',
      '22',
      '</event>',
      '<event>',
      'E 0 0 0',
      'V',
      'P',
      '\nP 1 0 22 1 1 1 2 0 1',
      ']}',
      '{',
      'nan',
      '0x1f',
      '__proto__',
    ),
    fc.string({ maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(cell, { maxLength: 60 }),
      fc.constantFrom(' ', ',', '\n'),
      async (cells, glue) => {
        await readOrRefuse('x.csv', new TextEncoder().encode(`pt,y,phi,x\n${cells.join(glue)}`));
        await readOrRefuse('x.dat', new TextEncoder().encode(cells.join(glue)));
        await readOrRefuse(
          'x.jsonl',
          new TextEncoder().encode(`{"pt":[1],"y":[1],"phi":[${cells.join(glue)}`),
        );
        const lhe = `<LesHouchesEvents>\n<event>\n1\n${cells.join(glue)}`;
        await readOrRefuse('x.lhe', new TextEncoder().encode(lhe));
        const hepmc = `HepMC::Asciiv3-START_EVENT_LISTING\nE 0 0 1\nP ${cells.join(glue)}`;
        await readOrRefuse('x.hepmc', new TextEncoder().encode(hepmc));
      },
    ),
    { numRuns: 300 },
  );
});
