import { expect, test } from 'vitest';
import type { JetNode } from '../../main/contract/index.ts';
import { branches, branchPath, leavesOf, nodeAt, parentsOf, placesOf } from './dendrogram.ts';

const node = (pt: number, children: JetNode['children'], particle: number | null): JetNode => ({
  ...{ pt, children, particle, y: 0, phi: 0, m: 0 },
  distance: children ? 1 : 0,
  deltaR: children ? 1 : 0,
});

/** Particles 7 (16 GeV), 8 (4 GeV) and 9 (100 GeV); the first two are merged first. */
const nodes = [
  node(16, null, 7),
  node(4, null, 8),
  node(100, null, 9),
  node(20, [0, 1], null),
  node(120, [2, 3], null),
];

test('particles stand in the order of the tree, harder branches to the left and with more room', () => {
  expect(leavesOf(nodes)).toEqual([2, 0, 1]);
  const x = placesOf(nodes);
  const width = (share: number) => 1 / 6 + share / 2;
  const first = width(10 / 16);
  expect(x[2]).toBeCloseTo(first / 2, 12);
  expect(x[0]).toBeCloseTo(first + width(4 / 16) / 2, 12);
  expect(x[1]).toBeCloseTo(1 - width(2 / 16) / 2, 12);
  expect(x[3]).toBeCloseTo(x[0] + (4 / 20) * (x[1] - x[0]), 12);
  expect(x[4]).toBeCloseTo(x[2] + (20 / 120) * (x[3] - x[2]), 12);
  expect(placesOf([])).toHaveLength(0);
  expect([...placesOf([node(0, null, 1)])]).toEqual([0.5]);
});

test('lines of one subjet and about one width are one path', () => {
  const parent = parentsOf(nodes);
  expect([...parent]).toEqual([3, 3, 4, 4, -1]);
  const drawn = {
    ...{ nodes, parent },
    x: Float64Array.of(60, 90, 20, 70, 30),
    y: Float64Array.of(100, 100, 100, 60, 10),
  };
  expect(branches(drawn, Int32Array.of(1, 1, 0, 1, -1), 8)).toEqual([
    { width: 4.75, subjet: 0, path: 'M20.0 100.0V10.0H30.0' },
    { width: 0.75, subjet: 1, path: 'M90.0 100.0V60.0H70.0' },
    { width: 1.25, subjet: 1, path: 'M60.0 100.0V60.0H70.0' },
    { width: 1.75, subjet: 1, path: 'M70.0 60.0V10.0H30.0' },
  ]);
  expect(branches(drawn, Int32Array.of(9, 12, 0, -1, -1), 8).map(({ subjet }) => subjet)).toEqual([
    -1, 0, 8, 8,
  ]);
  expect(branchPath(drawn, [4, 0])).toBe('M60.0 100.0V60.0H70.0');
  expect(nodeAt(drawn, 91, 80, 6)).toBe(1);
  expect(nodeAt(drawn, 50, 12, 6)).toBe(3);
  expect(nodeAt(drawn, 24, 50, 6)).toBe(2);
  expect(nodeAt(drawn, 30, 8, 6)).toBe(4);
  expect(nodeAt(drawn, 45, 50, 6)).toBeNull();
});
