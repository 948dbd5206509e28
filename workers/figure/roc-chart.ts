// Receiver operating characteristics: of all cuts on an observable, the share of the first sample that is kept against the
// share of the second that comes along. Chance is the diagonal; a better observable's curve lies below it.

import { CHART, chartAxes, type Frame, onPage } from './chart.ts';
import { classColour } from './markers.ts';
import { line, rect, text } from './marks.ts';
import { textWidth, wrapText } from './metrics.ts';
import { CAPTION, captioned } from './page.ts';
import { LEGEND } from './samples.ts';
import type { Box } from './scale.ts';
import { THEMES, type Theme } from './theme.ts';
import type { Colour, Figure, Mark, ThemeName } from './types.ts';

export interface RocLine {
  /** "τ21". */
  readonly name: string;
  /** "AUC 0.873 ± 0.012". */
  readonly words: string;
  readonly kept: Float64Array;
  readonly passed: Float64Array;
}

export interface RocScene {
  readonly theme: ThemeName;
  /** The first is the chosen one. */
  readonly lines: readonly RocLine[];
  /** The smallest share of the second sample that can be told from none; null for a linear axis. */
  readonly least: number | null;
  readonly labels: { readonly x: string; readonly y: string };
  readonly caption: readonly string[];
}

const PLOT = {
  left: 60,
  top: 12,
  right: 16,
  /** Of the chosen curve and of the others, pt. */
  thick: 2.2,
  thin: 1.3,
  /** Points nearer to one another than this, pt, are one. */
  near: 0.4,
} as const;
/** Beside their colours, the others differ by these. */
const DASHES: readonly (readonly number[])[] = [
  [6, 2],
  [2, 2],
  [8, 3, 2, 3],
  [4, 4],
  [1, 3],
];

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface RocLayout {
  readonly box: Box;
  readonly frame: Frame;
}

export function rocLayout(scene: RocScene, size: Size, paper: boolean): RocLayout {
  const lines = paper ? captionLines(scene.caption, size).length : 0;
  return {
    box: {
      x: PLOT.left,
      y: PLOT.top,
      width: Math.max(60, size.width - PLOT.left - (paper ? LEGEND.width + 26 : PLOT.right)),
      height: Math.max(
        60,
        size.height - PLOT.top - CHART.bottom - (lines > 0 ? lines * CAPTION.line + 14 : 0),
      ),
    },
    frame: { x0: 0, x1: 1, y0: scene.least ?? 0, y1: 1 },
  };
}

export function rocFigure(scene: RocScene, size: Size, paper: boolean): Figure {
  const theme = THEMES[scene.theme];
  const { box, frame } = rocLayout(scene, size, paper);
  const log = scene.least !== null;
  const label = paper ? CHART.size : 10.5;
  const chance = Array.from({ length: 101 }, (_, i) => Math.max(frame.y0, i / 100));
  const path = (kept: ArrayLike<number>, passed: ArrayLike<number>) => pathOf(kept, passed, frame, box, log);
  const inside: Mark[] = [
    rect(box, theme.background),
    line(path(chance, chance), theme.axis, 0.8, { dash: [2, 3] }),
  ];
  // The chosen one above the others.
  for (let i = scene.lines.length - 1; i >= 0; i--) {
    const { kept, passed } = scene.lines[i];
    const style = styleOf(i, scene.theme, theme);
    inside.push(line(path(kept, passed), style.colour, style.width, { dash: style.dash }));
  }
  const marks: Mark[] = [
    { kind: 'group', clip: [box.x, box.y, box.width, box.height], marks: inside },
    ...chartAxes(
      frame,
      box,
      { x: { label: scene.labels.x }, y: { label: scene.labels.y, log } },
      theme,
      label,
    ),
  ];
  marks.push(...(paper ? column(scene, box, theme) : corner(scene, box, theme)));
  return captioned(marks, {
    size,
    theme,
    end: box.y + box.height + CHART.bottom,
    lines: paper ? captionLines(scene.caption, size) : [],
    caption: scene.caption,
    name: 'Receiver operating characteristic',
  });
}

const captionLines = (caption: readonly string[], size: Size): string[] =>
  caption.flatMap((entry) => wrapText(entry, CAPTION.size, size.width - 2 * CAPTION.margin));

function styleOf(
  i: number,
  name: ThemeName,
  theme: Theme,
): { colour: Colour; width: number; dash: readonly number[] } {
  if (i === 0) return { colour: theme.accent, width: PLOT.thick, dash: [] };
  return { colour: classColour(name, i - 1), width: PLOT.thin, dash: DASHES[(i - 1) % DASHES.length] };
}

/** On the page, without points that no one can tell from the one before. */
function pathOf(
  kept: ArrayLike<number>,
  passed: ArrayLike<number>,
  frame: Frame,
  box: Box,
  log: boolean,
): number[] {
  const points: number[] = [];
  let [px, py] = [Number.NaN, Number.NaN];
  for (let i = 0; i < kept.length; i++) {
    const share = log ? Math.max(frame.y0 / 2, passed[i]) : passed[i];
    const [x, y] = onPage(frame, box, kept[i], share, false, log);
    const last = i === kept.length - 1;
    if (!last && Math.hypot(x - px, y - py) < PLOT.near) continue;
    points.push(x, y);
    [px, py] = [x, y];
  }
  return points;
}

/** Names and areas in the upper left corner, where no good curve is. */
function corner(scene: RocScene, box: Box, theme: Theme): Mark[] {
  const [size, row, pad, sample] = [11, 17, 7, 22];
  const entries = scene.lines.map(({ name, words }) => `${name}  ${words}`);
  const width = Math.max(0, ...entries.map((entry) => textWidth(entry, size))) + sample + 3 * pad;
  const [x, top] = [box.x + 5, box.y + 5];
  const [r, g, b] = theme.background;
  const marks: Mark[] = [rect({ x, y: top, width, height: entries.length * row + pad }, [r, g, b, 0.8])];
  for (const [i, entry] of entries.entries()) {
    const y = top + pad + i * row + 6;
    const { colour, width: thick, dash } = styleOf(i, scene.theme, theme);
    marks.push(line([x + pad, y, x + pad + sample, y], colour, thick, { dash }));
    marks.push(text(x + 2 * pad + sample, y + 4, entry, size, theme.text));
  }
  return marks;
}

function column(scene: RocScene, box: Box, theme: Theme): Mark[] {
  const { size, row } = LEGEND;
  const x = box.x + box.width + 14;
  const marks: Mark[] = [];
  let y = box.y + 6;
  for (const [i, { name, words }] of scene.lines.entries()) {
    const { colour, width, dash } = styleOf(i, scene.theme, theme);
    marks.push(line([x, y, x + 20, y], colour, width, { dash }));
    marks.push(text(x + 27, y + 3, name, size, theme.text, { weight: 600 }));
    y += row;
    for (const part of wrapText(words, size, LEGEND.width - 27)) {
      marks.push(text(x + 27, y + 3, part, size, theme.quietText));
      y += row;
    }
    y += 5;
  }
  return marks;
}
