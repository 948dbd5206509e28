import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FitReport, ReferenceFrame } from '../contract/index.ts';
import { applications } from '../testing/applications.ts';
import { finished, openParticles } from '../testing/jobs.ts';

const here = applications();
const { start } = here;

/** pt, y, φ: a jet of three around (2, 1), and one particle far from it. */
const PARTICLES = [
  [60, 2, 1],
  [40, 2.2, 1.1],
  [20, 1.9, 0.8],
  [30, -1, -2],
];
const ANTIKT = { algorithm: 'antikt', R: 0.8 } as const;
const JET: ReferenceFrame = { kind: 'jet', jets: ANTIKT, jet: 0, principal: false };

async function opened() {
  const application = await start();
  const path = join(here.folder, 'data', 'frames.csv');
  return { application, dataset: await openParticles(application, path, PARTICLES) };
}

test('an event in another frame: particles, jets, values and fits are of that frame, and it says which it is', async () => {
  const { application, dataset } = await opened();
  const lab = await application.event(dataset, 0);
  expect(lab.frame).toBeUndefined();
  expect(await application.event(dataset, 0, { kind: 'lab' })).toEqual(lab);

  const seen = await application.event(dataset, 0, JET);
  expect(seen.frame).toMatchObject({ frame: JET, dis: null });
  const axis = seen.frame?.jet;
  if (!axis) throw new Error('nothing is told of the axis');
  expect([seen.index, seen.outside]).toEqual([lab.index, 0]);
  lab.y.forEach((y, k) => {
    expect(seen.pt[k]).toBeCloseTo(lab.pt[k], 9);
    expect(seen.y[k]).toBeCloseTo(y - axis.y, 9);
  });

  const asked = { dataset, event: 0, frame: JET, jets: ANTIKT, groom: null };
  const { jets, jetOf } = await application.jets(asked);
  expect([jets[0].y, jets[0].phi]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  expect(jetOf).toEqual(Int16Array.of(0, 0, 0, 1));
  const { nodes } = await application.jetStructure({ ...asked, jet: 0 });
  expect(nodes[nodes.length - 1]).toMatchObject({ y: expect.closeTo(0, 9), phi: expect.closeTo(0, 9) });

  // A point fits the jet where it is: at the middle of its particles in that frame.
  const selection = { kind: 'circle', y: 0, phi: 0, radius: 0.8 } as const;
  const point = { shape: 'point', weight: 1, center: [seen.y[0], seen.phi[0]] } as const;
  const placed = { dataset, event: 0, frame: JET, selection, shape: 'point', components: [point] };
  const wanted = [0, 1, 2].reduce(
    (sum, k) => sum + seen.pt[k] * Math.hypot(seen.y[k] - seen.y[0], seen.phi[k] - seen.phi[0]),
    0,
  );
  const { emd } = await application.evaluate({ ...placed, quadrature: 100, grid: null, plan: false }, 'one');
  expect(emd).toBeCloseTo(wanted / 120, 9);
  const reports: FitReport[] = [];
  application.on('fitted', (_, report) => void reports.push(report));
  await finished(application, {
    ...{ kind: 'fit', dataset, event: 0, frame: JET, shape: 'point', selection },
    ...{ from: null, solver: 'exact', at: null, seed: 1 },
  });
  expect(reports[0].particles).toBe(3);
  expect(reports[0].result.emd).toBeLessThanOrEqual(emd + 1e-9);
});

test('a frame that the event does not have is refused in a line', async () => {
  const { application, dataset } = await opened();
  const needed = "needed are two particles with status 4 and px, py, pz, E, or the beams' energies";
  await expect(application.event(dataset, 0, { kind: 'breit', beams: null })).rejects.toThrow(
    `event 0: its beams are not told, ${needed}`,
  );
});
