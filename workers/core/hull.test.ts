import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapPhi } from './geometry.ts';
import { convexHull, type Place, unwrapped } from './hull.ts';

const whole = fc.integer({ min: -20, max: 20 });
/** Whole numbers: crossings of lines are exact, and many points are in line. */
const places = fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 40 });

const turn = (a: Place, b: Place, c: Place) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
const edges = (hull: readonly Place[]) =>
  hull.map((a, i): [Place, Place] => [a, hull[(i + 1) % hull.length]]);
const text = (points: readonly Place[]) => points.map((p) => p.join(',')).sort();

describe('the convex hull', () => {
  it('is the square around points inside it and on its sides', () => {
    const hull = convexHull([
      [1, 1],
      [0, 0],
      [2, 0],
      [1, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ]);
    expect(hull).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ]);
  });

  it('of points in line is its two ends, of equal points one, of none none', () => {
    expect(convexHull([[1, 1], [3, 3], [2, 2]])).toEqual([[1, 1], [3, 3]]); // biome-ignore format: in rows
    expect(convexHull([[1, 1], [1, 1], [1, 1]])).toEqual([[1, 1]]); // biome-ignore format: in rows
    expect(convexHull([])).toEqual([]);
  });

  it('holds every point, turns left at every corner, and has no corner that is not a point', () => {
    fc.assert(
      fc.property(places, (points) => {
        const hull = convexHull(points);
        const given = new Set(text(points));
        for (const corner of text(hull)) expect(given.has(corner)).toBe(true);
        if (hull.length < 3) return;
        for (const [i, [a, b]] of edges(hull).entries()) {
          expect(turn(a, b, hull[(i + 2) % hull.length])).toBeGreaterThan(0);
          for (const point of points) expect(turn(a, b, point)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('does not depend on the order of the points, and is its own hull', () => {
    fc.assert(
      fc.property(places, (points) => {
        const hull = convexHull(points);
        expect(convexHull([...points].reverse())).toEqual(hull);
        expect(convexHull(hull)).toEqual(hull);
      }),
    );
  });
});

describe('a chart of φ', () => {
  it('keeps points across ±π together', () => {
    const [a, b] = unwrapped([
      [0, 3.1],
      [0, -3.1],
    ]);
    expect(a).toEqual([0, 3.1]);
    expect(b[1]).toBeCloseTo(3.1 + (2 * Math.PI - 6.2), 12);
  });

  it('moves no point on the cylinder, and none further than π from the first', () => {
    const phi = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(whole, phi), { minLength: 1 }), (points) => {
        for (const [i, [y, at]] of unwrapped(points).entries()) {
          expect(y).toBe(points[i][0]);
          expect(Math.abs(wrapPhi(at - points[i][1]))).toBeLessThan(1e-12);
          expect(Math.abs(at - points[0][1])).toBeLessThanOrEqual(Math.PI + 1e-12);
        }
      }),
    );
  });
});
