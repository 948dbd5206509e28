// Correlation dimension against Q: a line a class with a band of one standard error, Q logarithmic.

import { CHART, chartAxes, type Frame, onPage } from './chart.ts';
import { MAP } from './event-map.ts';
import { classColour, marker } from './markers.ts';
import { fade, line, rect, text } from './marks.ts';
import { wrapText } from './metrics.ts';
import { CAPTION, captioned } from './page.ts';
import type { Box } from './scale.ts';
import { THEMES } from './theme.ts';
import type { Figure, Mark, ThemeName } from './types.ts';

export interface DimensionLine {
  /** Index of the class: its colour and marker. */
  readonly place: number;
  readonly name: string;
  readonly q: Float64Array;
  readonly dimension: Float64Array;
  readonly error: Float64Array;
}

export interface DimensionScene {
  readonly theme: ThemeName;
  readonly lines: readonly DimensionLine[];
  /** The name of the horizontal axis with its unit. */
  readonly label: string;
  readonly caption: readonly string[];
}

/** A marker on every this many steps of the line. */
const EVERY = 5;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Q from the first to the last step that any class has a value at; dimension from 0 to the largest, errors included. */
export function dimensionFrame(lines: readonly DimensionLine[]): Frame {
  let [x0, x1, y1] = [Infinity, 0, 0];
  for (const { q, dimension, error } of lines) {
    for (let i = 0; i < q.length; i++) {
      if (!Number.isFinite(dimension[i])) continue;
      x0 = Math.min(x0, q[i]);
      x1 = Math.max(x1, q[i]);
      // A step with few pairs can have an error many times its value: it may leave the frame.
      const reach = dimension[i] + (Number.isFinite(error[i]) ? Math.min(error[i], dimension[i] / 2) : 0);
      y1 = Math.max(y1, reach);
    }
  }
  if (!(x1 > x0)) return { x0: 0.1, x1: 1, y0: 0, y1: 1 };
  return { x0, x1, y0: 0, y1: y1 * 1.06 || 1 };
}

export function dimensionBox(size: Size, paper: boolean, caption = 0): Box {
  const height = size.height - CHART.bottom - 10 - (paper && caption > 0 ? caption * CAPTION.line + 14 : 0);
  return {
    x: CHART.left - 8,
    y: 10,
    width: Math.max(40, size.width - CHART.left + 8 - (paper ? MAP.legend : 14)),
    height: Math.max(30, height),
  };
}

export function dimensionFigure(scene: DimensionScene, size: Size, paper: boolean): Figure {
  const theme = THEMES[scene.theme];
  const caption = paper
    ? scene.caption.flatMap((entry) => wrapText(entry, CAPTION.size, size.width - 36))
    : [];
  const box = dimensionBox(size, paper, caption.length);
  const frame = dimensionFrame(scene.lines);
  const inside: Mark[] = [rect(box, theme.background)];
  for (const one of scene.lines) inside.push(...bandMarks(one, frame, box, scene.theme));
  for (const one of scene.lines) inside.push(...lineMarks(one, frame, box, scene.theme));
  const marks: Mark[] = [
    { kind: 'group', clip: [box.x, box.y, box.width, box.height], marks: inside },
    ...chartAxes(
      frame,
      box,
      { x: { label: scene.label, log: true }, y: { label: 'dimension' } },
      theme,
      paper ? CHART.size : 10.5,
    ),
  ];
  if (paper) {
    let y = box.y + 8;
    for (const one of scene.lines) {
      const colour = classColour(scene.theme, one.place);
      const x = box.x + box.width + 14;
      marks.push(
        line([x - 3, y, x + 13, y], colour, 1.5),
        marker(one.place, x + 5, y, 3, colour, theme.rim, 0.5),
      );
      for (const row of wrapText(one.name, 8, MAP.legend - 40)) {
        marks.push(text(x + 19, y + 3, row, 8, theme.quietText));
        y += 11;
      }
      y += 4;
    }
  }
  return captioned(marks, {
    size,
    theme,
    end: box.y + box.height + CHART.bottom,
    lines: caption,
    caption: scene.caption,
    name: 'Correlation dimension',
  });
}

/** Steps without a value part a line into pieces. */
function pieces({ q, dimension }: DimensionLine): number[][] {
  const found: number[][] = [[]];
  for (let i = 0; i < q.length; i++) {
    if (Number.isFinite(dimension[i])) found[found.length - 1].push(i);
    else if (found[found.length - 1].length > 0) found.push([]);
  }
  return found.filter((piece) => piece.length > 0);
}

function bandMarks(one: DimensionLine, frame: Frame, box: Box, theme: ThemeName): Mark[] {
  const fill = fade(classColour(theme, one.place), 0.22);
  return pieces(one).map((piece) => {
    const edge = (sign: 1 | -1) =>
      piece.map((i) => {
        const error = Number.isFinite(one.error[i]) ? one.error[i] : 0;
        return onPage(frame, box, one.q[i], one.dimension[i] + sign * error, true);
      });
    return line([...edge(1), ...edge(-1).reverse()].flat(), fill, 0, { closed: true, fill });
  });
}

function lineMarks(one: DimensionLine, frame: Frame, box: Box, theme: ThemeName): Mark[] {
  const colour = classColour(theme, one.place);
  return pieces(one).flatMap((piece) => {
    const points = piece.map((i) => onPage(frame, box, one.q[i], one.dimension[i], true));
    const signs = points.filter((_, k) => k % EVERY === 0);
    return [
      line(points.flat(), colour, 1.5),
      ...signs.map(([x, y]) => marker(one.place, x, y, 3, colour, THEMES[theme].rim, 0.5)),
    ];
  });
}
