import { gzipSync, type Zippable, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { memorySource, preview, ReadError, readAll } from './index.ts';
import type { ByteSource, ReadOptions } from './types.ts';

const text = (content: string) => new TextEncoder().encode(content);
const zip = (members: Zippable, level: 0 | 6 = 6) => memorySource('a.zip', zipSync(members, { level }));
const LHE = text(
  `<LesHouchesEvents version="3.0">\n<event>\n2 1 1 1 1 1\n11 1 0 0 0 0 1 0 0 1 0 0 0\n11 2 0 0 0 0 1 0 0 1 0 0 0\n</event>\n</LesHouchesEvents>\n`,
);

async function failure(from: ByteSource, options?: ReadOptions): Promise<string> {
  return readAll(from, options).then(
    () => 'it was read',
    (error) => (error instanceof ReadError ? `${error.code}: ${error.message}` : `no ReadError: ${error}`),
  );
}

/** (events, 1, 3): pT counts from 1. */
function npy(events: number): Uint8Array {
  const header = `${`{'descr': '<f8', 'fortran_order': False, 'shape': (${events}, 1, 3), }`.padEnd(117)}\n`;
  const data = Float64Array.from({ length: 3 * events }, (_, i) => (i % 3 === 0 ? i / 3 + 1 : 0));
  const magic = Uint8Array.from([0x93, ...text('NUMPY'), 1, 0, header.length, 0]);
  return Uint8Array.from([...magic, ...text(header), ...new Uint8Array(data.buffer)]);
}

const files = {
  'README.md': text('# Runs, with care\n'),
  'b/run.csv': text('pt,y,phi\n1,0,0\n2,0,0\n'),
  'a.lhe': LHE,
  'c.dat': text('7 0 0 7\n'),
};

test('the first member with events is opened, others are its collections', async () => {
  const { source, totals } = await readAll(zip(files));
  expect(source).toMatchObject({
    format: 'csv',
    collection: 'b/run.csv',
    collections: [
      { name: 'b/run.csv', particles: 2 },
      { name: 'a.lhe', particles: null },
      { name: 'c.dat', particles: null },
    ],
  });
  expect(totals.sums.pt).toBe(3);
  expect((await preview(zip(files))).collections).toEqual(['b/run.csv', 'a.lhe', 'c.dat']);
});

test('a member by its name, and a collection inside it', async () => {
  const lhe = await readAll(zip(files), { collection: 'a.lhe' });
  expect(lhe.source.format).toBe('lhe');
  expect(lhe.source.collections).toEqual([
    { name: 'a.lhe', particles: 1 },
    { name: 'a.lhe:all', particles: 2 },
    { name: 'README.md', particles: null },
    { name: 'b/run.csv', particles: null },
    { name: 'c.dat', particles: null },
  ]);
  const all = await readAll(zip(files), { collection: 'a.lhe:all' });
  expect([all.source.collection, all.totals.particles]).toEqual(['a.lhe:all', 2]);
  expect(await failure(zip(files), { collection: 'a.lhe:some' })).toBe(
    'bad-argument: a.zip:a.lhe: there is no collection "some", allowed are final, all',
  );
  expect(await failure(zip(files), { collection: 'c.dat:some' })).toBe(
    'bad-argument: a.zip:c.dat: there is no collection "some", allowed is particles',
  );
  expect(await failure(zip(files), { collection: 'd.dat' })).toBe(
    'bad-argument: a.zip: there is no member "d.dat", allowed are README.md, b/run.csv, a.lhe, c.dat',
  );
});

test('a zip of arrays is an npz, and gives its other members by their names', async () => {
  const mixed = zip({ 'X.npy': npy(2), 'run.csv': files['b/run.csv'] });
  expect((await readAll(mixed)).source).toMatchObject({ format: 'npz', collection: 'X' });
  expect((await readAll(mixed, { collection: 'run.csv' })).source.format).toBe('csv');
  expect(await failure(mixed, { collection: 'Y' })).toBe(
    'bad-argument: a.zip: there is no array "Y", allowed are X',
  );
});

test('any event of a stored member without those before it; a deflated one as it comes', async () => {
  const array = npy(50_000);
  let read = 0;
  const stored = zip({ 'array.bin': array }, 0);
  const counted: ByteSource = {
    ...stored,
    async *slice(from, to) {
      for await (const block of stored.slice?.(from, to) ?? []) {
        if (to - from < 10_000) read += block.length;
        yield block;
      }
    },
  };
  const range = { collection: 'array.bin', from: 40_000, to: 40_002 };
  expect(Array.from((await readAll(counted, range)).columns.pt)).toEqual([40_001, 40_002]);
  expect(read).toBeLessThan(1000);
  expect(Array.from((await readAll(zip({ 'array.bin': array }), range)).columns.pt)).toEqual([
    40_001, 40_002,
  ]);
});

test('damage is told, an archive in an archive not read', async () => {
  const bytes = zipSync(files, { level: 0 });
  const at = Buffer.from(bytes).indexOf('2,0,0');
  bytes[at] = 0x33;
  expect(await failure(memorySource('a.zip', bytes))).toBe(
    'bad-file: a.zip: b/run.csv does not agree with its checksum',
  );
  const inner = zipSync({ 'X.npy': npy(1) });
  expect(await failure(zip({ 'in.zip': inner, 'b.txt': text('log') }), { collection: 'in.zip' })).toBe(
    'unsupported: a.zip:in.zip: an archive inside an archive is not read',
  );
  // Packed by one or the other.
  const packed = { 'run.csv.gz': gzipSync(files['b/run.csv']) };
  expect((await readAll(zip(packed, 0))).totals.particles).toBe(2);
  expect(await failure(zip(packed))).toBe(
    'unsupported: a.zip:run.csv.gz: an archive inside an archive is not read',
  );
  expect(await failure(zip({ 'a.txt': text('log'), 'b.md': text('# b') }))).toBe(
    'bad-file: a.zip: no member of the zip holds events: a.txt, b.md',
  );
});

test('names are text', async () => {
  const odd = zip({ '\u001b[2Jrun.csv': files['b/run.csv'], 'C:\\x.csv': files['b/run.csv'] });
  const { source } = await readAll(odd);
  expect(source.collections.map(({ name }) => name)).toEqual(['[2Jrun.csv', 'C:\\x.csv']);
  expect((await readAll(odd, { collection: '[2Jrun.csv' })).totals.particles).toBe(2);
});

test('members are looked into by how they begin, none is read on', async () => {
  const blank = text(`${'\n'.repeat(2 ** 20)}{"pt":[1],"y":[0],"phi":[0]}`);
  const line = text(`[[${'1,'.repeat(2 ** 20)}`);
  const { source } = await readAll(zip({ 'blank.jsonl': blank, ...files }));
  expect(source.collections.map(({ name }) => name)).toEqual(['b/run.csv', 'a.lhe', 'c.dat']);
  // What is one line as far as one sees may be an event.
  const { collections } = (await readAll(zip({ ...files, 'line.jsonl': line }))).source;
  expect(collections.map(({ name }) => name)).toEqual(['b/run.csv', 'a.lhe', 'c.dat', 'line.jsonl']);
  let asked = 0;
  await expect(readAll(zip(files), { cancelled: () => ++asked > 4 })).rejects.toMatchObject({
    code: 'cancelled',
  });
});
