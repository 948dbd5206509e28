// What tables of fits hold in numbers, as frames: distance, gap, each parameter of each part, energies. Nothing is kept
// twice: columns are made of a table's rows when they are asked for, and again once it has more of them.

import { randomBytes } from 'node:crypto';
import type { FittedRow } from '../../workers/entry/tasks.ts';
import type { Frame, FrameColumn, Table } from '../contract/index.ts';
import { columnsOf, type FitNumbers, fitNumbers } from './fit-columns.ts';
import { sqlNameOf, stemOf } from './frame-names.ts';
import type { TableBook } from './tables.ts';
import type { SharedRows } from './types.ts';

type Fixed = readonly [
  name: string,
  label: string,
  unit: FrameColumn['unit'],
  value: (row: FittedRow) => number | undefined,
];

/** The number in the data set: a row leads there. */
const EVENT: Fixed = ['event', 'event', '', (row) => row.event];
/** Of jets, where they were found. */
const ORIGIN: readonly Fixed[] = [
  ['file_event', 'event in the file', '', ({ of }) => of?.event],
  ['jet', 'jet in it', '', ({ of }) => of?.jet],
];
const BEFORE: readonly Fixed[] = [['emd', 'EMD', 'rad', ({ result }) => result?.emd]];
const AFTER: readonly Fixed[] = [
  ['gap', 'gap', 'rad', ({ result }) => result?.gap],
  ['converged', 'converged', '', ({ result }) => (result ? Number(result.converged) : undefined)],
  ['iterations', 'iterations', '', ({ result }) => result?.iterations],
  ['wall', 'time', 'ms', ({ result }) => result?.wall_ms],
  ['particles', 'particles', '', (row) => row.particles],
  ['energy', 'Σ pT', 'GeV', (row) => row.energy],
  ['energy_share', 'share of Σ pT', '', (row) => row.energyShare],
];
const CONTINUOUS: Fixed = [
  'emd_continuous',
  'EMD to the shape itself',
  'rad',
  ({ result }) => result?.continuous?.emd,
];
/** Fits that are looked at for a table's columns before it is read whole: those of one shape have the same. */
const SAMPLE = 20;

export interface FitFrames {
  /** `taken` are names in SQL that others have. */
  list(taken: ReadonlySet<string>): readonly Frame[];
  has(id: string): boolean;
  /** The frame as it is now and its numbers. */
  rows(id: string): SharedRows;
}

export function createFitFrames(tables: TableBook): FitFrames {
  const held = new Map<string, SharedRows>();
  const layouts = new Map<string, { readonly rows: number; readonly columns: readonly FrameColumn[] }>();
  const has = (id: string) => tables.list().some((table) => table.id === id);

  function columns(table: Table): readonly FrameColumn[] {
    const known = layouts.get(table.id);
    if (known && known.rows === table.rows) return known.columns;
    const found = layout(tables.get(table.id).sample(SAMPLE)).map(([name, label, unit]) =>
      column(name, label, unit),
    );
    layouts.set(table.id, { rows: table.rows, columns: found });
    return found;
  }

  return {
    has,
    list(taken) {
      const names = new Set(taken);
      const tablesNow = tables.list();
      const there = new Set(tablesNow.map(({ id }) => id));
      for (const known of [held, layouts])
        for (const id of known.keys()) if (!there.has(id)) known.delete(id);
      return tablesNow.map((table) => {
        const sqlName = sqlNameOf([stemOf(table.file), table.shape], names);
        names.add(sqlName);
        const { id, dataset, file, selection, seed, rows, total, state } = table;
        const title = `${table.shape} fits of ${file}`;
        const same = { id, dataset, file, selection, seed, rows, total, state };
        return { ...same, kind: 'fits', title, sqlName, columns: columns(table) } as const;
      });
    },
    rows(id) {
      const rows = tables.get(id).rows();
      const known = held.get(id);
      if (known?.rows === rows.length) return known;
      const fits = rows.map(({ result }) => (result ? fitNumbers(result.components) : null));
      const wanted = layout(rows, fits);
      const values = wanted.map(([, , , value]) => {
        const cells = new Float64Array(new SharedArrayBuffer(8 * rows.length));
        rows.forEach((row, i) => {
          cells[i] = value(row, fits[i]) ?? Number.NaN;
        });
        return cells;
      });
      const shared = { key: randomBytes(9).toString('base64url'), rows: rows.length, columns: values };
      held.set(id, shared);
      layouts.set(id, {
        rows: rows.length,
        columns: wanted.map(([name, label, unit]) => column(name, label, unit)),
      });
      return shared;
    },
  };
}

const column = (name: string, label: string, unit: FrameColumn['unit']): FrameColumn => ({
  name,
  label,
  unit,
  observable: null,
});

/** The columns of these rows; the parameters are those that some row has. */
function layout(
  rows: readonly FittedRow[],
  fits: readonly (FitNumbers | null)[] = rows.map(({ result }) => result && fitNumbers(result.components)),
) {
  type Value = (row: FittedRow, fit: FitNumbers | null) => number | undefined;
  const parameters = columnsOf(fits.flatMap((fit) => fit ?? [])).map(
    ({ name, unit }) =>
      [name, name.replaceAll('_', ' '), unit, ((_, fit) => fit?.get(name)) satisfies Value] as const,
  );
  const continuous = rows.some(({ result }) => result?.continuous) ? [CONTINUOUS] : [];
  const origin = rows.some(({ of }) => of) ? ORIGIN : [];
  return [EVENT, ...origin, ...BEFORE, ...parameters, ...AFTER, ...continuous] as readonly (readonly [
    string,
    string,
    FrameColumn['unit'],
    Value,
  ])[];
}
