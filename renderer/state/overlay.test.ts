import { expect, test } from 'vitest';
import type { Component, FitResult, HistoryEntry } from '../../main/contract/index.ts';
import { canShow, recorded, refitOf } from './overlay.ts';

const components: Component[] = [
  { shape: 'ellipse', weight: 0.6, center: [0.1, -3], semi_axes: [0.3, 0.1], angle: 0.2 },
  { shape: 'point', weight: 0.4, center: [0.1, -3] },
];

function entry(shape: string, parts: readonly Component[], more: Partial<FitResult> = {}): HistoryEntry {
  const result: FitResult = {
    event: 2,
    shape,
    solver: 'exact',
    emd: 0.1,
    lower_bound: 0.1,
    gap: 0,
    quadrature: 1001,
    seed: 1,
    converged: true,
    iterations: 12,
    wall_ms: 3,
    components: parts,
    ...more,
  };
  const selection = { kind: 'all' } as const;
  const report = {
    result,
    trace: [0.2, 0.1],
    others: [],
    selection,
    particles: 9,
    energy: 90,
    energyShare: 1,
  };
  return { label: 'Fit it', dataset: 'd', event: 2, shape, selection, report };
}

test('a composition comes back from the history part by part', () => {
  const overlay = recorded(entry('(ellipse+point)', components));
  expect(overlay?.state).toBe('settled');
  expect(overlay?.model.parts.map(({ name }) => name)).toEqual(['ellipse', 'point']);
  expect(overlay?.model.toComponents(overlay.parameters)).toEqual(components);
});

test('what another version has left, and is no shape here, is told apart', () => {
  expect(canShow(entry('(ellipse+point)', components))).toBe(true);
  expect(canShow(entry('(ellipse+spoon)', components))).toBe(false);
  expect(canShow(entry('2*point', components))).toBe(false);
  expect(canShow({ ...entry('ring', []), report: null })).toBe(true);
  expect(canShow({ ...entry('spoon', []), report: null })).toBe(false);
});

test('the same search again: from its click, by its solver; one from a place goes on from there', () => {
  const known = recorded(entry('(ellipse+point)', components, { solver: 'sinkhorn', seed: 4 }));
  if (!known?.result || !known.report) throw new Error('it was recorded');
  expect(refitOf({ ...known, report: { ...known.report, at: [1, 2] } }, known.result)).toEqual({
    kind: 'fit',
    dataset: 'd',
    event: 2,
    shape: '(ellipse+point)',
    selection: { kind: 'all' },
    from: null,
    solver: 'sinkhorn',
    at: [1, 2],
    seed: 4,
  });
  expect(refitOf({ ...known, report: { ...known.report, here: true } }, known.result).from).toEqual(
    components,
  );
});
