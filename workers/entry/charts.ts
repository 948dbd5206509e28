// Charts for the command line: a histogram of one or two samples, and ROC curves, as SVG and PNG.

import { binEdges } from '../core/binning.ts';
import { type Histogram, heights, histogram, ratio } from '../core/histogram.ts';
import { moments } from '../core/moments.ts';
import { rocCurve } from '../core/roc.ts';
import { type HistogramSample, histogramFigure, rocFigure } from '../figure/index.ts';
import type { TaskFunction } from './context.ts';
import { PAGE_SIZE, svgAndPng } from './paper.ts';
import type { Chart } from './tasks.ts';

/** Significant digits in legends. */
const DIGITS = 4;

export const chartTask: TaskFunction<'chart'> = async (chart) => {
  const figure =
    chart.kind === 'histogram'
      ? histogramFigure(histogramScene(chart), PAGE_SIZE, true)
      : rocFigure(rocScene(chart), PAGE_SIZE, true);
  return svgAndPng(figure);
};

function histogramScene({ columns: [{ label, unit }], samples, caption }: Chart) {
  const values = samples.map(({ values: [column] }) => column);
  const edges = binEdges(values);
  const counts = values.map((column) => histogram(column, edges));
  // Two samples of different sizes are compared by their shapes.
  const density = samples.length > 1;
  const tall = counts.map((one) => heights(one, density));
  const axis = unit ? `${label} [${unit}]` : label;
  return {
    theme: 'paper' as const,
    edges,
    samples: samples.map(
      ({ name }, i): HistogramSample => ({
        ...{ name, words: words(values[i], counts[i], unit) },
        ...{ ...tall[i], under: counts[i].under, over: counts[i].over },
      }),
    ),
    ratio: density ? ratio(tall[0], tall[1]) : null,
    log: false,
    labels: {
      x: axis,
      y: density ? `1/N dN/d(${label})` : `events per ${short(edges[1] - edges[0])}${unit && ` ${unit}`}`,
      ratio: density ? 'A / B' : '',
    },
    caption: [
      caption.title,
      `${edges.length - 1} bins from ${short(edges[0])} to ${short(edges[edges.length - 1])}; errors √n`,
      caption.source,
    ],
  };
}

function words(values: Float64Array, { missing }: Histogram, unit: string): string[] {
  const { entries, mean, error, deviation, median } = moments(values);
  const of = unit && ` ${unit}`;
  return [
    `entries ${entries}`,
    `mean ${short(mean)} ± ${short(error, 2)}${of}`,
    `s.d. ${short(deviation)}${of}`,
    `median ${short(median)}${of}`,
    ...(missing > 0 ? [`without a value ${missing}`] : []),
  ];
}

function rocScene({ columns, samples: [a, b], caption }: Chart) {
  const curves = columns.map((_, i) => rocCurve(a.values[i], b.values[i]));
  return {
    theme: 'paper' as const,
    lines: curves.map(({ auc, error, side, kept, passed }, i) => ({
      name: columns[i].label,
      words: `AUC ${Math.max(auc, 1 - auc).toFixed(3)} ± ${error.toFixed(3)}${side === 'below' ? ' (<)' : ''}`,
      ...{ kept, passed },
    })),
    least: null,
    labels: { x: `share of ${a.name} kept`, y: `share of ${b.name} kept` },
    caption: [
      caption.title,
      'AUC: area by Mann and Whitney, error by DeLong; < where small values are more like the first sample',
      caption.source,
    ],
  };
}

const short = (value: number, digits = DIGITS) => String(Number(value.toPrecision(digits))).replace('-', '−');
