// A histogram of one sample or of two, with statistical errors, and a panel of their ratio beneath.

import type { Heights } from '../core/histogram.ts';
import { CHART, chartAxes, type Frame, onPage } from './chart.ts';
import { line, rect, text } from './marks.ts';
import { textWidth, wrapText } from './metrics.ts';
import { CAPTION, captioned } from './page.ts';
import { barMarks, errorMark, LEGEND, type LegendEntry, legendColumn, legendCorner } from './samples.ts';
import type { Box } from './scale.ts';
import { THEMES, type Theme } from './theme.ts';
import type { Figure, Mark, ThemeName } from './types.ts';

export interface HistogramSample extends LegendEntry, Heights {
  /** Off the axis to the left and to the right. */
  readonly under: number;
  readonly over: number;
}

export interface HistogramScene {
  readonly theme: ThemeName;
  /** [bins + 1] */
  readonly edges: Float64Array;
  /** One or two. */
  readonly samples: readonly HistogramSample[];
  /** First over second, bin by bin; null for no panel. */
  readonly ratio: Heights | null;
  readonly log: boolean;
  /** Names of the axes with units; of the ratio's. */
  readonly labels: { readonly x: string; readonly y: string; readonly ratio: string };
  readonly caption: readonly string[];
}

export interface HistogramLayout {
  readonly box: Box;
  readonly frame: Frame;
  readonly ratio: { readonly box: Box; readonly frame: Frame } | null;
}

const PLOT = {
  left: 60,
  top: 12,
  right: 16,
  /** Share of the height for the ratio, at most so many pt. */
  ratio: { share: 0.27, most: 120, gap: 10 },
  /** Room above the tallest bar, share of it; and below the lowest on a logarithmic axis. */
  room: 0.08,
  /** Bars narrower than this, pt, show no errors: they would be all that is seen. */
  narrow: 4,
  /** The ratio's axis ends here at most, whatever the ratios. */
  largestRatio: 4,
} as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

export function histogramLayout(scene: HistogramScene, size: Size, paper: boolean): HistogramLayout {
  const caption = paper ? captionLines(scene.caption, size).length : 0;
  const width = Math.max(60, size.width - PLOT.left - (paper ? LEGEND.width + 26 : PLOT.right));
  const height = Math.max(
    60,
    size.height - PLOT.top - CHART.bottom - (caption > 0 ? caption * CAPTION.line + 14 : 0),
  );
  const { edges } = scene;
  const [x0, x1] = [edges[0], edges[edges.length - 1]];
  const below = scene.ratio ? Math.min(PLOT.ratio.most, height * PLOT.ratio.share) : 0;
  const tall = below > 0 ? height - below - PLOT.ratio.gap : height;
  return {
    box: { x: PLOT.left, y: PLOT.top, width, height: tall },
    frame: { x0, x1, ...heightRange(scene) },
    ratio: scene.ratio && {
      box: { x: PLOT.left, y: PLOT.top + tall + PLOT.ratio.gap, width, height: below },
      frame: { x0, x1, ...ratioRange(scene.ratio) },
    },
  };
}

export function histogramFigure(scene: HistogramScene, size: Size, paper: boolean): Figure {
  const theme = THEMES[scene.theme];
  const layout = histogramLayout(scene, size, paper);
  const { box, frame, ratio } = layout;
  const label = paper ? CHART.size : 10.5;
  const marks: Mark[] = [
    clipped(box, [
      rect(box, theme.background),
      ...scene.samples.flatMap((sample, place) => sampleMarks(sample, place, scene, layout, theme)),
    ]),
    ...chartAxes(
      frame,
      box,
      {
        x: { label: ratio ? '' : scene.labels.x, bare: ratio !== null },
        y: { label: scene.labels.y, log: scene.log },
      },
      theme,
      label,
    ),
    ...offMarks(scene.samples, box, theme, label, paper),
  ];
  if (ratio && scene.ratio) {
    marks.push(
      clipped(ratio.box, [
        rect(ratio.box, theme.background),
        ...ratioMarks(scene.ratio, scene.edges, ratio, theme),
      ]),
      ...chartAxes(
        ratio.frame,
        ratio.box,
        { x: { label: scene.labels.x }, y: { label: scene.labels.ratio } },
        theme,
        label,
      ),
    );
  }
  if (paper) {
    const column = { x: box.x + box.width + 14, y: box.y + 2, width: LEGEND.width, height: box.height };
    marks.push(...legendColumn(scene.samples, column, theme).marks);
  } else if (scene.samples.length > 1) {
    const names = scene.samples.map(({ name }) => name);
    const widest = Math.max(...names.map((name) => textWidth(name, 11)));
    marks.push(...legendCorner(names, box, theme, widest, emptierSide(scene)));
  }
  const end = ratio?.box ?? box;
  return captioned(marks, {
    size,
    theme,
    end: end.y + end.height + CHART.bottom,
    lines: paper ? captionLines(scene.caption, size) : [],
    caption: scene.caption,
    name: 'Histogram',
  });
}

const captionLines = (caption: readonly string[], size: Size): string[] =>
  caption.flatMap((entry) => wrapText(entry, CAPTION.size, size.width - 2 * CAPTION.margin));

const clipped = (box: Box, marks: Mark[]): Mark => ({
  kind: 'group',
  clip: [box.x, box.y, box.width, box.height],
  marks,
});

/** Where the bars leave more room: the third of the bins with the lower tallest bar. */
function emptierSide({ samples, edges }: HistogramScene): 'left' | 'right' {
  const third = Math.ceil((edges.length - 1) / 3);
  const tallest = (from: number, to: number) =>
    Math.max(0, ...samples.flatMap(({ values }) => [...values.slice(from, to)]));
  return tallest(0, third) < tallest(edges.length - 1 - third, edges.length - 1) ? 'left' : 'right';
}

function heightRange({ samples, log }: HistogramScene): { y0: number; y1: number } {
  let [least, most] = [Infinity, 0];
  for (const { values, errors } of samples) {
    for (let k = 0; k < values.length; k++) {
      if (!(values[k] > 0)) continue;
      most = Math.max(most, values[k] + errors[k]);
      least = Math.min(least, values[k]);
    }
  }
  if (most === 0) return { y0: log ? 0.1 : 0, y1: 1 };
  if (!log) return { y0: 0, y1: most * (1 + PLOT.room) };
  const y0 = least / 2;
  return { y0, y1: Math.max(most * (most / y0) ** PLOT.room, 10 * y0) };
}

/** Around 1, far enough for most bins: a bin with one entry can have any ratio. */
function ratioRange({ values }: Heights): { y0: number; y1: number } {
  const finite = values.filter(Number.isFinite).sort();
  const high = finite[Math.floor(0.9 * (finite.length - 1))] ?? 1;
  return { y0: 0, y1: Math.min(PLOT.largestRatio, Math.max(2, high * 1.25)) };
}

function sampleMarks(
  { values, errors }: HistogramSample,
  place: number,
  { edges, samples, log }: HistogramScene,
  { box, frame }: HistogramLayout,
  theme: Theme,
): Mark[] {
  const ground = box.y + box.height;
  const at = (x: number, y: number) => onPage(frame, box, x, y, false, log);
  // On a logarithmic axis nothing lies at minus infinity: below the frame is as good.
  const top = (y: number) => (y > 0 ? Math.min(ground + 2, at(frame.x0, y)[1]) : ground + (log ? 2 : 0));
  const x = Array.from(edges, (edge) => at(edge, frame.y1)[0]);
  const marks = barMarks(
    { x, top: Array.from(values, top), ground: log ? ground + 2 : ground },
    place,
    theme,
  );
  // Two samples' errors stand side by side.
  const aside = samples.length > 1 ? (place === 0 ? -1 : 1) : 0;
  for (let k = 0; k < values.length; k++) {
    if (x[k + 1] - x[k] < PLOT.narrow || !(errors[k] > 0)) continue;
    const middle = (x[k] + x[k + 1]) / 2 + aside;
    marks.push(errorMark(middle, top(values[k] - errors[k]), top(values[k] + errors[k]), place, theme));
  }
  return marks;
}

function ratioMarks(
  { values, errors }: Heights,
  edges: Float64Array,
  { box, frame }: { readonly box: Box; readonly frame: Frame },
  theme: Theme,
): Mark[] {
  const at = (x: number, y: number) => onPage(frame, box, x, y);
  const one = at(frame.x0, 1)[1];
  const marks: Mark[] = [line([box.x, one, box.x + box.width, one], theme.axis, 0.8, { dash: [2, 3] })];
  for (let k = 0; k < values.length; k++) {
    if (!Number.isFinite(values[k])) continue;
    const [from, y] = at(edges[k], values[k]);
    const [to] = at(edges[k + 1], 0);
    const [, low] = at(0, values[k] - errors[k]);
    const [, high] = at(0, values[k] + errors[k]);
    const middle = (from + to) / 2;
    if (values[k] > frame.y1) {
      // Off the axis: an arrowhead at its end says so.
      const top = box.y + 2;
      const head = [middle - 3, top + 5, middle + 3, top + 5, middle, top];
      marks.push(line(head, theme.quietText, 0, { closed: true, fill: theme.quietText }));
      continue;
    }
    marks.push(line([from, y, to, y], theme.text, 1.2));
    marks.push(line([middle, low, middle, high], theme.text, 1));
  }
  return marks;
}

/** "3 below" and "12 above" in the corners, where there are any. */
function offMarks(
  samples: readonly HistogramSample[],
  box: Box,
  theme: Theme,
  size: number,
  paper: boolean,
): Mark[] {
  const sum = (key: 'under' | 'over') => samples.reduce((total, sample) => total + sample[key], 0);
  // Beneath the legend, where there is one.
  const y = !paper && samples.length > 1 ? box.y + 52 : box.y + size + 3;
  const marks: Mark[] = [];
  if (sum('under') > 0) marks.push(text(box.x + 5, y, `← ${sum('under')} below`, size, theme.quietText));
  if (sum('over') > 0) {
    const right = box.x + box.width - 5;
    marks.push(text(right, y, `${sum('over')} above →`, size, theme.quietText, { anchor: 'end' }));
  }
  return marks;
}
