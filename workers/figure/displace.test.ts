import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrapPhi } from '../core/geometry.ts';
import { type Cloud, displace, type Flow } from './displace.ts';

const cloud = (weight: number[], y: number[], phi: number[]): Cloud => ({
  weight: Float64Array.from(weight),
  y: Float64Array.from(y),
  phi: Float64Array.from(phi),
});
const flow = (from: number[], to: number[], mass: number[]): Flow => ({
  from: Uint32Array.from(from),
  to: Uint32Array.from(to),
  mass: Float64Array.from(mass),
});
const total = (one: Cloud) => one.weight.reduce((sum, w) => sum + w, 0);

const a = cloud([0.6, 0.4], [0, 1], [0, 3]);
const b = cloud([0.5, 0.5], [2, 1], [0.5, -3]);
const plan = flow([0, 0, 1], [0, 1, 1], [0.5, 0.1, 0.4]);

test('at 0 it is the first event, at 1 the second', () => {
  expect(displace(a, b, plan, 0)).toBe(a);
  expect(displace(a, b, plan, 1)).toBe(b);
});

test('each flow moves along its own straight line, across the seam of φ where that is shorter', () => {
  const half = displace(a, b, plan, 0.5);
  expect([...half.weight]).toEqual([0.5, 0.1, 0.4]);
  expect([...half.y]).toEqual([1, 0.5, 1]);
  expect(half.phi[0]).toBeCloseTo(0.25, 14);
  expect(half.phi[1]).toBeCloseTo(-1.5, 14);
  // 3 and −3 are 0.283 apart over π, and their middle is there.
  expect(Math.abs(half.phi[2])).toBeCloseTo(Math.PI, 14);
});

test('in GeV the surplus fades where it stands', () => {
  const heavy = cloud([10, 5], [0, 1], [0, 0]);
  const light = cloud([8, 1], [0, -1], [0, 0]);
  const some = flow([0], [0], [8]);
  const quarter = displace(heavy, light, some, 0.25);
  expect([...quarter.weight]).toEqual([8, 1.5, 3.75, 0.25]);
  expect([...quarter.y]).toEqual([0, 0, 1, -1]);
});

test('a time outside 0 to 1 is refused', () => {
  expect(() => displace(a, b, plan, 1.5)).toThrow(
    new RangeError('time 1.5: allowed are 0 (the first event) to 1 (the second)'),
  );
  expect(() => displace(a, b, plan, Number.NaN)).toThrow(
    new RangeError('time NaN: allowed are 0 (the first event) to 1 (the second)'),
  );
});

describe('for any two clouds', () => {
  const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
  const particles = fc.array(fc.tuple(fc.double({ min: 0.1, max: 5, noNaN: true }), coordinate, coordinate), {
    minLength: 1,
    maxLength: 6,
  });
  const made = (list: [number, number, number][]) =>
    cloud(
      list.map(([w]) => w),
      list.map(([, y]) => y),
      list.map(([, , phi]) => phi),
    );
  /** Any flow that respects both events: north-west corner. */
  function corner(one: Cloud, two: Cloud): Flow {
    const [from, to, mass]: number[][] = [[], [], []];
    const [left, room] = [one.weight.slice(), two.weight.slice()];
    for (let i = 0, j = 0; i < left.length && j < room.length; ) {
      const m = Math.min(left[i], room[j]);
      from.push(i);
      to.push(j);
      mass.push(m);
      left[i] -= m;
      room[j] -= m;
      if (left[i] === 0) i++;
      else j++;
    }
    return flow(from, to, mass);
  }

  test('the total goes straight from one to the other, and the start and the end are met without a jump', () => {
    fc.assert(
      fc.property(particles, particles, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (p, q, t) => {
        const [one, two] = [made(p), made(q)];
        const some = corner(one, two);
        const now = displace(one, two, some, t);
        expect(total(now)).toBeCloseTo((1 - t) * total(one) + t * total(two), 6);
        const tiny = 1e-9;
        expect(moments(displace(one, two, some, tiny))).toEqual(near(moments(one)));
        expect(moments(displace(one, two, some, 1 - tiny))).toEqual(near(moments(two)));
      }),
    );
  });

  test('backwards is the same way', () => {
    fc.assert(
      fc.property(particles, particles, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (p, q, t) => {
        const [one, two] = [made(p), made(q)];
        const some = corner(one, two);
        const there = moments(displace(one, two, some, t));
        const back = displace(two, one, { from: some.to, to: some.from, mass: some.mass }, 1 - t);
        expect(moments(back)).toEqual(near(there));
      }),
    );
  });

  /** Σw, Σw·y, and the energy's direction in φ, which no seam disturbs. */
  function moments(one: Cloud): number[] {
    const sum = (value: (i: number) => number) => one.weight.reduce((all, w, i) => all + w * value(i), 0);
    return [
      sum(() => 1),
      sum((i) => one.y[i]),
      sum((i) => Math.cos(one.phi[i])),
      sum((i) => Math.sin(wrapPhi(one.phi[i]))),
    ];
  }
  const near = (values: number[]) => values.map((value) => expect.closeTo(value, 6));
});
