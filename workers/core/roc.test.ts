import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from './random.ts';
import { rank, roc, rocCurve, workingPoint } from './roc.ts';

/** Every pair, one by one: the definition. */
function slow(a: readonly number[], b: readonly number[]): { auc: number; error: number } {
  const share = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
  const ofA = a.map((x) => b.reduce((sum, y) => sum + share(x, y), 0) / b.length);
  const ofB = b.map((y) => a.reduce((sum, x) => sum + share(x, y), 0) / a.length);
  const auc = ofA.reduce((sum, v) => sum + v, 0) / a.length;
  const spread = (v: readonly number[]) => v.reduce((sum, x) => sum + (x - auc) ** 2, 0) / (v.length - 1);
  return { auc, error: Math.sqrt(spread(ofA) / a.length + spread(ofB) / b.length) };
}

/** Few distinct values, so that ties are the rule. */
const coarse = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 40 });
const fine = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 40 });

test('area and error are those of all pairs, ties by halves', () => {
  fc.assert(
    fc.property(fc.oneof(coarse, fine), fc.oneof(coarse, fine), (a, b) => {
      const fast = roc(a, b);
      const all = slow(a, b);
      expect(fast.auc).toBeCloseTo(all.auc, 12);
      expect(fast.error).toBeCloseTo(all.error, 12);
    }),
  );
});

test('changing the samples over gives the rest to one, with the same error', () => {
  fc.assert(
    fc.property(coarse, coarse, (a, b) => {
      expect(roc(a, b).auc).toBeCloseTo(1 - roc(b, a).auc, 14);
      expect(roc(a, b).error).toBeCloseTo(roc(b, a).error, 14);
    }),
  );
});

test('a rising transform changes nothing, a falling one turns it round', () => {
  fc.assert(
    fc.property(coarse, coarse, (a, b) => {
      const rising = (v: readonly number[]) => v.map((x) => Math.exp(x) + x ** 3);
      const falling = (v: readonly number[]) => v.map((x) => -x);
      expect(roc(rising(a), rising(b))).toEqual(roc(a, b));
      expect(roc(falling(a), falling(b)).auc).toBeCloseTo(1 - roc(a, b).auc, 14);
    }),
  );
});

test('two Gaussians a distance d apart have Φ(d/√2), within five of the errors told', () => {
  // Φ(d/√2) of d = 0, 0.5, 1, 2, from tables of the normal distribution.
  const exact: [number, number][] = [
    [0, 0.5],
    [0.5, 0.6381631950841185],
    [1, 0.7602499389065233],
    [2, 0.9213503964748575],
  ];
  const draw = random(20);
  for (const [d, area] of exact) {
    const a = Float64Array.from({ length: 20_000 }, () => draw.normal() + d);
    const b = Float64Array.from({ length: 30_000 }, () => draw.normal());
    const one = roc(a, b);
    expect(Math.abs(one.auc - area)).toBeLessThan(5 * one.error);
    expect(one.error).toBeLessThan(0.003);
  }
});

test('the error is how far the area scatters', () => {
  const draw = random(21);
  const areas: number[] = [];
  let told = 0;
  const times = 400;
  for (let k = 0; k < times; k++) {
    const a = Array.from({ length: 60 }, () => draw.normal() + 1);
    const b = Array.from({ length: 90 }, () => draw.normal());
    const one = roc(a, b);
    areas.push(one.auc);
    told += one.error / times;
  }
  const mean = areas.reduce((sum, v) => sum + v, 0) / times;
  const scatter = Math.sqrt(areas.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (times - 1));
  // The scatter of 400 is itself known to 3.5%.
  expect(Math.abs(told / scatter - 1)).toBeLessThan(0.15);
});

test('the curve goes through every distinct value, and its area by trapezia is the area', () => {
  fc.assert(
    fc.property(coarse, coarse, (a, b) => {
      const curve = rocCurve(a, b);
      expect(curve.kept[0]).toBe(0);
      expect(curve.kept.at(-1)).toBe(1);
      expect(curve.passed.at(-1)).toBe(1);
      expect(curve.kept.length).toBe(new Set([...a, ...b]).size + 1);
      let area = 0;
      for (let i = 1; i < curve.kept.length; i++) {
        area += ((curve.kept[i] + curve.kept[i - 1]) / 2) * (curve.passed[i] - curve.passed[i - 1]);
        const keep = (x: number) => (curve.side === 'above' ? x >= curve.cut[i] : x <= curve.cut[i]);
        expect(curve.kept[i]).toBeCloseTo(a.filter(keep).length / a.length, 12);
        expect(curve.passed[i]).toBeCloseTo(b.filter(keep).length / b.length, 12);
      }
      expect(area).toBeCloseTo(Math.max(curve.auc, 1 - curve.auc), 12);
    }),
  );
});

test('a working point is the first cut that keeps enough', () => {
  const curve = rocCurve([4, 3, 2, 1], [2, 1, 0, 0]);
  expect(workingPoint(curve, 0.5)).toEqual({ cut: 3, kept: 0.5, passed: 0 });
  expect(workingPoint(curve, 0.6)).toEqual({ cut: 2, kept: 0.75, passed: 0.25 });
  expect(workingPoint(rocCurve([1, 2], [3, 4]), 0.5)).toEqual({ cut: 1, kept: 0.5, passed: 0 });
  expect(workingPoint(rocCurve([], [3]), 0.5)).toEqual({
    cut: Number.NaN,
    kept: Number.NaN,
    passed: Number.NaN,
  });
});

test('events without a value are counted and left out; infinities are values', () => {
  const one = roc([Number.NaN, 2, Number.POSITIVE_INFINITY], [1, Number.NaN, Number.NaN]);
  expect(one).toEqual({ auc: 1, error: Number.NaN, a: 2, b: 1, missingA: 1, missingB: 2 });
  expect(roc([Number.NaN], [1])).toEqual({
    auc: Number.NaN,
    error: Number.NaN,
    a: 0,
    b: 1,
    missingA: 1,
    missingB: 0,
  });
  expect(roc([-0, 0], [0, -0]).auc).toBe(0.5);
});

test('the best comes first, whichever side it speaks from', () => {
  const ranked = rank(
    ['none', 'fair', 'low'],
    [
      [Number.NaN, Number.NaN],
      [1, 3, 5],
      [1, 2, 3],
    ],
    [
      [1, 2],
      [0, 2, 4],
      [4, 5, 6],
    ],
  );
  expect(ranked.map((one) => [one.name, one.side, one.separation])).toEqual([
    ['low', 'below', 1],
    ['fair', 'above', 6 / 9],
    ['none', 'above', Number.NaN],
  ]);
  expect(() => rank(['one'], [], [[1]])).toThrow(
    new RangeError('0 and 1 columns for 1 names: one of each sample for every name is needed'),
  );
});
