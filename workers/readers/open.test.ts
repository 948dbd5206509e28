import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { fileSource, memorySource, openEvents, preview, ReadError, readAll } from './index.ts';
import type { ByteSource, ReadOptions } from './types.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const source = (name: string, text: string) => memorySource(name, bytes(text));

async function failure(from: ByteSource, options?: ReadOptions): Promise<string> {
  return readAll(from, options).then(
    () => 'it was read',
    (error) => (error instanceof ReadError ? `${error.code}: ${error.message}` : `no ReadError: ${error}`),
  );
}

const many = Array.from({ length: 25 }, (_, i) => `${i + 1} 0 0 ${i + 1}\n#END\n`).join('');

test('chunks hold as many events as asked for, numbered on', async () => {
  const opened = await openEvents(source('a.dat', many), { chunkEvents: 10 });
  const seen: [number, number, number][] = [];
  for await (const chunk of opened.chunks()) seen.push([chunk.first, chunk.events, chunk.pt[0]]);
  expect(seen).toEqual([
    [0, 10, 1],
    [10, 10, 11],
    [20, 5, 21],
  ]);
  expect(opened.totals().events).toBe(25);
});

test('a range of events keeps the file’s numbers, and sums only the range', async () => {
  const { columns, totals } = await readAll(source('a.dat', many), { from: 3, to: 5, chunkEvents: 1 });
  expect(columns.first).toBe(3);
  expect(Array.from(columns.pt)).toEqual([4, 5]);
  expect(totals).toEqual({
    events: 2,
    particles: 2,
    sums: { px: 9, py: 0, pz: 0, E: 9 },
    skipped: {},
    emptyEvents: 0,
  });
  expect((await readAll(source('a.dat', many), { from: 24, to: 99 })).columns.events).toBe(1);
  expect((await readAll(source('a.dat', many), { from: 99 })).columns.events).toBe(0);
  expect((await readAll(source('a.dat', many), { from: 4, to: 4 })).columns.events).toBe(0);
  expect(await failure(source('a.dat', many), { from: 4, to: 2 })).toBe(
    'bad-argument: events 4:2 is no range, needed is a:b with 0 ≤ a ≤ b',
  );
});

test('what follows the range is not read', async () => {
  expect(await failure(source('a.dat', `${many}broken`), { to: 5 })).toBe('it was read');
  expect(await failure(source('a.dat', `${many}broken`))).toBe(
    'bad-file: a.dat, line 51: column 1 has "broken", needed is a number',
  );
});

test('--columns and a mapping say what columns mean', async () => {
  const text = source('a.dat', '1 2 3 0.5 211\n');
  const named = await readAll(text, { columns: ['pt', 'y', 'phi', 'm', 'pdg'] });
  expect(named.source.columns).toEqual(['pt', 'y', 'phi', 'm', 'pdg']);
  expect([named.columns.y[0], named.columns.mass?.[0], named.columns.pid?.[0]]).toEqual([2, 0.5, 211]);
  const mapped = await readAll(text, {
    mapping: { roles: ['pt', 'y', 'phi', 'mass', 'ignore'], energyUnit: 'MeV' },
  });
  expect([mapped.columns.pt[0], mapped.columns.mass?.[0], mapped.columns.pid]).toEqual([1e-3, 5e-4, null]);
  const table = source('a.csv', 'a,b,c,d\n1,2,3,4\n');
  const csv = await readAll(table, { columns: ['pt', 'eta', 'phi'] });
  expect([csv.columns.y[0], csv.columns.extra.d[0]]).toEqual([2, 4]);
  const bare = await readAll(source('a.csv', '1,2,3\n'), { columns: ['pt', 'y', 'phi'] });
  expect([bare.columns.pt[0], bare.columns.y[0], bare.columns.phi[0]]).toEqual([1, 2, 3]);
  expect(await failure(table, { columns: ['pt', 'y', 'phi', 'm', 'pid'] })).toBe(
    'bad-argument: a.csv: --columns names 5 columns, the file has 4',
  );
  expect(await failure(table, { columns: ['pt', 'y', 'y', 'phi'] })).toBe(
    'bad-argument: a.csv: two columns are mapped to y, allowed is one',
  );
  expect(await failure(table, { columns: ['pt', 'yy', 'phi'] })).toBe(
    'bad-file: a.csv: the columns "a", "b", "c", "d" do not place a particle, needed are px, py, pz, E or pt (or E), y (or eta), phi',
  );
});

test('an energy beside pT, y or η gives the mass', async () => {
  const E = Math.hypot(3, 0.5) * Math.cosh(1);
  const { columns } = await readAll(source('a.csv', `pt,y,phi,E\n3,1,0,${E}\n`));
  expect(columns.mass?.[0]).toBeCloseTo(0.5, 12);
  const eta = Math.asinh((Math.hypot(3, 0.5) * Math.sinh(1)) / 3);
  const byEta = (await readAll(source('a.csv', `pt,eta,phi,energy\n3,${eta},0,${E}\n`))).columns;
  expect(byEta.mass?.[0]).toBeCloseTo(0.5, 12);
  expect(byEta.y[0]).toBeCloseTo(1, 12);
});

test('the preview shows every column and the first rows, and names that say nothing are no error', async () => {
  const text = await preview(source('a.dat', many.replaceAll(' 0 0', ' 0 0 7 8').slice(0, 400)));
  expect(text.columns).toEqual(['px', 'py', 'pz', 'E', 'column 5', 'column 6']);
  expect(text.rows[1]).toEqual([2, 0, 0, 7, 8, 2]);
  expect(text.basis).toBe('places');
  const table = await preview(source('a.csv', 'a,b,what\n1,2,x\n3,4,\n'));
  expect(table).toEqual({
    format: 'csv',
    collection: 'rows',
    collections: ['rows'],
    columns: ['a', 'b', 'what'],
    mapping: { roles: ['ignore', 'ignore', 'ignore'], energyUnit: 'GeV' },
    reason: 'No column has a name that is known; say what each one means.',
    basis: 'names',
    rows: [
      [1, 2, Number.NaN],
      [3, 4, Number.NaN],
    ],
  });
  const long = await preview(source('a.csv', `pt,y,phi\n${'1,2,3\n'.repeat(200)}`));
  expect(long.rows).toHaveLength(50);
  expect(long.reason).toBe('By the names in the header: "pt", "y", "phi".');
});

test('a collection that is not there', async () => {
  expect(await failure(source('a.dat', many), { collection: 'Jet' })).toBe(
    'bad-argument: a.dat: there is no collection "Jet", allowed is particles',
  );
  const npz = await fileSource(fileURLToPath(new URL('./golden/no-x.npz', import.meta.url)));
  expect(await failure(npz, { collection: 'X' })).toBe(
    'bad-argument: no-x.npz: there is no array "X", allowed are labels, flat, jets',
  );
  expect((await readAll(npz, { collection: 'flat' })).columns.events).toBe(1);
  expect(await failure(npz, { collection: 'labels' })).toBe(
    'bad-file: no-x.npz: labels has shape (4,), needed is (events, particles, ≥ 3)',
  );
});

test('progress rises to the size of the file, also of a compressed one', async () => {
  for (const [name, data] of [
    ['a.dat', bytes(many.repeat(400))],
    ['a.dat.gz', gzipSync(bytes(many.repeat(400)))],
  ] as const) {
    const seen: number[] = [];
    await readAll(memorySource(name, data), { onProgress: (done) => seen.push(done) });
    expect(seen.at(-1)).toBe(data.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  }
});

test('progress of a file that is entered anywhere is that of its events', async () => {
  const file = await fileSource(fileURLToPath(new URL('golden/jetnet.h5', import.meta.url)));
  const seen: number[] = [];
  const { columns } = await readAll(file, { chunkEvents: 1, onProgress: (done) => seen.push(done) });
  const size = file.size ?? 0;
  const share = (event: number) => Math.round((size * (event + 1)) / columns.events);
  expect(seen).toEqual(Array.from({ length: columns.events }, (_, event) => share(event)));
});

test('reading can be cancelled', async () => {
  let asked = 0;
  const cancelled = () => ++asked > 3;
  expect(await failure(source('a.dat', many.repeat(4000)), { cancelled })).toBe(
    'cancelled: a.dat: reading was cancelled',
  );
});

test('a pipe in the file system is read', async () => {
  const { execFileSync, spawn } = await import('node:child_process');
  if (process.platform === 'win32') {
    console.log('no named pipes here: not tried');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'ringside-pipe-'));
  try {
    const path = join(folder, 'pipe.dat');
    writeFileSync(join(folder, 'data'), many);
    execFileSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'cat "$0" > "$1"', join(folder, 'data'), path]);
    expect((await readAll(await fileSource(path))).totals.events).toBe(25);
    writer.kill();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('lines and events without end are refused', async () => {
  expect(await failure(source('a.dat', `1 2 3 4 ${'x'.repeat(2 ** 20)}\n`))).toBe(
    'bad-file: a.dat, line 1: the line is longer than 1048576 characters',
  );
  const wide = Array.from({ length: 1001 }, (_, i) => `c${i}`).join(',');
  expect(await failure(source('a.csv', `${wide}\n1\n`))).toBe(
    'too-large: a.csv: there are 1001 columns, allowed are 1000',
  );
});

test('what inflates beyond all measure is stopped', async () => {
  const comments = gzipSync(bytes(`#${'x'.repeat(1022)}\n`.repeat(2 ** 14)));
  async function* bomb() {
    yield gzipSync(bytes('1 2 3 4\n'));
    for (let i = 0; i < 40; i++) yield comments;
  }
  expect(await failure({ name: 'bomb.dat.gz', size: null, stream: bomb })).toMatch(
    /^too-large: bomb\.dat\.gz: \d+ compressed bytes have become \d+, allowed are 250 times as many$/,
  );
});

test('few bytes that unpack to many can be cancelled while they do', async () => {
  const packed = gzipSync(new Uint8Array(2 ** 24));
  const hdf5 = gzipSync(new Uint8Array([0x89, ...bytes('HDF\r\n\x1a\n')]));
  let asked = 0;
  const file = memorySource('a.h5', Uint8Array.from([...hdf5, ...packed]));
  expect(await failure(file, { cancelled: () => ++asked > 100 })).toBe(
    'cancelled: a.h5: reading was cancelled',
  );
});

const DATA = '../shared/data';
const REFERENCE: readonly (readonly [string, number, Readonly<Record<string, number>>])[] = [
  ['qcd.npz', 100, {}],
  ['w.npz', 100, {}],
  ['top.npz', 100, {}],
  ['full.npz', 20, {}],
  ['Pythia-PtMin1000-LHC-10ev.dat', 10, {}],
  ['Pythia-dijet-ptmin100-lhc-pileup-1ev.dat', 1, {}],
  ['single-ee-event.dat', 1, { 'pT = 0': 2 }],
];

for (const [name, events, skipped] of REFERENCE) {
  test(`${name} of the reference data`, async () => {
    const path = join(DATA, name);
    if (!existsSync(path)) {
      console.log(`${path} is not there: not tried`);
      return;
    }
    const { columns, totals } = await readAll(await fileSource(path));
    expect(totals.events).toBe(events);
    expect(totals.emptyEvents).toBe(0);
    expect(totals.skipped).toEqual(skipped);
    expect(columns.pt.every((pt) => pt >= 0)).toBe(true);
    expect(columns.phi.every((phi) => phi > -Math.PI && phi <= Math.PI)).toBe(true);
    expect(columns.y.every((y, i) => Number.isFinite(y) || columns.pt[i] === 0)).toBe(true);
  });
}
