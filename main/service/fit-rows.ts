// Fits as a table on paper: one row a fit, every parameter with its unit in the column's name. The same columns, in the
// same order and with the same digits, whether a window or the command line exports them.

import type { CellTable, FittedRow } from '../../workers/entry/tasks.ts';
import type { Component, FitResult } from '../contract/index.ts';
import { isRecord } from './storage.ts';

export interface RowSource {
  readonly file: string;
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
const part = (value: (component: Component) => number | undefined) =>
  fitted(({ components }) => value(components[0]) ?? null);

/** EMD and bound: energies normalised and R = 1, so the ground distance's unit stays. */
const COLUMNS: readonly Column[] = [
  ['event', '', (row) => row.event],
  ['shape', '', (row) => row.shape],
  ['solver', '', fitted(({ solver }) => solver)],
  ['center_y', '', part(({ center }) => center[0])],
  ['center_phi', 'rad', part(({ center }) => center[1])],
  ['radius', 'rad', part(({ radius }) => radius)],
  ['semi_axis_1', 'rad', part(({ semi_axes }) => semi_axes?.[0])],
  ['semi_axis_2', 'rad', part(({ semi_axes }) => semi_axes?.[1])],
  ['angle', 'rad', part(({ angle }) => angle)],
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

/** Only where some row has it. */
const CONTINUOUS: readonly Column[] = [
  ['emd_continuous', 'rad', fitted(({ continuous }) => continuous?.emd ?? null)],
  ['emd_continuous_error', 'rad', fitted(({ continuous }) => continuous?.error ?? null)],
];

export function fitTable(rows: readonly FittedRow[], source: RowSource): CellTable {
  const constant = (name: string, value: string) => ({ name, values: rows.map(() => value) });
  const columns = rows.some(({ result }) => result?.continuous) ? [...COLUMNS, ...CONTINUOUS] : COLUMNS;
  return {
    columns: [
      ...columns.map(([name, unit, value]) => ({ name, unit: unit || undefined, values: rows.map(value) })),
      constant('file', source.file),
      constant('sha256', source.hash),
      constant('version', source.version),
    ],
  };
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
