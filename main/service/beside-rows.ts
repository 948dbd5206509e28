// A fit beside jets as a table on paper, one row a pair or what has no partner, and as lines of a journal, one line an event.

import type { Cell, CellTable } from '../../workers/entry/tasks.ts';
import type { Beside, BesideRow } from '../contract/index.ts';
import { isRecord } from './storage.ts';
import { constantColumns, type TableSource, type ValueColumn, valueColumns } from './table-columns.ts';

const axisOf = (fit: BesideRow['fit'], which: 0 | 1): Cell =>
  fit && typeof fit.size === 'object' ? (fit.size?.[which] ?? null) : null;

type Row = BesideRow & { readonly of: Beside };

const COLUMNS: readonly ValueColumn<Row>[] = [
  ['event', '', ({ of }) => of.event],
  ['parts', '', ({ fit }) => fit?.parts.join(' ') ?? null],
  ['part_shapes', '', ({ fit }) => fit?.components.map(({ shape }) => shape).join('+') ?? null],
  ['energy', 'GeV', ({ fit }) => fit?.energy ?? null],
  ['center_y', '', ({ fit }) => fit?.y ?? null],
  ['center_phi', 'rad', ({ fit }) => fit?.phi ?? null],
  ['radius', 'rad', ({ fit }) => (typeof fit?.size === 'number' ? fit.size : null)],
  ['semi_axis_1', 'rad', ({ fit }) => axisOf(fit, 0)],
  ['semi_axis_2', 'rad', ({ fit }) => axisOf(fit, 1)],
  ['jet', '', ({ jet }) => jet?.jet ?? null],
  ['jet_pt', 'GeV', ({ jet }) => jet?.pt ?? null],
  ['jet_y', '', ({ jet }) => jet?.y ?? null],
  ['jet_phi', 'rad', ({ jet }) => jet?.phi ?? null],
  ['jet_m', 'GeV', ({ jet }) => jet?.m ?? null],
  ['jet_particles', '', ({ jet }) => jet?.constituents.length ?? null],
  ['delta_R', 'rad', ({ deltaR }) => deltaR],
  ['energy_ratio', '', ({ ratio }) => ratio],
  ['emd', 'rad', ({ of }) => of.emd],
  ['jets_emd', 'rad', ({ of }) => of.jetsEmd],
  ['jets_in_emd', '', ({ of }) => of.jetsTaken],
];

/** `definition` is how the jets were asked for, `within` up to which distance they belong to a part, rad. */
export function besideTable(
  events: readonly Beside[],
  {
    definition,
    within,
    shape,
  }: { readonly definition: string; readonly within: number; readonly shape: string },
  source: TableSource,
): CellTable {
  const rows = events.flatMap((of) => of.rows.map((row): Row => ({ ...row, of })));
  const constants = [
    { name: 'shape', value: shape },
    { name: 'definition', value: definition },
    { name: 'within', unit: 'rad', value: within },
  ];
  return { columns: [...valueColumns(rows, COLUMNS), ...constantColumns(rows.length, constants, source)] };
}

/** A row of a journal, as far as tables and documents rely on it. */
export function isBeside(value: unknown): value is Beside {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value.event) &&
    Array.isArray(value.rows) &&
    value.rows.every((row) => isRecord(row) && (isRecord(row.fit) || isRecord(row.jet)))
  );
}
