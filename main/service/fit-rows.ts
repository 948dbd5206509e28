// Fits as a table on paper: one row a fit, every parameter with its unit in the column's name. The same columns, in the
// same order and with the same digits, whether a window or the command line exports them.

import type { CellTable, FittedRow } from '../../workers/entry/tasks.ts';
import type { FitResult } from '../contract/index.ts';
import { columnsOf, fitNumbers, SINGLE } from './fit-columns.ts';
import { intervalColumns } from './interval-columns.ts';
import { isRecord } from './storage.ts';

export interface RowSource {
  readonly file: string;
  /** Where the events are jets of the file's, how these were asked for. */
  readonly jets?: string;
  /** The frame that the events were seen from, where that is not the file's own. */
  readonly frame?: string;
  /** SHA-256 of the file, hex; empty for a pipe. */
  readonly hash: string;
  readonly version: string;
}

type Value = CellTable['columns'][number]['values'][number];
type Column = readonly [name: string, unit: string, value: (row: FittedRow) => Value];

const fitted =
  (value: (result: FitResult) => Value) =>
  (row: FittedRow): Value =>
    row.result && value(row.result);

/** With jets, of the file. */
const EVENT: Column = ['event', '', (row) => row.of?.event ?? row.event];
/** Only where some row has it. */
const JET: Column = ['jet', '', (row) => row.of?.jet ?? null];
/** EMD and bound: energies normalised and R = 1, so the ground distance's unit stays. */
const BEFORE: readonly Column[] = [
  ['shape', '', (row) => row.shape],
  ['solver', '', fitted(({ solver }) => solver)],
];
const AFTER: readonly Column[] = [
  ['emd', 'rad', fitted(({ emd }) => emd)],
  ['lower_bound', 'rad', fitted(({ lower_bound }) => lower_bound)],
  ['gap', 'rad', fitted(({ gap }) => gap)],
  ['quadrature', '', fitted(({ quadrature }) => quadrature)],
  ['seed', '', fitted(({ seed }) => seed)],
  ['converged', '', fitted(({ converged }) => converged)],
  ['iterations', '', fitted(({ iterations }) => iterations)],
  ['wall', 'ms', fitted(({ wall_ms }) => wall_ms)],
  ['particles', '', (row) => row.particles],
  ['energy', 'GeV', (row) => row.energy],
  ['energy_share', '', (row) => row.energyShare],
  ['problem', '', (row) => row.problem],
];

/** Only where some row has them, as the two below. */
const DIVERGENCE: readonly Column[] = [['divergence', 'rad', fitted(({ divergence }) => divergence ?? null)]];
const SEARCH: readonly Column[] = [['search', '', fitted(({ search }) => search ?? null)]];
const CONTINUOUS: readonly Column[] = [
  ['emd_continuous', 'rad', fitted(({ continuous }) => continuous?.emd ?? null)],
  ['emd_continuous_error', 'rad', fitted(({ continuous }) => continuous?.error ?? null)],
];

export function fitTable(rows: readonly FittedRow[], source: RowSource): CellTable {
  const constant = (name: string, value: string) => ({ name, values: rows.map(() => value) });
  const filled = (columns: readonly Column[]) =>
    columns.map(([name, unit, value]) => ({ name, unit: unit || undefined, values: rows.map(value) }));
  const jet = rows.some(({ of }) => of) ? [JET] : [];
  const divergence = rows.some(({ result }) => result?.divergence !== undefined) ? DIVERGENCE : [];
  const search = rows.some(({ result }) => result?.search) ? SEARCH : [];
  const continuous = rows.some(({ result }) => result?.continuous) ? CONTINUOUS : [];
  return {
    columns: [
      ...filled([EVENT, ...jet, ...BEFORE]),
      ...parameters(rows),
      ...filled(AFTER),
      ...filled(search),
      ...filled(divergence),
      ...filled(continuous),
      ...intervalColumns(rows.map(({ result }) => result)),
      ...(source.jets === undefined ? [] : [constant('jets', source.jets)]),
      ...(source.frame === undefined ? [] : [constant('frame', source.frame)]),
      constant('file', source.file),
      constant('sha256', source.hash),
      constant('version', source.version),
    ],
  };
}

/** A column each; those of single shapes are always the same where there is one, or nothing. */
function parameters(rows: readonly FittedRow[]): CellTable['columns'] {
  const fits = rows.map(({ result }) => result && fitNumbers(result.components));
  const single =
    rows.some(({ result }) => result?.components.length === 1) || fits.every((fit) => fit === null);
  const found = columnsOf(fits.flatMap((fit) => fit ?? []));
  const names = new Set(SINGLE.map(({ name }) => name));
  const columns = single ? [...SINGLE, ...found.filter(({ name }) => !names.has(name))] : found;
  return columns.map(({ name, unit }) => ({
    name,
    unit: unit || undefined,
    values: fits.map((fit) => fit?.get(name) ?? null),
  }));
}

/** A row of a journal, as far as tables and exports rely on it. */
export function isFittedRow(value: unknown): value is FittedRow {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value.event) &&
    typeof value.shape === 'string' &&
    (value.result === null || (isRecord(value.result) && Array.isArray(value.result.components)))
  );
}
