// Matrices of distances in the state folder: a journal (header, then a line a finished tile) and a NumPy array that is
// filled in place. A process that is killed loses the tiles that were under way; filled up later, the array is the same to
// the byte. Numbers are read from the array where they are asked for: none is held here.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SquareMatrix, Tile } from '../../workers/entry/tasks.ts';
import { type Matrix, type MatrixSource, RingsideError } from '../contract/index.ts';
import { Journal, journalLength, readJournal } from './journal.ts';
import {
  type Begun,
  type Header,
  isHeader,
  isTileRow,
  JOURNAL_VERSION,
  type TileRow,
} from './matrix-journal.ts';
import {
  fileValues,
  type Grid,
  HEADER_BYTES,
  hasValues,
  isTile,
  matrixGrid,
  pairsInTile,
  tileNumbers,
  tileOf,
  type Values,
} from './tiles.ts';

const JOURNAL = '.jsonl';
const VALUES = '.npy';

interface Entry {
  readonly header: Header;
  readonly grid: Grid;
  readonly tiles: Set<number>;
  /** Pairs. */
  done: number;
  filling: { readonly journal: Journal<TileRow>; readonly values: Values } | null;
}

export interface MatrixBook {
  list(): readonly Matrix[];
  /** Throws not-found. */
  get(id: string): Matrix;
  has(id: string): boolean;
  create(matrix: Begun, version: string): void;
  /** Goes on with an interrupted one. Throws where it is complete or being filled. */
  resume(id: string): void;
  /** Numbers of the tiles that are missing, and what they are. */
  missing(id: string): Iterable<{ readonly number: number; readonly tile: Tile }>;
  /** Nothing where it was deleted or closed in the meantime. */
  fill(id: string, number: number, values: Float64Array): void;
  /** Nothing more comes: complete, or interrupted where tiles are missing. */
  finish(id: string): Matrix;
  /** For a task. Throws where it is not complete. */
  square(id: string): SquareMatrix & { readonly matrix: { readonly kind: 'file'; readonly path: string } };
  /** Distances of one event to all. Throws where the matrix is not complete. */
  row(id: string, place: number): Float64Array;
  delete(id: string): void;
  close(): void;
}

/** The folder must exist. What is not ours there, or damaged, is left alone. */
export function createMatrices(folder: string): MatrixBook {
  const entries = new Map<string, Entry>();
  const pathOf = (id: string, ending: string) => join(folder, id + ending);
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(JOURNAL)) continue;
    try {
      const { header, rows } = readJournal(join(folder, name), isHeader, isTileRow);
      const { id, size } = header.matrix;
      const grid = matrixGrid(size, size, true);
      if (id + JOURNAL !== name || !hasValues(pathOf(id, VALUES), grid)) continue;
      const tiles = new Set(rows.map(({ block }) => block).filter((block) => isTile(grid, block)));
      entries.set(id, { header, grid, tiles, done: pairsOfTiles(grid, tiles), filling: null });
    } catch {
      // Not a journal of this version.
    }
  }

  function find(id: string): Entry {
    const entry = entries.get(id);
    if (!entry) throw new RingsideError('not-found', `matrix ${id} is not known`);
    return entry;
  }
  function matrixOf({ header, done, filling }: Entry): Matrix {
    const { total } = header.matrix;
    const state = filling ? 'filling' : done < total ? 'interrupted' : 'complete';
    return { ...header.matrix, done, state };
  }
  function complete(id: string): Entry {
    const entry = find(id);
    const { state, done, total } = matrixOf(entry);
    if (state !== 'complete') {
      throw new RingsideError(
        'bad-argument',
        `matrix ${id}: ${done} of ${total} distances are there, needed are all`,
        state === 'filling' ? 'Wait until it is filled.' : 'Go on with it first.',
      );
    }
    return entry;
  }

  return {
    list: () => [...entries.values()].map(matrixOf),
    get: (id) => matrixOf(find(id)),
    has: (id) => entries.has(id),
    create(matrix, version) {
      const { id, size } = matrix;
      const header: Header = { ringside: JOURNAL_VERSION, matrix, version };
      const grid = matrixGrid(size, size, true);
      const filling = written(matrix, () => {
        const values = fileValues(pathOf(id, VALUES), grid, 'create');
        try {
          return { values, journal: Journal.create<TileRow>(pathOf(id, JOURNAL), header) };
        } catch (error) {
          values.close();
          rmSync(pathOf(id, VALUES), { force: true });
          throw error;
        }
      });
      entries.set(id, { header, grid, tiles: new Set(), done: 0, filling });
    },
    resume(id) {
      const entry = find(id);
      const { state } = matrixOf(entry);
      if (state === 'filling')
        throw new RingsideError('bad-argument', `matrix ${id} is being filled already`);
      if (state === 'complete') {
        throw new RingsideError(
          'bad-argument',
          `matrix ${id}: it is complete, there is nothing to go on with`,
        );
      }
      const length = journalLength(pathOf(id, JOURNAL), isHeader, isTileRow);
      entry.filling = {
        journal: Journal.reopen(pathOf(id, JOURNAL), length),
        values: fileValues(pathOf(id, VALUES), entry.grid, 'go on'),
      };
    },
    *missing(id) {
      const { grid, tiles } = find(id);
      for (const number of tileNumbers(grid)) {
        if (!tiles.has(number)) yield { number, tile: tileOf(grid, number) };
      }
    },
    fill(id, number, values) {
      const entry = entries.get(id);
      const filling = entry?.filling;
      if (!entry || !filling || entry.tiles.has(number)) return;
      const tile = tileOf(entry.grid, number);
      written(entry.header.matrix, () => {
        filling.values.write(tile, values);
        filling.journal.append([{ block: number }]);
      });
      entry.tiles.add(number);
      entry.done += pairsInTile(entry.grid, tile);
    },
    finish(id) {
      const entry = find(id);
      end(entry);
      return matrixOf(entry);
    },
    square(id) {
      const { grid } = complete(id);
      return { matrix: { kind: 'file', path: pathOf(id, VALUES), start: HEADER_BYTES }, size: grid.rows };
    },
    row(id, place) {
      const { grid } = complete(id);
      if (place >= grid.rows) {
        throw new RingsideError('bad-argument', `place is ${place}, allowed are 0 to ${grid.rows - 1}`);
      }
      const values = fileValues(pathOf(id, VALUES), grid, 'read');
      try {
        return values.row(place);
      } finally {
        values.close();
      }
    },
    delete(id) {
      end(find(id));
      entries.delete(id);
      // The large one first: a journal without its array is not listed.
      for (const ending of [VALUES, JOURNAL]) rmSync(pathOf(id, ending), { force: true });
    },
    close() {
      for (const entry of entries.values()) end(entry);
    },
  };
}

function end(entry: Entry): void {
  entry.filling?.journal.close();
  entry.filling?.values.close();
  entry.filling = null;
}

function pairsOfTiles(grid: Grid, tiles: ReadonlySet<number>): number {
  let done = 0;
  for (const number of tiles) done += pairsInTile(grid, tileOf(grid, number));
  return done;
}

function written<T>({ sources }: Begun, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new RingsideError(
      'no-permission',
      `${fileNames(sources)}: the distances could not be written (${error instanceof Error ? error.message : error})`,
      'Make room on the disk, then go on with the matrix.',
    );
  }
}

/** Each file once, in their order. */
export function fileNames(sources: readonly Pick<MatrixSource, 'file'>[]): string {
  return [...new Set(sources.map(({ file }) => file))].join(', ');
}
