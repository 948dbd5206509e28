// Histograms of two columns at once: a panel a sample on one pair of axes and one scale of colour, with its bar.

import type { Histogram2 } from '../core/histogram.ts';
import { CHART, chartAxes, type Frame, logTicks, onPage } from './chart.ts';
import { line, rect, text } from './marks.ts';
import { textWidth, wrapText } from './metrics.ts';
import { CAPTION, captioned } from './page.ts';
import type { Box } from './scale.ts';
import { sequentialColour } from './sequential.ts';
import { THEMES, type Theme } from './theme.ts';
import { fixed, roundTicks } from './ticks.ts';
import type { Figure, Mark, ThemeName } from './types.ts';

export interface DensityPanel {
  readonly name: string;
  /** "200 events, correlation 0.62". */
  readonly words: string;
  /** On the edges that all panels share. */
  readonly counts: Histogram2;
}

export interface DensityScene {
  readonly theme: ThemeName;
  /** One or two. */
  readonly panels: readonly DensityPanel[];
  /** Colours by the logarithm. */
  readonly log: boolean;
  readonly labels: { readonly x: string; readonly y: string };
  readonly caption: readonly string[];
}

const PLOT = {
  left: 60,
  /** Room for a panel's name above it. */
  top: 24,
  /** Between panels, and right of the last for the bar with its labels. */
  gap: 18,
  bar: { width: 11, room: 62, gap: 14 },
  /** Squares reach into their neighbours by this, pt, so that no seam is seen. */
  seam: 0.3,
} as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface DensityLayout {
  /** One a panel. */
  readonly boxes: readonly Box[];
  readonly frame: Frame;
}

export function densityLayout(scene: DensityScene, size: Size, paper: boolean): DensityLayout {
  const lines = paper ? captionLines(scene.caption, size).length : 0;
  const n = scene.panels.length;
  const room = size.width - PLOT.left - PLOT.bar.room - (n - 1) * PLOT.gap;
  const width = Math.max(40, room / n);
  const height = Math.max(
    40,
    size.height - PLOT.top - CHART.bottom - 4 - (lines > 0 ? lines * CAPTION.line + 14 : 0),
  );
  const { xEdges, yEdges } = scene.panels[0].counts;
  return {
    boxes: scene.panels.map((_, i) => ({
      x: PLOT.left + i * (width + PLOT.gap),
      y: PLOT.top,
      width,
      height,
    })),
    frame: { x0: xEdges[0], x1: xEdges[xEdges.length - 1], y0: yEdges[0], y1: yEdges[yEdges.length - 1] },
  };
}

export function densityFigure(scene: DensityScene, size: Size, paper: boolean): Figure {
  const theme = THEMES[scene.theme];
  const { boxes, frame } = densityLayout(scene, size, paper);
  const label = paper ? CHART.size : 10.5;
  const most = scene.panels.reduce(
    (high, { counts }) => counts.counts.reduce((a, b) => Math.max(a, b), high),
    1,
  );
  const marks: Mark[] = [];
  for (const [i, panel] of scene.panels.entries()) {
    const box = boxes[i];
    marks.push(
      {
        kind: 'group',
        clip: [box.x, box.y, box.width, box.height],
        marks: [rect(box, theme.background), ...squares(panel.counts, scene, frame, box, most)],
      },
      ...chartAxes(
        frame,
        box,
        { x: { label: scene.labels.x }, y: { label: i === 0 ? scene.labels.y : '', bare: i > 0 } },
        theme,
        label,
      ),
      ...title(panel, box, theme, label),
    );
  }
  const [last] = boxes.slice(-1);
  marks.push(...barMarks(scene, last, most, theme, label));
  return captioned(marks, {
    size,
    theme,
    end: last.y + last.height + CHART.bottom,
    lines: paper ? captionLines(scene.caption, size) : [],
    caption: scene.caption,
    name: 'Histogram of two columns',
  });
}

const captionLines = (caption: readonly string[], size: Size): string[] =>
  caption.flatMap((entry) => wrapText(entry, CAPTION.size, size.width - 2 * CAPTION.margin));

/** How far up the scale n events stand; one event is its foot where it is logarithmic, as none has no colour. */
function shareOf(n: number, most: number, log: boolean): number {
  if (most <= 1) return 1;
  return log ? Math.log(n) / Math.log(most) : n / most;
}

function squares(
  { xEdges, yEdges, counts }: Histogram2,
  { theme, log }: DensityScene,
  frame: Frame,
  box: Box,
  most: number,
): Mark[] {
  const across = xEdges.length - 1;
  const marks: Mark[] = [];
  for (let k = 0; k < counts.length; k++) {
    if (counts[k] === 0) continue;
    const [i, j] = [k % across, Math.floor(k / across)];
    const [x0, y0] = onPage(frame, box, xEdges[i], yEdges[j + 1]);
    const [x1, y1] = onPage(frame, box, xEdges[i + 1], yEdges[j]);
    const square = { x: x0, y: y0, width: x1 - x0 + PLOT.seam, height: y1 - y0 + PLOT.seam };
    marks.push(rect(square, sequentialColour(theme, shareOf(counts[k], most, log))));
  }
  return marks;
}

function title({ name, words }: DensityPanel, box: Box, theme: Theme, size: number): Mark[] {
  const y = box.y - 8;
  const from = box.x + textWidth(name, size, 600) + 10;
  const marks = [text(box.x, y, name, size, theme.text, { weight: 600 })];
  if (from + textWidth(words, size) <= box.x + box.width)
    marks.push(text(from, y, words, size, theme.quietText));
  return marks;
}

function barMarks(
  { theme: name, log }: DensityScene,
  box: Box,
  most: number,
  theme: Theme,
  size: number,
): Mark[] {
  const x = box.x + box.width + PLOT.bar.gap;
  const { width } = PLOT.bar;
  const steps = Math.max(2, Math.round(box.height / 2));
  const marks: Mark[] = [];
  for (let i = 0; i < steps; i++) {
    const top = box.y + ((steps - 1 - i) * box.height) / steps;
    const piece = { x, y: top, width, height: box.height / steps + PLOT.seam };
    marks.push(rect(piece, sequentialColour(name, (i + 0.5) / steps)));
  }
  marks.push(rect({ x, y: box.y, width, height: box.height }, null, theme.axis, 0.6));
  const count = Math.max(2, Math.round(box.height / CHART.spacing.y));
  const ticks = log
    ? logTicks(1, Math.max(2, most), 2 * count)
    : roundTicks(0, most, count)
        .values.filter(Number.isInteger)
        .map((value) => ({ value, label: fixed(value, 0) }));
  for (const { value, label } of ticks) {
    const y = box.y + box.height * (1 - (value === 0 ? 0 : shareOf(value, most, log)));
    marks.push(line([x + width, y, x + width + 3, y], theme.axis, 0.6));
    marks.push(text(x + width + 6, y + size * 0.36, label, size, theme.quietText));
  }
  marks.push(text(x + width, box.y - 8, 'events', size, theme.quietText, { anchor: 'middle' }));
  return marks;
}
