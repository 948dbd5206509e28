// RNTuples made by testing/ntuple-writer.ts after the published specification, read by ours and by jsroot as a second
// reader. No file that ROOT itself wrote is among them: none can be had here.

import fc from 'fast-check';
import { openFile } from 'jsroot/io';
import { rntupleProcess } from 'jsroot/rntuple';
import { TSelector } from 'jsroot/tree';
import { expect, test } from 'vitest';
import { COLUMN, kept, quantized, type Stored, truncated } from './testing/ntuple-elements.ts';
import {
  clusters,
  counts,
  file,
  flatRows,
  flatSpecs,
  jets,
  nanoRows,
  nanoSpecs,
  read,
} from './testing/ntuple-files.ts';
import { leaf } from './testing/ntuple-schema.ts';
import type { NtupleOptions, Row } from './testing/ntuple-writer.ts';
import { readOrRefuse } from './testing/refuse.ts';
import { PACKINGS } from './testing/root-packing.ts';

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
    { numRuns: 30 },
  );
});
