// Reads events and has a grid of distances filled by the batch threads.

import type { EventRange, OpenedFile } from '../../workers/entry/tasks.ts';
import type { ParticleCuts } from '../contract/cuts.ts';
import { RingsideError } from '../contract/errors.ts';
import type { DistanceOptions } from '../contract/geometry.ts';
import type { AnyJetRequest } from '../contract/jets.ts';
import {
  type ComputePool,
  type Grid,
  pairsInTile,
  pairsOf,
  spread,
  tileNumbers,
  tileOf,
  type Values,
} from '../service/batch.ts';
import type { Io } from './io.ts';
import { inWords, Numbering } from './of-jets.ts';
import { createProgress } from './progress.ts';
import { namedSource, readSpec } from './source.ts';

const MB = 1e-6;

export interface ReadEvents {
  readonly opened: OpenedFile;
  /** The events read, or their jets, for tasks. */
  readonly range: EventRange;
  /** What their numbers mean. */
  readonly numbers: Numbering;
}

export interface HowRead {
  readonly columns?: string;
  readonly events?: readonly [number, number] | null;
  readonly cuts?: ParticleCuts | null;
  readonly jets?: AnyJetRequest | null;
}

/** A file's events or their jets, shared with the threads under `key`. */
export async function readEvents(
  pool: ComputePool,
  io: Io,
  file: string,
  key: string,
  { columns, events = null, cuts = null, jets = null }: HowRead = {},
): Promise<ReadEvents> {
  const progress = createProgress(io, `reading ${file}`, 'MB', MB);
  const spec = readSpec(await namedSource(io, pool, file, { cuts, jets }), columns, events);
  // On a thread that is there for the distances too: one thread less to start.
  const opened = await pool.run('read', spec, {
    lane: 'batch',
    signal: io.signal,
    onProgress: progress.update,
  });
  progress.end();
  tellSkipped(io, file, opened.info.skipped);
  pool.share(key, opened.columns);
  const { first, events: count } = opened.columns;
  const numbers = new Numbering(opened.columns);
  const beyond = opened.pt.findIndex((sum) => !Number.isFinite(sum));
  if (beyond >= 0) {
    throw new RingsideError(
      'bad-file',
      `${file}: the pT of ${inWords(numbers.of(first + beyond))} add up to ${opened.pt[beyond]}, needed is a finite sum`,
    );
  }
  return { opened, range: { key, first, end: first + count }, numbers };
}

/** Particles of pT = 0 and beams have no weight; of the others their events' distances are without them, which is to be known. */
function tellSkipped(io: Io, file: string, skipped: OpenedFile['info']['skipped']): void {
  for (const [reason, count] of Object.entries(skipped)) {
    if (reason === 'pT = 0' || reason === 'beam') continue;
    const what = count === 1 ? '1 particle is' : `${count} particles are`;
    io.stderr(`ringside: ${file}: ${what} left out (${reason})\n`);
  }
}

/** While one thread reads, the others load what distances need. */
export function warmUp(pool: ComputePool, threads: number, settings: DistanceOptions): void {
  pool.warm('batch');
  const cells = { kind: 'pairs', pairs: new Uint32Array(0) } as const;
  for (let thread = 1; thread < threads; thread++) {
    // What goes wrong here goes wrong again where it is told.
    pool
      .run('emdBlock', { rows: [], columns: null, cells, settings }, { lane: 'batch' })
      .catch(() => undefined);
  }
}

export interface Filling {
  readonly io: Io;
  readonly pool: ComputePool;
  readonly threads: number;
  readonly grid: Grid;
  readonly rows: readonly EventRange[];
  /** Null: the rows again. */
  readonly columns: readonly EventRange[] | null;
  /** Of a list: i, j interleaved; null for a matrix. */
  readonly pairs: Uint32Array | null;
  readonly settings: DistanceOptions;
  readonly values: Values;
  /** Tiles of an earlier run. */
  readonly done?: ReadonlySet<number>;
  readonly onTile?: (number: number) => void;
}

/** Fills what is not done, and resolves to the number of distances that are not defined among these. */
export async function fillGrid(filling: Filling): Promise<number> {
  const { io, pool, grid, rows, columns, pairs, settings, values, done = new Set(), onTile } = filling;
  const uses = [...rows, ...(columns ?? [])].map(({ key }) => key);
  const progress = createProgress(io, 'distances', 'pairs');
  let finished = 0;
  let undefinedPairs = 0;
  for (const number of done) finished += pairsInTile(grid, tileOf(grid, number));
  progress.update(finished, pairsOf(grid));
  const missing = function* () {
    for (const number of tileNumbers(grid)) if (!done.has(number)) yield number;
  };
  await spread(missing(), 2 * filling.threads, async (number) => {
    const tile = tileOf(grid, number);
    const cells =
      pairs === null
        ? ({ kind: 'tile', tile } as const)
        : ({ kind: 'pairs', pairs: pairs.slice(2 * tile[2], 2 * tile[3]) } as const);
    const input = { rows, columns, cells, settings };
    const found = await pool.run('emdBlock', input, { lane: 'batch', uses, signal: io.signal });
    values.write(tile, found);
    onTile?.(number);
    undefinedPairs += countUndefined(found, grid.symmetric && tile[0] === tile[2]);
    finished += pairsInTile(grid, tile);
    progress.update(finished, pairsOf(grid));
  });
  progress.end();
  return undefinedPairs;
}

/** A tile on the diagonal of a symmetric matrix has each of them twice. */
export function countUndefined(values: Float64Array, twice: boolean): number {
  let count = 0;
  for (const value of values) if (Number.isNaN(value)) count++;
  return twice ? count / 2 : count;
}
