// Charts of observables as display lists: bars stand where their numbers do, hatches stay inside, nothing is lost on paper.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownEdges } from '../core/binning.ts';
import { heights, histogram, histogram2, ratio } from '../core/histogram.ts';
import { rocCurve } from '../core/roc.ts';
import { onPage } from './chart.ts';
import { checkFigure } from './check.ts';
import { type DensityScene, densityFigure, densityLayout } from './density-chart.ts';
import { type HistogramScene, histogramFigure, histogramLayout } from './histogram-chart.ts';
import { toOklab } from './oklab.ts';
import { type RocScene, rocFigure, rocLayout } from './roc-chart.ts';
import { barMarks } from './samples.ts';
import { sequentialColour } from './sequential.ts';
import { svg } from './svg.ts';
import { THEMES } from './theme.ts';
import type { Figure, Mark } from './types.ts';

const SIZE = { width: 640, height: 420 };
const edges = ownEdges([0, 1, 2, 4]);
const a = histogram([0.5, 0.6, 1.5, 3, 3.5, 9], edges);
const b = histogram([0.5, 1.2, 1.4, -3], edges);

function scene(change: Partial<HistogramScene> = {}): HistogramScene {
  const [one, two] = [heights(a, false), heights(b, false)];
  return {
    theme: 'paper',
    edges,
    samples: [
      { name: 'top.npz', words: ['entries 6'], ...one, under: a.under, over: a.over },
      { name: 'qcd.npz', words: ['entries 4'], ...two, under: b.under, over: b.over },
    ],
    ratio: ratio(one, two),
    log: false,
    labels: { x: 'mass / GeV', y: 'events per bin', ratio: 'top / qcd' },
    caption: ['mass of top.npz and qcd.npz', 'Ringside'],
    ...change,
  };
}

/** Every mark, those in groups too. */
function flat(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => (mark.kind === 'group' ? flat(mark.marks) : [mark]));
}
const texts = (figure: Figure) =>
  flat(figure.marks).flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
const lines = (marks: readonly Mark[]) => flat(marks).flatMap((mark) => (mark.kind === 'line' ? [mark] : []));

test('a bar’s top stands at its count, its sides at the edges', () => {
  const layout = histogramLayout(scene(), SIZE, false);
  const [outline] = lines(histogramFigure(scene(), SIZE, false).marks).filter(
    ({ stroke, fill, dash }) =>
      stroke?.join() === THEMES.paper.accent.join() && fill === null && dash.length === 0,
  );
  const at = (x: number, y: number) => onPage(layout.frame, layout.box, x, y);
  const ground = layout.box.y + layout.box.height;
  const expected = [at(0, 0)[0], ground];
  for (const [k, count] of [2, 1, 2].entries()) {
    expected.push(at(edges[k], 0)[0], at(0, count)[1], at(edges[k + 1], 0)[0], at(0, count)[1]);
  }
  expected.push(at(4, 0)[0], ground);
  for (const [i, value] of expected.entries()) expect(outline.points[i]).toBeCloseTo(value, 9);
});

test('the second sample differs from the first by more than colour', () => {
  const of = (place: number) =>
    lines(barMarks({ x: [0, 40, 80], top: [10, 30], ground: 60 }, place, THEMES.dark));
  expect(of(0).some(({ dash }) => dash.length > 0)).toBe(false);
  expect(of(0).some(({ fill }) => fill !== null)).toBe(true);
  expect(of(1).some(({ dash }) => dash.length > 0)).toBe(true);
  expect(of(1).some(({ fill }) => fill !== null)).toBe(false);
  expect(of(1).length).toBeGreaterThan(8);
});

test('hatch lines run at 45° and stay within the bars', () => {
  const bars = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(bars, (tops) => {
      const x = Array.from({ length: tops.length + 1 }, (_, k) => 17 * k);
      for (const { points, dash } of lines(barMarks({ x, top: tops, ground: 60 }, 1, THEMES.dark))) {
        if (dash.length > 0) continue;
        const [x0, y0, x1, y1] = points;
        expect(x0 + y0).toBeCloseTo(x1 + y1, 9);
        for (let t = 0.01; t < 1; t += 0.07) {
          const [px, py] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
          expect(py).toBeLessThanOrEqual(60 + 1e-9);
          expect(py).toBeGreaterThanOrEqual(tops[Math.min(tops.length - 1, Math.floor(px / 17))] - 1e-9);
        }
      }
    }),
  );
});

test('paper says what the screen’s inspector says; both are figures that can be drawn', () => {
  const paper = histogramFigure(scene(), SIZE, true);
  expect(texts(paper)).toEqual(
    expect.arrayContaining(['top.npz', 'entries 6', 'qcd.npz', 'mass / GeV', 'events per bin', 'top / qcd']),
  );
  expect(texts(paper)).toEqual(expect.arrayContaining(['← 1 below', '1 above →', 'Ringside']));
  expect(paper.description).toBe('mass of top.npz and qcd.npz\nRingside');
  for (const figure of [paper, histogramFigure(scene({ theme: 'dark', log: true }), SIZE, false)]) {
    expect(checkFigure(figure)).toBe(figure);
    expect(svg(figure)).not.toContain('NaN');
  }
  expect(texts(histogramFigure(scene({ ratio: null }), SIZE, false))).not.toContain('top / qcd');
});

test('a logarithmic axis begins below the smallest bar and shows empty ones as none', () => {
  const { frame } = histogramLayout(scene({ log: true }), SIZE, false);
  expect(frame.y0).toBe(0.5);
  expect(frame.y1).toBeGreaterThan(2 + Math.SQRT2);
  const none = { values: new Float64Array(3), errors: new Float64Array(3) };
  const empty = scene({
    log: true,
    ratio: null,
    samples: [{ name: '', words: [], under: 0, over: 0, ...none }],
  });
  expect(svg(histogramFigure(empty, SIZE, false))).not.toContain('NaN');
});

test('two columns: a square where its events are, as dark as they are many, on one scale', () => {
  const [x, y] = [ownEdges([0, 1, 2]), ownEdges([0, 10, 20])];
  const counts = histogram2([0.5, 0.6, 1.5], [5, 5, 15], x, y);
  const density: DensityScene = {
    theme: 'dark',
    panels: [{ name: 'top.npz', words: '3 events', counts }],
    log: false,
    labels: { x: 'girth', y: 'mass / GeV' },
    caption: [],
  };
  const figure = densityFigure(density, SIZE, false);
  const { boxes, frame } = densityLayout(density, SIZE, false);
  const found = flat(figure.marks).flatMap((mark) => (mark.kind === 'rect' && mark.fill ? [mark] : []));
  const fullest = sequentialColour('dark', 1).join();
  const [left, top] = onPage(frame, boxes[0], 0, 10);
  const square = found.find(({ fill, w }) => fill?.join() === fullest && w > 20);
  expect([square?.x, square?.y]).toEqual([left, top]);
  const half = sequentialColour('dark', 0.5).join();
  expect(found.filter(({ fill, w }) => fill?.join() === half && w > 20)).toHaveLength(1);
  expect(texts(figure)).toEqual(
    expect.arrayContaining(['top.npz', '3 events', 'girth', 'mass / GeV', 'events']),
  );
  expect(checkFigure(figure)).toBe(figure);
});

test('colours of counts: lightness goes evenly from end to end in every theme', () => {
  for (const theme of ['dark', 'light', 'paper'] as const) {
    const lightness = Array.from({ length: 11 }, (_, i) => toOklab(sequentialColour(theme, i / 10))[0]);
    const steps = lightness.slice(1).map((value, i) => value - lightness[i]);
    const mean = (lightness[10] - lightness[0]) / 10;
    for (const step of steps) expect(step / mean).toBeCloseTo(1, 0);
    expect(Math.sign(mean)).toBe(theme === 'dark' ? 1 : -1);
  }
});

test('ROC: the curve’s ends are the corners, thinning keeps its course', () => {
  const up = Array.from({ length: 3000 }, (_, i) => i + 400);
  const down = Array.from({ length: 3000 }, (_, i) => i);
  const curve = rocCurve(up, down);
  const roc: RocScene = {
    theme: 'light',
    lines: [{ name: 'mass', words: 'AUC 0.62', kept: curve.kept, passed: curve.passed }],
    least: null,
    labels: { x: 'share of top kept', y: 'share of qcd kept' },
    caption: [],
  };
  const figure = rocFigure(roc, SIZE, false);
  const { box, frame } = rocLayout(roc, SIZE, false);
  const [drawn] = lines(figure.marks).filter(
    ({ stroke, points }) => stroke?.join() === THEMES.light.accent.join() && points.length > 8,
  );
  expect(drawn.points.slice(0, 2)).toEqual(onPage(frame, box, 0, 0));
  expect(drawn.points.slice(-2)).toEqual(onPage(frame, box, 1, 1));
  expect(drawn.points.length / 2).toBeLessThan(2500);
  expect(texts(figure)).toContain('mass  AUC 0.62');
  const log = rocFigure({ ...roc, least: 1e-4 }, SIZE, true);
  expect(checkFigure(log)).toBe(log);
  expect(svg(log)).not.toContain('NaN');
});
