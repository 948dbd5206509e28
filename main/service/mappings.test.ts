import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Mapping } from '../contract/index.ts';
import type { KnownFile } from './files.ts';
import { createMappings, type Looked, type MappingBook } from './mappings.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringside-mappings-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const NOON = new Date(2026, 10, 23, 12).getTime();
const DAY = 86_400_000;
const byNames: Mapping = { roles: ['pt', 'y', 'phi', 'ignore'], energyUnit: 'GeV' };
const inMeV: Mapping = { roles: ['phi', 'pt', 'y', 'ignore'], energyUnit: 'MeV' };

/** A file in `home`, whose reading is told by the test. */
function file(name: string): KnownFile {
  const path = join(home, name);
  writeFileSync(path, name);
  const entry = { handle: name, name, folder: home, bytes: name.length, origin: 'dialog' } as const;
  return { path, entry, source: { kind: 'file', path, name } };
}

let looks: (Mapping | null)[] = [];

async function book(given: Partial<Looked> = {}, now = NOON, version = '1.0'): Promise<MappingBook> {
  looks = [];
  const look = async (_: KnownFile, mapping: Mapping | null, collection: string | null): Promise<Looked> => {
    looks.push(mapping);
    return {
      format: 'csv',
      collection: collection ?? 'rows',
      collections: ['rows', 'others'],
      columns: ['pt', 'y', 'phi', 'charge'],
      mapping: mapping ?? byNames,
      reason: mapping ? 'As chosen.' : 'By the names in the header.',
      basis: 'names',
      rows: [],
      ...(mapping ? {} : given),
    };
  };
  return createMappings(home, look, { version, clock: () => now });
}

async function say(to: MappingBook, of: KnownFile, mapping: Mapping): Promise<void> {
  const { settle } = await to.reading(of, { mapping, collection: null, remember: true });
  await settle();
}

test('what was said of columns holds for other files with the same ones, in the next run too', async () => {
  const first = await book();
  expect((await first.reading(file('a.csv'), { mapping: null, collection: null })).mapping).toBeNull();
  expect(looks).toEqual([]);
  const said = await first.reading(file('a.csv'), { mapping: inMeV, collection: null, remember: true });
  expect(said).toMatchObject({ mapping: inMeV, file: { entry: { mapped: '2026-11-23' } } });
  // Not before the file was read so.
  expect((await first.preview(file('b.csv'), null, null)).mapping).toEqual(byNames);
  await said.settle();

  const next = await book({}, NOON + DAY);
  expect(await next.preview(file('b.csv'), null, null)).toMatchObject({
    mapping: inMeV,
    reason: 'As you mapped these columns on 2026-11-23.',
    basis: 'names',
    remembered: { on: '2026-11-23', guess: byNames },
  });
  const dropped = await next.reading(file('c.csv'), { mapping: null, collection: null });
  expect(dropped).toMatchObject({ mapping: inMeV, file: { entry: { name: 'c.csv', mapped: '2026-11-23' } } });
  // Confirmed later, it keeps its day; another array is another schema.
  await say(next, file('c.csv'), { ...inMeV, roles: ['phi', 'pt', 'y'] });
  expect((await next.preview(file('b.csv'), null, null)).remembered?.on).toBe('2026-11-23');
  expect((await next.preview(file('b.csv'), null, 'others')).mapping).toEqual(byNames);
});

test('other columns, another order or another format are another schema', async () => {
  await say(await book(), file('a.csv'), inMeV);
  for (const other of [
    { columns: ['y', 'pt', 'phi', 'charge'] },
    { columns: ['pt', 'y', 'phi'] },
    { format: 'parquet' },
  ]) {
    expect((await (await book(other)).preview(file('b.csv'), null, null)).remembered).toBeUndefined();
  }
});

test('columns without names are known by the file’s name besides', async () => {
  const places = { basis: 'places' } as const;
  await say(await book(places), file('a.npy'), inMeV);
  const next = await book(places);
  expect((await next.preview(file('a.npy'), null, null)).mapping).toEqual(inMeV);
  expect((await next.preview(file('b.npy'), null, null)).mapping).toEqual(byNames);
});

test('the guess can be gone back to, and what was said can be forgotten', async () => {
  const first = await book();
  await say(first, file('a.csv'), inMeV);
  // The guess, confirmed, is read as a guess: layouts leave particles out, which a mapping does not say.
  const back = await first.reading(file('a.csv'), { mapping: byNames, collection: null, remember: true });
  expect(back.mapping).toBeNull();
  expect(back.file.entry.mapped).toBeUndefined();
  await back.settle();
  expect((await first.preview(file('a.csv'), null, null)).remembered).toBeUndefined();

  await say(first, file('a.csv'), inMeV);
  await first.forget(file('a.csv'), null);
  expect((await first.preview(file('a.csv'), null, null)).remembered).toBeUndefined();
  expect((await (await book()).preview(file('a.csv'), null, null)).remembered).toBeUndefined();
});

test('a confirmed guess by names stays when names are guessed otherwise; one by a layout is the layout’s', async () => {
  await say(await book(), file('a.csv'), byNames);
  const later = { mapping: inMeV };
  expect((await (await book(later)).preview(file('a.csv'), null, null)).mapping).toEqual(byNames);
  // Files that are not looked at in the dialog are, only for that, once the version is another.
  const same = await book();
  await same.reading(file('b.csv'), { mapping: null, collection: null });
  expect(looks).toEqual([]);
  const next = await book(later, NOON, '1.1');
  expect((await next.reading(file('b.csv'), { mapping: null, collection: null })).mapping).toEqual(byNames);

  rmSync(join(home, 'mappings.json'));
  const layout = { basis: 'layout', columns: ['Jet_pt', 'Jet_eta', 'Jet_phi'] } as const;
  await say(await book(layout), file('a.root'), byNames);
  const after = await book({ ...layout, ...later });
  expect((await after.preview(file('a.root'), null, null)).mapping).toEqual(inMeV);
  // Changed by the user, a layout's columns are read as that says.
  await say(await book(layout), file('a.root'), inMeV);
  expect((await (await book(layout)).preview(file('a.root'), null, null)).mapping).toEqual(inMeV);
});

test('a mapping that comes without being confirmed is used and not kept', async () => {
  const first = await book();
  const jets = await first.reading(file('a.csv'), { mapping: inMeV, collection: null });
  expect(jets.mapping).toEqual(inMeV);
  await jets.settle();
  expect((await first.preview(file('a.csv'), null, null)).remembered).toBeUndefined();
  // A session's data set that was read as the user has said still says so.
  await say(first, file('a.csv'), inMeV);
  const reopened = await first.reading(file('a.csv'), { mapping: inMeV, collection: null });
  expect(reopened.file.entry.mapped).toBe('2026-11-23');
});

test('the last 200 are kept; what else stands in their file is left out', async () => {
  const many = Array.from({ length: 205 }, (_, i) => ({
    key: `k${i}`,
    on: '2026-11-01',
    mapping: inMeV,
    guessedBy: null,
  }));
  const wrong = [{ ...many[0], key: 'x', mapping: { roles: ['nonsense'], energyUnit: 'GeV' } }, 7];
  const store = join(home, 'mappings.json');
  writeFileSync(store, JSON.stringify({ version: 1, mappings: [...many, ...wrong] }));
  await say(await book(), file('a.csv'), inMeV);
  const keys = JSON.parse(readFileSync(store, 'utf8')).mappings.map(({ key }: { key: string }) => key);
  expect(keys).toHaveLength(200);
  expect(keys.slice(0, 199)).toEqual(many.slice(6).map(({ key }) => key));
});
