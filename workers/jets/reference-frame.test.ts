import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventColumns, planeEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { breitEvent } from './breit-event.ts';
import { jetsOf } from './jets.ts';
import { eventMomenta, momentaOf } from './momenta.ts';
import { type ReferenceFrame, seenIn } from './reference-frame.ts';

const value = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const particle = fc.record({
  pt: value(0.1, 100),
  y: value(-3, 3),
  phi: value(-3, 3),
  mass: value(0.05, 5),
});
type Particle = { readonly pt: number; readonly y: number; readonly phi: number; readonly mass: number };
const anEvent = fc.array(particle, { minLength: 2, maxLength: 12 });
const ANTIKT = { algorithm: 'antikt', R: 0.8 } as const;
const frames: fc.Arbitrary<ReferenceFrame> = fc.oneof(
  fc.constant<ReferenceFrame>({ kind: 'rest' }),
  fc.record({ kind: fc.constant('boost' as const), rapidity: value(-4, 4) }),
  fc.record({
    kind: fc.constant('velocity' as const),
    velocity: fc.tuple(value(-0.55, 0.55), value(-0.55, 0.55), value(-0.55, 0.55)),
  }),
  fc.record({
    kind: fc.constant('rotation' as const),
    axis: fc.tuple(value(0.1, 1), value(-1, 1), value(-1, 1)),
    angle: value(-3, 3),
  }),
  fc.record({
    kind: fc.constant('jet' as const),
    jets: fc.constant(ANTIKT),
    jet: fc.constant(0),
    principal: fc.boolean(),
  }),
);

/** Event 3 of a file, its particles at places 1, 3, 5, … */
function columnsOf(list: readonly Particle[], massive = true): EventColumns {
  const column = (of: (one: Particle) => number) => Float64Array.from(list, of);
  return {
    first: 3,
    events: 1,
    offsets: Uint32Array.of(0, list.length),
    pt: column(({ pt }) => pt),
    y: column(({ y }) => y),
    phi: column(({ phi }) => phi),
    mass: massive ? column(({ mass }) => mass) : null,
    pid: Int32Array.from(list, (_, k) => 100 + k),
    index: Uint32Array.from(list, (_, k) => 2 * k + 1),
    extra: { charge: Float64Array.from(list, (_, k) => k) },
  };
}

describe('an event in another frame', () => {
  test('the laboratory is the event itself', () => {
    const columns = columnsOf([{ pt: 1, y: 0, phi: 0, mass: 0 }]);
    const { columns: same, facts } = seenIn(columns, 3, { kind: 'lab' });
    expect(same).toBe(columns);
    expect(facts).toEqual({ frame: { kind: 'lab' }, text: 'lab', velocity: [0, 0, 0], dis: null, jet: null });
  });

  test('invariant masses are kept, by momenta and by (pT, y, φ, m); places, species and other columns stay', () => {
    fc.assert(
      fc.property(anEvent, frames, fc.boolean(), (list, frame, massive) => {
        const columns = columnsOf(list, massive);
        // Two massless particles of one direction have no rest frame.
        fc.pre(massive || frame.kind !== 'rest');
        const seen = seenIn(columns, 3, frame).columns;
        expect([seen.first, seen.events]).toEqual([3, 1]);
        expect([seen.index, seen.pid, seen.mass]).toEqual([columns.index, columns.pid, columns.mass]);
        expect(seen.extra.charge).toEqual(columns.extra.charge);
        const before = eventMomenta(columns, 3);
        const plane = planeEvent(seen, 3);
        // A particle that comes to lie along the beam has no place in the plane.
        if (plane.pt.length < list.length) return;
        for (const now of [eventMomenta(seen, 3), momentaOf(plane)]) {
          for (let i = 0; i < list.length; i++) {
            for (let j = 0; j < i; j++) {
              const dot = (m: typeof before | typeof now) =>
                m.e[i] * m.e[j] - m.px[i] * m.px[j] - m.py[i] * m.py[j] - m.pz[i] * m.pz[j];
              const size = before.e[i] * before.e[j] + now.e[i] * now.e[j];
              expect(Math.abs(dot(now) - dot(before))).toBeLessThan(1e-11 * size);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a boost along the beam shifts rapidities and leaves the jets their constituents', () => {
    fc.assert(
      fc.property(anEvent, value(-4, 4), (list, rapidity) => {
        const columns = columnsOf(list);
        const { columns: seen, facts } = seenIn(columns, 3, { kind: 'boost', rapidity });
        columns.y.forEach((y, k) => {
          expect(Math.abs(seen.y[k] - (y - rapidity))).toBeLessThan(1e-9);
        });
        expect(Math.abs(facts.velocity[2] - Math.tanh(rapidity))).toBeLessThan(1e-15);
        const jets = (of: EventColumns) =>
          jetsOf(eventMomenta(of, 3), ANTIKT)
            .map(({ constituents }) => constituents)
            .sort(([a], [b]) => a - b);
        expect(jets(seen)).toEqual(jets(columns));
      }),
      { numRuns: 60 },
    );
  });

  test('in its rest frame the momenta of an event add up to nothing', () => {
    fc.assert(
      fc.property(anEvent, (list) => {
        const { px, py, pz, e } = eventMomenta(seenIn(columnsOf(list), 3, { kind: 'rest' }).columns, 3);
        const sum = (column: Float64Array) => column.reduce((total, one) => total + one, 0);
        for (const one of [px, py, pz]) expect(Math.abs(sum(one))).toBeLessThan(1e-8 * sum(e));
      }),
      { numRuns: 40 },
    );
  });

  test('the axis of the jet lies at (0, 0), turned to its principal axis or not', () => {
    fc.assert(
      fc.property(anEvent, fc.boolean(), (list, principal) => {
        const columns = columnsOf(list);
        const [hardest] = jetsOf(eventMomenta(columns, 3), ANTIKT);
        const { columns: seen, facts } = seenIn(columns, 3, {
          ...{ kind: 'jet', jets: ANTIKT, jet: 0 },
          principal,
        });
        expect(facts.jet).toMatchObject({ pt: hardest.pt, y: hardest.y, phi: hardest.phi });
        const inside = new Set(hardest.constituents);
        const total = { px: 0, py: 0, pz: 0, e: 0 };
        const now = eventMomenta(seen, 3);
        now.index.forEach((place, k) => {
          if (!inside.has(place)) return;
          for (const name of ['px', 'py', 'pz', 'e'] as const) total[name] += now[name][k];
        });
        expect(Math.abs(wrapPhi(Math.atan2(total.py, total.px)))).toBeLessThan(1e-9);
        expect(Math.abs(total.pz)).toBeLessThan(1e-9 * total.e);
      }),
      { numRuns: 60 },
    );
  });

  test('the Breit frame: hadrons alone, with what the scattered lepton tells', () => {
    // Beams of 18 and 275 GeV, the scattered electron of Q² = 100 GeV², y = 0.4, two hadrons, one of them with pT = 0.
    const [plus, minus] = [100 / 36, 36 * 0.6];
    const pt = [0, 0, Math.sqrt(plus * minus), 7, 0];
    const pz = [-18, 275, (plus - minus) / 2, 3, -5];
    const E = pz.map((one, k) => Math.hypot(one, pt[k]));
    const column = (of: (k: number) => number) => Float64Array.from(pt.keys(), of);
    const columns: EventColumns = {
      first: 0,
      events: 1,
      offsets: Uint32Array.of(0, pt.length),
      pt: Float64Array.from(pt),
      y: column((k) => (pt[k] > 0 ? Math.asinh(pz[k] / pt[k]) : Number.NaN)),
      phi: column((k) => (k === 3 ? Math.PI : 0)),
      mass: null,
      pid: Int32Array.of(11, 2212, 11, 211, 2112),
      index: Uint32Array.from(pt.keys()),
      extra: {
        px: column((k) => (k === 3 ? -pt[k] : pt[k])),
        py: column(() => 0),
        pz: Float64Array.from(pz),
        E: Float64Array.from(E),
        status: Float64Array.of(4, 4, 1, 1, 1),
      },
    };
    const { columns: seen, facts } = seenIn(columns, 0, { kind: 'breit', beams: null });
    const { Q2, x, y, W2, hadrons, scatteredIndex } = breitEvent(columns, 0);
    expect(facts.dis).toEqual({ Q2, x, y, W2, scattered: scatteredIndex });
    expect(Math.abs(Q2 - 100)).toBeLessThan(1e-10);
    expect(scatteredIndex).toBe(2);
    expect(Array.from(seen.index)).toEqual([3, 4]);
    // What flew along the electron beam has a place in the plane here.
    expect(planeEvent(seen, 0).index).toEqual(seen.index);
    expect(eventMomenta(seen, 0)).toEqual(hadrons);
  });
});

describe('a frame that the event does not have', () => {
  const columns = columnsOf([{ pt: 20, y: 0, phi: 0, mass: 0 }], false);
  test.each<[string, ReferenceFrame, string]>([
    [
      'no beams',
      { kind: 'breit', beams: null },
      "event 3: its beams are not told, needed are two particles with status 4 and px, py, pz, E, or the beams' energies",
    ],
    [
      'light has no rest frame',
      { kind: 'rest' },
      'event 3: rest frame: E² − p² is 0 GeV², allowed are finite numbers > 0',
    ],
    [
      'no such jet',
      { kind: 'jet', jets: ANTIKT, jet: 1, principal: false },
      'event 3: jet is 1, allowed are 0 to 0',
    ],
    [
      'no jets',
      { kind: 'jet', jets: { ...ANTIKT, ptMin: 30 }, jet: 0, principal: false },
      'event 3: jet is 0, the event has none of these',
    ],
  ])('%s', (_, frame, message) => {
    expect(() => seenIn(columns, 3, frame)).toThrow(new RangeError(message));
  });

  test('a jet that is an event is told by its name', () => {
    const origin = { definition: 'antikt:0.8', event: Uint32Array.of(7), jet: Uint32Array.of(2) };
    expect(() => seenIn({ ...columns, origin }, 3, { kind: 'rest' })).toThrow(
      new RangeError('jet 2 of event 7: rest frame: E² − p² is 0 GeV², allowed are finite numbers > 0'),
    );
    const boosted = seenIn({ ...columns, origin }, 3, { kind: 'boost', rapidity: 1 });
    expect(boosted.columns.origin).toEqual(origin);
  });

  test('an event that the file does not have', () => {
    expect(() => seenIn(columns, 4, { kind: 'rest' })).toThrow(
      new RangeError('event 4 is not in this file: allowed are 3 to 3'),
    );
  });
});
