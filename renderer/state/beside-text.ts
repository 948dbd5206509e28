// A fit beside jets as rows of text: what is copied, and what a file of comma-separated values holds. Every digit is kept.

import type { Beside, BesideRow } from '../../main/contract/index.ts';

type Cell = string | number | null;

const axisOf = (fit: BesideRow['fit'], which: 0 | 1): Cell =>
  fit && typeof fit.size === 'object' ? (fit.size?.[which] ?? null) : null;

const COLUMNS: readonly (readonly [name: string, value: (row: BesideRow) => Cell])[] = [
  ['part_shapes', ({ fit }) => fit?.components.map(({ shape }) => shape).join('+') ?? null],
  ['energy [GeV]', ({ fit }) => fit?.energy ?? null],
  ['center_y', ({ fit }) => fit?.y ?? null],
  ['center_phi [rad]', ({ fit }) => fit?.phi ?? null],
  ['radius [rad]', ({ fit }) => (typeof fit?.size === 'number' ? fit.size : null)],
  ['semi_axis_1 [rad]', ({ fit }) => axisOf(fit, 0)],
  ['semi_axis_2 [rad]', ({ fit }) => axisOf(fit, 1)],
  // Counted from 1, as on the screen.
  ['jet', ({ jet }) => jet && jet.jet + 1],
  ['jet_pt [GeV]', ({ jet }) => jet?.pt ?? null],
  ['jet_y', ({ jet }) => jet?.y ?? null],
  ['jet_phi [rad]', ({ jet }) => jet?.phi ?? null],
  ['jet_m [GeV]', ({ jet }) => jet?.m ?? null],
  ['jet_particles', ({ jet }) => jet?.constituents.length ?? null],
  ['delta_R [rad]', ({ deltaR }) => deltaR],
  ['energy_ratio', ({ ratio }) => ratio],
];

/** `jets`: how they were asked for, in words. Tabs between the cells, and beneath them both distances. */
export function besideLines(view: Beside, jets: string): string {
  const { rows, shape, emd, jetsEmd, jetsTaken, event } = view;
  const lines = [
    ['event', event],
    ['shape', shape],
    ['jets', jets],
    [],
    COLUMNS.map(([name]) => name),
    ...rows.map((row) => COLUMNS.map(([, value]) => value(row))),
    [],
    ['EMD of the event from the fit / rad', emd],
    [`EMD of the event from its ${jetsTaken} hardest jets / rad`, jetsEmd],
  ];
  return lines.map((cells) => cells.map((cell) => cell ?? '').join('\t')).join('\n');
}

/** One line a row, under the columns' names; both distances in every row. */
export function besideCsv(view: Beside, jets: string): string {
  const { rows, shape, emd, jetsEmd, jetsTaken, event } = view;
  const constant = [shape, jets, emd, jetsEmd, jetsTaken];
  const names = [
    'event',
    ...COLUMNS.map(([name]) => name),
    'shape',
    'jets',
    'emd [rad]',
    'jets_emd [rad]',
    'jets_in_emd',
  ];
  const lines = [
    names,
    ...rows.map((row) => [event, ...COLUMNS.map(([, value]) => value(row)), ...constant]),
  ];
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\n')}\n`;
}

function quoted(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
