// Rows of things as columns of a table on paper, and what stands the same in every row: how it was asked for, where it comes from.

import type { Cell, CellTable } from '../../workers/entry/tasks.ts';
import type { DistanceOptions } from '../contract/index.ts';

/** What a table is of. */
export interface TableSource {
  readonly file: string;
  /** SHA-256 of the file, hex; empty for a pipe. */
  readonly hash: string;
  readonly version: string;
  /** Particles that were left out while it was read, as --cuts has it. */
  readonly cuts?: string;
}

/** Unit: empty where there is none. */
export type ValueColumn<Row> = readonly [name: string, unit: string, value: (row: Row) => Cell];

export interface Constant {
  readonly name: string;
  readonly unit?: string;
  readonly value: Cell;
}

export function valueColumns<Row>(
  rows: readonly Row[],
  columns: readonly ValueColumn<Row>[],
): CellTable['columns'] {
  return columns.map(([name, unit, value]) => ({ name, unit: unit || undefined, values: rows.map(value) }));
}

/** The last columns of every table: the constants, and where it comes from. */
export function constantColumns(
  rows: number,
  constants: readonly Constant[],
  source: TableSource,
): CellTable['columns'] {
  return [...constants, ...sourceConstants(source)].map(({ value, ...named }) => ({
    ...named,
    values: new Array<Cell>(rows).fill(value),
  }));
}

/** How distances were measured, besides the method. */
export function distanceConstants(options: Omit<DistanceOptions, 'method'>): readonly Constant[] {
  const { beta, R, normalise, center } = options;
  return [
    { name: 'beta', value: beta },
    { name: 'R', unit: 'rad', value: R },
    { name: 'normalise', value: normalise },
    { name: 'center', value: center },
  ];
}

export function sourceConstants({ file, hash, version, cuts }: TableSource): readonly Constant[] {
  return [
    ...(cuts === undefined ? [] : [{ name: 'cuts', value: cuts }]),
    { name: 'file', value: file },
    { name: 'sha256', value: hash },
    { name: 'version', value: version },
  ];
}
