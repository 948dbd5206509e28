// Fits as a table on paper: one row a fit, every parameter with its unit in the column's name. The same columns, in the
// same order and with the same digits, whether a window or the command line exports them.

import type { Cell, CellTable, FittedRow } from '../../workers/entry/tasks.ts';
import type { FitResult } from '../contract/index.ts';
import { columnsOf, fitNumbers, SINGLE } from './fit-columns.ts';
import { intervalColumns } from './interval-columns.ts';
import { isRecord } from './storage.ts';
import { constantColumns, type TableSource, type ValueColumn, valueColumns } from './table-columns.ts';

export interface RowSource extends TableSource {
  /** Where the events are jets of the file's, how these were asked for. */
  readonly jets?: string;
  /** The frame that the events were seen from, where that is not the file's own. */
  readonly frame?: string;
}

type Column = ValueColumn<FittedRow>;

const fitted =
  (value: (result: FitResult) => Cell) =>
  (row: FittedRow): Cell =>
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
  const jet = rows.some(({ of }) => of) ? [JET] : [];
  const divergence = rows.some(({ result }) => result?.divergence !== undefined) ? DIVERGENCE : [];
  const search = rows.some(({ result }) => result?.search) ? SEARCH : [];
  const continuous = rows.some(({ result }) => result?.continuous) ? CONTINUOUS : [];
  const constants = [
    ...(source.jets === undefined ? [] : [{ name: 'jets', value: source.jets }]),
    ...(source.frame === undefined ? [] : [{ name: 'frame', value: source.frame }]),
  ];
  return {
    columns: [
      ...valueColumns(rows, [EVENT, ...jet, ...BEFORE]),
      ...parameters(rows),
      ...valueColumns(rows, [...AFTER, ...search, ...divergence, ...continuous]),
      ...intervalColumns(rows.map(({ result }) => result)),
      ...constantColumns(rows.length, constants, source),
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
