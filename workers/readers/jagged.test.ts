// Which collections of a columnar file are listed, and with how many particles.

import { expect, test } from 'vitest';
import { type EventFile, eventTable } from './jagged.ts';

/** Two events with two jets, and three and four muons. */
function file(size: number, more: Partial<EventFile> = {}): EventFile & { readonly reads: number[] } {
  const reads: number[] = [];
  const names = ['Jet_pt', 'Jet_eta', 'Jet_phi', 'Muon_pt', 'Muon_eta', 'Muon_phi'];
  return {
    format: 'root',
    file: 'a.root',
    size,
    name: 'Events',
    others: ['Runs'],
    events: 2,
    fields: names.map((name) => ({ name, list: true, counter: `n${name.split('_')[0]}` })),
    edge: () => 2,
    async read(fields, from, to) {
      reads.push(...fields);
      return fields.map((field) => {
        const counts = new Uint32Array(field < 3 ? [1, 1] : [3, 4]).slice(from, to);
        return { counts, values: new Float64Array(counts.reduce((a, b) => a + b, 0)).fill(1) };
      });
    },
    reads,
    ...more,
  };
}

const others = async (of: EventFile, countOthers: boolean) =>
  (await eventTable(of, { countOthers }, false)).collections;

test('other collections are named, and counted only where that is asked for', async () => {
  const small = file(1000);
  expect(await others(small, false)).toEqual([
    { name: 'Events/Muon', particles: null },
    { name: 'Runs', particles: null },
  ]);
  expect(small.reads).toEqual([]);
  expect((await others(small, true))[0]).toEqual({ name: 'Events/Muon', particles: 7 });
});

test('those of a large file are named, and counted where it tells without being read', async () => {
  const large = file(2 ** 31);
  expect((await others(large, true))[0]).toEqual({ name: 'Events/Muon', particles: null });
  const telling = file(2 ** 31, { places: (field) => (field >= 3 ? 7 : null) });
  expect((await others(telling, true))[0]).toEqual({ name: 'Events/Muon', particles: 7 });
  expect([...large.reads, ...telling.reads]).toEqual([]);
});
