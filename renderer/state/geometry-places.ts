// A matrix's rows and the events they stand for, and distances in words. Each source of a matrix is a class.

import type { Dataset, DistanceOptions, Matrix, MatrixSource } from '../../main/contract/index.ts';
import { count, fixed, short } from './format.ts';

export interface Located {
  /** Index into the matrix's sources: the class. */
  readonly source: number;
  readonly event: number;
}

const length = (source: Pick<MatrixSource, 'first' | 'end'>) => source.end - source.first;

/** Which event of which source stands at this place. */
export function locate(matrix: Pick<Matrix, 'sources'>, place: number): Located | null {
  let rest = place;
  for (const [source, range] of matrix.sources.entries()) {
    if (rest < length(range)) return rest < 0 ? null : { source, event: range.first + rest };
    rest -= length(range);
  }
  return null;
}

/** The first place of an event of one of these sources; −1 where the matrix does not hold it. */
export function placeOf(
  matrix: Pick<Matrix, 'sources'>,
  event: number,
  isSource: (source: MatrixSource) => boolean,
): number {
  let before = 0;
  for (const source of matrix.sources) {
    if (isSource(source) && event >= source.first && event < source.end) return before + event - source.first;
    before += length(source);
  }
  return -1;
}

/** First place of each source. */
export function starts(matrix: Pick<Matrix, 'sources'>): number[] {
  let before = 0;
  return matrix.sources.map((source) => {
    const here = before;
    before += length(source);
    return here;
  });
}

/** Class of each place. */
export function classesOf(matrix: Pick<Matrix, 'sources' | 'size'>): Uint16Array {
  const classes = new Uint16Array(matrix.size);
  for (const [i, first] of starts(matrix).entries()) {
    classes.fill(i, first, first + length(matrix.sources[i]));
  }
  return classes;
}

/** The open data set that a source was taken from: the same, or the same file opened anew. */
export function datasetOf(source: MatrixSource, open: readonly Dataset[]): Dataset | null {
  const alike = ({ hash, events, jets }: Dataset) =>
    hash === source.hash && events >= source.end && jets?.definition === source.jets;
  return open.find((dataset) => dataset.id === source.dataset) ?? open.find(alike) ?? null;
}

/** Names of the classes; those of one file also tell their events. */
export function classNames(sources: readonly MatrixSource[]): string[] {
  return sources.map((source) => {
    const again = sources.filter((other) => other.file === source.file).length > 1;
    return again ? `${short(source.file)} ${rangeWords(source)}` : short(source.file);
  });
}

/** "events 0–199". */
export function rangeWords(range: Pick<MatrixSource, 'first' | 'end'>): string {
  return length(range) === 1 ? `event ${range.first}` : `events ${range.first}–${range.end - 1}`;
}

/** Pairs of n events. */
export const pairs = (n: number) => (n * (n - 1)) / 2;

/** Unit of a distance: rad only where the cost is the angle itself. */
export function unitOf(options: DistanceOptions): string {
  if (!options.normalise) return 'GeV';
  return options.beta === 1 && options.R === 1 ? 'rad' : '';
}

/** "EMD / rad", as an axis has it. */
export function withUnit(name: string, options: DistanceOptions): string {
  const unit = unitOf(options);
  return unit === '' ? name : `${name} / ${unit}`;
}

const METHODS = { exact: 'EMD', sinkhorn: 'Sinkhorn', sliced: 'sliced EMD' } as const;

/** What the distance is called. */
export const distanceName = (options: DistanceOptions) => METHODS[options.method];

/** "EMD, β 1, R 1, normalised, centred". */
export function optionWords(options: DistanceOptions): string {
  return [
    distanceName(options),
    `β ${plain(options.beta)}`,
    `R ${plain(options.R)}`,
    options.normalise ? 'normalised' : 'in GeV',
    options.center ? 'centred' : 'not centred',
  ].join(' · ');
}

/** "400 events of 2 files". */
export function matrixTitle(matrix: Matrix): string {
  return matrix.sources.map((source) => `${short(source.file)} ${count(length(source))}`).join(' + ');
}

/**
 * The command line of the same numbers, `ringside map …` or `ringside dimension …`; null where the ranges differ, which that
 * command cannot say.
 */
export function commandOf(
  what: 'map' | 'dimension',
  { sources, options }: Pick<Matrix, 'sources' | 'options'>,
  more: readonly string[] = [],
): string | null {
  const [one] = sources;
  // Jets by their numbers in a data set: --events are those of the file.
  if (sources.some(({ jets }) => jets !== undefined)) return null;
  if (!one || sources.some(({ first, end }) => first !== one.first || end !== one.end)) return null;
  const [cuts, ...others] = new Set(sources.map((source) => source.cuts?.text));
  if (others.length > 0) return null;
  const method = what === 'map' ? '--distance' : '--method';
  return [
    `ringside ${what}`,
    ...sources
      .map(({ cuts, file: name }) => cuts?.file ?? name)
      .map((file) => (/^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`)),
    ...(cuts ? [`--cuts ${cuts}`] : []),
    ...more,
    `--events ${one.first}:${one.end}`,
    ...(options.center ? ['--center'] : []),
    ...(options.beta === 1 ? [] : [`--beta ${options.beta}`]),
    ...(options.R === 1 ? [] : [`--R ${options.R}`]),
    ...(options.normalise ? [] : ['--no-normalise']),
    ...(options.method === 'exact' ? [] : [`${method} ${options.method}`]),
  ].join(' ');
}

const plain = (value: number) => fixed(value, 3).replace(/\.?0+$/, '');

/**
 * Microseconds of one exact distance between events of n and m particles, on one thread: A + B·n·m, a fit to this
 * program's own benchmark (docs/BENCHMARKS.md) that is right within a factor of three or so on any machine of today. What
 * this machine did at last (`measured`, µs a pair and product of particles, on all its threads) is better, where known.
 */
const COST = { exact: [4, 0.06], sinkhorn: [40, 0.9], sliced: [10, 0.2] } as const;

/** Seconds for all pairs, very roughly; `mean` particles an event. */
export function estimate(
  total: number,
  mean: number,
  method: DistanceOptions['method'],
  threads: number,
  measured: number | null,
): number {
  const [start, slope] = COST[method];
  const product = mean * mean;
  if (measured !== null) return total * measured * product * 1e-6;
  return (total * (start + slope * product) * 1e-6) / Math.max(1, threads);
}

/** Threads, as the engine names them: "CPU · 2 workers" → 2. */
export function threadsOf(engine: string): number {
  const found = /(\d+) worker/.exec(engine);
  return found ? Number(found[1]) : 1;
}
