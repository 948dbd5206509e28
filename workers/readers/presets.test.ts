// Each known layout by the names of its fields: what its columns mean, and what is left out. The files are Parquet written
// here; a layout is told by names, whatever holds them.

import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { memorySource, readAll } from './index.ts';

type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>;

/** One event: a number, or a list. */
function event(columns: Readonly<Record<string, number | readonly number[]>>): Uint8Array {
  const names = Object.keys(columns);
  const schema: Schema = [
    { name: 'root', num_children: names.length },
    ...names.flatMap((name): Schema => {
      if (!Array.isArray(columns[name])) return [{ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }];
      return [
        { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
      ];
    }),
  ];
  const columnData = names.map((name) => ({ name, data: [columns[name]] }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema }));
}

const read = (bytes: Uint8Array, collection: string | null = null) =>
  readAll(memorySource('a.parquet', bytes), { collection, countOthers: true });

const nano = event({
  nJet: 2,
  Jet_pt: [50, 30],
  Jet_eta: [1, -1],
  Jet_phi: [0, 2],
  Jet_mass: [5, 4],
  Jet_nConstituents: [20, 10],
  nGenPart: 3,
  GenPart_pt: [9, 8, 7],
  GenPart_eta: [0, 0, 0],
  GenPart_phi: [0, 1, 2],
  GenPart_mass: [0, 0, 0],
  GenPart_pdgId: [23, 11, -11],
  GenPart_status: [62, 1, 1],
  MET_pt: 12,
  MET_phi: 1,
});

test('NanoAOD: jets first, final particles of the generator', async () => {
  const jets = await read(nano);
  expect(jets.source.collection).toBe('Jet');
  expect(jets.source.columns).toEqual(['Jet_pt', 'Jet_eta', 'Jet_phi', 'Jet_mass', 'Jet_nConstituents']);
  expect(jets.source.reason).toBe('By the layout of NanoAOD (energies in GeV).');
  expect(jets.source.collections).toEqual([
    { name: 'Jet', particles: 2 },
    { name: 'GenPart', particles: 2 },
  ]);
  const particles = await read(nano, 'GenPart');
  expect(particles.source.reason).toBe(
    'By the layout of NanoAOD (energies in GeV). Only particles with status = 1.',
  );
  expect(Array.from(particles.columns.pt)).toEqual([8, 7]);
  expect(Array.from(particles.columns.pid ?? [])).toEqual([11, -11]);
  expect(particles.totals.skipped).toEqual({ 'status is not 1': 1 });
  expect(jets.totals.skipped).toEqual({});
});

test('Delphes: Rapidity is y, X Y Z T are a vertex, ET is pT', async () => {
  const bytes = event({
    'Particle.PID': [22, 211],
    'Particle.Status': [1, 2],
    'Particle.PT': [10, 20],
    'Particle.Eta': [0.5, 1],
    'Particle.Phi': [1, 2],
    'Particle.Rapidity': [0.5, 0.9],
    'Particle.T': [7, 7],
    'Particle.X': [7, 7],
    'Particle.Y': [7, 7],
    'Particle.Z': [7, 7],
    'Tower.ET': [4],
    'Tower.Eta': [-1],
    'Tower.Phi': [3],
  });
  const particles = await read(bytes, 'Particle');
  expect(Array.from(particles.columns.pt)).toEqual([10]);
  expect(Array.from(particles.columns.y)).toEqual([0.5]);
  expect(particles.totals.skipped).toEqual({ 'status is not 1': 1 });
  expect(Array.from((await read(bytes, 'Tower')).columns.pt)).toEqual([4]);
});

test('PHYSLITE is in MeV', async () => {
  const name = 'AnalysisJetsAuxDyn';
  const bytes = event({
    [`${name}.pt`]: [25e3],
    [`${name}.eta`]: [0.5],
    [`${name}.phi`]: [1],
    [`${name}.m`]: [0],
  });
  const { columns, source } = await read(bytes);
  expect(source.mapping).toEqual({ roles: ['pt', 'eta', 'phi', 'mass'], energyUnit: 'MeV' });
  expect(Array.from(columns.pt)).toEqual([25]);
});

test('JetClass: four-vectors of particles, not the figures of the jet', async () => {
  const bytes = event({
    part_px: [3, 0],
    part_py: [4, 1],
    part_pz: [0, 0],
    part_energy: [5, 1],
    part_deta: [0.1, 0.2],
    part_isElectron: [0, 1],
    jet_pt: 500,
    jet_eta: 1,
    jet_phi: 2,
  });
  const { columns, source } = await read(bytes);
  expect(source.collection).toBe('part');
  expect(source.reason).toBe('By the layout of JetClass (energies in GeV).');
  expect(Array.from(columns.pt)).toEqual([5, 1]);
  expect(Object.keys(columns.extra)).toContain('part_isElectron');
});
