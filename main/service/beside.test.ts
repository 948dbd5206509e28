import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BesideRequest } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { openParticles } from '../testing/jobs.ts';

const here = applications();
const { start } = here;

/** pt, y, φ: a jet of two across ±π, a jet of one, and one that is soft and far. */
const PARTICLES = [
  [60, 0, 3.1],
  [20, 0, -3.1],
  [40, 1, 0],
  [5, -2, 1],
];

async function opened() {
  const application = await start();
  const dataset = await openParticles(application, join(here.folder, 'data', 'beside.csv'), PARTICLES);
  const point = (y: number, phi: number, weight: number) =>
    ({ shape: 'point', weight, center: [y, phi] }) as const;
  const request: BesideRequest = {
    ...{ dataset, event: 0, selection: { kind: 'all' }, shape: '3*point' },
    components: [point(1.1, 0, 0.3), point(0, 3.1, 0.6), point(3, 0, 0.1)],
    ...{ jets: { algorithm: 'antikt', R: 0.4 }, within: 0.4 },
  };
  return { application, request };
}

test('parts of a fit stand beside the nearest jets, and what has no partner is told', async () => {
  const { application, request } = await opened();
  const { rows, energy, particles, shape, jetsTaken } = await application.beside(request);
  expect([shape, energy, particles, jetsTaken]).toEqual(['3*point', 125, 4, 3]);
  expect(rows.map(({ fit, jet }) => [fit?.parts ?? null, jet?.jet ?? null])).toEqual([
    [[1], 0],
    [[0], 1],
    [[2], null],
    [null, 2],
  ]);
  const [first, second, third, fourth] = rows;
  expect(first.fit?.energy).toBeCloseTo(75, 9);
  expect(first.jet?.constituents).toEqual([0, 1]);
  expect(first.ratio).toBeCloseTo(75 / (first.jet?.pt ?? 0), 12);
  expect(second.deltaR).toBeCloseTo(0.1, 9);
  expect([third.deltaR, third.ratio, fourth.deltaR]).toEqual([null, null, null]);
});

test('the distances of the event from the fit and from as many jets are in one unit', async () => {
  const { application, request } = await opened();
  const { emd, jetsEmd, rows } = await application.beside(request);
  const distance = async (components: BesideRequest['components']) =>
    (await application.evaluate({ ...request, components, quadrature: 1000, grid: null, plan: false }, 'one'))
      .emd;
  expect(emd).toBe(await distance(request.components));
  const jets = rows.flatMap(({ jet }) => jet ?? []);
  const total = jets.reduce((sum, { pt }) => sum + pt, 0);
  const points = jets.map(
    ({ pt, y, phi }) => ({ shape: 'point', weight: pt / total, center: [y, phi] }) as const,
  );
  expect(jetsEmd).toBeCloseTo(await distance(points), 12);
  expect(jetsEmd).toBeGreaterThan(0);
});

test('jets are found among what was fitted alone', async () => {
  const { application, request } = await opened();
  const selection = { kind: 'circle', y: 1, phi: 0, radius: 0.5 } as const;
  const components = [{ shape: 'point', weight: 1, center: [1, 0] }] as const;
  const found = await application.beside({ ...request, selection, shape: 'point', components });
  expect(found).toMatchObject({ energy: 40, particles: 1, emd: 0, jetsTaken: 1 });
  expect(found.jetsEmd).toBeCloseTo(0, 9);
  expect(found.rows.map(({ jet }) => jet?.constituents)).toEqual([[2]]);
  expect(found.rows[0].ratio).toBeCloseTo(1, 9);
});

test('parts that share a centre are one axis, of the size of the widest', async () => {
  const { application, request } = await opened();
  const common = { center: [0, 3.1], weight: 0.5 } as const;
  const ellipse = { ...common, shape: 'ellipse', semi_axes: [0.3, 0.1], angle: 0 } as const;
  const components = [ellipse, { ...common, shape: 'point' }] as const;
  const { rows, jetsTaken } = await application.beside({ ...request, shape: '(ellipse+point)', components });
  expect(jetsTaken).toBe(1);
  expect(rows[0]).toMatchObject({ fit: { parts: [0, 1], energy: 125, y: 0, phi: 3.1, size: [0.3, 0.1] } });
  expect(rows.map(({ jet }) => jet?.jet)).toEqual([0, 1, 2]);
});

test('a background has no axis, and no jets are no distance', async () => {
  const { application, request } = await opened();
  const { components } = request;
  const region = [-3, 3, -Math.PI, Math.PI] as const;
  const background = { shape: 'pileup', weight: 0.5, center: [0, 0], region } as const;
  const asked = {
    ...request,
    shape: 'point+pileup',
    jets: { algorithm: 'antikt', R: 0.4, ptMin: 500 },
  } as const;
  const point = { ...components[1], weight: 0.5 };
  const { rows, jetsEmd, jetsTaken } = await application.beside({
    ...asked,
    components: [point, background],
  });
  expect(rows.map(({ fit, jet }) => [fit?.components[0].shape, jet])).toEqual([
    ['point', null],
    ['pileup', null],
  ]);
  expect([jetsEmd, jetsTaken]).toEqual([null, 0]);
  const circle = { kind: 'circle', y: 9, phi: 0, radius: 0.1 } as const;
  await expect(application.beside({ ...request, selection: circle })).rejects.toThrow(
    'event 0 has no particles within 0.1 of (y, φ) = (9, 0): there is nothing to fit',
  );
});
