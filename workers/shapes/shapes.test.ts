// What every registered shape keeps to.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapPhi } from '../core/geometry.ts';
import { EVERY, event, mean, parametersOf, places, reals } from './testing/arbitrary.ts';
import type { Shape } from './types.ts';

const N = 400;
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 40 });

const within = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance);

/** Where its handle, or its component, says that it is. */
const centerOf = (shape: Shape, parameters: Float64Array) => shape.toComponent(parameters).center;

/** Second moments about a place: they do not depend on how the shape is named. */
function moments(shape: Shape, parameters: Float64Array, [y0, phi0]: readonly [number, number]) {
  const { y, phi } = places(shape, parameters, N);
  const dphi = phi.map(
    (value) => value - phi0 - 2 * Math.PI * Math.round((mean(phi) - phi0) / (2 * Math.PI)),
  );
  return [
    mean(y.map((value) => (value - y0) ** 2)),
    mean(y.map((value, k) => (value - y0) * dphi[k])),
    mean(dphi.map((value) => value ** 2)),
  ];
}

const PARTICLES: Record<string, readonly (readonly [number, number, number])[]> = {
  none: [],
  one: [[1, 0.3, 3.1]],
  'two in one place': [
    [1, 0.3, 3.1],
    [2, 0.3, 3.1],
  ],
  'on a line': [
    [1, -0.5, 1],
    [2, 0, 1],
    [1, 0.7, 1],
  ],
  'across the seam': [
    [1, 0, 3.1],
    [1, 0.4, -3.1],
    [3, -0.2, 3],
  ],
  'all the way round': [
    [1, 5, 0],
    [1, -6, 1.5],
    [1, 0, 3],
    [1, 0, -1.5],
  ],
};

describe.each(EVERY.map((shape) => [shape.name, shape] as const))('%s', (name, shape) => {
  const arbitrary = parametersOf(shape);

  it('names its parameters once, with bounds and a sentence', () => {
    expect(new Set(shape.parameters.map((one) => one.name)).size).toBe(shape.parameters.length);
    for (const { name: own, lower, upper, meaning, unit, kind } of shape.parameters) {
      expect(own).toMatch(/^[a-z][a-z0-9]*$/);
      expect(lower).toBeLessThan(upper);
      expect(meaning).toMatch(/^[A-Z].*\.$|^[A-Z].*held$/);
      if (kind === 'azimuth' || kind === 'angle') expect(unit).toBe('rad');
    }
  });

  it('writes as many places as it says, the same every time', () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 1, max: 70 }), (parameters, n) => {
        const before = Float64Array.from(parameters);
        const first = places(shape, parameters, n);
        expect(first.y.length).toBe(shape.continuous ? n : 1);
        expect(first.y.every(Number.isFinite) && first.phi.every(Number.isFinite)).toBe(true);
        expect(places(shape, parameters, n)).toEqual(first);
        expect(parameters).toEqual(before);
      }),
    );
  });

  it('pulls gradients back exactly', () => {
    fc.assert(
      fc.property(arbitrary, reals(2), reals(2), (parameters, ky, kphi) => {
        // At no size an elliptic ring has as many slopes as directions to grow in.
        fc.pre(name !== 'ellipticring' || shape.size(parameters) > 1e-3);
        // A smooth function of the places, its gradient there, and the pull-back against central differences.
        const value = (at: Float64Array) => {
          const { y, phi } = places(shape, at, 60);
          let sum = 0;
          for (let k = 0; k < y.length; k++) sum += Math.sin(ky * y[k] + k) + Math.cos(kphi * phi[k] - k);
          return sum / y.length;
        };
        const { y, phi } = places(shape, parameters, 60);
        const out = new Float64Array(parameters.length).fill(7);
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
          const [low, middle, high] = [shifted(-step), shifted(0), shifted(step)];
          const [left, right] = [(middle - low) / step, (high - middle) / step];
          // A place that passes a corner, and a box whose width changes sign, have a kink there.
          if (Math.abs(left - right) > 1e-3) continue;
          within(out[k], (left + right) / 2, 1e-6 + Math.abs(left - right) / 2);
        }
      }),
    );
  });

  it('has canonical parameters within their bounds, which name the same shape', () => {
    fc.assert(
      fc.property(arbitrary, (parameters) => {
        const before = Float64Array.from(parameters);
        const canonical = shape.canonical(parameters);
        expect(parameters).toEqual(before);
        expect(shape.canonical(canonical)).toEqual(canonical);
        shape.parameters.forEach(({ kind, lower, upper }, k) => {
          if (kind === 'azimuth') expect(canonical[k]).toBeGreaterThan(-Math.PI);
          expect(canonical[k]).toBeGreaterThanOrEqual(lower);
          expect(canonical[k]).toBeLessThanOrEqual(upper);
        });
        const center = centerOf(shape, canonical);
        const [p, q] = [moments(shape, canonical, center), moments(shape, parameters, center)];
        p.forEach((value, k) => {
          within(value, q[k], 2e-2);
        });
      }),
    );
  });

  it('survives the way through its component', () => {
    fc.assert(
      fc.property(arbitrary, (parameters) => {
        const canonical = shape.canonical(parameters);
        const component = shape.toComponent(canonical);
        expect(component.shape).toBe(name);
        expect(component.weight).toBe(1);
        const plain = JSON.parse(JSON.stringify(component));
        const back = shape.fromComponent(plain);
        expect(back.length).toBe(canonical.length);
        for (let k = 0; k < back.length; k++) {
          const { kind } = shape.parameters[k];
          within(kind === 'azimuth' ? wrapPhi(back[k] - canonical[k]) : back[k] - canonical[k], 0, 1e-9);
        }
        expect(component.center[1]).toBeGreaterThan(-Math.PI);
        expect(component.center[1]).toBeLessThanOrEqual(Math.PI);
      }),
    );
  });

  it('has an outline that closes, nowhere farther from its centre than its size, all its mass inside', () => {
    fc.assert(
      fc.property(arbitrary, (raw) => {
        const parameters = shape.canonical(raw);
        const outline = shape.outline(parameters, 64);
        expect(outline.length).toBe(130);
        within(outline[0], outline[128], 1e-12);
        within(outline[1], outline[129], 1e-12);
        const [y0, phi0] = centerOf(shape, parameters);
        const size = shape.size(parameters);
        expect(size).toBeGreaterThanOrEqual(0);
        const turn =
          2 * Math.PI * Math.round((mean(outline.filter((_, k) => k % 2 === 1)) - phi0) / (2 * Math.PI));
        let farthest = 0;
        for (let k = 0; k <= 64; k++) {
          farthest = Math.max(farthest, Math.hypot(outline[2 * k] - y0, outline[2 * k + 1] - turn - phi0));
        }
        expect(farthest).toBeLessThanOrEqual(size + 1e-12);
        const { y, phi } = places(shape, parameters, N);
        const shift = 2 * Math.PI * Math.round((mean(phi) - phi0) / (2 * Math.PI));
        farthest = Math.max(...y.map((value, k) => Math.hypot(value - y0, phi[k] - shift - phi0)));
        // The sunflower, centred, leaves the disk by a hair.
        expect(farthest).toBeLessThanOrEqual(size * 1.01 + 1e-12);
      }),
    );
  });

  it('has handles that follow the pointer, the first one the centre', () => {
    fc.assert(
      fc.property(arbitrary, reals(2.5), reals(2.5), (raw, y, phi) => {
        const parameters = shape.canonical(raw);
        const handles = shape.handles(parameters);
        expect(handles.length > 0).toBe(shape.parameters.some(({ given }) => !given));
        if (handles.length === 0) return;
        const [y0, phi0] = centerOf(shape, parameters);
        within(handles[0].y, y0, 1e-12);
        within(wrapPhi(handles[0].phi - phi0), 0, 1e-12);
        for (const handle of handles) {
          const before = Float64Array.from(parameters);
          const dragged = shape.drag(parameters, handle.name, y, phi);
          expect(parameters).toEqual(before);
          const after = shape.handles(dragged).find((other) => other.name === handle.name);
          if (!after) throw new Error(`${handle.name} vanished`);
          if (handle.name === 'radius') {
            // A ring's handle keeps its place on the +y side; its distance is what the pointer sets.
            within(dragged[2], Math.hypot(y - y0, wrapPhi(phi - phi0)), 1e-12);
          } else if (name === 'isotropicring') {
            within(after.y, y, 1e-12);
          } else if (name !== 'segment' || handle.name === 'center' || near(handles, handle.name, y, phi)) {
            within(after.y, y, 1e-9);
            within(wrapPhi(after.phi - phi), 0, 1e-9);
          }
        }
      }),
    );
  });

  it('moves with its parameters, across the seam too', () => {
    fc.assert(
      fc.property(arbitrary, reals(1), reals(1), (parameters, dy, dphi) => {
        const moved = parameters.map((value, k) => {
          const { kind } = shape.parameters[k];
          return kind === 'rapidity' ? value + dy : kind === 'azimuth' ? wrapPhi(value + dphi) : value;
        });
        const [p, q] = [places(shape, parameters, 50), places(shape, moved, 50)];
        const fixedInPhi = !shape.parameters.some(({ kind }) => kind === 'azimuth');
        const fixedInY = !shape.parameters.some(({ kind }) => kind === 'rapidity');
        const off = p.y.map((value, k) =>
          Math.max(
            Math.abs(q.y[k] - value - (fixedInY ? 0 : dy)),
            Math.abs(wrapPhi(q.phi[k] - p.phi[k] - (fixedInPhi ? 0 : dphi))),
          ),
        );
        expect(Math.max(...off)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });

  it.each(Object.entries(PARTICLES))('starts within its bounds where the particles are %s', (_, list) => {
    for (const at of [undefined, [0.2, -3.1] as const]) {
      for (const region of [undefined, { y: 0, phi: 3, radius: 0.8 }]) {
        const start = shape.initial(event(list), at, region);
        expect(start.length).toBe(shape.parameters.length);
        start.forEach((value, k) => {
          expect(value).toBeGreaterThanOrEqual(shape.parameters[k].lower);
          expect(value).toBeLessThanOrEqual(shape.parameters[k].upper);
        });
        expect(shape.canonical(start)).toEqual(start);
        expect(Number.isFinite(shape.size(start))).toBe(true);
      }
    }
  });

  if (shape.common) {
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
  }
});

/** The pointer lies within half a turn of the segment's other end, and not too far for its longest half-length. */
function near(handles: ReturnType<Shape['handles']>, dragged: string, y: number, phi: number): boolean {
  const other = handles.find(({ name }) => name !== 'center' && name !== dragged);
  return !other || Math.hypot(y - other.y, wrapPhi(phi - other.phi)) < 6;
}
