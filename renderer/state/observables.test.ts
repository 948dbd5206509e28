// The Observables workspace's state against an application that answers when the test says so.

import { expect, test } from 'vitest';
import type { Api, Dataset, Frame, FrameRequest, FrameRows, JobSpec } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Observables } from './observables.svelte.ts';

const names = ['event', 'pt', 'mass', 'girth'];
const frame = (id: string, change: Partial<Frame> = {}): Frame => ({
  id,
  kind: 'observables',
  dataset: `d${id}`,
  file: `${id}.npz`,
  title: `3 observables of ${id}.npz`,
  sqlName: id,
  selection: { kind: 'all' },
  seed: 1,
  columns: names.map((name) => ({ name, label: name, unit: '', observable: name === 'event' ? null : name })),
  rows: 4,
  total: 4,
  state: 'complete',
  ...change,
});

/** Values of a column in row i: each column its own hundreds. */
const value = (column: string, i: number) => 100 * names.indexOf(column) + i;

function made(...frames: readonly Frame[]) {
  const started: JobSpec[] = [];
  const asked: FrameRequest[] = [];
  const held = { rows: 4, fail: null as RingsideError | null };
  let now = 0;
  const timers: { readonly at: number; readonly call: () => void }[] = [];
  const api = {
    observables: async () => [],
    frames: async () => frames,
    deleteFrame: async () => undefined,
    startJob: async (spec: JobSpec) => `job${started.push(spec)}`,
    select: async (request: FrameRequest): Promise<FrameRows> => {
      asked.push(request);
      if (held.fail) throw held.fail;
      const n = Math.max(0, Math.min(request.count, held.rows - request.first));
      const rows = Array.from({ length: n }, (_, i) => request.first + i);
      return {
        passing: held.rows,
        rows: held.rows,
        events: Uint32Array.from(rows),
        columns: request.columns.map((column) => Float64Array.from(rows, (i) => value(column, i))),
      };
    },
  } as unknown as Api;
  const clock = {
    now: () => now,
    after: (ms: number, call: () => void) => {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => {
        const place = timers.indexOf(timer);
        if (place >= 0) timers.splice(place, 1);
      };
    },
  };
  const pass = async (ms: number) => {
    now += ms;
    for (const timer of timers.splice(0)) {
      if (timer.at <= now) timer.call();
      else timers.push(timer);
    }
    await settle();
  };
  return { state: new Observables({ api } as Client, clock), started, asked, held, pass };
}

const settle = () => new Promise((done) => setTimeout(done, 5));

test('the newest table is sample A; a table is put in a sample’s place, the other moves', async () => {
  const { state } = made(frame('a'), frame('b'), frame('c'));
  await state.load();
  expect(state.samples.map((one) => one?.id ?? null)).toEqual(['c', null]);
  state.put(1, 'a');
  expect(state.samples.map((one) => one?.id ?? null)).toEqual(['c', 'a']);
  state.put(0, 'a');
  expect(state.samples.map((one) => one?.id ?? null)).toEqual(['a', 'c']);
  state.swap();
  expect(state.samples.map((one) => one?.id ?? null)).toEqual(['c', 'a']);
  state.put(1, null);
  expect(state.samples.map((one) => one?.id ?? null)).toEqual(['c', null]);
  state.put(1, 'b');
  await state.remove(frame('b'));
  expect(state.samples.map((one) => one?.id ?? null)).toEqual(['c', null]);
});

test('axes offer what both samples have, mass first', async () => {
  const other = frame('b', { columns: frame('b').columns.slice(0, 3) });
  const { state } = made(frame('a'), other);
  await state.load();
  state.put(0, 'a');
  expect(state.columns.map(({ name }) => name)).toEqual(['pt', 'mass', 'girth']);
  expect(state.xColumn?.name).toBe('mass');
  state.put(1, 'b');
  expect(state.columns.map(({ name }) => name)).toEqual(['pt', 'mass']);
  state.x = 'girth';
  expect(state.xColumn?.name).toBe('mass');
  state.x = 'pt';
  expect([state.xColumn?.name, state.yColumn?.name]).toEqual(['pt', 'mass']);
});

test('a run over two data sets fills sample A and sample B, whichever begins first', async () => {
  const { state, started } = made();
  await state.load();
  const [one, two] = ['dp', 'dq'].map((id) => ({ id }) as Dataset);
  await state.run([one, two], ['mass', 'tau3_beta2'], { kind: 'all' }, 7, 2);
  expect(started).toEqual(
    ['dp', 'dq'].map((dataset) => ({
      kind: 'observe',
      dataset,
      names: ['mass', 'tau3_beta2'],
      selection: { kind: 'all' },
      seed: 7,
      resume: null,
    })),
  );
  state.onFrame(frame('q', { state: 'filling', rows: 0 }));
  state.onFrame(frame('p', { state: 'filling', rows: 0 }));
  expect(state.samples.map((sample) => sample?.id)).toEqual(['p', 'q']);
  state.onFrame(frame('p', { rows: 3, state: 'interrupted' }));
  expect(state.sample(0)?.rows).toBe(3);
  await state.resume(frame('p', { state: 'interrupted' }));
  expect(started.at(-1)).toMatchObject({ names: ['pt', 'mass', 'girth'], resume: 'p' });
});

test('columns are fetched once; what is missing joins them; a fuller table is read again, not too often', async () => {
  const { state, asked, held, pass } = made();
  const [data] = state.data;
  const filling = (rows: number) => frame('a', { rows, total: 100, state: 'filling' });
  data.want(filling(4), null, ['mass']);
  await settle();
  data.want(filling(4), null, ['mass']);
  await settle();
  expect(asked).toHaveLength(1);
  data.want(filling(4), null, ['mass', 'girth']);
  await settle();
  expect(asked.map(({ columns }) => columns)).toEqual([['mass'], ['girth']]);
  expect([...(data.held?.columns.get('mass') ?? [])]).toEqual([200, 201, 202, 203]);
  held.rows = 6;
  data.want(filling(6), null, ['mass']);
  await settle();
  expect(asked).toHaveLength(2);
  await pass(1000);
  expect(data.held?.events).toEqual(Uint32Array.of(0, 1, 2, 3, 4, 5));
  // Complete: read once more, since rows may have come in another order.
  data.want(frame('a', { rows: 6 }), null, ['mass']);
  await pass(1000);
  expect(asked).toHaveLength(4);
  expect(data.held?.state).toBe('complete');
});

test('a condition that fails is said once, shows nothing, and is not asked again until it changes', async () => {
  const { state, asked, held } = made();
  const [data] = state.data;
  data.want(frame('a'), null, ['mass']);
  await settle();
  held.fail = new RingsideError('bad-argument', 'condition mas > 1: there is no column mas', 'Columns are …');
  data.want(frame('a'), 'mas > 1', ['mass']);
  await settle();
  expect(data.error?.message).toBe('condition mas > 1: there is no column mas');
  expect(data.held).toBeNull();
  data.want(frame('a'), 'mas > 1', ['mass']);
  await settle();
  expect(asked).toHaveLength(2);
  held.fail = null;
  data.want(frame('a'), 'mass > 1', ['mass']);
  await settle();
  expect(data.error).toBeNull();
  expect(data.held?.where).toBe('mass > 1');
});

test('rows come by pages, those in sight; sorting starts over', async () => {
  const { state, asked, held } = made();
  held.rows = 1000;
  const listing = { frame: frame('a', { rows: 1000 }), columns: ['mass'], where: null, order: null };
  state.rows.show(listing);
  await settle();
  expect(state.rows.passing).toBe(1000);
  expect(state.rows.row(3)).toEqual({ event: 3, values: [203] });
  expect(state.rows.row(450)).toBeNull();
  state.rows.sight(395, 410);
  await settle();
  expect(asked.map(({ first }) => first)).toEqual([0, 200, 400]);
  expect(state.rows.row(410)?.event).toBe(410);
  state.rows.show({ ...listing, order: { column: 'mass', descending: true } });
  expect(state.rows.row(3)).toBeNull();
  await settle();
  expect(asked.at(-1)?.order).toEqual({ column: 'mass', descending: true });
});

test('sorting goes from falling to rising to none; of events the other way round', () => {
  const { state } = made();
  const after = (column: string) => {
    state.sortBy(column);
    return state.sorting && `${state.sorting.column} ${state.sorting.descending}`;
  };
  expect([after('mass'), after('mass'), after('mass')]).toEqual(['mass true', 'mass false', null]);
  expect([after('event'), after('event'), after('event')]).toEqual(['event false', 'event true', null]);
});

test('a bin’s events are those within its edges; the last bin has both', async () => {
  const { state } = made(frame('a'), frame('b'));
  await state.load();
  state.put(0, 'a');
  state.put(1, 'b');
  for (const slot of [0, 1] as const) state.data[slot].want(state.sample(slot), null, ['mass', 'girth']);
  await settle();
  state.setBins('mass', { by: 'edges', edges: '200, 202, 203' });
  const events = (at: number) => {
    const bin = state.charts.binAt(at);
    state.picked = bin && { stretches: [bin], slot: null };
    return state.charts.members.map(({ slot, event }) => `${slot} ${event}`);
  };
  expect(events(200)).toEqual(['0 0', '0 1', '1 0', '1 1']);
  expect(events(203)).toEqual(['0 2', '0 3', '1 2', '1 3']);
  expect(events(204)).toEqual([]);
  expect(state.charts.histogram?.counts.map(({ counts }) => [...counts])).toEqual([
    [2, 2],
    [2, 2],
  ]);
  expect(state.charts.separation).toMatchObject({ auc: 0.5, a: 4, b: 4 });
  await state.charts.rank(['mass', 'girth']);
  expect(state.charts.ranking.map(({ name, separation }) => [name, separation])).toEqual([
    ['mass', 0.5],
    ['girth', 0.5],
  ]);
});

test('the session brings back what was looked at, and nothing that is not of its kind', async () => {
  const { state } = made(frame('a'), frame('b'));
  await state.load();
  state.put(0, 'a');
  state.put(1, 'b');
  state.choose('roc');
  state.x = 'girth';
  state.setWhere(' mass > 1 ');
  state.setBins('girth', { by: 'count', count: 12 });
  const { state: next } = made(frame('a'), frame('b'));
  await next.load();
  next.restore(JSON.parse(JSON.stringify(state.toJSON())));
  expect(next.toJSON()).toEqual(state.toJSON());
  expect(next.where).toBe('mass > 1');
  const { state: fresh } = made();
  fresh.restore({ chosen: 3, view: 'cube', x: 7, bins: { mass: 'many' }, log: 'yes', where: {} });
  expect(fresh.toJSON()).toEqual(made().state.toJSON());
});
