// Jets as a table on paper, one row a jet, and as lines of a journal, one line some events.

import type { CellTable } from '../../workers/entry/tasks.ts';
import type { ClusteredJet, DisKinematics, EventJets, Jet, Pileup } from '../contract/index.ts';
import { isRecord } from './storage.ts';
import { constantColumns, type TableSource, type ValueColumn, valueColumns } from './table-columns.ts';

const COLUMNS: readonly ValueColumn<Jet>[] = [
  ['pt', 'GeV', ({ pt }) => pt],
  ['y', '', ({ y }) => y],
  ['phi', 'rad', ({ phi }) => phi],
  ['m', 'GeV', ({ m }) => m],
  ['E', 'GeV', ({ E }) => E],
  ['px', 'GeV', ({ px }) => px],
  ['py', 'GeV', ({ py }) => py],
  ['pz', 'GeV', ({ pz }) => pz],
  ['particles', '', ({ constituents }) => constituents.length],
  ['constituents', '', ({ constituents }) => constituents.join(' ')],
];

/** The same of what grooming leaves, and where soft drop stopped. */
const GROOMED: readonly ValueColumn<ClusteredJet>[] = [
  ...COLUMNS.map(
    ([name, unit, value]) =>
      [`groomed_${name}`, unit, ({ groomed }: ClusteredJet) => (groomed ? value(groomed) : null)] as const,
  ),
  ['zg', '', ({ groomed }) => groomed?.zg ?? null],
  ['rg', 'rad', ({ groomed }) => groomed?.rg ?? null],
];

/** Where areas were asked for: rad², the four-vector too. */
const AREAS: readonly ValueColumn<ClusteredJet>[] = [
  ['area', 'rad^2', ({ area }) => area ?? null],
  ...(['px', 'py', 'pz', 'E'] as const).map(
    (name) => [`area_${name}`, 'rad^2', ({ area4 }: ClusteredJet) => area4?.[name] ?? null] as const,
  ),
];

/** Without pileup: pT is 0 where nothing is left of a jet, and the others are not there. */
const SUBTRACTED: readonly ValueColumn<ClusteredJet>[] = (
  ['pt', 'y', 'phi', 'm', 'E', 'px', 'py', 'pz'] as const
).map((name) => {
  const unit = COLUMNS.find(([column]) => column === name)?.[1] ?? '';
  const none = name === 'pt' ? 0 : null;
  return [`subtracted_${name}`, unit, ({ subtracted }: ClusteredJet) => subtracted?.[name] ?? none] as const;
});

/** Of an event. */
const PILEUP: readonly ValueColumn<Partial<Pileup>>[] = [
  ['rho', 'GeV/rad^2', ({ rho }) => rho ?? null],
  ['sigma', 'GeV/rad', ({ sigma }) => sigma ?? null],
];

/** What a Breit frame was found from; `y` is taken by rapidity. */
const DIS: readonly ValueColumn<Partial<DisKinematics>>[] = [
  ['Q2', 'GeV^2', ({ Q2 }) => Q2 ?? null],
  ['x', '', ({ x }) => x ?? null],
  ['inelasticity', '', ({ y }) => y ?? null],
  ['W2', 'GeV^2', ({ W2 }) => W2 ?? null],
];

/** `definition` is how the jets were asked for, the same in every row. Events without jets have no row. */
export function jetTable(events: readonly EventJets[], definition: string, source: TableSource): CellTable {
  const rows = events.flatMap(({ event, dis, rho, sigma, jets }) =>
    jets.map((jet, place) => ({ event, dis, pileup: { rho, sigma }, place, jet })),
  );
  const areas = rows.some(({ jet }) => jet.area !== undefined) ? AREAS : [];
  const density = rows.some(({ pileup }) => pileup.rho !== undefined);
  const subtracted = density ? SUBTRACTED : [];
  const pileup = density ? PILEUP : [];
  const groomed = rows.some(({ jet }) => jet.groomed !== undefined) ? GROOMED : [];
  const kinematics = rows.some(({ dis }) => dis !== undefined) ? DIS : [];
  return {
    columns: [
      { name: 'event', values: rows.map(({ event }) => event) },
      { name: 'jet', values: rows.map(({ place }) => place) },
      ...valueColumns(
        rows.map(({ jet }) => jet),
        [...COLUMNS, ...areas, ...subtracted, ...groomed],
      ),
      ...valueColumns(
        rows.map(({ dis }) => dis ?? {}),
        kinematics,
      ),
      ...valueColumns(
        rows.map(({ pileup }) => pileup),
        pileup,
      ),
      ...constantColumns(rows.length, [{ name: 'definition', value: definition }], source),
    ],
  };
}

/** A row of a journal, as far as tables and documents rely on it. */
export function isEventJets(value: unknown): value is EventJets {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value.event) &&
    Array.isArray(value.jets) &&
    value.jets.every((jet) => isRecord(jet) && typeof jet.pt === 'number' && Array.isArray(jet.constituents))
  );
}
