// The Geometry workspace's state against an application that answers when the test says so.

import { expect, test } from 'vitest';
import type { Api, Dataset, EventMap, JobSpec, JobStatus, Matrix } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Geometry } from './geometry.svelte.ts';
import { umapFrom } from './geometry-umap.ts';

const options = { beta: 1, R: 1, normalise: true, center: true, method: 'exact' } as const;
const dataset = { id: 'd', hash: 'h', events: 10, file: { name: 'top.npz' } } as unknown as Dataset;
const matrix: Matrix = {
  id: 'm',
  sources: [{ dataset: 'd', first: 2, end: 8, file: 'top.npz', hash: 'h' }],
  options,
  size: 6,
  done: 15,
  total: 15,
  state: 'complete',
};
const job = (id: string, state: JobStatus['state'], kind: JobStatus['kind'] = 'map'): JobStatus => ({
  id,
  kind,
  title: '',
  state,
  done: 0,
  total: 0,
  unit: 'steps',
  rate: 0,
  left: null,
  error: state === 'failed' ? { code: 'internal', message: 'no room', hint: '' } : null,
  table: null,
  dataset: null,
  matrix: 'm',
  frame: null,
});
const map = (method: EventMap['method'], neighbours = 5): EventMap => ({
  matrix: 'm',
  method,
  x: new Float64Array(6),
  y: new Float64Array(6),
  neighbours,
  seed: 1,
  stress: 0.1,
  explained: method === 'mds' ? 0.5 : null,
});

function made() {
  const started: JobSpec[] = [];
  const cancelled: string[] = [];
  const selected: number[] = [];
  const calls: string[] = [];
  const api = {
    matrices: async () => [matrix],
    startJob: async (spec: JobSpec) => `job${started.push(spec)}`,
    cancelJob: async (id: string) => void cancelled.push(id),
    jobs: async () => [],
    nearest: async (_: string, place: number, k: number) => {
      calls.push(`nearest ${place} ${k}`);
      return [{ place: (place + 1) % 6, distance: 0.25 }];
    },
    medoids: async () => [{ place: 3, meanDistance: 0.5, members: 6 }],
    dimension: async () => [],
    compare: async (request: { a: { event: number }; b: { event: number } }) => {
      calls.push(`compare ${request.a.event} ${request.b.event}`);
      return { emd: 0.25, lowerBound: 0.25, gap: 0 };
    },
  } as unknown as Api;
  const geometry = new Geometry(
    { api } as unknown as Client,
    () => [dataset],
    (_, event) => void selected.push(event),
  );
  return { geometry, started, cancelled, selected, calls };
}
const settle = () => new Promise((done) => setTimeout(done));

test('nothing is computed before the workspace is looked at; then the map, the medoids and the curves', async () => {
  const { geometry, started } = made();
  await geometry.load();
  expect(started).toEqual([]);
  geometry.enter();
  await settle();
  expect(started).toMatchObject([{ kind: 'map', matrix: 'm', method: 'mds' }]);
  expect(geometry.medoids).toEqual([{ place: 3, meanDistance: 0.5, members: 6, source: 0 }]);
  expect(geometry.map).toBeNull();
  geometry.onMapped('job1', map('mds'));
  geometry.onJob(job('job1', 'done'));
  expect(geometry.map?.explained).toBe(0.5);
  expect(geometry.mapJob).toBeNull();
});

test('a selected event asks for its neighbours and stands there everywhere; following leads back', async () => {
  const { geometry, selected, calls } = made();
  await geometry.load();
  geometry.enter();
  geometry.select(1);
  await settle();
  expect(selected).toEqual([3]);
  expect(calls).toEqual(['nearest 1 5']);
  expect(geometry.neighbours).toEqual([{ place: 2, distance: 0.25 }]);
  geometry.follow(dataset, 3);
  expect(geometry.selected).toBe(1);
  geometry.follow(dataset, 7);
  expect(geometry.selected).toBe(5);
  geometry.follow(dataset, 9);
  expect(geometry.selected).toBe(5);
});

test('two events are compared, swapped, and left', async () => {
  const { geometry, calls } = made();
  await geometry.load();
  geometry.enter();
  geometry.select(1);
  geometry.compare(1);
  expect(geometry.other).toBeNull();
  geometry.compare(4);
  await settle();
  expect(geometry.comparison).toMatchObject({ a: { event: 3 }, b: { event: 6 }, result: { emd: 0.25 } });
  geometry.motion.t = 0.7;
  geometry.swap();
  await settle();
  expect([geometry.selected, geometry.other, geometry.motion.t]).toEqual([4, 1, 0]);
  expect(geometry.comparison).toMatchObject({ a: { event: 6 }, b: { event: 3 } });
  geometry.compare(null);
  expect(geometry.comparison).toBeNull();
  expect(calls.filter((call) => call.startsWith('compare'))).toEqual(['compare 3 6', 'compare 6 3']);
});

test('other settings of UMAP make another map; the one under way is given up, and its late answer is no other’s', async () => {
  const { geometry, started, cancelled } = made();
  await geometry.load();
  geometry.enter();
  geometry.onMapped('job1', map('mds'));
  await settle();
  geometry.onJob(job('job1', 'done'));
  geometry.choose('umap');
  await settle();
  expect(started[1]).toMatchObject({ method: 'umap', neighbours: 5, minDist: 0.1, seed: 1 });
  geometry.setUmap({ neighbours: 3, minDist: 0.1, seed: 2 });
  await settle();
  expect(cancelled).toEqual(['job2']);
  expect(started[2]).toMatchObject({ neighbours: 3, seed: 2 });
  geometry.onMapped('job2', map('umap', 5));
  expect(geometry.map).toBeNull();
  geometry.onMapped('job3', map('umap', 3));
  expect(geometry.map?.neighbours).toBe(3);
});

test('a map that failed says why, and can be tried again', async () => {
  const { geometry, started } = made();
  await geometry.load();
  geometry.enter();
  await settle();
  geometry.onJob(job('job1', 'failed'));
  expect(geometry.mapError?.message).toBe('no room');
  geometry.retryMap();
  await settle();
  expect(geometry.mapError).toBeNull();
  expect(started.length).toBe(2);
});

test('settings of UMAP stay within their limits', () => {
  expect(umapFrom({ neighbours: 1.2, minDist: 7, seed: -1 })).toEqual({ neighbours: 2, minDist: 1, seed: 1 });
  expect(umapFrom({ neighbours: Number.NaN, seed: 12 })).toEqual({ neighbours: 15, minDist: 0.1, seed: 12 });
});

test('a session brings back what was chosen; what is not of its kind stays', async () => {
  const { geometry } = made();
  await geometry.load();
  geometry.restore({
    method: 'umap',
    umap: { neighbours: 30, minDist: 'near' },
    chosen: 'gone',
    pairMode: 'side',
  });
  expect(geometry.toJSON()).toMatchObject({
    method: 'umap',
    chosen: null,
    umap: { neighbours: 30, minDist: 0.1, seed: 1 },
    pairMode: 'side',
  });
  geometry.restore('nonsense');
  expect(geometry.method).toBe('umap');
});
