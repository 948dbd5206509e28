// Fits as a table on paper: one row a fit, every parameter with its unit in the column's name. The same columns, in the
// same order and with the same digits, whether a window or the command line exports them.

import type { CellTable, FittedRow } from '../../workers/entry/tasks.ts';
import type { Component, FitResult } from '../contract/index.ts';

export interface RowSource {
  readonly file: string;
  /** SHA-256 of the file, hex; empty for a pipe. */
  readonly hash: string;
  readonly version: string;
}

type Column = CellTable['columns'][number];
type Value = Column['cells'][number];

const text = (name: string, value: (row: FittedRow) => Value) => ({ name, type: 'text', value }) as const;
const number = (name: string, value: (row: FittedRow) => Value) => ({ name, type: 'number', value }) as const;
const integer = (name: string, value: (row: FittedRow) => Value) =>
  ({ name, type: 'integer', value }) as const;
const boolean = (name: string, value: (row: FittedRow) => Value) =>
  ({ name, type: 'boolean', value }) as const;
const component =
  (value: (component: Component) => number | undefined) =>
  ({ result }: FittedRow): Value => {
    const first = result?.components[0];
    return (first && value(first)) ?? null;
  };
const result =
  (value: (result: FitResult) => Value) =>
  (row: FittedRow): Value =>
    row.result && value(row.result);

/** EMD and bound: energies normalised, ground distance in rad with R = 1, so they are in rad. */
const COLUMNS = [
  integer('event', (row) => row.event),
  text('shape', (row) => row.shape),
  text(
    'solver',
    result(({ solver }) => solver),
  ),
  number(
    'center_y',
    component(({ center }) => center[0]),
  ),
  number(
    'center_phi_rad',
    component(({ center }) => center[1]),
  ),
  number(
    'radius_rad',
    component(({ radius }) => radius),
  ),
  number(
    'semi_axis_1_rad',
    component(({ semi_axes }) => semi_axes?.[0]),
  ),
  number(
    'semi_axis_2_rad',
    component(({ semi_axes }) => semi_axes?.[1]),
  ),
  number(
    'angle_rad',
    component(({ angle }) => angle),
  ),
  number(
    'emd_rad',
    result(({ emd }) => emd),
  ),
  number(
    'lower_bound_rad',
    result(({ lower_bound }) => lower_bound),
  ),
  number(
    'gap_rad',
    result(({ gap }) => gap),
  ),
  integer(
    'quadrature',
    result(({ quadrature }) => quadrature),
  ),
  integer(
    'seed',
    result(({ seed }) => seed),
  ),
  boolean(
    'converged',
    result(({ converged }) => converged),
  ),
  integer(
    'iterations',
    result(({ iterations }) => iterations),
  ),
  number(
    'wall_ms',
    result(({ wall_ms }) => wall_ms),
  ),
  integer('particles', (row) => row.particles),
  number('energy_GeV', (row) => row.energy),
  number('energy_share', (row) => row.energyShare),
  text('problem', (row) => row.problem),
];

export function fitTable(rows: readonly FittedRow[], source: RowSource): CellTable {
  const constant = (name: string, value: string): Column => ({
    name,
    type: 'text',
    cells: rows.map(() => value),
  });
  return {
    columns: [
      ...COLUMNS.map(({ name, type, value }) => ({ name, type, cells: rows.map(value) })),
      constant('file', source.file),
      constant('sha256', source.hash),
      constant('version', source.version),
    ],
  };
}
