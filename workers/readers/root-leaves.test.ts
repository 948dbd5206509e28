// TTrees with every kind of leaf, and what writers do with baskets, cycles, directories and large files; made by
// testing/tree-writer.ts.

import { expect, test } from 'vitest';
import { readAll } from './index.ts';
import { LEAF, type LeafType, ranged, shortened } from './testing/leaf-types.ts';
import { readOrRefuse } from './testing/refuse.ts';
import { CLASSES, COUNTS, eta, file, lists, nano, phi, pt, read, vectors } from './testing/root-files.ts';
import type { OtherClass } from './testing/root-objects.ts';
import { PACKINGS } from './testing/root-packing.ts';
import { RootWriter } from './testing/root-writer.ts';
import { type BranchSpec, type TreeOptions, writeTree } from './testing/tree-writer.ts';

test('flat ntuples: leaves of every type, several leaves of a branch, arrays', async () => {
  const numbers = (name: string, leaf: LeafType, value: (e: number) => number): BranchSpec => ({
    kind: 'numbers',
    name,
    leaf,
    values: COUNTS.map((_, e) => value(e)),
  });
  const bytes = file({
    name: 'ntuple',
    perBasket: 5,
    branches: [
      numbers('px', LEAF.float, (e) => e),
      numbers('py', LEAF.double, (e) => e + 0.1),
      numbers('pz', LEAF.longlong, (e) => -e),
      numbers('isData', LEAF.bool, (e) => e % 2),
      numbers('charge', LEAF.char, (e) => -1 - e),
      numbers('flags', LEAF.uchar, (e) => 200 + e),
      numbers('cell', LEAF.short, (e) => -3000 - e),
      numbers('ucell', LEAF.ushort, (e) => 60_000 + e),
      numbers('run', LEAF.int, (e) => -e),
      numbers('urun', LEAF.uint, (e) => 4e9 + e),
      numbers('number', LEAF.ulong, (e) => 2 ** 52 + e),
      numbers('energyD', ranged('d', 0, 1000, 32, '[0,1000]'), (e) => 10 * e),
      {
        kind: 'leaves',
        name: 'lead',
        leaves: { pt: LEAF.float, n: LEAF.char, eta: LEAF.double, phi: LEAF.float },
        values: COUNTS.map((n, e) => ({ pt: e + 1, n, eta: 0.1 * e, phi: 1 })),
      },
      ...['x', 'y', 'z'].map(
        (axis): BranchSpec => ({
          kind: 'array',
          name: `beam_p${axis}`,
          leaf: LEAF.double,
          values: COUNTS.map((_, e) => [e, axis === 'z' ? 6500 : 1, -1]),
        }),
      ),
    ],
  });
  const flat = await read(bytes, { collection: 'ntuple' });
  const column = (name: string) => Array.from(flat.columns.extra[name]);
  const events = COUNTS.map((_, e) => e);
  expect(flat.totals.sums.py).toBe(events.reduce((sum, e) => sum + e + 0.1, 0));
  expect(column('charge')).toEqual(events.map((e) => -1 - e));
  expect(column('flags')).toEqual(events.map((e) => 200 + e));
  expect(column('cell')).toEqual(events.map((e) => -3000 - e));
  expect(column('ucell')).toEqual(events.map((e) => 60_000 + e));
  expect(column('urun')).toEqual(events.map((e) => 4e9 + e));
  expect(column('number')).toEqual(events.map((e) => 2 ** 52 + e));
  for (const [e, energy] of column('energyD').entries()) expect(Math.abs(energy - 10 * e)).toBeLessThan(1e-6);
  const lead = await read(bytes, { collection: 'ntuple/lead' });
  expect(Array.from(lead.columns.pt)).toEqual(events.map((e) => e + 1));
  expect(Array.from(lead.columns.extra['lead.n'])).toEqual(COUNTS);
  const beams = await read(bytes, { collection: 'ntuple/beam' });
  expect(beams.totals.particles).toBe(36);
  expect(beams.totals.sums.beam_pz).toBe(12 * 6500 + events.reduce((sum, e) => sum + e, 0) - 12);
});

test.each<[string, LeafType, (value: number) => number]>([
  [
    'Double32_t with a range',
    ranged('d', 0, 1000, 16, '[0,1000,16]'),
    (value) => Math.floor(0.5 + value * 65.536) / 65.536,
  ],
  ['Double32_t with an angle', ranged('d', -Math.PI, Math.PI, 32, '[-pi,pi]'), (value) => value],
  ['Double32_t without a range', { ...LEAF.float, class: 'TLeafD32', letter: 'd' }, Math.fround],
  ['Double32_t of 10 bits', shortened('d', 10, '[0,0,10]'), (value) => value],
  ['Float16_t', shortened('f', 12, ''), (value) => value],
  ['Float16_t with a range', ranged('f', -4, 4, 8, '[-4,4,8]'), (value) => value],
])('%s', async (_, leaf, kept) => {
  const values = lists(
    (i, e) => (i % 2 === 0 ? 1 : -0.5) * (leaf.range?.startsWith('[0,1') ? (-1) ** i : 1) + e / 16,
  );
  const branches: BranchSpec[] = [
    { kind: 'numbers', name: 'n', leaf: LEAF.int, values: COUNTS },
    ...['px', 'py', 'pz', 'x'].map(
      (name): BranchSpec => ({
        kind: 'list',
        name: `part_${name}`,
        leaf: name === 'x' ? leaf : LEAF.double,
        counter: 'n',
        values,
      }),
    ),
  ];
  const bytes = file({ branches, perBasket: 5 });
  const { columns } = await read(bytes);
  const step = leaf.range?.includes('pi') ? (2 * Math.PI) / 0xffffffff : 1e-12;
  for (const [i, value] of columns.extra.part_x.entries()) {
    expect(Math.abs(value - kept(values.flat()[i]))).toBeLessThanOrEqual(step);
  }
});

test('Double32_t and Float16_t as members of a class, with what the file says of them', async () => {
  const members = {
    fX: [9, ranged('d', -100, 100, 20, '[-100,100,20]')],
    fY: [9, { ...LEAF.float }],
    fZ: [19, shortened('f', 12, '')],
    px: [8, LEAF.double],
    py: [8, LEAF.double],
    pz: [8, LEAF.double],
  } as const;
  const values = COUNTS.map((count, e) =>
    Array.from({ length: count }, (_, i) => ({ fX: i, fY: e, fZ: -0.5, px: 1, py: 2, pz: 3 })),
  );
  const others: OtherClass[] = [
    {
      name: 'Hit',
      version: 1,
      members: Object.entries(members).map(([name, [type, leaf]]) => ({
        name,
        type,
        typeName: type === 9 ? 'Double32_t' : type === 19 ? 'Float16_t' : 'double',
        title: 'range' in leaf ? leaf.range : '',
      })),
    },
  ];
  for (const vector of [false, true]) {
    const { columns } = await read(
      file(
        {
          branches: [{ kind: 'objects', name: 'hits', class: 'Hit', vector, members, values }],
          perBasket: 5,
        },
        others,
      ),
    );
    const rows = values.flat();
    const [x, y, z] = ['fX', 'fY', 'fZ'].map((name) => Array.from(columns.extra[`hits.${name}`]));
    for (const [i, row] of rows.entries()) expect(Math.abs(x[i] - row.fX)).toBeLessThanOrEqual(1e-4);
    expect(y).toEqual(rows.map(({ fY }) => fY));
    expect(z).toEqual(rows.map(({ fZ }) => fZ));
  }
});

test.each<[string, Partial<TreeOptions>]>([
  ['baskets in the tree itself', { embedded: true }],
  ['a last basket in the tree itself', { embedded: true, perBasket: 5 }],
  ['lists that do not tell where they begin', { mapless: true, perBasket: 5 }],
  ['one basket an event', { perBasket: 1, pack: PACKINGS.lz4 }],
])('%s', async (_, options) => {
  const branches = [...nano, ...('mapless' in options ? [] : vectors('part', { px: pt, py: eta, pz: phi }))];
  const bytes = file({ branches, pack: PACKINGS.zlib, ...options });
  const jets = await read(bytes, { collection: 'Events/Jet' });
  expect(Array.from(jets.columns.pt)).toEqual(pt.flat());
  expect(Array.from((await read(bytes, { collection: 'Events/Jet', from: 6, to: 8 })).columns.pt)).toEqual(
    pt.slice(6, 8).flat(),
  );
  if ('mapless' in options) return;
  const particles = await read(bytes, { collection: 'Events/part' });
  expect(Array.from(particles.columns.offsets.slice(1))).toEqual(
    COUNTS.map((__, e) => pt.slice(0, e + 1).flat().length),
  );
});

test('vectors that do not tell where they begin are refused', async () => {
  const bytes = file({ branches: vectors('part', { px: pt, py: eta, pz: phi }), mapless: true });
  await expect(read(bytes)).rejects.toThrow(
    'a.root: branch "part.px": basket 0 does not tell where its events begin, which is needed',
  );
});

test('events in another file are not reached for', async () => {
  await expect(read(file({ branches: nano, otherFile: 'other.root' }))).rejects.toThrow(
    'a.root: there are no fields of numbers, needed are px, py, pz, E or pt (or E), y (or eta), phi',
  );
});

test('the last cycle of a tree, and trees in directories', async () => {
  const writer = new RootWriter();
  const inner = writer.directory('inner', writer.directory('outer'));
  const numbers = (values: readonly number[]): BranchSpec[] =>
    ['px', 'py', 'pz'].map((name) => ({ kind: 'numbers', name, leaf: LEAF.double, values }));
  writeTree(writer, { name: 'tree', branches: numbers([1, 2]) });
  writeTree(writer, { name: 'tree', branches: numbers([1, 2, 3]) });
  writeTree(writer, { name: 'tree', branches: numbers([4]) }, inner);
  const bytes = writer.finish(CLASSES).bytes();
  const first = await read(bytes);
  expect(first.totals.sums.px).toBe(6);
  expect(first.source.collections.map(({ name }) => name)).toEqual(['tree', 'outer/inner/tree']);
  expect((await read(bytes, { collection: 'outer/inner/tree' })).totals.sums.px).toBe(4);
});

test('a file beyond 2 GB has offsets of 64 bits', async () => {
  const writer = new RootWriter(true);
  writeTree(writer, { name: 'Events', branches: nano, perBasket: 6, gap: 2 ** 28, pack: PACKINGS.zlib });
  const source = writer.finish(CLASSES).source('large.root');
  expect(source.size).toBeGreaterThan(2 ** 33);
  const { columns } = await readAll(source, { collection: 'Events/Jet', from: 5 });
  expect(Array.from(columns.pt)).toEqual(pt.slice(5).flat());
});

test('damaged ones are read or refused', async () => {
  const branches = [...nano.slice(0, 7), ...vectors('part', { px: pt, py: eta, pz: phi })];
  const bytes = file({ branches, embedded: true, perBasket: 5 });
  for (let i = 0; i < 12; i++) {
    const copy = bytes.slice();
    const at = (i * 7919 * 13) % bytes.length;
    copy.fill([0, 0x7f, 0x80, 0xff][i % 4], at, at + 1 + (i % 4));
    await readOrRefuse('a.root', copy);
  }
});
