import { expect, test } from 'vitest';
import type { FrameFacts } from '../jets/reference-frame.ts';
import { frameCaption } from './frame-words.ts';

const ANTIKT = { algorithm: 'antikt', R: 0.8 } as const;

test('captions tell the frame and what is known of it', () => {
  const facts: FrameFacts = {
    frame: { kind: 'breit', beams: null },
    text: 'breit',
    velocity: [0, 0, 0.9],
    dis: { Q2: 123.456, x: 0.01234, y: 0.505, W2: 9880, scattered: 2 },
    jet: null,
  };
  expect(frameCaption(facts)).toBe('seen in the Breit frame: Q² 123 GeV², x 0.0123, y 0.505, W 99.4 GeV');
  const jet = { pt: 51.26, y: 0.5, phi: -1, angle: 0 };
  const frame = { kind: 'jet', jets: ANTIKT, jet: 0, principal: false } as const;
  expect(frameCaption({ ...facts, frame, dis: null, jet })).toBe(
    'seen in the frame of jet 1: pT 51.3 GeV, from y 0.500, φ −1.000',
  );
  expect(frameCaption({ ...facts, frame: { kind: 'boost', rapidity: 1.5 }, dis: null })).toBe(
    'seen in a frame at rapidity 1.500: β = (0.000, 0.000, 0.900)',
  );
  const turned = { kind: 'rotation', axis: [0, 1, 0], angle: -0.5 } as const;
  expect(frameCaption({ ...facts, frame: turned, dis: null })).toBe(
    'seen in a frame turned by −0.500 rad about y',
  );
  const fast = { kind: 'velocity', velocity: [0.1, 0, 0.9] } as const;
  expect(frameCaption({ ...facts, frame: fast, dis: null })).toBe(
    'seen in a frame that moves with β = (0.100, 0.000, 0.900)',
  );
});
