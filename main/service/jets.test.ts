import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FitReport, JetRequest, JetsRequest } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openFile } from '../testing/jobs.ts';

const here = applications();
const { start } = here;

const ANTIKT: JetRequest = { algorithm: 'antikt', R: 0.4 };

/** pt, y, φ: one of pT = 0 that has no place in the plane; a jet across ±π with a soft particle at its edge; a jet of one; something soft. */
const PARTICLES = [
  [0, 0, 0],
  [2, 1, 1],
  [60, 0.5, 3.1],
  [40, 0.5, -3.1],
  [3, 0.8, 3.1],
  [80, -1, 0],
];

async function opened() {
  const path = join(here.folder, 'data', 'jets.csv');
  const rows = PARTICLES.map((particle) => [3, ...particle].join(','));
  writeFileSync(path, `event,pt,y,phi\n0,5,0,0\n1,5,0,0\n2,5,0,0\n${rows.join('\n')}\n`);
  const application = await start();
  const dataset = await openFile(application, path);
  const request: JetsRequest = { dataset, event: 3, jets: ANTIKT, groom: null };
  return { application, request };
}

test('the jets of an event, and of each particle on show its jet', async () => {
  const { application, request } = await opened();
  const { event, jets, jetOf } = await application.jets(request);
  expect(event).toBe(3);
  expect(jets.map(({ constituents }) => constituents)).toEqual([[2, 3, 4], [5], [1]]);
  expect(jets[1]).toMatchObject({
    pt: expect.closeTo(80, 9),
    y: expect.closeTo(-1, 9),
    phi: expect.closeTo(0, 9),
    m: expect.closeTo(0, 4),
    groomed: null,
  });
  expect((await application.event(request.dataset, 3)).index).toEqual(Uint32Array.of(1, 2, 3, 4, 5));
  expect(jetOf).toEqual(Int16Array.of(2, 0, 0, 0, 1));
  const hard = await application.jets({ ...request, jets: { ...ANTIKT, ptMin: 50 } });
  expect(hard.jets.map(({ constituents }) => constituents)).toEqual([[2, 3, 4], [5]]);
  expect(hard.jetOf).toEqual(Int16Array.of(-1, 0, 0, 0, 1));
});

test('grooming drops what is soft and wide, and tells the splitting where it stopped', async () => {
  const { application, request } = await opened();
  const { jets } = await application.jets({ ...request, groom: 'softdrop:zcut=0.1,beta=0' });
  expect(jets[0].groomed).toMatchObject({
    constituents: [2, 3],
    zg: expect.closeTo(0.4, 9),
    rg: expect.closeTo(2 * Math.PI - 6.2, 9),
  });
  expect(jets[0].constituents).toEqual([2, 3, 4]);
  // A jet of one has no splitting.
  expect(jets[1].groomed).toMatchObject({ constituents: [5], zg: null, rg: null });
  await expect(application.jets({ ...request, groom: 'mow:zcut=0.1' })).rejects.toMatchObject({
    code: 'bad-argument',
    message: 'grooming: unknown method mow, allowed are softdrop, mmdt, trim, prune, filter',
  });
});

test('a jet from within: its tree, and its Lund plane with the particles of each emission', async () => {
  const { application, request } = await opened();
  const { nodes, lund } = await application.jetStructure({ ...request, jet: 0 });
  const { jets } = await application.jets(request);
  const { pt, y, phi, m } = jets[0];
  expect(nodes.map(({ particle }) => particle)).toEqual([2, 3, 4, null, null]);
  expect(nodes.map(({ children }) => children)).toEqual([null, null, null, [0, 1], [3, 2]]);
  expect(nodes[4]).toMatchObject({ pt, y, phi, m });
  expect(lund.map(({ softer, primary }) => [softer, primary])).toEqual([
    [[4], true],
    [[3], true],
  ]);
  expect(lund[1]).toMatchObject({
    z: expect.closeTo(0.4, 9),
    deltaR: expect.closeTo(2 * Math.PI - 6.2, 9),
    kt: expect.closeTo(40 * (2 * Math.PI - 6.2), 7),
    psi: expect.closeTo(0, 9),
  });
  expect(lund[0].deltaR).toBeGreaterThan(0.3);
});

test('of e+e− jets there is the tree; they have no Lund plane here and are not groomed', async () => {
  const { application, request } = await opened();
  const durham: JetRequest = { algorithm: 'eekt', R: 1, exclusive: 2 };
  const asked = { ...request, jets: durham };
  const { jets } = await application.jets(asked);
  expect(jets.flatMap(({ constituents }) => constituents).sort()).toEqual([1, 2, 3, 4, 5]);
  const { nodes, lund } = await application.jetStructure({ ...asked, jet: 0 });
  expect(nodes).toHaveLength(2 * jets[0].constituents.length - 1);
  expect(lund).toEqual([]);
  const message =
    'grooming is done in the (y, φ) plane: algorithm is eekt, allowed are antikt, kt, ca, genkt, xcone';
  await expect(application.jets({ ...asked, groom: 'mmdt' })).rejects.toMatchObject({
    code: 'bad-argument',
    message,
  });
});

test('a jet clustered once more: the same particles in another tree, with distances for R = 1', async () => {
  const { application, request } = await opened();
  const own = await application.jetStructure({ ...request, jet: 0 });
  const ca = await application.jetStructure({ ...request, jet: 0, tree: 'ca' });
  expect(ca.lund).toEqual(own.lund);
  expect(ca.nodes.map(({ particle }) => particle)).toEqual([2, 3, 4, null, null]);
  for (const { deltaR, distance } of ca.nodes) expect(distance).toBeCloseTo(deltaR ** 2, 9);
  const kt = await application.jetStructure({ ...request, jet: 0, tree: 'kt' });
  // The softest goes first: to the nearer of the two, which has 60 GeV.
  expect(kt.nodes[3]).toMatchObject({
    children: [0, 2],
    distance: expect.closeTo(9 * 0.3 ** 2, 9),
    deltaR: expect.closeTo(0.3, 9),
  });
  // A Cambridge/Aachen jet of the event has the same Lund plane, which is then read off its own history.
  const same = { ...request, jets: { algorithm: 'ca', R: 0.4 }, jet: 0 } as const;
  expect((await application.jetStructure(same)).lund).toEqual(own.lund);
  const durham = { ...request, jets: { algorithm: 'eekt', R: 1, exclusive: 2 }, jet: 0, tree: 'kt' } as const;
  await expect(application.jetStructure(durham)).rejects.toMatchObject({
    code: 'bad-argument',
    message:
      'jets are clustered once more in the (y, φ) plane: algorithm is eekt, allowed are antikt, kt, ca, genkt, xcone',
  });
});

test('XCone’s jets on the screen: no history of their own, a Lund plane, and grooming', async () => {
  const { application, request } = await opened();
  const xcone = { ...request, jets: { algorithm: 'xcone', R: 0.5, exclusive: 2 } } as const;
  const { jets, jetOf } = await application.jets({ ...xcone, groom: 'mmdt:zcut=0.1' });
  expect(jets.map(({ constituents }) => constituents)).toEqual([[2, 3, 4], [5]]);
  expect(jets[0].groomed?.constituents).toEqual([2, 3]);
  expect(jetOf).toEqual(Int16Array.of(-1, 0, 0, 0, 1));
  const { nodes, lund } = await application.jetStructure({ ...xcone, jet: 0 });
  expect(nodes).toEqual([]);
  expect(lund.map(({ softer }) => softer)).toEqual([[4], [3]]);
  expect((await application.jetStructure({ ...xcone, jet: 0, tree: 'ca' })).nodes).toHaveLength(5);
});

test('XCone is not searched for longer than a screen waits', async () => {
  const application = await start();
  const path = join(here.folder, 'data', 'many.csv');
  const rows = Array.from({ length: 500 }, (_, i) => `0,1,${Math.sin(i)},${Math.cos(2 * i)}`);
  writeFileSync(path, `event,pt,y,phi\n${rows.join('\n')}\n`);
  const dataset = await openFile(application, path);
  const jets = { algorithm: 'xcone', R: 0.4, exclusive: 20 } as const;
  const message =
    'XCone takes too long for the screen: 20 jets among 500 particles, allowed are up to 16 jets; ringside cluster --algorithm xcone finds them';
  const request = { dataset, event: 0, jets, groom: null };
  await expect(application.jets(request)).rejects.toMatchObject({ code: 'bad-argument', message });
  await expect(application.jetStructure({ ...request, jet: 0 })).rejects.toMatchObject({ message });
});

test('a jet is what is fitted: its particles and no others', async () => {
  const { application, request } = await opened();
  const { dataset } = request;
  const { jets } = await application.jets(request);
  const selection = { kind: 'particles', index: jets[0].constituents } as const;
  const reports: FitReport[] = [];
  application.on('fitted', (_job, report) => reports.push(report));
  const asked = { kind: 'fit', dataset, event: 3, shape: 'point', from: null, at: null, seed: 1 } as const;
  const status = await finished(application, { ...asked, selection, solver: 'exact' });
  expect(status).toMatchObject({ state: 'done', error: null });
  expect(reports[0]).toMatchObject({ selection, particles: 3, energy: 103 });
  expect(reports[0].energyShare).toBeCloseTo(103 / 185, 12);
  // The median of the three: the hardest of them, which has more than half of the energy.
  const [{ center }] = reports[0].result.components;
  expect(center).toEqual([expect.closeTo(0.5, 6), expect.closeTo(3.1, 6)]);
  const placed = { dataset, event: 3, selection, shape: 'point', components: reports[0].result.components };
  const { emd } = await application.evaluate({ ...placed, quadrature: 1, grid: null, plan: false });
  expect(emd).toBeCloseTo((40 * (2 * Math.PI - 6.2) + 3 * 0.3) / 103, 6);
  const none = { kind: 'particles', index: [0] } as const;
  await expect(
    application.evaluate({ ...placed, selection: none, quadrature: 1, grid: null, plan: false }),
  ).rejects.toThrow('event 3 has no particles in the selection: there is nothing to fit');
});

test('what is not there is refused in one line', async () => {
  const { application, request } = await opened();
  await expect(application.jetStructure({ ...request, jet: 3 })).rejects.toMatchObject({
    code: 'bad-argument',
    message: 'event 3: jet is 3, allowed are 0 to 2',
  });
  const none = { ...request, jets: { ...ANTIKT, ptMin: 1000 } };
  expect((await application.jets(none)).jets).toEqual([]);
  await expect(application.jetStructure({ ...none, jet: 0 })).rejects.toThrow(
    'event 3: jet is 0, the event has none of these',
  );
  await expect(application.jets({ ...request, event: 4 })).rejects.toThrow(
    'event 4 is not in this file: allowed are 0 to 3',
  );
  await expect(application.jets({ ...request, dataset: 'gone' })).rejects.toMatchObject({
    code: 'not-found',
    message: 'data set gone is not open',
  });
});

test('areas and pileup where they are asked for, and the same jets', async () => {
  const { application, request } = await opened();
  const plain = await application.jets(request);
  const areas = { kind: 'active', maxRapidity: 3, rho: { algorithm: 'kt', R: 0.4 } } as const;
  const { rho, sigma, regions, jets, ...view } = await application.jets({ ...request, areas });
  expect({ ...view, jets: jets.map(({ area, area4, subtracted, ...jet }) => jet) }).toEqual(plain);
  // Of a few particles in an empty plane the median is of ghosts alone.
  expect([rho, sigma]).toEqual([0, 0]);
  for (const { area, pt, subtracted } of jets) {
    expect(Math.abs((area ?? 0) - Math.PI * 0.16)).toBeLessThan(0.1);
    expect(subtracted?.pt).toBeCloseTo(pt, 9);
  }
  const cells = regions?.jetOf ?? new Int16Array(0);
  expect(cells.length).toBe((regions?.rows ?? 0) * (regions?.columns ?? 0));
  jets.forEach(({ area }, k) => {
    const share = cells.filter((jet) => jet === k).length / cells.length;
    expect(share * 2 * 3 * 2 * Math.PI).toBeCloseTo(area ?? 0, 9);
  });
  await expect(application.jets({ ...request, jets: { ...ANTIKT, exclusive: 2 }, areas })).rejects.toThrow(
    'areas: the jets are exclusive ones, allowed are inclusive ones',
  );
  await expect(
    application.jets({ ...request, jets: { algorithm: 'centauro', R: 1 }, areas }),
  ).rejects.toThrow('areas: the algorithm is centauro, allowed are antikt, kt, ca, genkt');
});
