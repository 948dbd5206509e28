import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventColumns } from '../core/events.ts';
import { centroid, distance } from '../core/geometry.ts';
import { full } from './full.ts';
import { generate, KINDS, toyKind } from './index.ts';
import { jets } from './jets.ts';

/** Sum of massless four-vectors, GeV. */
function sumOf(columns: EventColumns, event: number) {
  let [px, py, pz, E, pt] = [0, 0, 0, 0, 0];
  for (let k = columns.offsets[event]; k < columns.offsets[event + 1]; k++) {
    px += columns.pt[k] * Math.cos(columns.phi[k]);
    py += columns.pt[k] * Math.sin(columns.phi[k]);
    pz += columns.pt[k] * Math.sinh(columns.y[k]);
    E += columns.pt[k] * Math.cosh(columns.y[k]);
    pt += columns.pt[k];
  }
  return { mass: Math.sqrt(E * E - px * px - py * py - pz * pz), met: Math.hypot(px, py), pt };
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * values.length)];
}

const EVENTS = 300;
const sizes = (columns: EventColumns) =>
  Array.from({ length: columns.events }, (_, i) => columns.offsets[i + 1] - columns.offsets[i]);

// Events with beams have tests of their own.
for (const { name } of KINDS.filter(({ make }) => 'plane' in make)) {
  const columns = generate(name, EVENTS, 4);

  describe(name, () => {
    test('is the same for the same seed, another one for another', () => {
      expect(generate(name, EVENTS, 4)).toEqual(columns);
      expect(generate(name, 1, 5).pt).not.toEqual(generate(name, 1, 4).pt);
    });

    test('an event depends on kind, seed and index alone', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: EVENTS - 1 }),
          fc.integer({ min: 1, max: 5 }),
          (first, count) => {
            const events = Math.min(count, EVENTS - first);
            const part = generate(name, events, 4, { first });
            const [start, end] = [columns.offsets[first], columns.offsets[first + events]];
            expect(part.first).toBe(first);
            expect(part.pt).toEqual(columns.pt.slice(start, end));
            expect(part.phi).toEqual(columns.phi.slice(start, end));
            expect(part.pid).toEqual(columns.pid?.slice(start, end));
          },
        ),
        { numRuns: 20 },
      );
    });

    test('has finite float32 numbers, φ in (−π, π], pT falling, known species', () => {
      const species = new Set([22, 130, 211, 321, 2112, 2212]);
      for (let k = 0; k < columns.pt.length; k++) {
        for (const value of [columns.pt[k], columns.y[k], columns.phi[k]]) {
          if (!Number.isFinite(value) || Math.fround(value) !== value) expect.fail(`${value} at ${k}`);
        }
        if (!(columns.pt[k] > 0)) expect.fail(`pt ${columns.pt[k]}`);
        if (!(columns.phi[k] > -Math.PI && columns.phi[k] <= Math.PI)) expect.fail(`phi ${columns.phi[k]}`);
        if (columns.index[k] > 0 && columns.pt[k] > columns.pt[k - 1]) expect.fail(`pt rises at ${k}`);
        if (!species.has(Math.abs(columns.pid?.[k] ?? 0))) expect.fail(`species ${columns.pid?.[k]}`);
      }
    });
  });
}

for (const [name, window] of [
  ['qcd', { low: 20, median: [40, 100], high: 250 }],
  ['w', { low: 60, median: [79, 82], high: 95 }],
  ['top', { low: 60, median: [165, 175], high: 190 }],
] as const) {
  test(`${name} jets: pT near 550 GeV inside R = 1, 20–80 hadrons, masses in their window`, () => {
    const columns = generate(name, EVENTS, 4);
    const masses: number[] = [];
    for (let i = 0; i < EVENTS; i++) {
      const [start, end] = [columns.offsets[i], columns.offsets[i + 1]];
      const { mass, pt } = sumOf(columns, i);
      masses.push(mass);
      expect(pt).toBeGreaterThan(jets.contained * jets.ptMin * 0.9);
      expect(pt).toBeLessThan(jets.ptMax * 1.1);
      const [y, phi] = centroid(
        columns.pt.subarray(start, end),
        columns.y.subarray(start, end),
        columns.phi.subarray(start, end),
      );
      expect(Math.abs(y)).toBeLessThan(jets.yMax + 0.5);
      for (let k = start; k < end; k++) {
        // Rounding to float32 moves a particle by less than 1e-6.
        expect(distance(columns.y[k], columns.phi[k], y, phi)).toBeLessThan(jets.radius + 1e-6);
      }
    }
    for (const size of sizes(columns)) {
      expect(size).toBeGreaterThanOrEqual(jets.fewest);
      expect(size).toBeLessThanOrEqual(jets.most);
    }
    const totals = Array.from({ length: EVENTS }, (_, i) => sumOf(columns, i).pt);
    expect(quantile(totals, 0.5)).toBeGreaterThan(530);
    expect(quantile(totals, 0.5)).toBeLessThan(580);
    expect(quantile(masses, 0.5)).toBeGreaterThan(window.median[0]);
    expect(quantile(masses, 0.5)).toBeLessThan(window.median[1]);
    expect(quantile(masses, 0.05)).toBeGreaterThan(window.low);
    expect(quantile(masses, 0.95)).toBeLessThan(window.high);
  });
}

test('jets lie everywhere in φ, some across the seam', () => {
  const columns = generate('qcd', EVENTS, 4);
  let across = 0;
  const quadrants = [0, 0, 0, 0];
  for (let i = 0; i < EVENTS; i++) {
    const phi = columns.phi.subarray(columns.offsets[i], columns.offsets[i + 1]);
    if (phi.some((value) => value > 2.5) && phi.some((value) => value < -2.5)) across++;
    quadrants[Math.floor((phi[0] + Math.PI) / (Math.PI / 2)) % 4]++;
  }
  expect(across).toBeGreaterThan(EVENTS / 20);
  for (const count of quadrants) expect(count).toBeGreaterThan(EVENTS / 8);
});

test('full events: 300–600 particles inside |y| < 4.5 in balance, with hard particles', () => {
  const columns = generate('event', EVENTS, 4);
  for (const size of sizes(columns)) {
    expect(size).toBeGreaterThanOrEqual(full.fewest);
    expect(size).toBeLessThanOrEqual(full.most);
  }
  expect(columns.y.every((y) => Math.abs(y) <= full.yMax)).toBe(true);
  let hard = 0;
  for (let i = 0; i < EVENTS; i++) {
    const { pt, met } = sumOf(columns, i);
    expect(met / pt).toBeLessThan(0.35);
    let above = 0;
    for (let k = columns.offsets[i]; k < columns.offsets[i + 1]; k++)
      if (columns.pt[k] > 3) above += columns.pt[k];
    if (above > 0.4 * pt) hard++;
  }
  expect(hard).toBeGreaterThan(0.8 * EVENTS);
});

test('shared columns stand on shared memory', () => {
  const columns = generate('qcd', 2, 1, { shared: true });
  for (const column of [columns.offsets, columns.pt, columns.y, columns.phi, columns.pid, columns.index]) {
    expect(column?.buffer).toBeInstanceOf(SharedArrayBuffer);
  }
  expect(columns.pt.slice()).toEqual(generate('qcd', 2, 1).pt);
});

test('progress and cancel', () => {
  const seen: number[] = [];
  generate('w', 3, 1, { onProgress: (done, total) => seen.push(done, total) });
  expect(seen).toEqual([1, 3, 2, 3, 3, 3]);
  expect(() => generate('w', 3, 1, { cancelled: () => seen.length > 0 })).toThrow('generating was cancelled');
});

test('no events are no error; what cannot be made is', () => {
  expect(generate('qcd', 0, 1).offsets).toEqual(Uint32Array.of(0));
  expect(() => generate('tau', 1, 1)).toThrow(
    'unknown kind of toy events: tau, allowed are qcd, w, top, event, dis',
  );
  expect(() => toyKind('__proto__')).toThrow(
    'unknown kind of toy events: __proto__, allowed are qcd, w, top, event, dis',
  );
  expect(() => generate('w', -1, 1)).toThrow('events: -1, allowed are integers from 0 to 1000000');
  expect(() => generate('w', 1, 0.5)).toThrow('seed: 0.5, allowed are integers from 0 to 9007199254740991');
});
