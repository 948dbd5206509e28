import { expect, test } from 'vitest';
import type { FitResult } from '../fitting/types.ts';
import { captionLines } from './caption.ts';

const result: FitResult = {
  event: 3,
  shape: 'ring',
  solver: 'exact',
  emd: 0.20069,
  lower_bound: 0.20069,
  gap: 0,
  quadrature: 1000,
  seed: 7,
  converged: true,
  iterations: 31,
  wall_ms: 12,
  components: [{ shape: 'ring', weight: 1, center: [-0.8496, -0.531], radius: 0.3434 }],
};
const facts = {
  file: 'my jets.npz',
  event: 3,
  particles: 75,
  pt: 527.13,
  selection: { kind: 'circle', y: -0.85, phi: -0.53, radius: 1 },
  energyShare: 0.914,
  result,
  version: '0.1.0',
  hash: '0123456789abcdef0123',
} as const;

test('a caption says what, how well, and how to make it again', () => {
  expect(captionLines(facts)).toEqual([
    'my jets.npz · event 3 · 75 particles, total pT 527.1 GeV · within 1.00 of (−0.850, −0.530): 91.4% of the energy',
    'ring: centre y −0.8496, φ −0.5310 rad, radius 0.3434 rad',
    'EMD 0.2007 rad (exact transport to 1000 points); lower bound 0.2007 rad on the distance at these parameters, not on other minima',
    "Ringside 0.1.0 · SHA-256 0123456789abcdef · ringside fit 'my jets.npz' --shape ring --events 3:4 --seed 7 --select=-0.85,-0.53,1",
  ]);
});

test('a jet is told by its event and number, and its fits made again by --jets', () => {
  const jet = { number: 1, definition: 'antikt:0.8' } as const;
  const lines = captionLines({ ...facts, jet, selection: { kind: 'all' } });
  expect(lines[0]).toMatch(/^my jets\.npz · event 3, jet 1 of antikt:0\.8 · 75 particles/);
  expect(lines.at(-1)).toBe(
    "Ringside 0.1.0 · SHA-256 0123456789abcdef · ringside fit 'my jets.npz' --jets antikt:0.8 --shape ring --events 3:4 --seed 7",
  );
  expect(captionLines({ ...facts, jet }).at(-1)).toMatch(/ · selection within a jet$/);
});

test('particles that were left out are told, and left out again', () => {
  const lines = captionLines({ ...facts, cuts: 'ptmin=0.5,neutrinos=drop', selection: { kind: 'all' } });
  expect(lines[0]).toMatch(/^my jets\.npz · cuts ptmin=0\.5,neutrinos=drop · event 3 · 75 particles/);
  expect(lines.at(-1)).toBe(
    "Ringside 0.1.0 · SHA-256 0123456789abcdef · ringside fit 'my jets.npz' --cuts ptmin=0.5,neutrinos=drop --shape ring --events 3:4 --seed 7",
  );
});

test('a fit that a click on the whole event began names the click', () => {
  const clicked = { ...facts, selection: { kind: 'all' }, at: [-0.85, 2.123457] } as const;
  expect(captionLines(clicked).at(-1)).toBe(
    "Ringside 0.1.0 · SHA-256 0123456789abcdef · ringside fit 'my jets.npz' --shape ring --events 3:4 --seed 7 --at=-0.85,2.123457",
  );
});

test('a composition is told part by part, another solver and the intervals are told', () => {
  const replicas = {
    replicas: 100,
    left: 3,
    parameters: [{ name: 'ring.radius', unit: 'rad', central68: [0.31, 0.35] }],
  } as const;
  const lines = captionLines({
    ...facts,
    selection: { kind: 'all' },
    intervals: { smearing: { ...replicas, left: 0 }, bootstrap: replicas },
    result: {
      ...result,
      shape: 'ring+segment+pileup',
      solver: 'sinkhorn',
      components: [
        { ...result.components[0], weight: 0.5 },
        {
          shape: 'segment',
          weight: 0.3,
          center: [0, 1],
          vertices: [
            [-0.1, 1],
            [0.1, 1],
          ],
        },
        { shape: 'pileup', weight: 0.2, center: [0, 0], region: [-1, 1, -0.5, 0.5] },
      ],
    },
  });
  expect(lines.slice(1, 5)).toEqual([
    'ring: centre y −0.8496, φ −0.5310 rad, radius 0.3434 rad, weight 0.500; segment: centre y 0.0000, φ 1.0000 rad, ends (−0.1000, 1.0000) (0.1000, 1.0000), weight 0.300; pileup: centre y 0.0000, φ 0.0000 rad, y −1.000 to 1.000, φ −0.500 to 0.500 rad, weight 0.200',
    'EMD 0.2007 rad (exact transport to 1000 points, fitted by sinkhorn); lower bound 0.2007 rad on the distance at these parameters, not on other minima',
    '68% within the resolution (100 replicas, 0 left this minimum): ring.radius 0.3100 to 0.3500 rad',
    '68% over constituents drawn anew (100 replicas, 3 left this minimum): ring.radius 0.3100 to 0.3500 rad',
  ]);
  const many = { ...replicas, parameters: Array(7).fill(replicas.parameters[0]) };
  expect(captionLines({ ...facts, intervals: { smearing: many, bootstrap: many } })[3]).toBe(
    '68% within the resolution (100 replicas, 3 left this minimum): of 7 parameters, not listed here',
  );
  expect(lines[5]).toContain('--shape ring+segment+pileup --events 3:4 --seed 7 --solver sinkhorn');
});

test('a jet is named by its particles', () => {
  const jet = (index: readonly number[]) =>
    captionLines({ ...facts, selection: { kind: 'particles', index } });
  expect(jet([2, 5, 7])[0]).toBe(
    'my jets.npz · event 3 · 75 particles, total pT 527.1 GeV · jet of 3 particles: 91.4% of the energy',
  );
  expect(jet([2])[0]).toContain(' · jet of 1 particle: 91.4% of the energy');
  expect(jet([2]).at(-1)).toBe('Ringside 0.1.0 · SHA-256 0123456789abcdef · selection of a jet');
});

test('jets that are drawn are told', () => {
  const lines = captionLines({ ...facts, jets: '2 jets: anti-kt, R = 0.4' });
  expect(lines[1]).toBe('2 jets: anti-kt, R = 0.4');
  expect(lines[2]).toMatch(/^ring: /);
});

test('without a fit it says what is seen', () => {
  expect(captionLines({ ...facts, result: null, selection: { kind: 'all' }, hash: '' })).toEqual([
    'my jets.npz · event 3 · 75 particles, total pT 527.1 GeV',
    'Ringside 0.1.0',
  ]);
});
