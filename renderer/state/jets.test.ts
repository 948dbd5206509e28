import { expect, test } from 'vitest';
import type { EventData, JetsRequest, JetsView } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Jets } from './jets.svelte.ts';

/** Three particles in two jets: 0 and 2, and 1 alone. */
const data = (event: number): EventData =>
  ({
    dataset: 'd',
    event,
    pt: Float64Array.of(30, 20, 10),
    y: Float64Array.of(0, 2, 0.2),
    phi: Float64Array.of(3.1, 0, -3.1),
    mass: null,
    pid: null,
    index: Uint32Array.of(0, 1, 2),
  }) as unknown as EventData;

const jet = (pt: number, constituents: readonly number[]) => ({
  ...{ pt, y: 0, phi: 0, m: 1, E: pt, px: pt, py: 0, pz: 0, constituents },
  groomed: null,
});

const view = (event: number): JetsView => ({
  event,
  jets: [jet(40, [0, 2]), jet(20, [1])],
  jetOf: Int16Array.of(0, 1, 0),
});

/** An application whose answers come when the test says. */
function desk() {
  const asked: { request: JetsRequest; answer: (view: JetsView) => void; fail: (error: unknown) => void }[] =
    [];
  const jets = (request: JetsRequest) =>
    new Promise<JetsView>((answer, fail) => asked.push({ request, answer, fail }));
  const state = new Jets({ api: { jets } } as unknown as Client);
  const turn = () => new Promise((done) => setTimeout(done));
  return { asked, state, turn };
}

test('nothing is asked for while jets are not shown', () => {
  const { asked, state } = desk();
  state.show(data(3));
  expect(asked).toEqual([]);
  expect(state.scene).toBeNull();
  state.switch(true);
  expect(asked.map(({ request }) => request.event)).toEqual([3]);
  expect(state.waiting).toBe(true);
});

test('an answer is drawn, and tells where a click belongs', async () => {
  const { asked, state, turn } = desk();
  state.switch(true);
  state.show(data(3));
  asked[0].answer(view(3));
  await turn();
  expect(state.waiting).toBe(false);
  expect(state.list).toHaveLength(2);
  expect(state.scene?.jets.map(({ label }) => label)).toEqual(['40.0 GeV', '20.0 GeV']);
  expect(state.at(0.1, Math.PI)).toBe(0);
  expect(state.at(2, 0)).toBe(1);
  expect(state.at(-2, 0)).toBeNull();
  expect(state.particles).toBeNull();
  state.chosen = 0;
  expect(state.particles).toEqual([0, 2]);
  expect(state.scene?.jets.map(({ chosen }) => chosen)).toEqual([true, false]);
});

test('a jet all around the beam has no outline; a click takes it by its particles', async () => {
  const { asked, state, turn } = desk();
  state.switch(true);
  state.show({ ...data(3), phi: Float64Array.of(3.1, 1, -1) });
  asked[0].answer({ event: 3, jets: [jet(60, [0, 1, 2])], jetOf: Int16Array.of(0, 0, 0) });
  await turn();
  expect(state.outlineless).toBe(1);
  expect(state.at(0.25, -0.95)).toBe(0);
  expect(state.at(0.1, 3.05 - 2 * Math.PI)).toBe(0);
  expect(state.at(0.1, -0.5)).toBeNull();
});

test('jets of another event, or of what was asked before, are never shown', async () => {
  const { asked, state, turn } = desk();
  state.switch(true);
  state.show(data(3));
  state.show(data(4));
  asked[0].answer(view(3));
  await turn();
  expect(state.list).toEqual([]);
  expect(state.waiting).toBe(true);
  asked[1].answer(view(4));
  await turn();
  expect(state.list).toHaveLength(2);
  state.chosen = 1;
  state.change({ R: 0.8 });
  expect(state.chosen).toBeNull();
  expect(asked[2].request.jets.R).toBe(0.8);
  state.switch(false);
  asked[2].answer(view(4));
  await turn();
  expect(state.list).toEqual([]);
  expect(state.scene).toBeNull();
});

test('a refusal is told, and gone with the next answer', async () => {
  const { asked, state, turn } = desk();
  state.switch(true);
  state.show(data(3));
  asked[0].fail(new RingsideError('bad-argument', 'R is 0'));
  await turn();
  expect(state.error?.message).toBe('R is 0');
  state.change({ R: 0.5 });
  asked[1].answer(view(3));
  await turn();
  expect(state.error).toBeNull();
  expect(state.list).toHaveLength(2);
});

test('a session brings back what was asked for', () => {
  const { state } = desk();
  state.change({ algorithm: 'kt', R: 0.6, groomer: 'prune' });
  state.switch(true);
  const again = desk().state;
  again.restore(JSON.parse(JSON.stringify(state)));
  expect([again.on, again.choice]).toEqual([true, state.choice]);
  again.restore('nothing');
  expect(again.on).toBe(true);
});

test('areas are asked for beside the jets, which stay as they are, the chosen one too', async () => {
  const { asked, state, turn } = desk();
  state.switch(true);
  state.show(data(3));
  asked[0].answer(view(3));
  await turn();
  expect(asked[0].request.areas).toBeUndefined();
  expect(state.pileup).toBeNull();
  state.chosen = 1;
  state.showAreas(true);
  expect(asked[1].request).toEqual({
    ...asked[0].request,
    areas: { kind: 'active', rho: { algorithm: 'kt', R: 0.4 } },
  });
  expect(state.list).toHaveLength(2);
  asked[1].answer({ ...view(3), rho: 12, sigma: 3 });
  await turn();
  expect([state.pileup, state.chosen]).toEqual([{ rho: 12, sigma: 3 }, 1]);
  expect(state.structureRequest).toEqual({ ...asked[0].request, jet: 1 });
  expect(state.toJSON()).toMatchObject({ areas: true });
});
