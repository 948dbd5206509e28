import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { disk } from './disk.ts';
import { ellipse } from './ellipse.ts';
import { point } from './point.ts';
import { SHAPES, shapeNamed } from './registry.ts';
import { ring } from './ring.ts';
import type { Shape } from './types.ts';

const N = 400;

function places(shape: Shape, parameters: Float64Array, n = N) {
  const y = new Float64Array(n);
  const phi = new Float64Array(n);
  const count = shape.quadrature(parameters, n, y, phi);
  return { y: y.subarray(0, count), phi: phi.subarray(0, count) };
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

const parametersOf: Record<string, fc.Arbitrary<Float64Array>> = {
  point: fc.tuple(reals(4), reals(3)).map((list) => Float64Array.from(list)),
  ring: fc.tuple(reals(4), reals(3), reals(1)).map((list) => Float64Array.from(list)),
  disk: fc.tuple(reals(4), reals(3), reals(1)).map((list) => Float64Array.from(list)),
  ellipse: fc.tuple(reals(4), reals(3), reals(1), reals(1), reals(6)).map((list) => Float64Array.from(list)),
};

function reals(most: number) {
  return fc.double({ min: -most, max: most, noNaN: true });
}

function event(list: readonly (readonly [number, number, number])[]): PlaneEvent {
  return {
    event: 0,
    pt: Float64Array.from(list, (p) => p[0]),
    y: Float64Array.from(list, (p) => p[1]),
    phi: Float64Array.from(list, (p) => p[2]),
    mass: null,
    pid: null,
    index: Uint32Array.from(list.keys()),
  };
}

describe.each(SHAPES.map((shape) => [shape.name, shape] as const))('%s', (name, shape) => {
  it('pulls gradients back exactly', () => {
    fc.assert(
      fc.property(parametersOf[name], reals(2), reals(2), (parameters, ky, kphi) => {
        // A smooth function of the places, its gradient there, and the pull-back against central differences.
        const value = (at: Float64Array) => {
          const { y, phi } = places(shape, at, 60);
          let sum = 0;
          for (let k = 0; k < y.length; k++) sum += Math.sin(ky * y[k] + k) + Math.cos(kphi * phi[k] - k);
          return sum / y.length;
        };
        const { y, phi } = places(shape, parameters, 60);
        const out = new Float64Array(parameters.length);
        shape.pullback(
          parameters,
          y.length,
          y.map((v, k) => (ky * Math.cos(ky * v + k)) / y.length),
          phi.map((v, k) => (-kphi * Math.sin(kphi * v - k)) / phi.length),
          out,
        );
        for (let k = 0; k < parameters.length; k++) {
          const step = 1e-5;
          const shifted = (by: number) => value(parameters.map((v, l) => (l === k ? v + by : v)));
          within(out[k], (shifted(step) - shifted(-step)) / (2 * step), 1e-7);
        }
      }),
    );
  });

  it('has its mass centred, and canonical parameters name the same shape', () => {
    fc.assert(
      fc.property(parametersOf[name], (parameters) => {
        const { y, phi } = places(shape, parameters);
        within(mean(y), parameters[0], 1e-12);
        within(mean(phi), parameters[1], 1e-12);
        const before = Float64Array.from(parameters);
        const canonical = shape.canonical(parameters);
        expect(parameters).toEqual(before);
        expect(shape.canonical(canonical)).toEqual(canonical);
        expect(canonical[1]).toBeGreaterThan(-Math.PI);
        expect(canonical[1]).toBeLessThanOrEqual(Math.PI);
        shape.parameters.forEach(({ lower, upper }, k) => {
          expect(canonical[k]).toBeGreaterThanOrEqual(lower);
          expect(canonical[k]).toBeLessThanOrEqual(upper);
        });
        // The second moments do not change with the name.
        const other = places(shape, canonical);
        const moment = (p: { y: Float64Array; phi: Float64Array }, c: Float64Array) =>
          mean(p.y.map((v, k) => (v - c[0]) * (p.phi[k] - c[1]) + 2 * (v - c[0]) ** 2));
        within(moment(other, canonical), moment({ y, phi }, parameters), 2e-2);
      }),
    );
  });

  it('survives the way through its component', () => {
    fc.assert(
      fc.property(parametersOf[name], (parameters) => {
        const canonical = shape.canonical(parameters);
        const component = shape.toComponent(canonical);
        expect(component.shape).toBe(name);
        expect(component.weight).toBe(1);
        const back = shape.fromComponent(component);
        for (let k = 0; k < back.length; k++) within(back[k], canonical[k], 1e-12);
      }),
    );
  });

  it('has an outline that closes, and handles on it that follow the pointer', () => {
    fc.assert(
      fc.property(parametersOf[name], reals(3), reals(3), (raw, y, phi) => {
        const parameters = shape.canonical(raw);
        const outline = shape.outline(parameters, 64);
        expect(outline.length).toBe(130);
        within(outline[0], outline[128], 1e-12);
        within(outline[1], outline[129], 1e-12);
        for (let k = 0; k < 64; k++) {
          const from = Math.hypot(outline[2 * k] - parameters[0], outline[2 * k + 1] - parameters[1]);
          expect(from).toBeLessThanOrEqual(shape.size(parameters) + 1e-12);
        }
        const handles = shape.handles(parameters);
        within(handles[0].y, parameters[0], 1e-12);
        within(handles[0].phi, parameters[1], 1e-12);
        for (const handle of handles) {
          const dragged = shape.drag(parameters, handle.name, y, phi);
          // A ring's handle keeps its place on the +y side; its distance is what the pointer sets.
          const after = shape.handles(dragged).find((other) => other.name === handle.name);
          if (!after) throw new Error(`${handle.name} vanished`);
          const round = shape.parameters.some((parameter) => parameter.name === 'radius');
          if (round && handle.name === 'radius') {
            within(dragged[2], Math.hypot(y - parameters[0], wrapPhi(phi - parameters[1])), 1e-12);
          } else {
            within(after.y, y, 1e-9);
            within(wrapPhi(after.phi - phi), 0, 1e-9);
          }
        }
      }),
    );
  });

  it('starts at the click or the centroid, of the size of the event', () => {
    const pair = event([
      [1, 0, 3.1],
      [1, 0.4, -3.1],
    ]);
    const start = shape.initial(pair);
    within(start[0], 0.2, 1e-12);
    within(Math.abs(start[1]), Math.PI, 1e-12);
    if (shape.continuous) {
      expect(shape.size(start)).toBeGreaterThan(0.1);
      expect(shape.size(start)).toBeLessThan(1);
    }
    const clicked = shape.initial(pair, [1, -3]);
    within(clicked[0], 1, 1e-12);
    within(clicked[1], -3, 1e-12);
    // A single particle gives something that can be seen and dragged.
    expect(shape.size(shape.initial(event([[1, 0, 0]])))).toBe(shape.continuous ? 0.01 : 0);
  });
});

describe('the quadratures', () => {
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
});

describe('names and errors', () => {
  const message = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return error instanceof RangeError ? error.message : error;
    }
    return 'nothing was thrown';
  };

  it('names what is not there and what is', () => {
    expect(shapeNamed('ellipse')).toBe(ellipse);
    expect(message(() => shapeNamed('blob'))).toBe(
      'unknown shape: blob, allowed are point, ring, disk, ellipse',
    );
    expect(message(() => ring.drag(Float64Array.of(0, 0, 1), 'a', 0, 0))).toBe(
      'ring: no handle a, allowed are center, radius',
    );
    expect(message(() => ellipse.drag(Float64Array.of(0, 0, 1, 1, 0), 'radius', 0, 0))).toBe(
      'ellipse: no handle radius, allowed are center, a, b',
    );
    expect(message(() => point.drag(Float64Array.of(0, 0), 'radius', 0, 0))).toBe(
      'point: no handle radius, allowed is center',
    );
    expect(message(() => disk.fromComponent({ shape: 'disk', weight: 1, center: [0, 0] }))).toBe(
      'disk: radius is missing, needed is a number from 0 to 10',
    );
    expect(
      message(() => ellipse.fromComponent({ shape: 'ellipse', weight: 1, center: [0, 0], angle: 0 })),
    ).toBe('ellipse: semi_axes are missing, needed are two numbers from 0 to 10');
    expect(
      message(() =>
        ellipse.fromComponent({ shape: 'ellipse', weight: 1, center: [0, 0], semi_axes: [1, 1] }),
      ),
    ).toBe('ellipse: angle is missing, needed is a number in rad');
  });
});
