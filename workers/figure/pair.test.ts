import { expect, test } from 'vitest';
import { checkFigure } from './check.ts';
import { between, PAIR, type PairScene, pairBoxes, pairFigure } from './pair.ts';
import { THEMES } from './theme.ts';
import type { Mark } from './types.ts';

const scene: PairScene = {
  theme: 'dark',
  mode: 'overlaid',
  a: { weight: Float64Array.of(0.7, 0.3), y: Float64Array.of(0, 0.2), phi: Float64Array.of(3.1, 0.1) },
  b: { weight: Float64Array.of(1), y: Float64Array.of(0.1), phi: Float64Array.of(-3.1) },
  flow: { from: Uint32Array.of(0, 1), to: Uint32Array.of(0, 0), mass: Float64Array.of(0.7, 0.3) },
  showFlow: true,
  t: 0,
  names: ['top.npz · 3', 'qcd.npz · 8'],
  view: { y0: -1, y1: 1, phi0: 2.2, phi1: 4.2 },
  reference: 0.5,
  axes: { y: 'y', phi: 'φ / rad' },
  caption: ['Two events'],
};
const size = { width: 700, height: 500 };

const flat = (marks: readonly Mark[]): Mark[] =>
  marks.flatMap((mark) => (mark.kind === 'group' ? flat(mark.marks) : [mark]));
const planes = (made: PairScene) =>
  pairFigure(made, size, false).marks.flatMap((mark) => (mark.kind === 'group' ? [flat(mark.marks)] : []));

test('widths of the flow lines are proportional to the moved mass, and the line does not go round the cylinder', () => {
  const [plane] = planes(scene);
  const lines = plane.flatMap((mark) => (mark.kind === 'line' ? [mark] : []));
  const [heavy] = lines.filter((mark) => Math.abs(mark.width - PAIR.flow * 0.7) < 1e-9);
  const [box] = pairBoxes('overlaid', size);
  expect(Math.hypot(heavy.points[2] - heavy.points[0], heavy.points[3] - heavy.points[1])).toBeLessThan(
    box.height / 5,
  );
  // The lighter flow ends in the same view and begins below it.
  expect(lines.map((mark) => mark.width)).toContain(PAIR.flow * 0.3);
});

test('what moves is filled, what rests is a ring, each event in its colour', () => {
  const { accent, second } = THEMES.dark;
  const [start] = planes(scene);
  const discs = (marks: Mark[]) => marks.flatMap((mark) => (mark.kind === 'circle' ? [mark] : []));
  expect(discs(start).some((mark) => mark.fill?.[0] === accent[0])).toBe(true);
  expect(discs(start).some((mark) => !mark.fill && mark.stroke?.[2] === second[2])).toBe(true);
  const [end] = planes({ ...scene, t: 1 });
  expect(discs(end).some((mark) => mark.fill?.[0] === second[0])).toBe(true);
  expect(discs(end).some((mark) => !mark.fill && mark.stroke?.[0] === accent[0])).toBe(true);
});

test('side by side: two planes of one size, the second event at rest in its own', () => {
  const [left, right] = pairBoxes('side', size);
  expect([left.width, left.height]).toEqual([right.width, right.height]);
  expect(right.x).toBeGreaterThan(left.x + left.width);
  expect(planes({ ...scene, mode: 'side' })).toHaveLength(2);
});

test('on a tall page they stand one above the other', () => {
  const [upper, lower] = pairBoxes('side', { width: 400, height: 600 });
  expect([upper.width, upper.height, upper.x]).toEqual([lower.width, lower.height, lower.x]);
  expect(lower.y).toBeGreaterThan(upper.y + upper.height);
  expect(lower.y + lower.height).toBeLessThan(600);
});

test('on paper it has its caption and passes the check', () => {
  const figure = pairFigure({ ...scene, t: 0.4, theme: 'paper' }, size, true);
  expect(() => checkFigure(figure)).not.toThrow();
  expect(flat(figure.marks).some((mark) => mark.kind === 'text' && mark.text === 'Two events')).toBe(true);
});

test('the colour on the way begins with one and ends with the other', () => {
  const { accent, second } = THEMES.light;
  expect(between(accent, second, 0)).toBe(accent);
  expect(between(accent, second, 1)).toBe(second);
  const half = between(accent, second, 0.5);
  expect(half.every((value) => value >= 0 && value <= 255)).toBe(true);
});
