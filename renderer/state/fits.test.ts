// The life of a fit on the screen, against an application that answers when the test says so.

import { expect, test } from 'vitest';
import type { Api, EventData, FitReport, JobStatus } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Fits } from './fits.svelte.ts';

const data: EventData = {
  dataset: 'd',
  event: 4,
  pt: Float64Array.of(3, 1),
  y: Float64Array.of(0, 0.4),
  phi: Float64Array.of(0, 0),
  mass: null,
  pid: null,
  index: Uint32Array.of(0, 1),
  outside: 0,
};

const report = (radius: number): FitReport => ({
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
    iterations: 3,
    wall_ms: 5,
    components: [{ shape: 'ring', weight: 1, center: [0.1, 0], radius }],
  },
  trace: [0.3, 0.1],
  others: [],
  selection: { kind: 'all' },
  particles: 2,
  energy: 4,
  energyShare: 1,
});

function made() {
  const cancelled: string[] = [];
  const started: ((job: string) => void)[] = [];
  const api = {
    startJob: () => new Promise<string>((resolve) => started.push(resolve)),
    cancelJob: async (job: string) => {
      cancelled.push(job);
    },
  } as unknown as Api;
  const frames: (() => void)[] = [];
  const view = { grid: () => null, potential: false, plan: false, reducedMotion: true };
  const fits = new Fits({ api } as Client, view, (frame) => frames.push(frame));
  const confirm = async (i: number, job: string) => {
    started[i]?.(job);
    await Promise.resolve();
    await Promise.resolve();
  };
  const play = () => {
    for (let i = 0; i < 20; i++) for (const frame of frames.splice(0)) frame();
  };
  fits.show(data, null);
  return { fits, cancelled, confirm, play };
}

test('a shape stands at once, and settles on the result', async () => {
  const { fits, confirm, play } = made();
  void fits.start('ring', { kind: 'all' }, [0, 0]);
  expect(fits.overlay).toMatchObject({ state: 'settling', event: 4, emd: null });
  expect(fits.running).toMatchObject({ label: 'Fit ring' });
  await confirm(0, 'j1');
  fits.onFitted('j1', report(0.2));
  play();
  expect(fits.running).toBeNull();
  expect(fits.overlay).toMatchObject({ state: 'settled', emd: 0.1 });
  expect(fits.history.entries).toHaveLength(1);
});

test('what comes before the start is confirmed is not lost', async () => {
  const { fits, confirm, play } = made();
  void fits.start('ring', { kind: 'all' }, [0, 0]);
  fits.onFitted('j1', report(0.2));
  expect(fits.overlay?.state).toBe('settling');
  await confirm(0, 'j1');
  play();
  expect(fits.overlay?.state).toBe('settled');
});

test('a new fit cancels the former one, whose result no longer counts', async () => {
  const { fits, cancelled, confirm, play } = made();
  void fits.start('ring', { kind: 'all' }, [0, 0]);
  await confirm(0, 'j1');
  void fits.start('ring', { kind: 'all' }, [0.4, 0]);
  expect(cancelled).toEqual(['j1']);
  await confirm(1, 'j2');
  fits.onFitted('j1', report(0.2));
  play();
  expect(fits.overlay?.state).toBe('settling');
  fits.onFitted('j2', report(0.3));
  play();
  expect(fits.overlay?.result?.components[0]?.radius).toBe(0.3);
});

test('a selection without particles is said and starts nothing', async () => {
  const { fits } = made();
  await fits.start('ring', { kind: 'circle', y: 3, phi: 3, radius: 0.1 }, [3, 3]);
  expect(fits.error?.message).toBe('Event 4: there is no particle in the selection');
  expect(fits.overlay).toBeNull();
});

test('a fit whose job is gone after a reconnection is offered again', async () => {
  const { fits, confirm } = made();
  void fits.start('ring', { kind: 'all' }, [0, 0]);
  await confirm(0, 'j1');
  fits.onJobs([{ id: 'other', kind: 'fit', state: 'running' } as JobStatus]);
  expect(fits.interrupted).toMatchObject({ event: 4, shape: 'ring' });
  expect(fits.running).toBeNull();
});
