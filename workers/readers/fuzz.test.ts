// Mutations of the golden files: cut, flipped, spliced, with huge numbers written into them. Whatever comes of it is
// either read or a ReadError with a text; never another error, and never columns that break their own rules.
// A few hundred here; `npm run fuzz` makes as many as wanted, and holds each to its time and memory.

import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FORMATS } from './index.ts';
import { HOSTILE, hostile } from './testing/hostile/index.ts';
import { bomb, explosive, mutate, mutation } from './testing/mutations.ts';
import { readOrRefuse } from './testing/refuse.ts';
import { filesIn, seedsOf } from './testing/seeds.ts';

const folder = (name: string) => fileURLToPath(new URL(`./${name}/`, import.meta.url));
const seeds = filesIn(folder('golden'));

test('there are files of every format to begin with', () => {
  for (const { name } of FORMATS) expect(seedsOf(name, seeds).length, name).toBeGreaterThan(0);
});

test('there are files made to do harm for every format, and each is read or refused', async () => {
  for (const { name } of FORMATS) {
    expect(
      HOSTILE.filter(({ format }) => format === name),
      name,
    ).not.toEqual([]);
    // `npm run fuzz` makes them ask for up to 256 MB, and has slower ones.
    for await (const file of hostile(name, 2 ** 13, false)) await readOrRefuse(file.name, file.bytes, 50);
  }
});

test('what once crashed a reader is read or refused', async () => {
  // Large ones unpack to much; `npm run fuzz` begins with all of them.
  const small = filesIn(folder('crashes')).filter(({ bytes }) => bytes.length < 2 ** 17);
  for (const { name, bytes } of small) await readOrRefuse(name, bytes);
}, 30_000);

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
    { numRuns: 500 },
  );
  expect(most).toBeLessThan(512 * 2 ** 20);
});

test('packed files that unpack to much are read or refused', async () => {
  const small = bomb.map((one) => ({ ...one, blocks: Math.min(one.blocks, 2) }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), small, async ({ name, bytes }, charge) => {
      await readOrRefuse(name, explosive(bytes, charge));
    }),
    { numRuns: 20 },
  );
});

test('every cut of every file is read or refused', async () => {
  for (const { name, bytes } of seeds) {
    const step = Math.max(1, Math.floor(bytes.length / 15));
    for (let length = 0; length < bytes.length; length += step)
      await readOrRefuse(name, bytes.slice(0, length));
  }
});

test('bytes of any kind are read or refused, under any name', async () => {
  const name = fc.constantFrom('x.npz', 'x.npy', 'x.csv', 'x.dat', 'x.gz', 'x');
  await fc.assert(
    fc.asyncProperty(name, fc.uint8Array({ maxLength: 300 }), async (file, bytes) => {
      await readOrRefuse(file, bytes);
    }),
    { numRuns: 120 },
  );
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
    fc.asyncProperty(name, start, fc.uint8Array({ maxLength: 300 }), async (file, head, tail) => {
      await readOrRefuse(file, Uint8Array.from([...Buffer.from(head, 'latin1'), ...tail]));
    }),
    { numRuns: 120 },
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
    { numRuns: 120 },
  );
});
