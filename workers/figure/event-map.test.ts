import { describe, expect, test } from 'vitest';
import { chartAxes, logTicks, onChart, onPage } from './chart.ts';
import { checkFigure } from './check.ts';
import { type DimensionLine, dimensionFigure, dimensionFrame } from './dimension-chart.ts';
import { type MapScene, mapBox, mapFigure, mapFrame, mixedOrder, zoomFrame } from './event-map.ts';
import { MARKER_NAMES, marker } from './markers.ts';
import { svg } from './svg.ts';
import { THEMES } from './theme.ts';
import type { Figure, Mark } from './types.ts';

const scene: MapScene = {
  theme: 'paper',
  x: Float64Array.of(0, 1, 2, Number.NaN, 0.5),
  y: Float64Array.of(0, 0.5, 0, 0, Number.NaN),
  classOf: Uint16Array.of(0, 1, 1, 0, 1),
  classes: ['qcd.npz', 'top.npz'],
  hidden: new Set(),
  selected: 0,
  other: 2,
  neighbours: [1, 2],
  medoids: [1],
  axes: { x: 'first coordinate, EMD / rad', y: 'second coordinate, EMD / rad', numbers: true },
  caption: ['Map of 5 events', 'Ringside'],
};

/** Every mark, those in groups too. */
const flat = (marks: readonly Mark[]): Mark[] =>
  marks.flatMap((mark) => (mark.kind === 'group' ? flat(mark.marks) : [mark]));
const words = (figure: Figure) =>
  flat(figure.marks).flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

describe('map', () => {
  const size = { width: 600, height: 400 };
  const box = mapBox(size, true, 2);
  const frame = mapFrame(scene.x, scene.y, box.width / box.height);

  test('the frame holds every event that has a place, with one scale for both axes', () => {
    expect(frame.x0).toBeLessThan(0);
    expect(frame.x1).toBeGreaterThan(2);
    const perX = box.width / (frame.x1 - frame.x0);
    const perY = box.height / (frame.y1 - frame.y0);
    expect(perX / perY).toBeCloseTo(1, 12);
  });

  test('events without a place are left out, lines lead to neighbours, the legend names what is drawn', () => {
    const figure = mapFigure(scene, frame, size, true);
    expect(() => checkFigure(figure)).not.toThrow();
    expect(words(figure)).toEqual(
      expect.arrayContaining(['qcd.npz', 'top.npz', 'its 2 nearest', 'Map of 5 events']),
    );
    const inside = figure.marks.find((mark) => mark.kind === 'group');
    const marks = inside?.kind === 'group' ? inside.marks : [];
    expect(marks.filter((mark) => mark.kind === 'line' && !mark.closed)).toHaveLength(2);
    expect(svg(figure)).not.toContain('NaN');
  });

  test('a hidden class is neither drawn nor named', () => {
    const figure = mapFigure({ ...scene, hidden: new Set([1]) }, frame, size, true);
    expect(words(figure)).not.toContain('top.npz');
    const discs = flat(figure.marks).filter((mark) => mark.kind === 'line' && mark.closed && mark.fill);
    expect(discs).toHaveLength(0);
  });

  test('a zoom keeps the point it is about', () => {
    const at: readonly [number, number] = [1.5, 0.25];
    const near = zoomFrame(frame, 0.5, at);
    const before = onPage(frame, box, ...at);
    const after = onPage(near, box, ...at);
    expect(after[0]).toBeCloseTo(before[0], 10);
    expect(after[1]).toBeCloseTo(before[1], 10);
    expect(near.x1 - near.x0).toBeCloseTo((frame.x1 - frame.x0) / 2, 12);
  });

  test.each([1, 2, 3, 10, 17, 600])('%d events are drawn once each', (n) => {
    expect(mixedOrder(n).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  test('the same n is drawn in the same order, not class after class', () => {
    const first = mixedOrder(600).slice(0, 30);
    expect(first.filter((i) => i < 300).length).toBeGreaterThan(8);
    expect(first.filter((i) => i >= 300).length).toBeGreaterThan(8);
    expect(mixedOrder(600).slice(0, 30)).toEqual(first);
  });
});

test.each(MARKER_NAMES.map((name, i) => [name, i] as const))('the %s has the area of its disc', (_, i) => {
  const mark = marker(i, 3, -2, 5, null, [0, 0, 0, 1], 1);
  if (mark.kind === 'circle') {
    expect(mark.r).toBe(5);
    return;
  }
  if (mark.kind !== 'line') throw new Error(`a marker is a circle or a line, not ${mark.kind}`);
  let doubled = 0;
  for (let k = 0; k < mark.points.length; k += 2) {
    const next = (k + 2) % mark.points.length;
    doubled += mark.points[k] * mark.points[next + 1] - mark.points[next] * mark.points[k + 1];
  }
  expect(Math.abs(doubled / 2)).toBeCloseTo(25 * Math.PI, 9);
});

describe('charts', () => {
  test('logarithmic ticks are 1, 2, 5 while there is room, then powers of ten', () => {
    expect(logTicks(0.08, 0.6, 8).map((tick) => tick.label)).toEqual(['0.1', '0.2', '0.5']);
    expect(logTicks(1e-3, 1e3, 8).map((tick) => tick.value)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
    expect(logTicks(0, 1, 8)).toEqual([]);
  });

  test('from the chart to the page and back, on a logarithmic axis too', () => {
    const frame = { x0: 0.01, x1: 1, y0: 0, y1: 5 };
    const box = { x: 40, y: 10, width: 300, height: 100 };
    expect(onPage(frame, box, 0.1, 5, true)).toEqual([expect.closeTo(190, 9), 10]);
    const back = onChart(frame, box, ...onPage(frame, box, 0.3, 2, true), true);
    expect(back).toEqual([expect.closeTo(0.3, 12), expect.closeTo(2, 12)]);
  });

  test('an axis without numbers has neither ticks nor labels', () => {
    const frame = { x0: 0, x1: 1, y0: 0, y1: 1 };
    const style = { label: 'UMAP 1', numbers: false };
    const marks = chartAxes(
      frame,
      { x: 0, y: 0, width: 100, height: 100 },
      { x: style, y: style },
      THEMES.light,
    );
    expect(marks.map((mark) => mark.kind)).toEqual(['rect', 'text', 'text']);
  });

  const curve: DimensionLine = {
    place: 1,
    name: 'top.npz',
    q: Float64Array.of(0.05, 0.1, 0.2, 0.4),
    dimension: Float64Array.of(Number.NaN, 4, 3, 2),
    error: Float64Array.of(Number.NaN, 90, 0.2, 0.1),
  };

  test('the frame holds the curves; one wild error does not blow it up', () => {
    const frame = dimensionFrame([curve]);
    expect([frame.x0, frame.x1, frame.y0]).toEqual([0.1, 0.4, 0]);
    expect(frame.y1).toBeGreaterThan(6);
    expect(frame.y1).toBeLessThan(7);
  });

  test('a line and a band a class; steps without a value are left out', () => {
    const figure = dimensionFigure(
      { theme: 'dark', lines: [curve], label: 'Q / rad', caption: ['Correlation dimension'] },
      { width: 500, height: 300 },
      true,
    );
    expect(() => checkFigure(figure)).not.toThrow();
    expect(svg(figure)).not.toContain('NaN');
    const band = flat(figure.marks).find((mark) => mark.kind === 'line' && mark.closed && mark.width === 0);
    expect(band?.kind === 'line' && band.points.length).toBe(12);
  });
});
