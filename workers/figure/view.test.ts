import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centre, fitAspect, fitView, pan, resizeView, VIEW_DEFAULTS, zoom } from './view.ts';

const seam = {
  pt: Float64Array.of(100, 100, 1),
  y: Float64Array.of(0, 0.4, 3),
  phi: Float64Array.of(3.1, -3.1, 0),
};

test('a jet across the seam is seen whole, the far soft particle is not', () => {
  const view = fitView(seam, 1.5, true);
  const [y, phi] = centre(view);
  expect(y).toBeCloseTo(0.2, 1);
  expect(Math.abs(Math.abs(phi) - Math.PI)).toBeLessThan(0.02);
  expect(view.y1).toBeLessThan(1);
  expect((view.y1 - view.y0) / (view.phi1 - view.phi0)).toBeCloseTo(1.5, 9);
});

test('a full event shows |y| ≤ 5 and all azimuths', () => {
  const view = fitView(seam, 1, false);
  expect(view).toEqual({ y0: -5, y1: 5, phi0: -5, phi1: 5 });
  const wide = fitView(seam, 2, false);
  expect(wide.phi1 - wide.phi0).toBeCloseTo(2 * Math.PI, 12);
  expect(wide.y1 - wide.y0).toBeCloseTo(4 * Math.PI, 12);
});

test('an empty event has a view too', () => {
  const none = { pt: new Float64Array(), y: new Float64Array(), phi: new Float64Array() };
  expect(fitView(none, 1, true)).toEqual({ y0: -5, y1: 5, phi0: -5, phi1: 5 });
});

const place = fc.double({ min: -3, max: 3, noNaN: true });

test('zooming keeps the point under the pointer, modulo a turn', () => {
  fc.assert(
    fc.property(place, place, fc.double({ min: 0.2, max: 5, noNaN: true }), (y, phi, factor) => {
      const before = { y0: -3, y1: 3, phi0: -3, phi1: 3 };
      const after = zoom(before, factor, [y, phi]);
      expect((y - after.y0) / (after.y1 - after.y0)).toBeCloseTo((y + 3) / 6, 9);
      const shownAt = phi - ((phi + 3) / 6) * (after.phi1 - after.phi0);
      const turns = (shownAt - after.phi0) / (2 * Math.PI);
      expect(turns - Math.round(turns)).toBeCloseTo(0, 9);
      expect(Math.abs(centre(after)[1])).toBeLessThanOrEqual(Math.PI + 1e-9);
    }),
  );
});

test('zoom stops at its limits and keeps the scale equal', () => {
  let view = { y0: -1, y1: 1, phi0: -1, phi1: 1 };
  for (let i = 0; i < 100; i++) view = zoom(view, 0.5);
  expect(view.phi1 - view.phi0).toBeCloseTo(VIEW_DEFAULTS.nearest, 12);
  for (let i = 0; i < 100; i++) view = zoom(view, 2);
  expect(view.phi1 - view.phi0).toBeCloseTo(VIEW_DEFAULTS.farthest, 9);
  expect(view.y1 - view.y0).toBeCloseTo(view.phi1 - view.phi0, 9);
});

test('panning around the cylinder comes back to where it began', () => {
  let view = { y0: -1, y1: 1, phi0: -0.5, phi1: 0.5 };
  for (let i = 0; i < 10; i++) view = pan(view, 0, (2 * Math.PI) / 10);
  expect(view.phi0).toBeCloseTo(-0.5, 9);
  expect(Math.abs(centre(pan(view, 0, 40))[1])).toBeLessThanOrEqual(Math.PI);
});

test('rapidity is bounded', () => {
  expect(centre(pan({ y0: -1, y1: 1, phi0: 0, phi1: 1 }, 1e6, 0))[0]).toBe(VIEW_DEFAULTS.rapidityLimit);
});

test('a resized plane keeps its scale, a fitted one gets the aspect', () => {
  const view = { y0: 0, y1: 2, phi0: 0, phi1: 1 };
  expect(resizeView(view, { width: 200, height: 100 }, { width: 100, height: 200 })).toEqual({
    y0: 0.5,
    y1: 1.5,
    phi0: -0.5,
    phi1: 1.5,
  });
  expect(fitAspect(view, 1)).toEqual({ y0: 0, y1: 2, phi0: -0.5, phi1: 1.5 });
});
