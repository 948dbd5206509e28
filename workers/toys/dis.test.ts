import { describe, expect, test } from 'vitest';
import { breitEvent } from '../jets/breit-event.ts';
import { memorySource, readAll } from '../readers/index.ts';
import { eventBytes } from '../writers/index.ts';
import { dis, toyDis } from './dis.ts';
import { generate } from './index.ts';
import { eventRandom } from './seed.ts';

const EVENTS = 200;
const columns = generate('dis', EVENTS, 3);
const sum = (column: ArrayLike<number>) => Array.from(column).reduce((a, b) => a + b, 0);

test('an event depends on seed and index alone', () => {
  expect(generate('dis', EVENTS, 3)).toEqual(columns);
  const part = generate('dis', 2, 3, { first: 7, shared: true });
  expect(part.extra.pz.slice()).toEqual(columns.extra.pz.slice(columns.offsets[7], columns.offsets[9]));
  expect(part.extra.pz.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(generate('dis', 1, 4).pt).not.toEqual(generate('dis', 1, 3).pt);
});

test('every event has electron beam, proton beam, scattered electron, then hadrons by falling pT', () => {
  for (let i = 0; i < EVENTS; i++) {
    const particles = toyDis(eventRandom('dis', 3, i));
    expect(particles.slice(0, 3).map(({ pid, status }) => [pid, status])).toEqual([
      [11, 4],
      [2212, 4],
      [11, 1],
    ]);
    const hadrons = particles.slice(3);
    const pts = hadrons.map(({ px, py }) => Math.hypot(px, py));
    expect(pts).toEqual([...pts].sort((a, b) => b - a));
    expect(hadrons.every(({ status, pid }) => status === 1 && Math.abs(pid) !== 11)).toBe(true);
    expect(hadrons.length).toBeGreaterThan(3);
  }
});

test('what comes in goes out: energy and momentum to 1e-9 of the beams', () => {
  for (let i = 0; i < EVENTS; i++) {
    const total = [0, 0, 0, 0];
    for (const { px, py, pz, E, status } of toyDis(eventRandom('dis', 3, i))) {
      const sign = status === 4 ? -1 : 1;
      [px, py, pz, E].forEach((value, c) => {
        total[c] += sign * value;
      });
      expect(Math.abs(E * E - px * px - py * py - pz * pz)).toBeLessThan(1e-12 * E * E);
    }
    for (const value of total) expect(Math.abs(value)).toBeLessThan(1e-9 * (dis.electron + dis.proton));
  }
});

describe('in the Breit frame', () => {
  const events = Array.from({ length: EVENTS }, (_, i) => breitEvent(columns, i));

  test('hadrons add up to P + q: E + pz = Q(1 − x)/x, E − pz = Q, no transverse momentum', () => {
    for (const { hadrons, Q2, x } of events) {
      const Q = Math.sqrt(Q2);
      const scale = Q / x;
      expect(Math.abs(sum(hadrons.px)) + Math.abs(sum(hadrons.py))).toBeLessThan(1e-8 * scale);
      expect(Math.abs(sum(hadrons.e) - sum(hadrons.pz) - Q)).toBeLessThan(1e-8 * scale);
      expect(Math.abs(sum(hadrons.e) + sum(hadrons.pz) - (Q * (1 - x)) / x)).toBeLessThan(1e-8 * scale);
    }
  });

  test('Q², y and x lie where they are drawn, most at small Q²', () => {
    const { electron, proton, q2Min, q2Max, yMin, yMax } = dis;
    for (const { Q2, x, y } of events) {
      expect(Q2 > q2Min && Q2 < q2Max && y > yMin && y < yMax && x > 0 && x < 1).toBe(true);
      expect(Math.abs((4 * electron * proton * x * y) / Q2 - 1)).toBeLessThan(1e-9);
    }
    // Of Q^-4 from 25 GeV² on, half lies below 50 GeV²; the parton density pulls it further down.
    const q2 = events.map(({ Q2 }) => Q2).sort((a, b) => a - b);
    expect(q2[EVENTS / 2]).toBeGreaterThan(30);
    expect(q2[EVENTS / 2]).toBeLessThan(60);
  });

  test('the current hemisphere holds Q in E − pz, more or less, along −z', () => {
    const share = events.map(({ hadrons: { e, pz }, Q2 }) => {
      let minus = 0;
      for (let k = 0; k < e.length; k++) if (pz[k] < 0) minus += e[k] - pz[k];
      return minus / Math.sqrt(Q2);
    });
    expect(sum(share) / EVENTS).toBeGreaterThan(0.6);
    expect(sum(share) / EVENTS).toBeLessThan(1);
  });

  test('the scattered electron is told from its species, and particles stay where they are in the file', () => {
    for (const { scatteredIndex, hadrons, lab } of events) {
      expect(scatteredIndex).toBe(2);
      expect(hadrons.index).toEqual(lab.index);
      expect(hadrons.index[0]).toBe(3);
    }
  });
});

describe('written and read back', () => {
  const few = generate('dis', 5, 2);
  const again = async (name: string) => {
    const { columns: read, totals } = await readAll(memorySource(name, eventBytes(few, name)));
    return { read, totals };
  };
  const wanted = Array.from({ length: 5 }, (_, i) => breitEvent(few, i));

  test('CSV holds everything: beams, species, status, four-vectors', async () => {
    const { read, totals } = await again('dis.csv');
    expect(read).toEqual(few);
    // The two beams of each event, which have no place in the plane.
    expect(totals.skipped).toEqual({ 'pT = 0': 10 });
    expect(Array.from({ length: 5 }, (_, i) => breitEvent(read, i))).toEqual(wanted);
  });

  test('text holds four-vectors: beams and scattered electron are known by their places', async () => {
    const { read } = await again('dis.dat');
    wanted.forEach((event, i) => {
      expect(breitEvent(read, i)).toEqual(event);
    });
  });

  test('npz holds the plane and species: the beams’ energies are to be given', async () => {
    const { read } = await again('dis.npz');
    expect(() => breitEvent(read, 0)).toThrow(
      new RangeError(
        "event 0: its beams are not told, needed are two particles with status 4 and px, py, pz, E, or the beams' energies",
      ),
    );
    wanted.forEach((event, i) => {
      const found = breitEvent(read, i, { lepton: dis.electron, hadron: dis.proton });
      expect(Math.abs(found.Q2 / event.Q2 - 1)).toBeLessThan(1e-10);
      expect(Math.abs(found.x / event.x - 1)).toBeLessThan(1e-10);
      expect(found.hadrons.index).toEqual(event.hadrons.index);
    });
  });
});

test('what has no scattered lepton is refused', () => {
  const jets = generate('qcd', 1, 1);
  expect(() => breitEvent(jets, 0, { lepton: 18, hadron: 275 })).toThrow(
    new RangeError(
      'event 0: there is no scattered lepton, needed is an outgoing particle of species ±11 or ±13',
    ),
  );
  expect(() => breitEvent(jets, 0, { lepton: 0, hadron: 275 })).toThrow(
    new RangeError('beams: 0 and 275 GeV, allowed are finite numbers > 0'),
  );
});
