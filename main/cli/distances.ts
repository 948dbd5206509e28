// The distances that were asked for, in blocks: which pairs there are, which are done, and how they are printed.

import type { CellTable } from '../../workers/entry/tasks.ts';
import { isRecord } from '../service/batch.ts';
import { usage } from './io.ts';

/** Rows and columns of a block of the matrix; pairs of a block of a list. Some tenths of a second of work. */
const TILE = 32;
const LIST = 512;
/** Distances held at once: 2 GiB. */
const MOST = 2 ** 28;

/** One block in the journal. */
export interface EmdBlockRow {
  readonly block: number;
  readonly emd: readonly (number | null)[];
}

export function isBlock(value: unknown): value is EmdBlockRow {
  if (!isRecord(value) || !Number.isSafeInteger(value.block) || !Array.isArray(value.emd)) return false;
  return value.emd.every((one) => one === null || typeof one === 'number');
}

interface Block {
  readonly block: number;
  /** i, j interleaved. */
  readonly pairs: Uint32Array;
}

export class Distances {
  done = 0;
  undefinedPairs = 0;
  readonly total: number;
  private readonly n: number;
  private readonly m: number;
  private readonly symmetric: boolean;
  private readonly pairs: readonly (readonly [number, number])[] | null;
  private readonly values: Float64Array;
  private readonly filled = new Set<number>();

  /** `symmetric`: one file alone, of which only i < j is computed. `pairs` null is the whole matrix. */
  constructor(
    n: number,
    m: number,
    symmetric: boolean,
    pairs: readonly (readonly [number, number])[] | null,
  ) {
    this.n = n;
    this.m = m;
    this.symmetric = symmetric && pairs === null;
    this.pairs = pairs;
    for (const [i, j] of pairs ?? []) {
      if (i >= n) throw usage(`--pairs has ${i}:${j}, allowed are events 0 to ${n - 1} of the first file`);
      if (j >= m) throw usage(`--pairs has ${i}:${j}, allowed are events 0 to ${m - 1} of the second file`);
    }
    const size = pairs?.length ?? n * m;
    if (size > MOST)
      throw usage(`emd: ${n} × ${m} distances, allowed are ${MOST}`, 'Ask for --pairs, or split the file.');
    this.values = new Float64Array(size);
    this.total = pairs?.length ?? (symmetric ? (n * (n - 1)) / 2 : n * m);
  }

  /** Blocks that have not been filled, in their order. */
  *missing(): Iterable<Block> {
    for (const [block, pairs] of this.blocks().entries()) {
      if (!this.filled.has(block)) yield { block, pairs: this.pairsOf(pairs) };
    }
  }

  fill(block: number, emd: Float64Array): void {
    const range = this.blocks()[block];
    const pairs = this.pairsOf(range);
    this.filled.add(block);
    for (let k = 0; k < emd.length; k++) {
      if (Number.isNaN(emd[k])) this.undefinedPairs++;
      if (this.pairs) this.values[range[0] + k] = emd[k];
      else {
        const [i, j] = [pairs[2 * k], pairs[2 * k + 1]];
        this.values[i * this.m + j] = emd[k];
        if (this.symmetric) this.values[j * this.m + i] = emd[k];
      }
    }
    this.done += emd.length;
  }

  *rows(): Iterable<readonly [number, number, number]> {
    if (this.pairs) {
      for (const [k, [i, j]] of this.pairs.entries()) yield [i, j, this.values[k]];
      return;
    }
    for (let i = 0; i < this.n; i++) {
      for (let j = this.symmetric ? i + 1 : 0; j < this.m; j++) yield [i, j, this.values[i * this.m + j]];
    }
  }

  /** The part of the document behind the settings, in pieces. */
  *json(): Iterable<string> {
    if (this.pairs) {
      yield `,"pairs":${JSON.stringify(this.pairs)},"emd":${JSON.stringify(Array.from(this.values))}`;
      return;
    }
    yield `,"shape":[${this.n},${this.m}],"emd":[`;
    for (let i = 0; i < this.n; i++) {
      const row = Array.from(this.values.subarray(i * this.m, (i + 1) * this.m));
      yield (i > 0 ? ',' : '') + JSON.stringify(row);
    }
    yield ']';
  }

  /** Events that are in some pair. */
  events(): {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly both: readonly number[];
  } {
    const all = (count: number) => Array.from({ length: count }, (_, i) => i);
    const a = this.pairs ? [...new Set(this.pairs.map(([i]) => i))] : all(this.n);
    const b = this.pairs ? [...new Set(this.pairs.map(([, j]) => j))] : all(this.m);
    return { a, b, both: [...new Set([...a, ...b])].sort((x, y) => x - y) };
  }

  /** A list: [first, end) of the pairs; a matrix: [i0, i1, j0, j1). */
  private blocks(): readonly (readonly number[])[] {
    this.plan ??= this.pairs
      ? steps(this.pairs.length, LIST)
      : steps(this.n, TILE).flatMap(([i0, i1]) =>
          steps(this.m, TILE)
            .filter(([, j1]) => !this.symmetric || j1 - 1 > i0)
            .map(([j0, j1]) => [i0, i1, j0, j1]),
        );
    return this.plan;
  }
  private plan: readonly (readonly number[])[] | null = null;

  private pairsOf(range: readonly number[]): Uint32Array {
    const out: number[] = [];
    if (this.pairs) for (let k = range[0]; k < range[1]; k++) out.push(...this.pairs[k]);
    else {
      const [i0, i1, j0, j1] = range;
      for (let i = i0; i < i1; i++) {
        for (let j = this.symmetric ? Math.max(j0, i + 1) : j0; j < j1; j++) out.push(i, j);
      }
    }
    return Uint32Array.from(out);
  }
}

function steps(length: number, size: number): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = [];
  for (let start = 0; start < length; start += size) out.push([start, Math.min(start + size, length)]);
  return out;
}

export function emdTable(
  distances: Distances,
  settings: {
    readonly beta: number;
    readonly R: number;
    readonly normalise: boolean;
    readonly center: boolean;
  },
  source: Readonly<Record<string, string>>,
): CellTable {
  const rows = [...distances.rows()];
  const constant = (name: string, value: string | number | boolean) => ({
    name,
    values: rows.map(() => value),
  });
  const value = (k: number) => rows.map((row) => (Number.isNaN(row[k]) ? null : row[k]));
  return {
    columns: [
      { name: 'event_a', values: value(0) },
      { name: 'event_b', values: value(1) },
      { name: 'emd', unit: settings.normalise ? undefined : 'GeV', values: value(2) },
      constant('beta', settings.beta),
      { name: 'R', unit: 'rad', values: rows.map(() => settings.R) },
      constant('normalise', settings.normalise),
      constant('center', settings.center),
      ...Object.entries(source).map(([name, text]) => constant(name, text)),
    ],
  };
}
