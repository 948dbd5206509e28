// HDF5 files in the layouts of public data sets, written here by h5wasm: what is read from them, parts, and what is refused.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { File } from 'h5wasm';
import { expect, test } from 'vitest';
import { hdf5Library } from './hdf5-library.ts';
import { fileSource, memorySource, ReadError, readAll } from './index.ts';

const h5 = await hdf5Library();

let count = 0;
function written(fill: (file: File) => void): Uint8Array {
  const path = `/written${count++}.h5`;
  const file = new h5.File(path, 'w');
  fill(file);
  file.close();
  const bytes = h5.FS?.readFile(path) as Uint8Array;
  h5.FS?.unlink(path);
  return bytes;
}

const read = (bytes: Uint8Array, options = {}) => readAll(memorySource('a.h5', bytes), options);

test('JetNet: masked particles are left out', async () => {
  // [2 jets, 3 particles, (etarel, phirel, ptrel, mask)]
  const data = [
    [0.1, -0.1, 0.5, 1, 0.2, 0, 0.25, 1, 0, 0, 0, 0],
    [-0.3, 0.2, 0.75, 1, 9, 9, 9, 0, 0, 0.1, 0.125, 1],
  ].flat();
  const bytes = written((file) => {
    file.create_dataset({ name: 'particle_features', data: new Float64Array(data), shape: [2, 3, 4] });
    file.create_dataset({ name: 'jet_features', data: new Float64Array(8).fill(1), shape: [2, 4] });
  });
  const { columns, source, totals } = await read(bytes);
  // Zeros are padding, 9, 9, 9 is a particle with mask 0.
  expect(totals.skipped).toEqual({ 'mask is not 1': 1 });
  expect(source.format).toBe('hdf5');
  expect(source.collection).toBe('particle_features');
  expect(source.reason).toBe(
    'By the layout of JetNet (energies in GeV): angles are from the jet axis, pT is the share of the jet. Only particles with mask = 1.',
  );
  expect(Array.from(columns.offsets)).toEqual([0, 2, 4]);
  expect(Array.from(columns.pt)).toEqual([0.5, 0.25, 0.75, 0.125]);
  expect(Array.from(columns.y)).toEqual([0.1, 0.2, -0.3, 0]);
  expect(Array.from(columns.index)).toEqual([0, 1, 0, 2]);
});

test('LHC Olympics: pandas keeps (pt, eta, phi) × 700 and a label in one block', async () => {
  const data = new Float64Array(3 * 2101);
  for (let event = 0; event < 3; event++) {
    for (let i = 0; i < 10 * event; i++) data.set([100 - i, i / 10, -i / 20], event * 2101 + 3 * i);
    data[event * 2101 + 2100] = 1;
  }
  const bytes = written((file) => {
    const group = file.create_group('df');
    group.create_dataset({
      name: 'block0_values',
      data,
      shape: [3, 2101],
      chunks: [1, 2101],
      compression: 'gzip',
      compression_opts: 4,
    });
  });
  const { columns, totals, source } = await read(bytes);
  expect(source.reason).toBe('By the layout of LHC Olympics (energies in GeV).');
  expect(Array.from(columns.offsets)).toEqual([0, 0, 10, 30]);
  expect(totals.sums['block0_values.pt']).toBe(955 + 1810);
  const part = (await read(bytes, { from: 2, to: 3 })).columns;
  expect(part.pt).toEqual(columns.pt.slice(10));
});

test('the top tagging reference set: a table of pandas with (E, PX, PY, PZ) × 200', async () => {
  const width = 804;
  const data = new Float32Array(2 * width);
  data.set([50, 3, 4, 0, 13, 0, -5, 12]);
  data.set([5, 3, 4, 0], width);
  data.set([9, 9, 9, 9], width - 4);
  const bytes = written((file) => {
    file.create_group('table').create_dataset({ name: 'values_block_0', data, shape: [2, width] });
  });
  const { columns, source } = await read(bytes);
  expect(source.reason).toBe('By the layout of top tagging reference set (energies in GeV).');
  expect(Array.from(columns.offsets)).toEqual([0, 2, 3]);
  expect(Array.from(columns.pt)).toEqual([5, 5, 5]);
  expect(columns.y[1]).toBeCloseTo(Math.log(5), 14);
});

test('MOD: ragged particles with their index and names', async () => {
  const bytes = written((file) => {
    const rows = [10, 0.5, 1, 0, 22, 1, 20, -0.5, 2, 0.14, 211, 0, 30, 0.25, 3, 0.14, -211, 0];
    file.create_dataset({ name: 'pfcs', data: new Float64Array(rows), shape: [3, 6] });
    file.create_dataset({ name: 'pfcs_index', data: new BigInt64Array([0n, 1n, 1n, 3n]), shape: [4] });
    file.create_dataset({ name: 'pfcs_cols', data: ['pt', 'y', 'phi', 'm', 'pid', 'vertex'] });
    file.create_dataset({ name: 'jets_i', data: new Float64Array([1, 2, 3]), shape: [3] });
  });
  const { columns, source } = await read(bytes);
  expect(source.collection).toBe('pfcs');
  expect(source.mapping.roles).toEqual(['pt', 'y', 'phi', 'mass', 'pid', 'ignore']);
  expect(Array.from(columns.offsets)).toEqual([0, 1, 1, 3]);
  expect(Array.from(columns.pt)).toEqual([10, 20, 30]);
  expect(Array.from(columns.pid ?? [])).toEqual([22, 211, -211]);
  expect((await read(bytes, { from: 2, to: 3 })).columns.pt).toEqual(columns.pt.slice(1));
});

const quantities = written((file) => {
  const group = file.create_group('jets');
  const column = (name: string, data: number[]) =>
    group.create_dataset({ name, data: new Float32Array(data), shape: [2, 2], chunks: [1, 2] });
  column('pt', [4, 2, 8, 0]);
  column('eta', [0.5, -0.5, 1, 0]);
  column('phi', [1, 2, 3, 0]);
  group.create_dataset({ name: 'label', data: new Int32Array([0, 1]), shape: [2] });
  file.create_external_link('/etc/other.h5', '/x', 'elsewhere');
});

test('one array for each quantity, from a file and from memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-hdf5-'));
  try {
    writeFileSync(join(folder, 'b.h5'), quantities);
    const { columns, source } = await readAll(await fileSource(join(folder, 'b.h5')));
    expect(source.collection).toBe('jets');
    expect(source.columns).toEqual(['jets.eta', 'jets.phi', 'jets.pt']);
    expect(Array.from(columns.pt)).toEqual([4, 2, 8]);
    expect(columns).toEqual((await read(quantities)).columns);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('arrays without names are pt, y, phi by position', async () => {
  const bytes = written((file) => {
    const data = new Float32Array([1, 2, 3, 4, 1, 0, 0, 0, 0]);
    file.create_dataset({ name: 'X', data, shape: [1, 3, 3] });
  });
  const { columns } = await read(bytes);
  expect(Array.from(columns.pt)).toEqual([1, 4]);
  expect(Array.from(columns.y)).toEqual([2, 1]);
});

test('a table with one particle a row and its event', async () => {
  const bytes = written((file) => {
    const data = new Map<string, Int32Array | Float32Array>([
      ['event', new Int32Array([3, 3, 5])],
      ['pt', new Float32Array([1, 2, 4])],
      ['eta', new Float32Array([0.5, 1, 1.5])],
      ['phi', new Float32Array([0, 1, 2])],
    ]);
    const dtype = [...data.keys()].map((name): [string, string] => [name, name === 'event' ? '<i' : '<f']);
    file.create_dataset({ name: 'particles', data, shape: [3], dtype });
  });
  const { columns, source } = await read(bytes);
  expect(source.columns).toEqual(['particles.event', 'particles.pt', 'particles.eta', 'particles.phi']);
  expect(Array.from(columns.offsets)).toEqual([0, 2, 3]);
  expect(Array.from(columns.pt)).toEqual([1, 2, 4]);
  expect(Array.from(columns.y)).toEqual([0.5, 1, 1.5]);
});

test.each([
  [
    'an external link',
    (file: File): void => {
      file.create_external_link('/etc/other.h5', '/x', 'elsewhere');
    },
    'a.h5: there are no arrays of numbers; "elsewhere" leads to another file, which is not followed',
  ],
  [
    'arrays that place nothing',
    (file: File): void => {
      file.create_dataset({ name: 'w', data: new Float64Array(6), shape: [3, 2] });
    },
    'a.h5: the arrays "w" (3, 2) do not place a particle',
  ],
  [
    'an index beyond its array',
    (file: File): void => {
      file.create_dataset({ name: 'pfcs', data: new Float64Array(5), shape: [1, 5] });
      file.create_dataset({ name: 'pfcs_index', data: new Int32Array([0, 7]), shape: [2] });
    },
    'a.h5: "pfcs_index" leads from 0 to 7, allowed are 0 to 1 in order',
  ],
] as const)('%s is refused', async (_, fill, message) => {
  await expect(read(written(fill))).rejects.toThrow(message);
});

test('rows that do not unpack are refused, and nothing else stands in their place', async () => {
  const bytes = readFileSync(new URL('./crashes/fdec322f2227-damaged-chunk.h5', import.meta.url));
  await expect(read(new Uint8Array(bytes))).rejects.toThrow(
    'a.h5: "particles" cannot be read by the HDF5 library (rows 0 to 1 are damaged, or do not unpack)',
  );
});

test('mutations are read or refused', async () => {
  const change = fc.record({
    at: fc.nat(quantities.length - 1),
    length: fc.integer({ min: 1, max: 8 }),
    value: fc.integer({ min: 0, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(20), async (changes, cut) => {
      const bytes = quantities.slice(0, cut === 0 ? changes[0].at : quantities.length);
      for (const { at, length, value } of changes) bytes.fill(value, at, at + length);
      const error = await read(bytes).then(
        () => null,
        (thrown) => thrown,
      );
      if (error === null) return;
      expect(error).toBeInstanceOf(ReadError);
      expect(error.message).toMatch(/^a\.h5[^\n]*$/);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['a list of texts', 'columns', ['eta', 'phi', 'pt'], [3], 'S', ['eta', 'phi', 'pt']],
  ['texts of one length', 'feature_names', ['eta', 'phi', 'pt'], [3], 'S3', ['eta', 'phi', 'pt']],
  ['one text', 'Columns', 'eta, phi,pt', null, 'S', ['eta', 'phi', 'pt']],
  ['names that tell no particle', 'columns', ['a', 'b', 'c'], [3], 'S', ['pt', 'y', 'phi']],
  ['too few', 'columns', ['eta', 'phi'], [2], 'S', ['pt', 'y', 'phi']],
  ['something else', 'units', ['eta', 'phi', 'pt'], [3], 'S', ['pt', 'y', 'phi']],
] as const)('names of columns in an attribute: %s', async (_, attribute, names, shape, dtype, expected) => {
  const bytes = written((file) => {
    const data = new Float64Array([0.5, 1, 20, 0.25, -1, 10]);
    const set = file.create_dataset({ name: 'cands', data, shape: [1, 2, 3] });
    set.create_attribute(attribute, names as never, shape as never, dtype);
  });
  const { source } = await read(bytes);
  expect(source.columns).toEqual(expected.map((name) => `cands.${name}`));
});

test('columns without names are told by their numbers, and why is said', async () => {
  const quads = [1, 2, 2, 3, 2, 3, 6, 7, 1, 4, 8, 9, 4, -4, 7, 9];
  const rows = Array.from({ length: 6 }, () => quads).flat();
  const bytes = written((file) => {
    file.create_dataset({ name: 'PFCands', data: new Float64Array(rows), shape: [6, 4, 4] });
  });
  const { source, columns } = await read(bytes);
  expect(source.reason).toBe(
    'By position: px, py, pz, E (as E is |p| or little more, particle by particle).',
  );
  expect(columns.pt[0]).toBe(Math.sqrt(5));
  const polar = written((file) => {
    const data = new Float64Array(96).map((_, i) => [20, 0.5, 1, 211][i % 4]);
    file.create_dataset({ name: 'PFCands', data, shape: [6, 4, 4] });
  });
  expect((await read(polar)).source.reason).toBe('By position: pt, y, phi.');
});
