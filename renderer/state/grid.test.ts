import { expect, test } from 'vitest';
import { gridOver, MOST } from './grid.ts';

const view = { y0: -1, y1: 1, phi0: -0.5, phi1: 1 };

test('the grid covers the view and a margin, coarser while something moves', () => {
  const still = gridOver(view, { width: 800, height: 600 }, false);
  const moving = gridOver(view, { width: 800, height: 600 }, true);
  for (const grid of [still, moving]) {
    expect(grid.y0).toBeCloseTo(-1.16, 12);
    expect(grid.y0 + grid.dy * (grid.columns - 1)).toBeCloseTo(1.16, 12);
    expect(grid.phi0).toBeCloseTo(-0.62, 12);
    expect(grid.phi0 + grid.dphi * (grid.rows - 1)).toBeCloseTo(1.12, 12);
  }
  expect([still.columns, still.rows]).toEqual([233, 175]);
  expect([moving.columns, moving.rows]).toEqual([79, 59]);
});

test('a huge window does not ask for a huge grid', () => {
  expect(gridOver(view, { width: 9000, height: 9000 }, false).columns).toBe(MOST);
});
