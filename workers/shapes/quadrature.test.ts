// Where the mass of each shape sits.

import { describe, expect, it } from 'vitest';
import { arcLength, carlsonD, carlsonF } from './arc-length.ts';
import { disk } from './disk.ts';
import { ellipse } from './ellipse.ts';
import { ellipticring } from './ellipticring.ts';
import { isotropicsphere } from './isotropicsphere.ts';
import { pileup } from './pileup.ts';
import { point } from './point.ts';
import { shapeNamed } from './registry.ts';
import { ring } from './ring.ts';
import { segment } from './segment.ts';
import { mean, places } from './testing/arbitrary.ts';
import { triangle } from './triangle.ts';

const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

it('ring: every point on the circle, equally spaced', () => {
  const { y, phi } = places(ring, Float64Array.of(1, 2, 0.5), 8);
  for (let k = 0; k < 8; k++) {
    const angle = (2 * Math.PI * (k + 0.5)) / 8;
    within(y[k], 1 + 0.5 * Math.cos(angle), 1e-12);
    within(phi[k], 2 + 0.5 * Math.sin(angle), 1e-12);
  }
});

it('disk and ellipse: uniform in area', () => {
  const { y, phi } = places(disk, Float64Array.of(0, 0, 1), 1000);
  // ⟨r⟩ = 2/3, ⟨r²⟩ = 1/2, and the share inside r is r².
  within(mean(y.map((v, k) => Math.hypot(v, phi[k]))), 2 / 3, 1e-4);
  within(mean(y.map((v, k) => v * v + phi[k] * phi[k])), 0.5, 1e-4);
  for (const r of [0.2, 0.5, 0.8]) {
    within(mean(y.map((v, k) => (Math.hypot(v, phi[k]) < r ? 1 : 0))), r * r, 2e-3);
  }
  const turned = places(ellipse, Float64Array.of(0, 0, 0.8, 0.2, Math.PI / 6), 1000);
  const along = turned.y.map((v, k) => v * Math.cos(Math.PI / 6) + turned.phi[k] * Math.sin(Math.PI / 6));
  const across = turned.y.map((v, k) => turned.phi[k] * Math.cos(Math.PI / 6) - v * Math.sin(Math.PI / 6));
  within(mean(along.map((v) => v * v)), 0.8 ** 2 / 4, 1e-3);
  within(mean(across.map((v) => v * v)), 0.2 ** 2 / 4, 1e-4);
});

it('point: itself', () => {
  const { y, phi } = places(point, Float64Array.of(1, 2), 100);
  expect([y.length, y[0], phi[0]]).toEqual([1, 1, 2]);
});

it('segment: equally spaced from end to end', () => {
  const { y, phi } = places(segment, Float64Array.of(1, 2, 0.5, Math.PI / 2), 4);
  [-0.375, -0.125, 0.125, 0.375].forEach((at, k) => {
    within(y[k], 1, 1e-12);
    within(phi[k], 2 + at, 1e-12);
  });
});

describe('elliptic ring', () => {
  it('has the perimeter of tables', () => {
    // Complete elliptic integrals of the second kind, Abramowitz & Stegun 17.1: E(m = ¾) = 1.2110560275684595, E(½) = 1.3506438810476755.
    within(arcLength(Math.PI / 2, 0.5).length, 1.2110560275684594, 1e-14);
    within(arcLength(Math.PI / 2, Math.SQRT1_2).length, 1.3506438810476755, 1e-14);
    within(arcLength(Math.PI / 2, 1).length, Math.PI / 2, 1e-14);
    // DLMF 19.36: R_F(1, 2, 4), R_D(0, 2, 1).
    within(carlsonF(1, 2, 4), 0.6850858166334359, 1e-14);
    within(carlsonD(0, 2, 1), 1.7972103521033882, 1e-13);
  });

  it.each([
    [1, 0.5],
    [0.3, 0.9],
    [1, 0.01],
    [0.7, 0.7],
    [1, 1e-6],
  ])('is even along the edge for semi-axes %f, %f', (a, b) => {
    const n = 200;
    const { y, phi } = places(ellipticring, Float64Array.of(0, 0, a, b, 0), n);
    // The edge as a fine polyline: lengths up to each place, from the end of the second axis on.
    const fine = 400000;
    const at = (j: number) => {
      const t = (2 * Math.PI * j) / fine;
      return [a * Math.sin(t), b * Math.cos(t)] as const;
    };
    let length = 0;
    let next = 0;
    const reached: number[] = [];
    for (let j = 0; j < fine; j++) {
      const [p, q] = [at(j), at(j + 1)];
      const step = Math.hypot(q[0] - p[0], q[1] - p[1]);
      while (next < n) {
        const share = ((y[next] - p[0]) * (q[0] - p[0]) + (phi[next] - p[1]) * (q[1] - p[1])) / (step * step);
        const off = Math.hypot(
          p[0] + share * (q[0] - p[0]) - y[next],
          p[1] + share * (q[1] - p[1]) - phi[next],
        );
        if (!(share >= -1e-6 && share < 1 + 1e-6 && off < 1e-7)) break;
        reached.push(length + share * step);
        next++;
      }
      length += step;
    }
    expect(reached.length).toBe(n);
    reached.forEach((value, k) => {
      within(value, (length * (k + 0.5)) / n, 1e-6);
    });
  });

  it('is a line there and back where one axis is 0, and a place where both are', () => {
    const { y, phi } = places(ellipticring, Float64Array.of(0, 0, 1, 0, 0), 8);
    const expected = [0.25, 0.75, 0.75, 0.25, -0.25, -0.75, -0.75, -0.25];
    expected.forEach((at, k) => {
      within(y[k], at, 1e-12);
    });
    expect([...phi].every((value) => Math.abs(value) < 1e-12)).toBe(true);
    expect(places(ellipticring, Float64Array.of(0, 0, 0, 0, 0), 3).y).toEqual(Float64Array.of(0, 0, 0));
  });
});

describe('polygons', () => {
  // Legs 1.5 and 2: perimeter 6.
  const corners = Float64Array.of(0, 0, 1.5, 0, 0, 2);

  it('have their mass along the edge', () => {
    const { y, phi } = places(triangle, corners, 12);
    const line = [0.25, 0.75, 1.25];
    line.forEach((at, k) => {
      expect([y[k], phi[k]]).toEqual([at, 0]);
    });
    for (let k = 3; k < 8; k++) {
      within(4 * y[k] + 3 * phi[k], 6, 1e-12);
      within(Math.hypot(y[k] - 1.5, phi[k]), (k - 2.5) / 2, 1e-12);
    }
    [1.75, 1.25, 0.75, 0.25].forEach((at, k) => {
      within(y[8 + k], 0, 1e-12);
      within(phi[8 + k], at, 1e-12);
    });
  });

  it.each(['filledtriangle', 'filledpolygon4', 'filledpolygon6'])('%s: uniform in area', (name) => {
    const shape = shapeNamed(name);
    const count = shape.parameters.length / 2;
    const vertices = Float64Array.from({ length: 2 * count }, (_, k) => {
      const angle = (2 * Math.PI * (k >> 1)) / count;
      return k % 2 === 0 ? 2 * Math.cos(angle) : 0.7 * Math.sin(angle) + 0.4 * Math.cos(angle);
    });
    const { y, phi } = places(shape, vertices, 4000);
    // Any half-plane holds the share of the mass that it holds of the area, counted on a grid.
    const inside = (u: number, v: number) =>
      Array.from({ length: count }, (_, k) => {
        const j = (k + 1) % count;
        const [ay, aphi] = [vertices[2 * k], vertices[2 * k + 1]];
        return (vertices[2 * j] - ay) * (v - aphi) - (vertices[2 * j + 1] - aphi) * (u - ay) >= 0;
      }).every(Boolean);
    for (const [cos, sin, at] of [
      [1, 0, 0.3],
      [0, 1, -0.1],
      [0.6, 0.8, 0.5],
      [-0.6, 0.8, 0.2],
    ]) {
      let area = 0;
      let part = 0;
      for (let u = -1.995; u < 2; u += 0.01) {
        for (let v = -1.495; v < 1.5; v += 0.01) {
          if (!inside(u, v)) continue;
          area++;
          if (u * cos + v * sin < at) part++;
        }
      }
      within(mean(y.map((value, k) => (value * cos + phi[k] * sin < at ? 1 : 0))), part / area, 5e-3);
    }
  });

  it('keep together across the seam of φ', () => {
    const { phi } = places(triangle, Float64Array.of(0, 3, 0.2, -3, -0.2, 3.1), 100);
    for (const value of phi) {
      expect(value).toBeGreaterThanOrEqual(3 - 1e-12);
      expect(value).toBeLessThanOrEqual(2 * Math.PI - 3 + 1e-12);
    }
  });
});

describe('backgrounds', () => {
  it('fill the box, or the circle, evenly', () => {
    const box = places(pileup, Float64Array.of(1, 3, 2, 0.5, 0), 1000);
    within(mean(box.y), 1, 1e-12);
    within(mean(box.phi), 3, 1e-3);
    within(mean(box.y.map((v) => (v - 1) ** 2)), 4 / 3, 1e-3);
    within(mean(box.phi.map((v) => (v - 3) ** 2)), 0.25 / 3, 1e-3);
    const circle = places(pileup, Float64Array.of(1, 3, 0.5, 0.5, 0.5), 1000);
    expect(circle).toEqual(places(disk, Float64Array.of(1, 3, 0.5), 1000));
  });

  it('of the sphere: the share of the mass below y is that of the sphere', () => {
    const { y } = places(isotropicsphere, Float64Array.of(5), 2000);
    for (const at of [-2, -0.5, 0.3, 1]) {
      within(mean(y.map((v) => (v < at ? 1 : 0))), (1 + Math.tanh(at)) / 2, 1e-3);
    }
  });
});
