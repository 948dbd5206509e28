// The map of events: a point an event, near where events are alike. Both axes have one scale, since only distances mean
// anything. Classes differ by colour and by marker; lines lead from the chosen event to its nearest neighbours.

import { CHART, chartAxes, type Frame, onPage } from './chart.ts';
import { classColour, marker } from './markers.ts';
import { disc, fade, line, rect, text } from './marks.ts';
import { wrapText } from './metrics.ts';
import { CAPTION, captioned } from './page.ts';
import type { Box } from './scale.ts';
import { THEMES } from './theme.ts';
import type { Figure, Mark, ThemeName } from './types.ts';

export interface MapScene {
  readonly theme: ThemeName;
  /** Places in the plane; NaN where an event has none. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Class of each event, an index into `classes`. */
  readonly classOf: Uint16Array;
  readonly classes: readonly string[];
  /** Classes that are not drawn. */
  readonly hidden: ReadonlySet<number>;
  readonly selected: number | null;
  /** The event that the selected one is compared with. */
  readonly other: number | null;
  readonly neighbours: readonly number[];
  readonly medoids: readonly number[];
  /** Names of the axes with their unit; `numbers` false where the map has none. */
  readonly axes: { readonly x: string; readonly y: string; readonly numbers: boolean };
  readonly caption: readonly string[];
}

export const MAP = {
  /** Radius of a point up to this many events, pt; smaller where there are more. */
  radius: 4.6,
  few: 250,
  smallest: 1.8,
  /** A box of this side or more has points of full size, pt. */
  side: 460,
  /** Room around the events, share of their extent on each side. */
  padding: 0.06,
  /** Width of the legend on paper, pt. */
  legend: 150,
} as const;

export function mapRadius(events: number, box: Box): number {
  const crowd = Math.min(1, (MAP.few / Math.max(1, events)) ** 0.3);
  const room = Math.min(1, Math.sqrt(Math.min(box.width, box.height) / MAP.side));
  return Math.max(MAP.smallest, MAP.radius * crowd * room);
}

/** The frame of equal scale that holds every event, for a box of this width / height. */
export function mapFrame(x: Float64Array, y: Float64Array, aspect: number): Frame {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i] + y[i])) continue;
    x0 = Math.min(x0, x[i]);
    x1 = Math.max(x1, x[i]);
    y0 = Math.min(y0, y[i]);
    y1 = Math.max(y1, y[i]);
  }
  if (!(x1 >= x0)) return frameAspect({ x0: -1, x1: 1, y0: -1, y1: 1 }, aspect);
  const room = (x1 - x0 || y1 - y0 || 1) * MAP.padding;
  const rise = (y1 - y0 || x1 - x0 || 1) * MAP.padding;
  return frameAspect({ x0: x0 - room, x1: x1 + room, y0: y0 - rise, y1: y1 + rise }, aspect);
}

/** The smallest frame of equal scale, aspect = width / height, around `frame`. */
export function frameAspect(frame: Frame, aspect: number): Frame {
  const w = Math.max(frame.x1 - frame.x0, (frame.y1 - frame.y0) * aspect);
  const h = w / aspect;
  const [x, y] = [(frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2];
  return { x0: x - w / 2, x1: x + w / 2, y0: y - h / 2, y1: y + h / 2 };
}

/** `factor` < 1 shows less; the point `at` stays where it is. */
export function zoomFrame(frame: Frame, factor: number, at: readonly [number, number]): Frame {
  return {
    x0: at[0] + (frame.x0 - at[0]) * factor,
    x1: at[0] + (frame.x1 - at[0]) * factor,
    y0: at[1] + (frame.y0 - at[1]) * factor,
    y1: at[1] + (frame.y1 - at[1]) * factor,
  };
}

export function panFrame(frame: Frame, dx: number, dy: number): Frame {
  return { x0: frame.x0 + dx, x1: frame.x1 + dx, y0: frame.y0 + dy, y1: frame.y1 + dy };
}

/** Where the axes' box stands on a page of this size. */
export function mapBox(size: Size, paper: boolean, caption = 0): Box {
  const height = size.height - CHART.bottom - 10 - (paper && caption > 0 ? caption * CAPTION.line + 14 : 0);
  const width = size.width - CHART.left - (paper ? MAP.legend : 12);
  return { x: CHART.left, y: 10, width: Math.max(40, width), height: Math.max(40, height) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** On paper with legend and caption; on the screen those stand beside it. */
export function mapFigure(scene: MapScene, frame: Frame, size: Size, paper: boolean): Figure {
  const theme = THEMES[scene.theme];
  const lines = paper ? scene.caption.flatMap((entry) => wrapText(entry, CAPTION.size, size.width - 36)) : [];
  const box = mapBox(size, paper, lines.length);
  const shown = paper ? frameAspect(frame, box.width / box.height) : frame;
  const names = { numbers: scene.axes.numbers };
  const marks: Mark[] = [
    { kind: 'group', clip: [box.x, box.y, box.width, box.height], marks: pointMarks(scene, shown, box) },
    ...chartAxes(
      shown,
      box,
      { x: { label: scene.axes.x, ...names }, y: { label: scene.axes.y, ...names } },
      theme,
      paper ? CHART.size : 11,
    ),
  ];
  if (paper) marks.push(...legend(scene, box.x + box.width + 14, box.y + 4));
  return captioned(marks, {
    size,
    theme,
    end: box.y + box.height + CHART.bottom,
    lines,
    caption: scene.caption,
    name: 'Map of events',
  });
}

function pointMarks(scene: MapScene, frame: Frame, box: Box): Mark[] {
  const theme = THEMES[scene.theme];
  const at = (i: number) => onPage(frame, box, scene.x[i], scene.y[i]);
  const seen = (i: number) => Number.isFinite(scene.x[i] + scene.y[i]) && !scene.hidden.has(scene.classOf[i]);
  const n = scene.x.length;
  const r = mapRadius(n, box);
  const marks: Mark[] = [rect(box, theme.background)];
  const { selected, other } = scene;
  const point = (i: number, radius: number, stroke = theme.rim, width = 0.6) => {
    const [x, y] = at(i);
    return marker(scene.classOf[i], x, y, radius, classColour(scene.theme, scene.classOf[i]), stroke, width);
  };
  for (const i of mixedOrder(n)) {
    if (!seen(i)) continue;
    const [x, y] = at(i);
    if (x < box.x - r || x > box.x + box.width + r || y < box.y - r || y > box.y + box.height + r) continue;
    marks.push(point(i, r));
  }
  if (selected !== null && seen(selected)) {
    for (const i of scene.neighbours) {
      if (seen(i)) marks.push(line([...at(selected), ...at(i)], fade(theme.plan, 0.9), 1));
    }
    for (const i of scene.neighbours) if (seen(i)) marks.push(point(i, r + 0.6, theme.text, 1));
  }
  for (const i of scene.medoids) if (seen(i)) marks.push(point(i, r + 3, theme.text, 1.8));
  for (const [i, ring] of [
    [other, theme.second],
    [selected, theme.accent],
  ] as const) {
    if (i === null || !seen(i)) continue;
    const [x, y] = at(i);
    marks.push(
      point(i, r + 1),
      disc(x, y, r + 6, null, theme.background, 4.5),
      disc(x, y, r + 6, null, ring, 2.2),
    );
  }
  return marks;
}

/** Every event once, the classes well mixed, so that none lies on top; the same order each time. */
export function mixedOrder(n: number): number[] {
  if (n === 0) return [];
  const golden = (Math.sqrt(5) - 1) / 2;
  let step = Math.max(1, Math.round(n * golden));
  while (divisor(step, n) !== 1) step++;
  return Array.from({ length: n }, (_, k) => (k * step) % n);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function legend(scene: MapScene, x: number, top: number): Mark[] {
  const theme = THEMES[scene.theme];
  const marks: Mark[] = [];
  let y = top + 4;
  const entry = (mark: Mark | null, name: string) => {
    if (mark) marks.push(mark);
    for (const row of wrapText(name, 8, MAP.legend - 36)) {
      marks.push(text(x + 15, y + 3, row, 8, theme.quietText));
      y += 11;
    }
    y += 4;
  };
  for (const [i, name] of scene.classes.entries()) {
    if (scene.hidden.has(i)) continue;
    entry(marker(i, x + 5, y, 4, classColour(scene.theme, i), theme.rim, 0.6), name);
  }
  if (scene.medoids.length > 0) entry(disc(x + 5, y, 4.5, null, theme.text, 1.6), 'medoid (outlined)');
  if (scene.selected !== null) entry(disc(x + 5, y, 4.5, null, theme.accent, 1.8), 'selected event');
  if (scene.selected !== null && scene.neighbours.length > 0) {
    entry(line([x, y, x + 10, y], theme.plan, 1), `its ${scene.neighbours.length} nearest`);
  }
  if (scene.other !== null) entry(disc(x + 5, y, 4.5, null, theme.second, 1.8), 'compared with');
  return marks;
}
