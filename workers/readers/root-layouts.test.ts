// TTrees in the layouts that experiments write, made by testing/tree-writer.ts, read by ours and some by jsroot as a second
// reader. Files that ROOT wrote are in root.test.ts.

import { openFile } from 'jsroot/io';
import { TSelector, treeProcess } from 'jsroot/tree';
import { describe, expect, test } from 'vitest';
import { LEAF, type LeafType } from './testing/leaf-types.ts';
import {
  COUNTS,
  eta,
  file,
  id,
  lists,
  mass,
  nano,
  phi,
  pt,
  read,
  status,
  TOTAL,
  vectors,
} from './testing/root-files.ts';
import { PACKINGS } from './testing/root-packing.ts';
import type { BranchSpec } from './testing/tree-writer.ts';

async function jsrootRows(bytes: Uint8Array, names: readonly string[], tree = 'Events') {
  const opened = await openFile(bytes.slice().buffer as ArrayBuffer);
  const rows: Record<string, unknown>[] = [];
  class Collect extends TSelector {
    override Process() {
      const entries = Object.entries(this.tgtobj).map(([name, value]) => [
        name,
        ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : structuredClone(value),
      ]);
      rows.push(Object.fromEntries(entries));
    }
  }
  const selector = new Collect();
  for (const name of names) selector.addBranch(name);
  await treeProcess(await opened?.readObject(tree), selector);
  return rows;
}

describe.each([['as they are', undefined], ...Object.entries(PACKINGS)] as const)(
  'NanoAOD, %s',
  (_, pack) => {
    const bytes = file({ branches: nano, pack, perBasket: 5 });

    test('all of it, and parts', async () => {
      const { columns, source, totals } = await read(bytes);
      expect(source.collection).toBe('Events/PFCands');
      expect(source.reason).toBe('By the layout of NanoAOD (energies in GeV).');
      expect([totals.events, totals.particles]).toEqual([12, TOTAL]);
      expect(Array.from(columns.pt)).toEqual(pt.flat());
      expect(Array.from(columns.phi)).toEqual(phi.flat());
      expect(Array.from(columns.mass ?? [])).toEqual(mass.flat());
      expect(Array.from(columns.pid ?? [])).toEqual(id.flat());
      const part = (await read(bytes, { collection: 'Events/Jet', from: 3, to: 9 })).columns;
      expect(Array.from(part.pt)).toEqual(pt.slice(3, 9).flat());
      expect(part.first).toBe(3);
    });

    test('what the generator made last', async () => {
      const { columns, totals } = await read(bytes, { collection: 'Events/GenPart' });
      const final = pt.flatMap((list, e) => list.filter((__, i) => status[e][i] === 1));
      expect(Array.from(columns.pt)).toEqual(final);
      expect(totals.skipped).toEqual({ 'status is not 1': TOTAL - final.length });
    });
  },
);

test('jsroot reads the same of it', async () => {
  const bytes = file({ branches: nano, pack: PACKINGS.zlib, perBasket: 5 });
  const rows = await jsrootRows(bytes, ['nJet', 'Jet_pt', 'Jet_pdgId']);
  expect(rows).toEqual(COUNTS.map((nJet, e) => ({ nJet, Jet_pt: pt[e], Jet_pdgId: id[e] })));
});

test('Delphes: members of TClonesArrays beside their sizes', async () => {
  const objects = (
    name: string,
    members: Readonly<Record<string, readonly [number, LeafType, readonly (readonly number[])[]]>>,
  ): BranchSpec[] => [
    {
      kind: 'objects',
      name,
      class: name,
      members: Object.fromEntries(
        Object.entries(members).map(([key, [streamer, leaf]]) => [key, [streamer, leaf] as const]),
      ),
      values: COUNTS.map((count, e) =>
        Array.from({ length: count }, (_, i) =>
          Object.fromEntries(Object.entries(members).map(([key, [, , values]]) => [key, values[e][i]])),
        ),
      ),
    },
    { kind: 'numbers', name: `${name}_size`, leaf: LEAF.int, values: COUNTS },
  ];
  const bits = [13, LEAF.uint, lists(() => 0)] as const;
  const branches = [
    ...objects('Particle', {
      fUniqueID: bits,
      fBits: bits,
      PID: [3, LEAF.int, id],
      Status: [3, LEAF.int, status],
      E: [5, LEAF.float, lists(() => 1e4)],
      PT: [5, LEAF.float, pt],
      Eta: [5, LEAF.float, eta],
      Phi: [5, LEAF.float, phi],
      Rapidity: [5, LEAF.float, eta],
      T: [5, LEAF.float, mass],
      X: [5, LEAF.float, mass],
      Y: [5, LEAF.float, mass],
      Z: [5, LEAF.float, mass],
    }),
    ...objects('Jet', {
      fUniqueID: bits,
      PT: [5, LEAF.float, pt],
      Eta: [5, LEAF.float, eta],
      Phi: [5, LEAF.float, phi],
      Mass: [5, LEAF.float, mass],
      Flavor: [4, LEAF.long, id],
    }),
    ...objects('Tower', {
      ET: [5, LEAF.float, pt],
      Eta: [5, LEAF.float, eta],
      Phi: [5, LEAF.float, phi],
      E: [5, LEAF.float, pt],
    }),
    ...objects('EFlowTrack', {
      PT: [5, LEAF.float, pt],
      Eta: [5, LEAF.float, eta],
      Phi: [5, LEAF.float, phi],
    }),
  ];
  const bytes = file({ name: 'Delphes', branches, pack: PACKINGS.zstd, perBasket: 7 });
  const particles = await read(bytes);
  expect(particles.source.collection).toBe('Delphes/Particle');
  expect(particles.source.reason).toBe(
    'By the layout of Delphes (energies in GeV). Only particles with status = 1.',
  );
  expect(particles.source.collections.map(({ name }) => name).sort()).toEqual([
    'Delphes/EFlowTrack',
    'Delphes/Jet',
    'Delphes/Particle',
    'Delphes/Tower',
  ]);
  const final = (values: readonly (readonly number[])[]) =>
    values.flatMap((list, e) => list.filter((_, i) => status[e][i] === 1));
  expect(Array.from(particles.columns.pt)).toEqual(final(pt));
  expect(Array.from(particles.columns.y)).toEqual(final(eta));
  expect(Array.from(particles.columns.pid ?? [])).toEqual(final(id));
  const towers = await read(bytes, { collection: 'Delphes/Tower' });
  expect(Array.from(towers.columns.pt)).toEqual(pt.flat());
  const jets = await read(bytes, { collection: 'Delphes/Jet' });
  expect(Array.from(jets.columns.mass ?? [])).toEqual(mass.flat());
});

test('PHYSLITE: vectors in MeV, one collection for each container', async () => {
  const mev = lists((i, e) => 20_000 + 7500 * i + 1000 * e);
  const branches = [
    ...vectors('AnalysisJetsAuxDyn', { pt: mev, eta, phi, m: mass }),
    ...vectors('AnalysisElectronsAuxDyn', { pt: mev, eta, phi }),
  ];
  const bytes = file({ name: 'CollectionTree', branches, pack: PACKINGS.xz, perBasket: 4 });
  const { columns, source } = await read(bytes);
  expect(source.collection).toBe('CollectionTree/AnalysisJetsAuxDyn');
  expect(source.reason).toBe('By the layout of PHYSLITE (energies in MeV).');
  expect(Array.from(columns.pt)).toEqual(mev.flat().map((value) => value * 1e-3));
  const rows = await jsrootRows(
    file({ name: 'CollectionTree', branches }),
    ['AnalysisJetsAuxDyn.pt'],
    'CollectionTree',
  );
  expect(rows.map((row) => Object.values(row)[0])).toEqual(mev);
});

test('vectors of every type, also as members of a class', async () => {
  const types: Readonly<Record<string, LeafType>> = {
    float: LEAF.float,
    double: LEAF.double,
    int: LEAF.int,
    'unsigned int': LEAF.uint,
    short: LEAF.short,
    'unsigned short': LEAF.ushort,
    char: LEAF.char,
    'unsigned char': LEAF.uchar,
    bool: LEAF.bool,
    long: LEAF.long,
    'unsigned long': LEAF.ulong,
  };
  const small = lists((i) => i % 2);
  const keys = ['jet_px', 'jet_py', 'jet_pz'];
  const branches: BranchSpec[] = [
    ...keys.map(
      (name, index): BranchSpec => ({
        kind: 'vector',
        name,
        type: 'float',
        leaf: LEAF.float,
        values: pt,
        member: { class: 'MyEvent', index },
      }),
    ),
    ...Object.entries(types).map(
      ([type, leaf]): BranchSpec => ({
        kind: 'vector',
        name: `jet_${type.replace(' ', '')}`,
        type,
        leaf,
        values: small,
      }),
    ),
  ];
  const others = [
    {
      name: 'MyEvent',
      version: 1,
      members: keys.map((name) => ({ name, type: 500, typeName: 'vector<float>' })),
    },
  ];
  const { columns } = await read(file({ branches, perBasket: 5 }, others));
  expect(columns.pt.at(-1)).toBe(Math.hypot(pt.flat().at(-1) ?? 0, pt.flat().at(-1) ?? 0));
  for (const name of Object.keys(types)) {
    expect([name, Array.from(columns.extra[`jet_${name.replace(' ', '')}`])]).toEqual([name, small.flat()]);
  }
});
