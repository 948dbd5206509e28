import { describe, expect, test } from 'vitest';
import { frameText, parseFrame } from './frame-text.ts';

describe('a reference frame in one word', () => {
  test.each([
    ['lab', { kind: 'lab' }],
    [' Breit', { kind: 'breit', beams: null }],
    ['breit:18,275', { kind: 'breit', beams: { lepton: 18, hadron: 275 } }],
    ['rest', { kind: 'rest' }],
    ['boost:y=-1.2', { kind: 'boost', rapidity: -1.2 }],
    ['boost:0.1,0,-0.5', { kind: 'velocity', velocity: [0.1, 0, -0.5] }],
    ['rotate:0,1,0:0.5', { kind: 'rotation', axis: [0, 1, 0], angle: 0.5 }],
    ['jet:antikt:0.8', { kind: 'jet', jets: { algorithm: 'antikt', R: 0.8 }, jet: 0, principal: false }],
    [
      'jet-axes:kt:1:n=3#2',
      { kind: 'jet', jets: { algorithm: 'kt', R: 1, exclusive: 3 }, jet: 2, principal: true },
    ],
  ])('%s', (text, frame) => {
    const found = parseFrame(text);
    expect(found).toEqual(frame);
    expect(parseFrame(frameText(found))).toEqual(found);
  });

  test.each([
    [
      'moon',
      'frame moon: it is none of the frames, allowed are lab, breit, breit:LEPTON,HADRON, rest, boost:y=RAPIDITY, boost:VX,VY,VZ, rotate:X,Y,Z:ANGLE, jet:JETS#N, jet-axes:JETS#N',
    ],
    ['rest:1', 'frame rest:1: it has 1 after the colon, allowed is rest alone'],
    ['breit:18', 'frame breit:18: beams are 18, allowed are two numbers > 0 (GeV): lepton,hadron'],
    [
      'breit:18,-275',
      'frame breit:18,-275: beams are 18,-275, allowed are two numbers > 0 (GeV): lepton,hadron',
    ],
    ['boost:y=99', 'frame boost:y=99: rapidity is 99, allowed are numbers from −20 to 20'],
    [
      'boost',
      'frame boost: velocity is missing, allowed are y=RAPIDITY along the beam, or VX,VY,VZ of less than 1 together',
    ],
    [
      'boost:0.8,0.8,0',
      'frame boost:0.8,0.8,0: velocity is 0.8,0.8,0, allowed are y=RAPIDITY along the beam, or VX,VY,VZ of less than 1 together',
    ],
    [
      'rotate:0,0,0:1',
      'frame rotate:0,0,0:1: turn is 0,0,0:1, needed are an axis that is not 0,0,0 and an angle (rad): X,Y,Z:ANGLE',
    ],
    ['jet', 'frame jet: jets are missing, needed are jets as --jets has them, for example antikt:0.8#0'],
    ['jet:antikt:0.8#-1', 'frame jet:antikt:0.8#-1: jet is -1, allowed are integers ≥ 0'],
    ['jet:antikt', 'jets antikt: R is missing, needed is antikt:R, for example antikt:0.8'],
  ])('%s is refused', (text, message) => {
    expect(() => parseFrame(text)).toThrow(new RangeError(message));
  });
});
