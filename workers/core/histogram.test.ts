import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binEdges, binOf, ownEdges, roundWidth } from './binning.ts';
import { heights, histogram, histogram2, ratio } from './histogram.ts';
import { moments } from './moments.ts';
import { random } from './random.ts';

const value = fc.oneof(
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
  fc.integer({ min: -5, max: 300 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const sample = fc.array(value, { maxLength: 120 });

test('the default bins rise, hold every finite value, and are no comb', () => {
  fc.assert(
    fc.property(sample, (values) => {
      const edges = binEdges([values]);
      expect(edges.length).toBeGreaterThanOrEqual(2);
      expect(edges.length).toBeLessThanOrEqual(202);
      for (let k = 1; k < edges.length; k++) expect(edges[k]).toBeGreaterThan(edges[k - 1]);
      const one = histogram(values, edges);
      expect([one.under, one.over]).toEqual([0, 0]);
      expect(one.counts.reduce((sum, n) => sum + n, 0) + one.missing).toBe(values.length);
    }),
    { numRuns: 500 },
  );
});

test('a value falls into the bin whose edges enclose it', () => {
  const edges = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(edges, fc.double({ min: -60, max: 60, noNaN: true }), (list, x) => {
      const rising = ownEdges(list.sort((a, b) => a - b));
      const last = rising.length - 1;
      const bin = binOf(rising, x);
      if (bin < 0) expect(x).toBeLessThan(rising[0]);
      else if (bin >= last) expect(x).toBeGreaterThan(rising[last]);
      else {
        expect(x).toBeGreaterThanOrEqual(rising[bin]);
        if (bin === last - 1) expect(x).toBeLessThanOrEqual(rising[last]);
        else expect(x).toBeLessThan(rising[bin + 1]);
      }
    }),
  );
});

test('the width is that of Freedman and Diaconis, rounded', () => {
  // 0, 1 … 999: quartiles 249.75 and 749.25, so 2 × 499.5 / 10 = 99.9.
  const spread = Float64Array.from({ length: 1000 }, (_, k) => k + 0.5);
  expect([...binEdges([spread])]).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  expect([0.9, 1.3, 1.5, 2.2, 2.4, 4, 8, 0.03].map(roundWidth)).toEqual([1, 1, 2, 2, 2.5, 5, 10, 0.025]);
});

test('of two samples the one with the narrower bins has its way', () => {
  const narrow = Float64Array.from({ length: 1000 }, (_, k) => (k + 0.5) / 100);
  const far = narrow.map((value) => 100 + 3 * value);
  const [edges] = [binEdges([narrow, far])];
  expect(edges[1] - edges[0]).toBe(1);
  expect([edges[0], edges[edges.length - 1]]).toEqual([0, 130]);
  expect(edges).toEqual(binEdges([far, narrow]));
});

test('whole numbers stand alone or in equal company, and edges are round', () => {
  expect([...binEdges([[0, 1, 2, 3]])]).toEqual([0, 2, 4]);
  const draw = random(1);
  const dice = Array.from({ length: 5000 }, () => 1 + draw.integer(6));
  expect([...binEdges([dice])]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const tenths = Array.from({ length: 1000 }, (_, k) => k / 1000);
  expect(binEdges([tenths])[3]).toBe(0.3);
});

test('bins of the user: a number, a range, both, edges of any width', () => {
  const values = [0, 1, 2, 3, 10];
  expect([...binEdges([values], { count: 5 })]).toEqual([0, 2, 4, 6, 8, 10]);
  expect([...binEdges([values], { count: 2, range: [0, 1] })]).toEqual([0, 0.5, 1]);
  const one = histogram([...values, -1, Number.NaN], ownEdges([0, 1, 3]));
  expect([...one.counts]).toEqual([1, 3]);
  expect([one.under, one.over, one.missing]).toEqual([1, 1, 1]);
  expect([...binEdges([[7, 7]])].length).toBeGreaterThan(1);
  expect([...binEdges([[]])]).toEqual(expect.arrayContaining([0]));
});

test('what cannot be bins is refused', () => {
  const ask = (call: () => unknown, text: string) => expect(call).toThrow(new RangeError(text));
  ask(() => binEdges([[1]], { count: 0 }), '0 bins: allowed are whole numbers from 1 to 200');
  ask(() => binEdges([[1]], { count: 1.5 }), '1.5 bins: allowed are whole numbers from 1 to 200');
  ask(
    () => binEdges([[1]], { range: [2, 1] }),
    'range 2 to 1: two finite numbers are needed, the first the smaller',
  );
  ask(() => ownEdges([1]), '1 edges: at least two are needed');
  ask(() => ownEdges([1, 1]), 'edge 1: each must be a finite number greater than the one before');
  ask(
    () => histogram2([1], [], ownEdges([0, 1]), ownEdges([0, 1])),
    '1 and 0 values: a pair has one of each',
  );
});

test('densities integrate to one over everything finite, overflow too', () => {
  const one = histogram([0.5, 0.5, 1.5, 9, Number.NaN], ownEdges([0, 1, 3]));
  const { values, errors } = heights(one, true);
  expect([...values]).toEqual([2 / 4, 1 / 4 / 2]);
  expect([...errors]).toEqual([Math.SQRT2 / 4, 1 / 4 / 2]);
  expect([...heights(one, false).errors]).toEqual([Math.SQRT2, 1]);
});

test('a ratio adds relative errors in squares', () => {
  const of = (counts: number[]) => ({
    values: Float64Array.from(counts),
    errors: Float64Array.from(counts, Math.sqrt),
  });
  const { values, errors } = ratio(of([4, 0, 3]), of([16, 4, 0]));
  expect([...values]).toEqual([0.25, 0, Number.NaN]);
  expect(errors[0]).toBeCloseTo(0.25 * Math.sqrt(1 / 4 + 1 / 16), 14);
  expect(errors[1]).toBe(0);
  expect(errors[2]).toBeNaN();
});

test('in two dimensions a pair falls where each of its numbers falls', () => {
  fc.assert(
    fc.property(sample, sample, (x, y) => {
      const n = Math.min(x.length, y.length);
      const [xs, ys] = [x.slice(0, n), y.slice(0, n)];
      const xEdges = ownEdges([-5, 0, 100, 1e9]);
      const yEdges = ownEdges([-1e9, 3, 200]);
      const two = histogram2(xs, ys, xEdges, yEdges);
      const expected = new Float64Array(6);
      let [outside, missing] = [0, 0];
      for (let i = 0; i < n; i++) {
        const [c, r] = [binOf(xEdges, xs[i]), binOf(yEdges, ys[i])];
        if (Number.isNaN(c + r)) missing++;
        else if (c < 0 || c > 2 || r < 0 || r > 1) outside++;
        else expected[3 * r + c]++;
      }
      expect(two.counts).toEqual(expected);
      expect([two.outside, two.missing]).toEqual([outside, missing]);
    }),
  );
});

test('correlation: 1 on a rising line, that of numpy on five pairs', () => {
  const edges = ownEdges([0, 10]);
  expect(histogram2([1, 2, 3], [2, 4, 6], edges, edges).correlation).toBeCloseTo(1, 14);
  // np.corrcoef([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])[0, 1]
  expect(histogram2([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], edges, edges).correlation).toBeCloseTo(0.8, 14);
});

test('moments: by hand, of one value, of none', () => {
  expect(moments([2, 4, Number.NaN, 9])).toEqual({
    entries: 3,
    missing: 1,
    mean: 5,
    error: Math.sqrt(13) / Math.sqrt(3),
    deviation: Math.sqrt(13),
    median: 4,
    least: 2,
    most: 9,
  });
  expect(moments([3]).deviation).toBeNaN();
  expect(moments([3]).mean).toBe(3);
  expect(moments([]).entries).toBe(0);
  expect(moments([1e9 + 1, 1e9 + 2, 1e9 + 3]).deviation).toBeCloseTo(1, 6);
});
