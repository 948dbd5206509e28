// A fit beside jets on stdout: the table for people. Under each event its two distances.

import type { Beside, BesideRow } from '../contract/beside.ts';
import { type TextCell, textTable } from './text-table.ts';

const PART = ['axis', 'energy [GeV]', 'y', 'phi [rad]', 'size [rad]'];
const JET = ['jet', 'pt [GeV]', 'y', 'phi [rad]', 'm [GeV]'];

/** A line a pair, or an axis or jet alone. */
export function besideText(events: readonly Beside[]): string {
  const rows = events.flatMap(({ event, rows }) => rows.map((row) => [event, ...cellsOf(row)]));
  const table = textTable(['event', ...PART, ...JET, 'delta R [rad]', 'energy ratio'], rows);
  const distances = events.flatMap(({ event, emd, jetsEmd, jetsTaken }) =>
    emd === null ? [] : [[event, emd, jetsEmd, jetsTaken]],
  );
  return `${table}\n${textTable(['event', 'EMD of the fit [rad]', 'EMD of the jets [rad]', 'jets'], distances)}`;
}

function cellsOf({ fit, jet, deltaR, ratio }: BesideRow): TextCell[] {
  const shapes = fit?.components.map(({ shape }) => shape).join('+') ?? null;
  return [
    ...[shapes, fit?.energy ?? null, fit?.y ?? null, fit?.phi ?? null, sizeText(fit?.size ?? null)],
    ...[jet?.jet ?? null, jet?.pt ?? null, jet?.y ?? null, jet?.phi ?? null, jet?.m ?? null],
    ...[deltaR, ratio],
  ];
}

function sizeText(size: NonNullable<BesideRow['fit']>['size']): TextCell {
  return typeof size === 'object' && size
    ? size.map((axis) => Number(axis.toPrecision(4))).join(' × ')
    : size;
}
