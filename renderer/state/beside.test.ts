import { expect, test } from 'vitest';
import type { Beside, BesideRequest } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { BesideJets } from './beside.svelte.ts';

const request = (event: number, radius = 0.1): BesideRequest => ({
  ...{ dataset: 'd', event, selection: { kind: 'all' }, shape: 'ring' },
  components: [{ shape: 'ring', weight: 1, center: [0, 0], radius }],
  ...{ jets: { algorithm: 'antikt', R: 0.4 }, within: 0.4 },
});
const answer = (event: number, emd: number): Beside =>
  ({ event, emd, rows: [{ jet: { constituents: [2, 3] } }, { jet: null }] }) as unknown as Beside;

function desk() {
  const asked: { done: (view: Beside) => void; fail: (error: unknown) => void }[] = [];
  const ask = () => new Promise<Beside>((done, fail) => asked.push({ done, fail }));
  const state = new BesideJets({ api: { beside: ask } } as unknown as Client);
  return { asked, state, turn: () => new Promise((done) => setTimeout(done)) };
}

test('while a shape moves the last answer stays; another event takes it away', async () => {
  const { asked, state, turn } = desk();
  state.look(request(0));
  asked[0].done(answer(0, 0.5));
  await turn();
  expect([state.view?.emd, state.waiting]).toEqual([0.5, false]);
  state.pointed = 0;
  expect(state.particles).toEqual([2, 3]);
  state.look(request(0, 0.2));
  expect([state.view?.emd, state.waiting]).toEqual([0.5, true]);
  state.look(request(0, 0.3));
  asked[1].done(answer(0, 0.4));
  await turn();
  expect([state.view?.emd, state.waiting]).toEqual([0.4, true]);
  asked[2].done(answer(0, 0.3));
  await turn();
  expect([state.view?.emd, state.waiting]).toEqual([0.3, false]);
  state.pointed = 1;
  expect(state.particles).toBeNull();
  state.look(request(1));
  expect([state.view, state.pointed]).toEqual([null, null]);
  state.look(null);
  asked[3].done(answer(1, 0.1));
  await turn();
  expect([state.view, state.waiting]).toEqual([null, false]);
});

test('a refusal is told, and gone with the next answer', async () => {
  const { asked, state, turn } = desk();
  state.look(request(0));
  asked[0].fail(new RingsideError('bad-argument', 'R is 0'));
  await turn();
  expect([state.error?.message, state.view, state.waiting]).toEqual(['R is 0', null, false]);
  state.look(request(0, 0.2));
  asked[1].done(answer(0, 0.2));
  await turn();
  expect([state.error, state.view?.emd]).toEqual([null, 0.2]);
});
