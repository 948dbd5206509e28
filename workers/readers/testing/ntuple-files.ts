// The events of root-ntuple.test.ts and root-ntuple-layouts.test.ts, and files with them.

import { memorySource, readAll } from '../index.ts';
import { COLUMN, truncated } from './ntuple-elements.ts';
import { leaf, type Spec, structs, vector } from './ntuple-schema.ts';
import { type NtupleOptions, type Row, writeNtuple } from './ntuple-writer.ts';
import { RootWriter } from './root-writer.ts';

export const CLASSES = ['ROOT::RNTuple'];

export function file(
  options: Omit<NtupleOptions, 'name'> & { readonly name?: string },
  large = true,
): Uint8Array {
  const writer = new RootWriter(large);
  writeNtuple(writer, { name: 'Events', ...options });
  return writer.finish(CLASSES).bytes();
}
export const read = (bytes: Uint8Array, options = {}) => readAll(memorySource('a.root', bytes), options);

export const jets = (count: number, seed = 0) =>
  Array.from({ length: count }, (_, i) => ({
    pt: Math.fround(20 + 10 * i + seed),
    eta: Math.fround(0.25 * i - 1),
    phi: Math.fround(0.25 * i - 2 + seed / 100),
    mass: 1 + i,
    id: i % 2 === 0 ? i : -i,
  }));
export const lists = (name: string, items: ReturnType<typeof jets>): Row =>
  Object.fromEntries(
    (['pt', 'eta', 'phi', 'mass', 'id'] as const).map((key) => [
      `${name}_${key}`,
      items.map((one) => one[key]),
    ]),
  );
export const counts = [2, 0, 3, 1, 0, 0, 5, 4, 17, 1, 0, 2];
export const clusters = (rows: readonly Row[], ...sizes: readonly number[]): Row[][] => {
  const out: Row[][] = [];
  let at = 0;
  for (const size of sizes) {
    out.push(rows.slice(at, at + size));
    at += size;
  }
  return out;
};

export const flatSpecs: readonly Spec[] = [
  leaf('run', 'std::uint32_t', COLUMN.SplitUInt32),
  vector('Jet_pt', 'float', COLUMN.SplitReal32),
  vector('Jet_eta', 'float', COLUMN.SplitReal32, COLUMN.SplitIndex32),
  vector('Jet_phi', 'float', COLUMN.Real32, COLUMN.Index64),
  vector('Jet_mass', 'double', COLUMN.SplitReal64, COLUMN.Index32),
  vector('Jet_id', 'std::int32_t', COLUMN.SplitInt32),
];
export const flatRows = counts.map((count, i) => ({ run: 300_000 + i, ...lists('Jet', jets(count, i)) }));

/** NanoAOD as ROOT's importer and CMS write it: collections of records, of which members are shown under the old names. */
export const nanoSpecs: readonly Spec[] = [
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
export const nanoRows = counts.map(
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
