// How a column is binned, as the user sets it, and which events a bin holds.

import { binEdges, multiples, ownEdges, roundWidth } from '../../workers/core/binning.ts';

export interface BinSettings {
  /** By the rule of Freedman and Diaconis, a number of bins, or edges one by one. */
  readonly by: 'rule' | 'count' | 'edges';
  readonly count: number;
  /** The axis's ends; null: the least and the largest value. */
  readonly low: number | null;
  readonly high: number | null;
  /** As typed: "0, 0.2, 0.5, 1". */
  readonly edges: string;
}

export const FIRST_BINS: BinSettings = { by: 'rule', count: 40, low: null, high: null, edges: '' };

export interface Edges {
  readonly edges: Float64Array;
  /** Why the settings could not be followed; the edges are those of the rule then. */
  readonly problem: string | null;
}

export function edgesFor(samples: readonly ArrayLike<number>[], settings: BinSettings): Edges {
  try {
    if (settings.by === 'edges') return { edges: ownEdges(numbersOf(settings.edges)), problem: null };
    const count = settings.by === 'count' ? settings.count : undefined;
    return { edges: binEdges(samples, { count, range: rangeOf(samples, settings) }), problem: null };
  } catch (error) {
    return { edges: binEdges(samples), problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Bins of each axis of a histogram of two columns, about as many as Scott's rule has in two dimensions, n¼; edges are round. */
export function edgesOfTwo(samples: readonly ArrayLike<number>[]): Float64Array {
  const n = samples.reduce((sum, sample) => sum + sample.length, 0);
  const all = binEdges(samples, { count: 1 });
  const bins = Math.max(8, Math.min(80, 3.5 * n ** 0.25));
  return multiples(roundWidth((all[1] - all[0]) / bins), all[0], all[1]);
}

/** Both ends, where one of them is set; undefined where none is. */
function rangeOf(
  samples: readonly ArrayLike<number>[],
  { low, high }: BinSettings,
): readonly [number, number] | undefined {
  if (low === null && high === null) return undefined;
  const all = binEdges(samples, { count: 1 });
  return [low ?? all[0], high ?? all[1]];
}

/** Numbers as one types them, apart by commas, semicolons or spaces. Throws RangeError for anything else. */
export function numbersOf(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const value = Number(word.replace('−', '-'));
      if (!Number.isFinite(value)) throw new RangeError(`${word}: edges are numbers, apart by commas`);
      return value;
    });
}

/** A stretch of a column's values: from `low` on, up to `high`, which the last bin of an axis includes. */
export interface Stretch {
  readonly column: string;
  readonly low: number;
  readonly high: number;
  readonly closed: boolean;
}

export function stretch(column: string, edges: Float64Array, bin: number): Stretch {
  return { column, low: edges[bin], high: edges[bin + 1], closed: bin === edges.length - 2 };
}

export const within = ({ low, high, closed }: Stretch, value: number): boolean =>
  value >= low && (value < high || (closed && value === high));

/** "0.20 ≤ τ21 < 0.25". */
export function stretchWords(
  { low, high, closed }: Stretch,
  name: string,
  number: (v: number) => string,
): string {
  return `${number(low)} ≤ ${name} ${closed ? '≤' : '<'} ${number(high)}`;
}

/** Settings by column from a session file of any age: what is not of its kind is as at first. */
export function binsFrom(saved: object): Record<string, BinSettings> {
  const bins: Record<string, BinSettings> = {};
  for (const [column, value] of Object.entries(saved as Record<string, unknown>)) {
    if (typeof value !== 'object' || value === null) continue;
    const { by, count, low, high, edges } = value as Record<string, unknown>;
    const end = (one: unknown) => (typeof one === 'number' && Number.isFinite(one) ? one : null);
    bins[column] = {
      by: by === 'count' || by === 'edges' ? by : 'rule',
      count: typeof count === 'number' ? count : FIRST_BINS.count,
      low: end(low),
      high: end(high),
      edges: typeof edges === 'string' ? edges : '',
    };
  }
  return bins;
}
