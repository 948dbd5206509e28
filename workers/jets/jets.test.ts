import { describe, expect, it } from 'vitest';
import { jetsOf, kinematics } from './jets.ts';
import { momentaOf } from './momenta.ts';

/** Two pairs, a soft particle between them, one that faces the seam. */
const event = momentaOf({
  pt: Float64Array.of(5, 40, 30, 1, 20),
  y: Float64Array.of(0.1, 0, -1, 2, 0),
  phi: Float64Array.of(0.1, 0, 3.1, 1.5, -3.1),
  mass: null,
});

describe('jetsOf', () => {
  it('tells the hardest first, constituents ascending, φ in (−π, π]', () => {
    const jets = jetsOf(event, { algorithm: 'antikt', R: 1.2 });
    expect(jets.map(({ constituents }) => constituents)).toEqual([[2, 4], [0, 1], [3]]);
    const [first] = jets;
    expect(first.px).toBe(event.px[2] + event.px[4]);
    expect(first.E).toBe(event.e[2] + event.e[4]);
    expect(first.pt).toBe(Math.hypot(first.px, first.py));
    expect(first.m).toBeCloseTo(Math.sqrt(first.E ** 2 - first.pt ** 2 - first.pz ** 2), 9);
    expect(Math.abs(first.phi)).toBeGreaterThan(3);
    expect(first.y).toBeCloseTo(Math.atanh(first.pz / first.E), 12);
  });

  it('leaves out what is softer than ptMin, and keeps what is as hard', () => {
    const definition = { algorithm: 'antikt', R: 1.2 } as const;
    expect(jetsOf(event, definition, { ptMin: 40 }).length).toBe(2);
    expect(jetsOf(event, { algorithm: 'antikt', R: 0.01 }, { ptMin: event.px[1] }).length).toBe(1);
    expect(() => jetsOf(event, definition, { ptMin: -1 })).toThrow(
      new RangeError('jets: least pT is -1, allowed are numbers ≥ 0 (GeV)'),
    );
  });

  it('tells places in the file’s event where they are known', () => {
    const jets = jetsOf({ ...event, index: Uint32Array.of(1, 3, 4, 8, 9) }, { algorithm: 'antikt', R: 1.2 });
    expect(jets.map(({ constituents }) => constituents)).toEqual([[4, 9], [1, 3], [8]]);
  });

  it('orders jets of e+e− by energy', () => {
    const definition = { algorithm: 'eegenkt', R: 0.05, p: 1 } as const;
    const energies = jetsOf(event, definition).map(({ E }) => E);
    expect(energies).toEqual([...event.e].sort((a, b) => b - a));
    const pts = jetsOf(event, definition).map(({ pt }) => pt);
    expect(pts).not.toEqual([...pts].sort((a, b) => b - a));
  });

  it('gives so many exclusive jets, or those that are dcut apart', () => {
    const kt = { algorithm: 'kt', R: 1.2 } as const;
    expect(jetsOf(event, kt, { exclusive: 2 }).map(({ constituents }) => constituents)).toEqual([
      [2, 4],
      [0, 1],
    ]);
    expect(jetsOf(event, kt, { exclusive: 9 }).length).toBe(5);
    expect(jetsOf(event, kt, { dcut: 0 }).length).toBe(5);
    // The soft one goes to the beam at pT² = 1; the pair of 5 and 40 GeV merges at 25 × 0.02/1.44.
    expect(jetsOf(event, kt, { dcut: 0.5 }).length).toBe(4);
    expect(jetsOf(event, kt, { dcut: 1.1 }).length).toBe(3);
  });

  it('has no jets in an event of nothing', () => {
    const none = momentaOf({
      pt: new Float64Array(),
      y: new Float64Array(),
      phi: new Float64Array(),
      mass: null,
    });
    expect(jetsOf(none, { algorithm: 'antikt', R: 1 })).toEqual([]);
    expect(jetsOf(none, { algorithm: 'eekt', R: 1 }, { exclusive: 2 })).toEqual([]);
  });
});

describe('kinematics', () => {
  it('has one φ for the seam, and 0 along the beam', () => {
    expect(kinematics(-1, -0, 0, 1).phi).toBe(Math.PI);
    expect(kinematics(0, -0, 5, 5)).toMatchObject({ pt: 0, phi: 0, m: 0, y: 1e5 + 5 });
  });
});
