// A fit beside jets on stdout: the table for people. Under each event its two distances.

import type { Beside, BesideRow } from '../contract/beside.ts';
import { type TextCell, textTable } from './text-table.ts';

const PART = ['part', 'energy [GeV]', 'y', 'phi [rad]', 'size [rad]'];
const JET = ['jet', 'pt [GeV]', 'y', 'phi [rad]', 'm [GeV]'];

/** A line a pair, or a part or jet alone. */
export function besideText(events: readonly Beside[]): string {
  const rows = events.flatMap(({ event, rows }) => rows.map((row) => [event, ...cellsOf(row)]));
  const table = textTable(['event', ...PART, ...JET, 'delta R [rad]', 'energy ratio'], rows);
  const distances = events.flatMap(({ event, emd, jetsEmd, jetsTaken }) =>
    emd === null ? [] : [[event, emd, jetsEmd, jetsTaken]],
  );
  return `${table}\n${textTable(['event', 'EMD of the fit [rad]', 'EMD of the jets [rad]', 'jets'], distances)}`;
}

function cellsOf({ fit, jet, deltaR, ratio }: BesideRow): TextCell[] {
  const { component, energy } = fit ?? {};
  const center = component?.center ?? [null, null];
  return [
    ...[component?.shape ?? null, energy ?? null, ...center, component ? sizeOf(component) : null],
    ...[jet?.jet ?? null, jet?.pt ?? null, jet?.y ?? null, jet?.phi ?? null, jet?.m ?? null],
    ...[deltaR, ratio],
  ];
}

function sizeOf({ radius, semi_axes }: NonNullable<BesideRow['fit']>['component']): TextCell {
  if (semi_axes) return semi_axes.map((axis) => Number(axis.toPrecision(4))).join(' × ');
  return radius ?? null;
}
