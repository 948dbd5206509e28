// A matrix as a file for the screen to save: the square as a NumPy array, or a table with one row a pair. What no message
// carries is refused: the command line writes matrices of any size.

import { randomBytes } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PairTableWork } from '../../workers/entry/tasks.ts';
import { type MatrixFormat, type MatrixSource, type NamedBytes, RingsideError } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import type { DatasetBook } from './datasets.ts';
import type { MatrixBook } from './matrices.ts';
import { distanceConstants } from './table-columns.ts';

/** Bytes that a pair takes at least in any table. */
const PAIR_BYTES = 8;
const TYPES: Readonly<Record<MatrixFormat, string>> = {
  npy: 'application/octet-stream',
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
};

interface ExportServices {
  readonly pool: ComputePool;
  readonly matrices: MatrixBook;
  readonly datasets: Pick<DatasetBook, 'get'>;
  /** For tables on their way. */
  readonly folder: string;
  readonly messageBytes: number;
}

export async function exportMatrix(
  { pool, matrices, datasets, folder, messageBytes }: ExportServices,
  id: string,
  format: MatrixFormat,
): Promise<NamedBytes> {
  const { matrix, size } = matrices.square(id);
  const { sources, options, total } = matrices.get(id);
  const tooLarge = (bytes: number) => {
    if (bytes <= messageBytes) return;
    throw new RingsideError(
      'too-large',
      `${size} events make a file of ${bytes} bytes or more, allowed here are ${messageBytes}`,
      `Write it with the command line: ringside emd FILE --out FILE.${format}.`,
    );
  };
  const stem = sources.length === 1 ? sources[0].file.replace(/\.[^.]*$/, '') : `${sources.length}-sources`;
  const named = { name: `distances-${stem}.${format}`, type: TYPES[format] };
  if (format === 'npy') {
    tooLarge((await stat(matrix.path)).size);
    return { ...named, bytes: new Uint8Array(await readFile(matrix.path)) };
  }
  tooLarge(total * PAIR_BYTES);
  const [path, temporary] = [0, 1].map(() => join(folder, `${id}.${randomBytes(6).toString('hex')}.tmp`));
  try {
    const { normalise, method } = options;
    const work = {
      matrix,
      rows: size,
      columns: size,
      symmetric: true,
      pairs: null,
      first: [0, 0] as const,
      table: {
        places: await placesOf(sources, datasets),
        unit: normalise ? undefined : 'GeV',
        constants: [...distanceConstants(options), { name: 'method', value: method }],
      },
      format,
      path,
      temporary,
    };
    await pool.run('pairTable', work, { lane: 'files', first: true });
    tooLarge((await stat(path)).size);
    return { ...named, bytes: new Uint8Array(await readFile(path)) };
  } finally {
    await rm(path, { force: true });
  }
}

/** File and event of each place. Of jets the event in which each was found and its number there, while all are open that tell it. */
async function placesOf(
  sources: readonly MatrixSource[],
  datasets: ExportServices['datasets'],
): Promise<PairTableWork['table']['places']> {
  const held = await Promise.all(sources.map(({ dataset }) => datasets.get(dataset).catch(() => null)));
  const found = held.flatMap((one) => (one?.dataset.jets ? [one.dataset.jets] : []));
  const jets = found.length === sources.length ? found : null;
  const column = (value: (event: number, source: number) => number) =>
    Uint32Array.from(
      sources.flatMap(({ first, end }, s) =>
        Array.from({ length: end - first }, (_, i) => value(first + i, s)),
      ),
    );
  return {
    files: sources.map(({ file }, s) => jets?.[s].file ?? file),
    file: column((_, s) => s),
    event: column((event, s) => jets?.[s].event[event] ?? event),
    ...(jets ? { jet: column((event, s) => jets[s].jet[event]) } : {}),
  };
}
