// RNTuples made by testing/ntuple-writer.ts after the published specification, read by ours and by jsroot as a second
// reader. No file that ROOT itself wrote is among them: none can be had here.

import fc from 'fast-check';
import { openFile } from 'jsroot/io';
import { rntupleProcess } from 'jsroot/rntuple';
import { TSelector } from 'jsroot/tree';
import { expect, test } from 'vitest';
import { memorySource, readAll } from './index.ts';
import { COLUMN, kept, quantized, type Stored, truncated } from './testing/ntuple-elements.ts';
import { leaf, type Spec, structs, vector } from './testing/ntuple-schema.ts';
import { type NtupleOptions, type Row, writeNtuple } from './testing/ntuple-writer.ts';
import { readOrRefuse } from './testing/refuse.ts';
import { PACKINGS } from './testing/root-packing.ts';
import { RootWriter } from './testing/root-writer.ts';

const CLASSES = ['ROOT::RNTuple'];

function file(options: Omit<NtupleOptions, 'name'> & { readonly name?: string }, large = true): Uint8Array {
  const writer = new RootWriter(large);
  writeNtuple(writer, { name: 'Events', ...options });
  return writer.finish(CLASSES).bytes();
}
const read = (bytes: Uint8Array, options = {}) => readAll(memorySource('a.root', bytes), options);

/** Rows by jsroot: `names` of fields at the top. */
async function jsrootRows(bytes: Uint8Array, names: readonly string[]): Promise<Row[]> {
  const opened = await openFile(bytes.slice().buffer as ArrayBuffer);
  if (!opened) throw new Error('jsroot does not open it');
  const rows: Row[] = [];
  class Collect extends TSelector {
    override Process() {
      rows.push(structuredClone(this.tgtobj));
    }
  }
  const selector = new Collect();
  for (const name of names) selector.addBranch(name);
  await rntupleProcess(await opened.readObject('Events'), selector);
  return rows;
}

const jets = (count: number, seed = 0) =>
  Array.from({ length: count }, (_, i) => ({
    pt: Math.fround(20 + 10 * i + seed),
    eta: Math.fround(0.25 * i - 1),
    phi: Math.fround(0.25 * i - 2 + seed / 100),
    mass: 1 + i,
    id: i % 2 === 0 ? i : -i,
  }));
const lists = (name: string, items: ReturnType<typeof jets>): Row =>
  Object.fromEntries(
    (['pt', 'eta', 'phi', 'mass', 'id'] as const).map((key) => [
      `${name}_${key}`,
      items.map((one) => one[key]),
    ]),
  );
const counts = [2, 0, 3, 1, 0, 0, 5, 4, 17, 1, 0, 2];
const clusters = (rows: readonly Row[], ...sizes: readonly number[]): Row[][] => {
  const out: Row[][] = [];
  let at = 0;
  for (const size of sizes) {
    out.push(rows.slice(at, at + size));
    at += size;
  }
  return out;
};

const flatSpecs: readonly Spec[] = [
  leaf('run', 'std::uint32_t', COLUMN.SplitUInt32),
  vector('Jet_pt', 'float', COLUMN.SplitReal32),
  vector('Jet_eta', 'float', COLUMN.SplitReal32, COLUMN.SplitIndex32),
  vector('Jet_phi', 'float', COLUMN.Real32, COLUMN.Index64),
  vector('Jet_mass', 'double', COLUMN.SplitReal64, COLUMN.Index32),
  vector('Jet_id', 'std::int32_t', COLUMN.SplitInt32),
];
const flatRows = counts.map((count, i) => ({ run: 300_000 + i, ...lists('Jet', jets(count, i)) }));

/** jsroot takes no xz of bytes as they are, and its zstd is not to be had under vitest. */
const THEIRS = ['as they are', 'zlib', 'lz4'];

test.each([['as they are', undefined], ...Object.entries(PACKINGS)] as const)(
  'vectors, %s',
  async (how, pack) => {
    const bytes = file({ specs: flatSpecs, clusters: clusters(flatRows, 5, 7), perPage: 4, pack });
    const names = flatSpecs.map(({ name }) => name);
    if (THEIRS.includes(how)) expect(await jsrootRows(bytes, names)).toEqual(flatRows);
    const { columns, source, totals } = await read(bytes);
    expect(source.collection).toBe('Events/Jet');
    expect([totals.events, totals.particles]).toEqual([12, 35]);
    const all = counts.flatMap((count, i) => jets(count, i));
    expect(Array.from(columns.pt)).toEqual(all.map(({ pt }) => pt));
    expect(Array.from(columns.phi)).toEqual(all.map(({ phi }) => phi));
    expect(Array.from(columns.mass ?? [])).toEqual(all.map(({ mass }) => mass));
    expect(Array.from(columns.pid ?? columns.extra.Jet_id)).toEqual(all.map(({ id }) => id));
    expect(Array.from({ length: 12 }, (_, i) => columns.offsets[i + 1] - columns.offsets[i])).toEqual(counts);
  },
);

test('parts are read as of the whole', async () => {
  const bytes = file({ specs: flatSpecs, clusters: clusters(flatRows, 5, 1, 6), perGroup: 2, perPage: 3 });
  const whole = (await read(bytes)).columns;
  for (const [from, to] of [
    [0, 1],
    [3, 9],
    [5, 6],
    [8, 12],
    [11, 40],
  ]) {
    const part = (await read(bytes, { from, to })).columns;
    const last = Math.min(to, 12);
    expect(part.events).toBe(last - from);
    expect(part.pt).toEqual(whole.pt.slice(whole.offsets[from], whole.offsets[last]));
  }
});

const VALUES: readonly (readonly [string, Stored, string, readonly number[]])[] = [
  ['Bit', COLUMN.Bit, 'bool', [1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0]],
  ['Int8', COLUMN.Int8, 'std::int8_t', [0, -1, 127, -128]],
  ['UInt8', COLUMN.UInt8, 'std::uint8_t', [0, 1, 255]],
  ['Int16', COLUMN.Int16, 'std::int16_t', [0, -1, 32767, -32768]],
  ['UInt16', COLUMN.UInt16, 'std::uint16_t', [0, 65535]],
  ['Int32', COLUMN.Int32, 'std::int32_t', [0, -1, 2147483647, -2147483648]],
  ['UInt32', COLUMN.UInt32, 'std::uint32_t', [0, 4294967295]],
  ['Int64', COLUMN.Int64, 'std::int64_t', [0, -1, 2 ** 53, -(2 ** 53)]],
  ['UInt64', COLUMN.UInt64, 'std::uint64_t', [0, 2 ** 53]],
  ['Real16', COLUMN.Real16, 'float', [0, 1, -2.5, 0.125, 65504]],
  ['Real32', COLUMN.Real32, 'float', [0, 1.5, -3.25e20]],
  ['Real64', COLUMN.Real64, 'double', [0, 0.1, -1e300]],
  ['SplitInt16', COLUMN.SplitInt16, 'std::int16_t', [0, -1, 32767, -32768]],
  ['SplitUInt16', COLUMN.SplitUInt16, 'std::uint16_t', [0, 258, 65535]],
  ['SplitInt32', COLUMN.SplitInt32, 'std::int32_t', [0, -1, 1, 2147483647, -2147483648]],
  ['SplitUInt32', COLUMN.SplitUInt32, 'std::uint32_t', [0, 16909060, 4294967295]],
  ['SplitInt64', COLUMN.SplitInt64, 'std::int64_t', [0, -1, 1, 2 ** 53, -(2 ** 53)]],
  ['SplitUInt64', COLUMN.SplitUInt64, 'std::uint64_t', [0, 2 ** 53]],
  ['SplitReal16', COLUMN.SplitReal16, 'float', [0, -1, 0.5]],
  ['SplitReal32', COLUMN.SplitReal32, 'float', [0, -1, 0.5, 1e-20]],
  ['SplitReal64', COLUMN.SplitReal64, 'double', [0, -1, 0.1]],
  ['truncated to 10 bits', truncated(10), 'float', [0, 1, -2.7, 1e5]],
  ['truncated to 19 bits', truncated(19), 'double', [0, 1, -2.7, 1e5]],
  ['truncated to 31 bits', truncated(31), 'float', [0, Math.PI]],
  ['quantized to 1 bit', quantized(1, -1, 1), 'double', [-1, 1, 1]],
  ['quantized to 13 bits', quantized(13, 0, 100), 'double', [0, 1, 33.3, 99, 100]],
];

test.each(VALUES)('%s', async (_, stored, type, values) => {
  const momentum = ['px', 'py', 'pz'].map((name) => leaf(name, 'double', COLUMN.Real64));
  const specs = [leaf('x', type, stored), ...momentum];
  const rows = values.map((x) => ({ x, px: 1, py: 2, pz: 3 }));
  const want = values.map((value) => kept(stored, value));
  for (const perPage of [3, 8]) {
    const { columns } = await read(file({ specs, clusters: [rows], perPage }));
    expect(Array.from(columns.extra.x)).toEqual(want);
  }
  // jsroot goes on in the same byte where a page ends in the middle of one, so its pages have eight elements.
  const theirs = await jsrootRows(file({ specs, clusters: [rows], perPage: 8 }), ['x']);
  expect(theirs.map(({ x }) => Number(x))).toEqual(want);
});

test('32 quantized bits', async () => {
  const specs = [...['px', 'py', 'pz'].map((name) => leaf(name, 'double', quantized(32, -1000, 1000)))];
  const bytes = file({ specs, clusters: [[{ px: -1000, py: 1000, pz: 0.25 }]] });
  const { totals } = await read(bytes);
  expect(totals.sums.px).toBe(-1000);
  expect(totals.sums.py).toBe(1000);
  expect(totals.sums.pz).toBe(kept(quantized(32, -1000, 1000), 0.25));
});

/** NanoAOD as ROOT's importer and CMS write it: collections of records, of which members are shown under the old names. */
const nanoSpecs: readonly Spec[] = [
  structs('_collection0', '', [
    leaf('Jet_pt', 'float', COLUMN.SplitReal32),
    leaf('Jet_eta', 'float', COLUMN.SplitReal32),
    leaf('Jet_phi', 'float', truncated(20)),
    leaf('Jet_mass', 'float', COLUMN.Real16),
  ]),
  { kind: 'count', name: 'nJet', of: '_collection0' },
  ...['pt', 'eta', 'phi', 'mass'].map(
    (key): Spec => ({
      kind: 'member',
      name: `Jet_${key}`,
      type: 'float',
      of: '_collection0',
      member: `Jet_${key}`,
    }),
  ),
  vector('GenPart_pt', 'float', COLUMN.SplitReal32),
  vector('GenPart_eta', 'float', COLUMN.SplitReal32),
  vector('GenPart_phi', 'float', COLUMN.SplitReal32),
  vector('GenPart_mass', 'float', COLUMN.SplitReal32),
  vector('GenPart_pdgId', 'std::int32_t', COLUMN.SplitInt32),
  vector('GenPart_status', 'std::int32_t', COLUMN.SplitInt32),
  leaf('MET_pt', 'float', COLUMN.SplitReal32),
  { kind: 'text', name: 'label' },
];
const nanoRows = counts.map(
  (count, i): Row => ({
    _collection0: jets(count, i).map((one) => ({ ...lists('Jet', [one]), ...flat('Jet', one) })),
    GenPart_pt: [9, 8, 7],
    GenPart_eta: [0, 0.5, -0.5],
    GenPart_phi: [0, 1, 2],
    GenPart_mass: [91.2, 0, 0],
    GenPart_pdgId: [23, 11, -11],
    GenPart_status: [62, 1, 1],
    MET_pt: 12,
    label: `event ${i}`,
  }),
);
function flat(name: string, one: Readonly<Record<string, number>>): Row {
  return Object.fromEntries(Object.entries(one).map(([key, value]) => [`${name}_${key}`, value]));
}

test('NanoAOD: projected members under their names, final particles of the generator', async () => {
  const bytes = file({ specs: nanoSpecs, clusters: clusters(nanoRows, 12), pack: PACKINGS.zlib });
  const { columns, source } = await read(bytes);
  expect(source.collection).toBe('Events/Jet');
  expect(source.columns).toEqual(['Jet_pt', 'Jet_eta', 'Jet_phi', 'Jet_mass']);
  expect(source.reason).toBe('By the layout of NanoAOD (energies in GeV).');
  expect(source.collections.map(({ name }) => name)).toEqual(['Events/Jet', 'Events/GenPart']);
  const all = counts.flatMap((count, i) => jets(count, i));
  expect(Array.from(columns.pt)).toEqual(all.map(({ pt }) => pt));
  expect(Array.from(columns.phi)).toEqual(all.map(({ phi }) => kept(truncated(20), phi)));
  expect(Array.from(columns.mass ?? [])).toEqual(all.map(({ mass }) => mass));
  const particles = await read(bytes, { collection: 'Events/GenPart' });
  expect(particles.totals.skipped).toEqual({ 'status is not 1': 12 });
  expect(Array.from(particles.columns.pid ?? []).slice(0, 3)).toEqual([11, -11, 11]);
  expect(particles.totals.sums.GenPart_pt).toBe(12 * 15);
});

test('collections of records, arrays, what stands for another type, and ROOT four-vectors', async () => {
  const specs: readonly Spec[] = [
    structs('Jet', 'JetData', [
      leaf('pt', 'float', COLUMN.SplitReal32),
      leaf('eta', 'float', COLUMN.SplitReal32),
      leaf('phi', 'float', COLUMN.SplitReal32),
      { kind: 'alias', name: 'flavour', type: 'Flavour', of: leaf('_0', 'std::int32_t', COLUMN.SplitInt32) },
      // Lists of lists, of which each particle has one, are left out.
      vector('constituents', 'std::int32_t', COLUMN.SplitInt32),
    ]),
    structs('p4', 'TLorentzVector', [
      {
        kind: 'record',
        name: 'fP',
        type: 'TVector3',
        of: ['fX', 'fY', 'fZ'].map((name) => leaf(name, 'double', COLUMN.SplitReal64)),
      },
      leaf('fE', 'double', COLUMN.SplitReal64),
    ]),
    ...['px', 'py', 'pz'].map(
      (name): Spec => ({
        kind: 'array',
        name: `beam_${name}`,
        type: 'std::array<float,2>',
        items: 2,
        of: leaf('_0', 'float', COLUMN.Real32),
      }),
    ),
  ];
  const rows = counts.map(
    (count, i): Row => ({
      Jet: jets(count, i).map(({ pt, eta, phi, id }) => ({
        pt,
        eta,
        phi,
        flavour: id,
        constituents: [1, 2],
      })),
      p4: jets(count, i).map(({ pt }) => ({ fP: { fX: pt, fY: 0, fZ: 1 }, fE: pt + 1 })),
      beam_px: [0, 0],
      beam_py: [1, -1],
      beam_pz: [6500, -6500],
    }),
  );
  const bytes = file({ specs, clusters: clusters(rows, 5, 7) });
  const all = counts.flatMap((count, i) => jets(count, i));
  const first = await read(bytes);
  const names = first.source.collections.map(({ name }) => name);
  expect(names).toEqual(['Events/Jet', 'Events/p4', 'Events/beam']);
  expect(Array.from(first.columns.pt)).toEqual(all.map(({ pt }) => pt));
  expect(Array.from(first.columns.extra['Jet.flavour'])).toEqual(all.map(({ id }) => id));
  expect(Object.keys(first.columns.extra)).toEqual(['Jet.flavour']);
  const vectors = await read(bytes, { collection: 'Events/p4' });
  expect(vectors.source.columns).toEqual(['p4.px', 'p4.py', 'p4.pz', 'p4.E']);
  expect(vectors.totals.sums['p4.E']).toBe(all.reduce((sum, { pt }) => sum + pt + 1, 0));
  const beams = await read(bytes, { collection: 'Events/beam' });
  expect(beams.totals.sums.beam_pz).toBe(0);
  expect(Array.from(beams.columns.pt)).toEqual(counts.flatMap(() => [1, 1]));
});

test('fields that came later are zero before, and may be stored in several ways', async () => {
  const ways = [COLUMN.SplitReal32, truncated(24), COLUMN.Real16];
  const momentum = ['px', 'py', 'pz'].map((name) => leaf(name, 'float', ways));
  const late: Spec[] = [
    leaf('weight', 'double', COLUMN.SplitReal64),
    {
      kind: 'array',
      name: 'two',
      type: 'std::array<float,2>',
      items: 2,
      of: leaf('_0', 'float', COLUMN.Real32),
    },
    vector('Jet_pt', 'float', COLUMN.SplitReal32),
    vector('Jet_eta', 'float', COLUMN.SplitReal32),
    vector('Jet_phi', 'float', COLUMN.SplitReal32),
  ];
  const rows = Array.from({ length: 12 }, (_, i): Row => {
    const early = { px: i, py: 1, pz: 2 };
    return i < 6 ? early : { ...early, weight: i / 2, two: [i, -i], ...lists('Jet', jets(i - 5)) };
  });
  for (const perGroup of [1, 2, 4]) {
    const bytes = file({
      specs: momentum,
      late: { specs: late, after: 6 },
      clusters: clusters(rows, 3, 2, 3, 4),
      perGroup,
      largeLocators: perGroup === 2,
      unchecked: perGroup === 2,
    });
    const { columns } = await read(bytes, { collection: 'Events' });
    expect(Array.from(columns.extra.weight)).toEqual(rows.map((_, i) => (i < 6 ? 0 : i / 2)));
    expect(columns.pt.at(-1)).toBe(Math.hypot(11, 1));
    const jetsOf = await read(bytes, { collection: 'Events/Jet' });
    expect(Array.from(jetsOf.columns.offsets)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 3, 6, 10, 15, 21]);
    expect(jetsOf.columns.pt.at(-1)).toBe(70);
  }
});

test('an RNTuple stands beside a TTree in directories, and is opened by its name', async () => {
  const writer = new RootWriter();
  const analysis = writer.directory('analysis', writer.directory('deep'));
  const small = { specs: flatSpecs, clusters: [flatRows.slice(0, 3)] };
  writeNtuple(writer, { name: 'Events', ...small, clusters: [flatRows] }, analysis);
  writeNtuple(writer, { name: 'other', ...small });
  const bytes = writer.finish(CLASSES).bytes();
  const { source } = await read(bytes, { collection: 'deep/analysis/Events' });
  expect(source.collections.map(({ name }) => name)).toEqual(['deep/analysis/Events', 'other']);
  expect((await read(bytes, { collection: 'other/Jet' })).totals.events).toBe(3);
});

test('nothing in it', async () => {
  await expect(read(file({ specs: flatSpecs, clusters: [] }))).resolves.toMatchObject({
    totals: { events: 0, particles: 0 },
  });
});

test.each<[string, Partial<NtupleOptions>, string]>([
  ['a version', { version: [0, 2, 0, 0] }, 'a.root: RNTuple "Events" is of version 0.2.0.0, readable is 1'],
  ['features', { features: 4n }, 'a.root: RNTuple "Events", header needs the features 0x4, none is known'],
  [
    'a cut anchor',
    { damage: (bytes, type) => (type === 0 ? bytes.subarray(0, 60) : bytes) },
    'a.root: RNTuple "Events": its anchor has 60 bytes',
  ],
  [
    'an envelope of another kind',
    { damage: (bytes, type) => (type === 2 ? patched(bytes, 0, 9) : bytes) },
    'a.root: RNTuple "Events": its footer claims to be of type 9 and 148 bytes, not 2 and 148',
  ],
  [
    'a frame that is too long',
    { damage: (bytes, type) => (type === 2 ? patched(bytes, 24, 255) : bytes) },
    'a.root: RNTuple "Events", footer: what stands at 24 does not fit into its 140 bytes',
  ],
])('%s is refused', async (_, options, message) => {
  const bytes = file({ specs: flatSpecs, clusters: [flatRows], ...options });
  await expect(read(bytes)).rejects.toThrow(message);
});

function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

test('a flipped bit in an envelope is seen by its checksum', async () => {
  const bytes = file({ specs: flatSpecs, clusters: [flatRows] });
  const at = Buffer.from(bytes).indexOf('Jet_mass');
  await expect(read(patched(bytes, at, 0))).rejects.toThrow(
    'a.root: RNTuple "Events": its header does not match its checksum',
  );
});

test('damage that has its checksum is read or refused', async () => {
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const change = fc.record({
    type: fc.constantFrom(0, 1, 2, 3),
    place,
    length: fc.constantFrom(1, 1, 2, 4, 8),
    value: fc.constantFrom(0, 1, 2, 0x7f, 0x80, 0xff),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const damage = (bytes: Uint8Array, type: number) => {
        const copy = bytes.slice();
        for (const one of changes) {
          const at = Math.floor(one.place * copy.length);
          if (one.type === type) copy.fill(one.value, at, at + one.length);
        }
        return copy;
      };
      await readOrRefuse('a.root', file({ specs: nanoSpecs, clusters: clusters(nanoRows, 2, 2), damage }));
    }),
    { numRuns: 50 },
  );
});
