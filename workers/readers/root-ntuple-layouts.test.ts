// What experiments write as RNTuples: NanoAOD, collections of records, fields that came later, directories. Made by
// testing/ntuple-writer.ts after the published specification.

import { expect, test } from 'vitest';
import { COLUMN, kept, truncated } from './testing/ntuple-elements.ts';
import {
  CLASSES,
  clusters,
  counts,
  file,
  flatRows,
  flatSpecs,
  jets,
  lists,
  nanoRows,
  nanoSpecs,
  read,
} from './testing/ntuple-files.ts';
import { leaf, type Spec, structs, vector } from './testing/ntuple-schema.ts';
import { type Row, writeNtuple } from './testing/ntuple-writer.ts';
import { PACKINGS } from './testing/root-packing.ts';
import { RootWriter } from './testing/root-writer.ts';

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

test('NanoAOD of records, and PHYSLITE, whose names have no dots in an RNTuple', async () => {
  const members = ['pt', 'eta', 'phi', 'mass'].map((name) => leaf(name, 'float', COLUMN.SplitReal32));
  const nano: readonly Spec[] = [
    leaf('luminosityBlock', 'std::uint32_t', COLUMN.SplitUInt32),
    structs('Jet', '', members),
    structs('GenPart', '', [...members, leaf('status', 'std::int32_t', COLUMN.SplitInt32)]),
  ];
  const rows = counts.map((count, i): Row => {
    const items = jets(count, i);
    return {
      luminosityBlock: i,
      Jet: items,
      GenPart: items.map((one, k) => ({ ...one, status: k === 0 ? 1 : 62 })),
    };
  });
  const particles = await read(file({ specs: nano, clusters: [rows] }), { collection: 'Events/GenPart' });
  expect(particles.source.reason).toBe(
    'By the layout of NanoAOD (energies in GeV). Only particles with status = 1.',
  );
  expect([particles.totals.particles, particles.totals.skipped]).toEqual([8, { 'status is not 1': 27 }]);

  const name = 'AnalysisJetsAuxDyn';
  const physlite = ['pt', 'eta', 'phi', 'm'].map((key) =>
    vector(`${name}:${key}`, 'float', COLUMN.SplitReal32),
  );
  const events = counts.map((count, i): Row => {
    const items = jets(count, i);
    return Object.fromEntries([
      [`${name}:pt`, items.map(({ pt }) => 1000 * pt)],
      [`${name}:eta`, items.map(({ eta }) => eta)],
      [`${name}:phi`, items.map(({ phi }) => phi)],
      [`${name}:m`, items.map(() => 0)],
    ]);
  });
  const { columns, source } = await read(file({ name: 'EventData', specs: physlite, clusters: [events] }));
  expect(source.collection).toBe(`EventData/${name}`);
  expect(source.reason).toBe('By the layout of PHYSLITE (energies in MeV).');
  expect(columns.pt.at(-1)).toBe(41);
});
