import { expect, test } from 'vitest';
import type { IntervalsReport, JobSpec, ReplicaSet } from '../../main/contract/index.ts';
import { DEFAULT_REPLICAS, DEFAULT_RESOLUTION } from '../../main/contract/index.ts';
import { modelOf } from '../../workers/shapes/index.ts';
import type { Client } from '../client/index.ts';
import { bandLines, IntervalsState } from './intervals.svelte.ts';
import { recorded } from './overlay.ts';

/** Rings of growing radius around the origin; those at odd places left the minimum. */
function rings(count: number): ReplicaSet {
  const values = Float64Array.from({ length: 3 * count }, (_, k) => (k % 3 === 2 ? 0.1 + k : 0));
  const stayed = Uint8Array.from({ length: count }, (_, k) => (k % 2 === 0 ? 1 : 0));
  return { replicas: count, left: Math.floor(count / 2), parameters: [], values, stayed };
}

test('a band is made of replicas that stayed in the minimum, evenly chosen where they are many', () => {
  const ring = modelOf('ring');
  expect(bandLines(ring, rings(10)).map(({ outline }) => Math.hypot(outline[0], outline[1]))).toEqual(
    [0, 2, 4, 6, 8].map((k) => expect.closeTo(0.1 + 3 * k + 2, 9)),
  );
  const many = bandLines(ring, rings(1000));
  expect(many).toHaveLength(60);
  const radius = (k: number) => Math.hypot(many[k].outline[0], many[k].outline[1]);
  expect(radius(59)).toBeGreaterThan(0.9 * (0.1 + 3 * 998));
});

test('points of a composition are dots, its background is left out', () => {
  const model = modelOf('ring+point+pileup');
  const x = model.fromComponents([
    { shape: 'ring', weight: 0.5, center: [0, 0], radius: 0.4 },
    { shape: 'point', weight: 0.3, center: [1, 0] },
    { shape: 'pileup', weight: 0.2, center: [0, 0], region: [-1, 1, -1, 1] },
  ]);
  const set = { replicas: 1, left: 0, parameters: [], values: x, stayed: Uint8Array.of(1) };
  expect(bandLines(model, set).map(({ point }) => point)).toEqual([false, true]);
});

function overlayOf() {
  const overlay = recorded({
    label: 'Fit ring',
    dataset: 'd',
    event: 4,
    shape: 'ring',
    selection: { kind: 'all' },
    report: {
      result: {
        event: 4,
        shape: 'ring',
        solver: 'exact',
        emd: 0.1,
        lower_bound: 0.1,
        gap: 0,
        quadrature: 1000,
        seed: 1,
        converged: true,
        iterations: 5,
        wall_ms: 2,
        components: [{ shape: 'ring', weight: 1, center: [0, 0], radius: 0.3 }],
      },
      trace: [],
      others: [],
      selection: { kind: 'all' },
      particles: 3,
      energy: 9,
      energyShare: 1,
    },
  });
  if (!overlay) throw new Error('it was recorded');
  return overlay;
}

test('intervals are asked of the fit on show, told without the replicas, and kept with them for its band', async () => {
  const asked: JobSpec[] = [];
  const startJob = async (spec: JobSpec) => {
    asked.push(spec);
    return 'job';
  };
  const state = new IntervalsState({ api: { startJob } } as unknown as Client);
  const overlay = overlayOf();
  const told: unknown[] = [];
  await state.start(overlay, (result, intervals) => told.push(result, intervals));
  const { result } = overlay;
  expect(asked).toEqual([
    {
      kind: 'intervals',
      dataset: 'd',
      event: 4,
      shape: 'ring',
      selection: { kind: 'all' },
      components: result?.components,
      resolution: DEFAULT_RESOLUTION,
      replicas: DEFAULT_REPLICAS,
      seed: 1,
    },
  ]);
  const report = { seed: 1, resolution: DEFAULT_RESOLUTION, smearing: rings(4), bootstrap: rings(6) };
  state.job.onResult('job', report as unknown as IntervalsReport);
  const summary = (replicas: number) => ({ replicas, left: replicas / 2, parameters: [] });
  expect(told).toEqual([
    result,
    { seed: 1, resolution: DEFAULT_RESOLUTION, smearing: summary(4), bootstrap: summary(6) },
  ]);
  expect(state.bandOf(overlay)).toHaveLength(3);
  state.band = 'smearing';
  expect(state.bandOf(overlay)).toHaveLength(2);
  state.band = 'none';
  expect(state.bandOf(overlay)).toEqual([]);
  state.band = 'bootstrap';
  expect(state.bandOf({ ...overlay, event: 5 })).toEqual([]);
});

test('what a session holds is taken where it is allowed', () => {
  const state = new IntervalsState({} as Client);
  state.restore({ resolution: { ...DEFAULT_RESOLUTION, y: 0.5 }, replicas: 40, band: 'none' });
  expect(state.toJSON()).toEqual({
    resolution: { ...DEFAULT_RESOLUTION, y: 0.5 },
    replicas: 40,
    band: 'none',
  });
  for (const wrong of [
    null,
    'text',
    { resolution: { ...DEFAULT_RESOLUTION, y: -1 } },
    { resolution: { stochastic: 0.1 } },
    { replicas: 3 },
    { replicas: 40.5 },
    { band: 'both' },
  ]) {
    state.restore(wrong);
    expect(state.toJSON()).toMatchObject({ replicas: 40, band: 'none' });
    expect(state.resolution.y).toBe(0.5);
  }
});
