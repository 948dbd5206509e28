// Particles that are left out: which, by which reason, and that what stays is as if the others had never been in the file.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventColumns } from '../core/events.ts';
import { Builder } from './builder.ts';
import { etaOfRapidity, rapidityOfEta } from './kinematics.ts';
import { openEvents, readAll } from './open.ts';
import { openPages } from './pages.ts';
import { memorySource } from './source.ts';
import type { RawTable } from './table.ts';
import type { ParticleCuts, ReadOptions } from './types.ts';

const source = (text: string) => memorySource('a.csv', new TextEncoder().encode(text));
const read = (text: string, cuts: ParticleCuts, options: ReadOptions = {}) =>
  readAll(source(text), { ...options, cuts });

const EVENT = `event,pt,eta,phi,mass,pid
0,10,0.1,0,0,211
0,0.4,0.2,1,0,22
0,20,-2.6,2,0,211
0,30,4.2,3,0,11
0,0.5,2.5,1.5,0.938,2212
0,0.1,3,-2,0,-14
0,0,0,0,0,12
1,0.2,0,0,0,130
2,nan,0,0,0,130
2,5,0,0,0,18
`;

test('each reason is counted, places stay the file’s, events may become empty', async () => {
  const { columns, totals } = await read(EVENT, { ptMin: 0.5, etaMax: 2.5, neutrinos: 'drop' });
  expect(totals).toMatchObject({ events: 3, particles: 3, emptyEvents: 2 });
  expect(totals.skipped).toEqual({
    'pT < 0.5 GeV': 2,
    '|η| > 2.5': 2,
    neutrino: 2,
    'pT = 0': 1,
    'not a number': 1,
  });
  expect([...columns.offsets]).toEqual([0, 3, 3, 3]);
  expect([...columns.index]).toEqual([0, 4, 6]);
  expect(totals.sums.pt).toBe(10.5);
});

test('|y|: of a massive particle it is less than |η|', async () => {
  const heavy = 'pt,eta,phi,mass\n1,3,0,5\n1,3,0,0\n1,-3,0,0\n';
  const { columns, totals } = await read(heavy, { yMax: 2.9 });
  expect(totals.skipped).toEqual({ '|y| > 2.9': 2 });
  expect([...columns.index]).toEqual([0]);
});

test('|η| goes by the momentum in all kinds of columns', async () => {
  const [px, pz, mass] = [2, 2 * Math.sinh(2), 40];
  const E = Math.hypot(px, pz, mass);
  const y = rapidityOfEta(px, 2, mass);
  for (const text of [
    `px,py,pz,E\n${px},0,${pz},${E}\n`,
    `pt,eta,phi,mass\n2,2,0,${mass}\n`,
    `pt,y,phi,mass\n2,${y},0,${mass}\n`,
    `pt,y,phi,E\n2,${y},0,${E}\n`,
  ]) {
    expect((await read(text, { etaMax: 2.0001 })).totals.particles).toBe(1);
    expect((await read(text, { etaMax: 1.9999 })).totals.skipped).toEqual({ '|η| > 1.9999': 1 });
    expect((await read(text, { yMax: 1.9999 })).totals.particles).toBe(1);
  }
});

test('η of y is the inverse of y of η', () => {
  const pt = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const eta = fc.double({ min: -30, max: 30, noNaN: true });
  fc.assert(
    fc.property(pt, eta, pt, (pt, eta, mass) => {
      const back = etaOfRapidity(pt, rapidityOfEta(pt, eta, mass), mass);
      expect(Math.abs(back - eta)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(eta)));
    }),
  );
  expect(etaOfRapidity(1, 1000, 1)).toBeCloseTo(1000.3466, 4);
  expect(etaOfRapidity(1, -1.5, 0)).toBe(-1.5);
});

test('in MeV, pT is compared in GeV', async () => {
  const { totals } = await read('pt [MeV],y,phi\n499,0,0\n500,0,0\n', { ptMin: 0.5 });
  expect(totals.skipped).toEqual({ 'pT < 0.5 GeV': 1 });
});

test('beams stay: frames need them', () => {
  const columns = ['pt', 'y', 'phi', 'status'];
  const mapping = { roles: ['pt', 'y', 'phi', 'ignore'], energyUnit: 'GeV' } as const;
  const table: RawTable = {
    ...{ format: 'test', collection: 'all', collections: [], columns, mapping, reason: '' },
    numeric: columns.map(() => true),
    selection: { column: 'status', allowed: [1], beams: [4] },
    rows: async function* () {},
  };
  const builder = new Builder('a', table, mapping, { cuts: { ptMin: 2, yMax: 3 } });
  for (const [place, row] of [
    [0, 9, 0, 4],
    [1, 0, 0, 4],
    [1, 0, 0, 1],
    [5, 4, 0, 1],
    [5, 0, 0, 1],
  ].entries()) {
    builder.row(Float64Array.from(row), place);
  }
  builder.endEvent();
  builder.finish();
  expect([...builder.take()[0].index]).toEqual([0, 1, 4]);
  expect(builder.totals().skipped).toEqual({ beam: 2, 'pT < 2 GeV': 1, '|y| > 3': 1 });
});

test('neutrinos in a file without species are an error', async () => {
  const message =
    'a.csv: cuts have neutrinos=drop, which needs a column of species (pid), the columns are pt, y, phi';
  for (const open of [openEvents, openPages]) {
    const asked = open(source('pt,y,phi,charge\n1,0,0,1\n'), { cuts: { neutrinos: 'drop' } });
    await expect(asked).rejects.toThrow(message);
  }
});

test('pages are cut as the whole file is', async () => {
  const cuts: ParticleCuts = { ptMin: 0.5, neutrinos: 'drop' };
  const pages = await openPages(source(EVENT), { cuts });
  const { columns } = await read(EVENT, cuts, { from: 0, to: 2 });
  expect(await pages.read(0, 2)).toEqual(columns);
});

const particle = fc.record({
  pt: fc.double({ min: 0, max: 5, noNaN: true }),
  eta: fc.double({ min: -5, max: 5, noNaN: true }),
  phi: fc.double({ min: -3, max: 3, noNaN: true }),
  mass: fc.constantFrom(0, 0.1396, 0.938),
  pid: fc.constantFrom(211, 22, 12, -14, 16, -18),
});
const text = (particles: readonly Readonly<Record<string, number>>[]) =>
  ['pt,eta,phi,mass,pid', ...particles.map((one) => Object.values(one).join(','))].join('\n');
const CUTS: ParticleCuts = { ptMin: 1, etaMax: 2.5, yMax: 2.4, neutrinos: 'drop' };

/** Without the places in the file. */
const kinds = ({ pt, y, phi, mass, pid }: EventColumns) =>
  Array.from(pt, (_, k) => [pt[k], y[k], phi[k], mass?.[k], pid?.[k]]);

test('what stays is what stays of a file cut by hand', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(particle, { minLength: 1, maxLength: 20 }), async (particles) => {
      const whole = await read(text(particles), {});
      const stays = (k: number) => {
        const { pt, y, pid } = whole.columns;
        if (pt[k] === 0) return true;
        const neutrino = [12, 14, 16, 18].includes(Math.abs(pid?.[k] ?? 0));
        return !neutrino && pt[k] >= 1 && Math.abs(particles[k].eta) <= 2.5 && Math.abs(y[k]) <= 2.4;
      };
      const byHand = await read(text(particles.filter((_, k) => stays(k))), {});
      const cut = await read(text(particles), CUTS);
      expect(kinds(cut.columns)).toEqual(kinds(byHand.columns));
      expect(cut.totals.sums).toEqual(byHand.totals.sums);
    }),
    { numRuns: 60 },
  );
});

test('cuts do not look at the order of particles', async () => {
  const shuffled = fc
    .array(particle, { minLength: 1, maxLength: 15 })
    .chain((particles) =>
      fc.tuple(fc.constant(particles), fc.shuffledSubarray(indices(particles), full(particles))),
    );
  await fc.assert(
    fc.asyncProperty(shuffled, async ([particles, order]) => {
      const one = await read(text(particles), CUTS);
      const other = await read(text(order.map((k) => particles[k])), CUTS);
      expect(Array.from(other.columns.index, (k) => order[k]).sort((a, b) => a - b)).toEqual([
        ...one.columns.index,
      ]);
      expect(other.totals.skipped).toEqual(one.totals.skipped);
    }),
    { numRuns: 60 },
  );
});

const indices = (list: readonly unknown[]) => list.map((_, i) => i);
const full = ({ length }: readonly unknown[]) => ({ minLength: length, maxLength: length });
