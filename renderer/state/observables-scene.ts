// What the charts of the Observables workspace show, as scenes of workers/figure: the same for screen and paper.

import type { FrameColumn } from '../../main/contract/index.ts';
import { heights, ratio } from '../../workers/core/histogram.ts';
import type { Moments } from '../../workers/core/moments.ts';
import type { RocCurve } from '../../workers/core/roc.ts';
import type { DensityScene, HistogramScene, RocScene } from '../../workers/figure/index.ts';
import type { ThemeName } from '../../workers/figure/types.ts';
import type { App } from './app.svelte.ts';
import { count, fixed } from './format.ts';
import type { OneHistogram, Sample } from './observables-charts.svelte.ts';
import { axisName } from './observables-choice.ts';
import { edgeText, valueText, withError } from './observables-words.ts';

/** Decimals of areas and their errors. */
const AUC_DECIMALS = 3;

export function histogramScene(app: App, theme: ThemeName, captioned: boolean): HistogramScene | null {
  const { observables } = app;
  const { charts, density } = observables;
  const shown = charts.histogram;
  const column = observables.column(shown?.column ?? null);
  if (!shown || !column) return null;
  const tall = shown.counts.map((one) => heights(one, density));
  const [a, b] = charts.samples;
  return {
    theme,
    edges: shown.edges,
    samples: charts.samples.map(({ name }, i) => ({
      name,
      words: statisticsWords(shown.moments[i], shown.counts[i], column.unit),
      ...tall[i],
      under: shown.counts[i].under,
      over: shown.counts[i].over,
    })),
    ratio: observables.ratio && tall.length > 1 ? ratio(tall[0], tall[1]) : null,
    log: observables.log,
    labels: {
      x: axisName(column.label, column.unit),
      y: density ? densityName(column) : eventsName(shown.edges, column.unit),
      ratio: b ? `${ratioName(a.name)} / ${ratioName(b.name)}` : '',
    },
    caption: captioned
      ? [
          `${column.label} of ${samplesWords(charts.samples)}`,
          [
            `${shown.edges.length - 1} bins from ${edgeText(shown.edges[0])} to ${edgeText(shown.edges[shown.edges.length - 1])}${column.unit && ` ${column.unit}`}`,
            'errors √n',
            ...conditionWords(app),
          ].join('; '),
          sourceLine(app, [column.name]),
        ]
      : [],
  };
}

export function densityScene(app: App, theme: ThemeName, captioned: boolean): DensityScene | null {
  const { observables } = app;
  const { charts } = observables;
  const shown = charts.two;
  const [x, y] = [observables.column(shown?.x ?? null), observables.column(shown?.y ?? null)];
  if (!shown || !x || !y || shown.counts.length === 0) return null;
  return {
    theme,
    panels: shown.counts.map((counts, i) => ({
      name: charts.samples[i]?.name ?? '',
      words: [
        `${count(counts.counts.reduce((sum, n) => sum + n, 0))} events`,
        ...(Number.isFinite(counts.correlation) ? [`correlation ${fixed(counts.correlation, 2)}`] : []),
        ...(counts.outside > 0 ? [`${count(counts.outside)} outside`] : []),
      ].join(', '),
      counts,
    })),
    log: observables.log,
    labels: { x: axisName(x.label, x.unit), y: axisName(y.label, y.unit) },
    caption: captioned
      ? [
          `${y.label} against ${x.label} of ${samplesWords(charts.samples)}`,
          [
            `${shown.counts[0].xEdges.length - 1} × ${shown.counts[0].yEdges.length - 1} bins, colour by ${observables.log ? 'the logarithm of ' : ''}the events in one`,
            ...conditionWords(app),
          ].join('; '),
          sourceLine(app, [x.name, y.name]),
        ]
      : [],
  };
}

export function rocScene(app: App, theme: ThemeName, captioned: boolean): RocScene | null {
  const { observables } = app;
  const { curves, samples } = observables.charts;
  if (curves.length === 0 || samples.length < 2) return null;
  const [a, b] = samples;
  const [first] = curves;
  return {
    theme,
    lines: curves.map(({ column, curve }) => ({
      name: observables.column(column)?.label ?? column,
      words: areaWords(curve),
      kept: curve.kept,
      passed: curve.passed,
    })),
    least: observables.log ? 0.5 / Math.max(1, first.curve.b) : null,
    labels: { x: `share of ${a.name} kept`, y: `share of ${b.name} kept` },
    caption: captioned
      ? [
          `Cuts on ${curves.length === 1 ? 'one observable' : `${curves.length} observables`}: ${samplesWords(samples)}`,
          [
            'AUC: area by Mann and Whitney, error by DeLong; < where small values are more like the first sample',
            ...conditionWords(app),
          ].join('; '),
          sourceLine(
            app,
            curves.map(({ column }) => column),
          ),
        ]
      : [],
  };
}

/** "AUC 0.873 ± 0.012, <" where small values speak for sample A. */
export function areaWords({ auc, error, side }: Pick<RocCurve, 'auc' | 'error' | 'side'>): string {
  const area = Math.max(auc, 1 - auc);
  const spread = Number.isFinite(error) ? ` ± ${fixed(error, AUC_DECIMALS)}` : '';
  return `AUC ${fixed(area, AUC_DECIMALS)}${spread}${side === 'below' ? ' (<)' : ''}`;
}

function statisticsWords(
  { entries, missing, mean, error, deviation, median }: Moments,
  { under, over }: OneHistogram['counts'][number],
  unit: string,
): string[] {
  const of = unit && ` ${unit}`;
  return [
    `entries ${count(entries)}`,
    `mean ${withError(mean, error)}${of}`,
    `s.d. ${valueText(deviation)}${of}`,
    `median ${valueText(median)}${of}`,
    ...(under > 0 ? [`below the axis ${count(under)}`] : []),
    ...(over > 0 ? [`above the axis ${count(over)}`] : []),
    ...(missing > 0 ? [`without a value ${count(missing)}`] : []),
  ];
}

/** "events per 0.02 rad" where all bins are alike. */
function eventsName(edges: Float64Array, unit: string): string {
  const width = edges[1] - edges[0];
  const alike = edges.every((edge, k) => k === 0 || Math.abs(edge - edges[k - 1] - width) < 1e-6 * width);
  return alike
    ? `events per ${edgeText(Number(width.toPrecision(4)))}${unit && ` ${unit}`}`
    : 'events per bin';
}

const densityName = ({ label, unit }: FrameColumn) => `1/N dN/d(${label})${unit && ` / ${unit}⁻¹`}`;

/** A file's name without its ending, short enough for an axis. */
const ratioName = (name: string) => {
  const bare = name.replace(/\.[^. ]+(?=$| \()/, '');
  return bare.length > 12 ? `${bare.slice(0, 11)}…` : bare;
};

const samplesWords = (samples: readonly Sample[]) =>
  samples.map(({ name, held }) => `${name} (${count(held.passing)} events)`).join(' and ');

const conditionWords = (app: App) => (app.observables.where ? [`where ${app.observables.where}`] : []);

/** Tells, in frames of jets, in which event of the file each was found. */
const ORIGIN_COLUMN = 'file_event';

/** Version, hashes, seed and the command that makes the values again; a circle around each event's hardest has none. */
function sourceLine(app: App, names: readonly string[]): string {
  const { observables } = app;
  const { samples } = observables.charts;
  const hashes = new Map(
    samples.flatMap(({ frame }) => {
      const hash = app.files.find(frame.dataset)?.hash;
      return hash ? [[hash, `${frame.file} ${hash.slice(0, 16)}`] as const] : [];
    }),
  );
  const [{ frame }] = samples;
  const parts = [`Ringside ${app.hello?.version ?? ''}`];
  if (hashes.size > 0) parts.push(`SHA-256 ${[...hashes.values()].join(', ')}`);
  parts.push(`seed ${frame.seed}`);
  if (frame.selection.kind === 'hardest')
    parts.push(`within ${frame.selection.radius} rad of the hardest particle`);
  else if (frame.kind === 'observables') {
    const datasets = samples.map((sample) => app.files.find(sample.frame.dataset));
    const jets = datasets.map((dataset) => dataset?.jets);
    const [cuts, ...otherCuts] = new Set(datasets.map((dataset) => dataset?.cuts?.text));
    if (otherCuts.length > 0) return parts.join(' · ');
    // Of jets that are not all found alike, or by the window's own column names, there is no such command.
    const ofJets = samples.some((sample) => sample.frame.columns.some(({ name }) => name === ORIGIN_COLUMN));
    const alike = jets.every((one) => one && one.definition === jets[0]?.definition);
    if (ofJets && (!alike || observables.where)) return parts.join(' · ');
    const files = samples.map((sample, i) =>
      quoted(jets[i]?.file ?? datasets[i]?.cuts?.file ?? sample.frame.file),
    );
    const cut = cuts ? ` --cuts ${cuts}` : '';
    const which = jets[0] ? ` --jets ${jets[0].definition}` : '';
    const rest = `--names ${names.join(',')}${cut}${which} --seed ${frame.seed}`;
    const where = observables.where ? ` --where ${quoted(observables.where)}` : '';
    parts.push(
      observables.view === 'roc' && !observables.where
        ? `ringside roc ${files.join(' ')} ${rest}`
        : `ringside observables ${files[0]} ${rest}${where}`,
    );
  }
  return parts.join(' · ');
}

/** As a POSIX shell reads it. */
const quoted = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
