import { expect, test } from 'vitest';
import type { ReferenceFrame } from '../../main/contract/index.ts';
import { FrameState } from './frame.svelte.ts';
import { askedFrame, choiceOf, FRAME_CHOICES, frameJets, LAB, sameFrame } from './frame-choice.ts';

const ANTIKT = { algorithm: 'antikt', R: 0.8 } as const;

test('every choice is a frame, and is told from it again', () => {
  const state = new FrameState();
  for (const { choice } of FRAME_CHOICES) expect(choiceOf(state.frameOf(choice, ANTIKT, 1))).toBe(choice);
  expect(state.frameOf('axes', ANTIKT, 1)).toEqual({ kind: 'jet', jets: ANTIKT, jet: 1, principal: true });
  expect(choiceOf({ kind: 'velocity', velocity: [0, 0, 0.5] })).toBeNull();
  expect(choiceOf({ kind: 'rotation', axis: [1, 1, 0], angle: 1 })).toBeNull();
});

test('no frame is the laboratory, which is asked for by none', () => {
  expect(sameFrame(undefined, LAB)).toBe(true);
  expect(sameFrame(null, { kind: 'rest' })).toBe(false);
  expect(sameFrame({ kind: 'boost', rapidity: 1 }, { kind: 'boost', rapidity: 1 })).toBe(true);
  expect(askedFrame(LAB)).toEqual({});
  expect(askedFrame({ kind: 'rest' })).toEqual({ frame: { kind: 'rest' } });
});

test('the frame of a jet stands on jets that recombine', () => {
  expect(frameJets({ algorithm: 'xcone', R: 0.6, exclusive: 3 })).toEqual({ algorithm: 'antikt', R: 0.6 });
  expect(frameJets(ANTIKT)).toBe(ANTIKT);
});

test('settings are brought within their limits, and kept while another frame is shown', () => {
  const state = new FrameState();
  state.set({ kind: 'boost', rapidity: 1 });
  expect(state.changed({ rapidity: 99 })).toEqual({ kind: 'boost', rapidity: 20 });
  expect(state.changed({ rapidity: Number.NaN })).toEqual({ kind: 'boost', rapidity: 1 });
  state.set(state.changed({ rapidity: -2 }));
  state.set(LAB);
  expect(state.frameOf('boost', ANTIKT, 0)).toEqual({ kind: 'boost', rapidity: -2 });
  state.set({ kind: 'jet', jets: ANTIKT, jet: 0, principal: false });
  expect(state.changed({ jet: 2.2 })).toMatchObject({ jet: 2 });
});

test.each<[unknown, ReferenceFrame]>([
  [
    { kind: 'breit', beams: { lepton: 18, hadron: 275 } },
    { kind: 'breit', beams: { lepton: 18, hadron: 275 } },
  ],
  [
    { kind: 'rotation', axis: [0, 1, 0], angle: 0.5 },
    { kind: 'rotation', axis: [0, 1, 0], angle: 0.5 },
  ],
  [{ kind: 'boost', rapidity: 'fast' }, LAB],
  [{ kind: 'moon' }, LAB],
  [null, LAB],
])('a session brings back %o', (now, frame) => {
  const state = new FrameState();
  state.restore({ now, beside: true });
  expect([state.now, state.beside]).toEqual([frame, true]);
});
