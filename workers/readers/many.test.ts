import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import {
  eventFiles,
  fileSource,
  limits,
  manySource,
  memorySource,
  openEvents,
  preview,
  ReadError,
  readAll,
  sha256,
} from './index.ts';
import type { ByteSource, ReadOptions } from './types.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const source = (name: string, text: string) => memorySource(`runs/${name}`, bytes(text));

function array(type: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const head = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const header = `${head.padEnd(117)}\n`;
  const magic = Uint8Array.from([0x93, ...bytes('NUMPY'), 1, 0, header.length, 0]);
  return Buffer.concat([magic, bytes(header), data]);
}

/** (events, slots, 3) of pT, y, φ: event number e has e + 1 particles of pT first + e. */
function npy(first: number, events: number, slots = events): Uint8Array {
  const data = new Float64Array(events * slots * 3);
  for (let e = 0; e < events; e++) {
    for (let s = 0; s <= e; s++) data.set([first + e, 0.5, 1], (e * slots + s) * 3);
  }
  return array('<f8', [events, slots, 3], new Uint8Array(data.buffer));
}

async function failure(from: ByteSource, options?: ReadOptions): Promise<string> {
  return readAll(from, options).then(
    () => 'it was read',
    (error) => (error instanceof ReadError ? `${error.code}: ${error.message}` : `no ReadError: ${error}`),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'ringside-many-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function onDisk(name: string, content: Uint8Array): Promise<ByteSource> {
  writeFileSync(join(folder, name), content);
  return { ...(await fileSource(join(folder, name))), name: `runs/${name}` };
}

test('events of text files follow one another, and their sums and reasons add', async () => {
  const many = manySource('runs', [
    source('1.dat', '1 0 0 1\n#END\n2 0 0 2\n0 0 3 3\n'),
    memorySource('runs/2.dat.gz', gzipSync(bytes('4 0 0 4\n\n0 0 1 1\n'))),
    source('10.dat', '#END\n8 0 0 8\n'),
  ]);
  const { columns, totals, source: about } = await readAll(many, { chunkEvents: 2 });
  expect(columns.events).toBe(6);
  expect(Array.from(columns.offsets)).toEqual([0, 1, 3, 4, 5, 5, 6]);
  expect(Array.from(columns.pt)).toEqual([1, 2, 0, 4, 0, 8]);
  expect(totals).toEqual({
    events: 6,
    particles: 6,
    sums: { px: 15, py: 0, pz: 4, E: 19 },
    skipped: { 'pT = 0': 2 },
    emptyEvents: 1,
  });
  expect(about.format).toBe('text');
  expect(about.reason).toBe(
    'Numbers without a header: four-vectors px, py, pz, E by position; further columns are left out. The same in all 3 files.',
  );
  // A range is streamed, as text cannot be entered.
  const part = await readAll(many, { from: 2, to: 4 });
  expect([part.columns.first, Array.from(part.columns.pt)]).toEqual([2, [2, 0, 4, 0].slice(2)]);
});

test('any events of files that can be entered, without what stands before', async () => {
  const members = await Promise.all(
    [npy(1, 3), npy(10, 2, 3), npy(20, 4)].map((one, i) => onDisk(`r${i}.npy`, one)),
  );
  const touched = new Set<string>();
  const watched = members.map((member) => ({
    ...member,
    slice(start: number, end: number) {
      if (start > 0) touched.add(member.name);
      return member.slice?.(start, end) ?? member.stream();
    },
  }));
  const many = manySource('runs', watched);
  const whole = (await readAll(manySource('runs', members))).columns;
  expect(Array.from(whole.offsets)).toEqual([0, 1, 3, 6, 7, 9, 10, 12, 15, 19]);
  for (let from = 0; from <= 9; from++) {
    for (let to = from; to <= 10; to++) {
      const { columns } = await readAll(many, { from, to });
      expect(Array.from(columns.pt)).toEqual(
        Array.from(whole.pt.subarray(whole.offsets[from], whole.offsets[Math.min(to, 9)])),
      );
    }
  }
  touched.clear();
  expect(Array.from((await readAll(many, { from: 3, to: 5 })).columns.pt)).toEqual([10, 11, 11]);
  expect([...touched]).toEqual(['runs/r1.npy']);
});

test('more files than tables are kept open', async () => {
  const number = 3 * limits.openTables;
  const members = Array.from({ length: number }, (_, i) => memorySource(`runs/${i}.npy`, npy(i + 1, 1)));
  const { columns } = await readAll(manySource('runs', members));
  expect(Array.from(columns.pt)).toEqual(Array.from({ length: number }, (_, i) => i + 1));
  const part = await readAll(manySource('runs', members), { from: number - 2 });
  expect(Array.from(part.columns.pt)).toEqual([number - 1, number]);
});

test('the first file says what columns mean, for all', async () => {
  const four = (value: number) =>
    array('<f8', [1, 1, 4], new Uint8Array(Float64Array.of(5, 0, 0, value).buffer));
  // The fourth column of the first file holds species; alone, the second one would be taken for masses.
  const members = [memorySource('a.npy', four(211)), memorySource('b.npy', four(1))];
  const { source: about, columns } = await readAll(manySource('runs', members));
  expect(about.mapping.roles).toEqual(['pt', 'y', 'phi', 'pid']);
  expect(Array.from(columns.pid ?? [])).toEqual([211, 1]);
  const said = await readAll(manySource('runs', members), { columns: ['pt', 'y', 'phi', 'mass'] });
  expect(Array.from(said.columns.mass ?? [])).toEqual([211, 1]);
});

test('a file that differs from the first is named before any event is read', async () => {
  const a = source('a.csv', 'pt,y,phi\n1,0,0\n');
  const files = (...more: ByteSource[]) => manySource('runs', [a, ...more]);
  const alike = source('b.csv', 'pt,y,phi\n2,0,0\n');
  expect(await failure(files(alike))).toBe('it was read');
  expect(await failure(files(alike, source('c.dat', '1 0 0 1\n')))).toBe(
    'bad-file: runs/c.dat: its format is text, in runs/a.csv it is csv; files of one data set are alike',
  );
  expect(await failure(files(alike, source('c.csv', 'pt,eta,phi\n1,0,0\n')))).toBe(
    'bad-file: runs/c.csv: its column 2 is "eta", in runs/a.csv it is "y"; files of one data set are alike',
  );
  expect(await failure(files(source('c.csv', 'pt,y,phi,mass\n1,0,0,0\n')))).toBe(
    'bad-file: runs/c.csv: its column 4 is "mass", in runs/a.csv it is missing; files of one data set are alike',
  );
  const named = (cell: string, name: string) => source(name, `pt,y,phi,tag\n1,0,0,${cell}\n`);
  expect(await failure(manySource('runs', [named('1', 'a.csv'), named('b', 'b.csv')]))).toBe(
    'bad-file: runs/b.csv: its column "tag" is text, in runs/a.csv it is numbers; files of one data set are alike',
  );
  expect(await failure(files(source('c.csv', '')))).toBe('bad-file: runs/c.csv: the file is empty');
  const zips = ['X', 'Z'].map((name) =>
    memorySource(`runs/${name}.npz`, zipSync({ [`${name}.npy`]: npy(1, 1) })),
  );
  expect(await failure(manySource('runs', zips))).toBe(
    'bad-file: runs/Z.npz: its collection is "Z", in runs/X.npz it is "X"; files of one data set are alike',
  );
});

test('errors name the file in which they stand', async () => {
  const broken = manySource('runs', [source('a.dat', '1 0 0 1\n'), source('b.dat', '1 0 0 1\n1 x 0 1\n')]);
  expect(await failure(broken)).toBe('bad-file: runs/b.dat, line 2: column 2 has "x", needed is a number');
  const slots = limits.eventParticles + 1;
  const long = memorySource('runs/b.npy', array('|u1', [1, slots, 3], new Uint8Array(3 * slots).fill(1)));
  expect(await failure(manySource('runs', [memorySource('runs/a.npy', npy(1, 1)), long]))).toBe(
    `too-large: runs: event 1 has more than ${limits.eventParticles} particles (in runs/b.npy)`,
  );
  expect(() => manySource('runs', [])).toThrow('runs: there are no files of events');
  expect(() => manySource('runs', Array(limits.files + 1).fill(long))).toThrow(
    'runs: there are 10001 files, allowed are 10000 in a data set',
  );
});

test('other collections are counted through all files, also those that are counted while they are read', async () => {
  const record = (all: number) =>
    source(
      `${all}.lhe`,
      `<LesHouchesEvents version="3.0">\n<event>\n${all} 1 1 1 1 1\n${'11 1 0 0 0 0 1 0 0 1 0 0 0\n'.repeat(all - 1)}11 2 0 0 0 0 1 0 0 1 0 0 0\n</event>\n</LesHouchesEvents>\n`,
    );
  const opened = await openEvents(manySource('runs', [record(3), record(5)]));
  for await (const _ of opened.chunks());
  expect(opened.collections).toEqual([
    { name: 'final', particles: 6 },
    { name: 'all', particles: 8 },
  ]);
  const zips = [1, 2].map((n) =>
    memorySource(`runs/${n}.npz`, zipSync({ 'X.npy': npy(1, 1), 'Y.npy': npy(1, n + 1) })),
  );
  const info = await readAll(manySource('runs', zips), { countOthers: true });
  expect(info.source.collections[1]).toEqual({ name: 'Y', particles: 3 + 6 });
});

test('progress rises through all files, and the hash is that of a list of their hashes', async () => {
  const texts = ['1 0 0 1\n', '2 0 0 2\n#END\n'];
  const many = manySource('runs', [source('a.dat', texts[0]), source('b.dat', texts[1])]);
  const told: (readonly [number, number | null])[] = [];
  await readAll(many, { onProgress: (done, total) => told.push([done, total]) });
  expect(told).toEqual([
    [8, 21],
    [21, 21],
  ]);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(await sha256(many)).toBe(hash(`${hash(texts[0])}  a.dat\n${hash(texts[1])}  b.dat\n`));
});

test('the preview looks at the first files only', async () => {
  const other = source('b.csv', 'pt,eta,phi\n2,0,0\n');
  const long = source('a.csv', `pt,y,phi\n${'1,0,0\n'.repeat(60)}`);
  expect((await preview(manySource('runs', [long, other]))).rows).toHaveLength(50);
  const short = source('a.csv', 'pt,y,phi\n1,0,0\n');
  const both = [short, source('b.csv', 'pt,y,phi\n2,0,0\n')];
  expect((await preview(manySource('runs', both))).rows.map(([pt]) => pt)).toEqual([1, 2]);
  await expect(preview(manySource('runs', [short, other]))).rejects.toThrow(
    'runs/b.csv: its column 2 is "eta", in runs/a.csv it is "y"; files of one data set are alike',
  );
});

test('a folder’s files of events are told by their content', async () => {
  const names = async (...members: ByteSource[]) => {
    const { kept, left } = await eventFiles('runs', members);
    return [kept, left].map((list) => list.map(({ name }) => name.slice(5)));
  };
  const data = [
    source('a.csv', 'pt,y,phi\n1,0,0\n'),
    source('b.dat', '# events\n1 0 0 1\n'),
    source('c', '{"pt":[1],"y":[0],"phi":[0]}\n'),
    memorySource('runs/d.npz', zipSync({ 'X.npy': npy(1, 1) })),
    memorySource('runs/e.dat.gz', gzipSync(bytes('1 0 0 1\n'))),
  ];
  const other = [
    source('README.md', '# Runs\n\nMade on Monday, with care; see the log.\n'),
    source('log.txt', '12:00 begun\n'),
    source('fits.csv', 'event,shape,radius\n0,ring,0.4\n'),
    source('settings.json', '{"seed": 1}\n'),
    source('empty.csv', ''),
    memorySource('runs/labels-idx1-ubyte', Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 1, 7])),
    memorySource('runs/paper.pdf', bytes('%PDF-1.4')),
    memorySource('runs/code.zip', zipSync({ 'a.py': bytes('pass') })),
    memorySource('runs/logs.tar.gz', gzipSync(Uint8Array.from([0, 1, 2, 0]))),
  ];
  expect(await names(...data, ...other)).toEqual([
    ['a.csv', 'b.dat', 'c', 'd.npz', 'e.dat.gz'],
    other.map(({ name }) => name.slice(5)),
  ]);
  // Tables whose columns must be said are taken where there is nothing else.
  const unknown = source('abc.csv', 'a,b,c\n1,2,3\n');
  expect(await names(other[0], unknown)).toEqual([['abc.csv'], ['README.md']]);
  expect(await names(data[0], unknown)).toEqual([['a.csv'], ['abc.csv']]);
  await expect(eventFiles('runs', [other[0], other[1]])).rejects.toThrow(
    'runs: none of the 2 files in this folder holds events',
  );
  await expect(eventFiles('runs', [])).rejects.toThrow('runs: there are no files in this folder');
  // Damaged files are not passed over.
  const cut = memorySource('runs/f.dat.gz', gzipSync(bytes('1 0 0 1\n')).slice(0, 15));
  await expect(eventFiles('runs', [cut])).rejects.toThrow('runs/f.dat.gz: the compressed data are damaged');
});
