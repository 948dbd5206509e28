// Event records (HepMC, Les Houches): particles with momentum, mass, species and a status that says what each one is.
// Two collections: what comes out of the event, chosen by its status, with its beams kept aside; and every particle.

import { ReadError } from './errors.ts';
import { chosenMapping } from './mapping.ts';
import type { RawTable, RowSink, Selection } from './table.ts';
import type { Mapping, ReadOptions, Role } from './types.ts';

export const RECORD_COLUMNS = ['px', 'py', 'pz', 'E', 'm', 'pid', 'status'] as const;
const ROLES: readonly Role[] = ['px', 'py', 'pz', 'E', 'mass', 'pid', 'ignore'];
/** Both standards' status of an undecayed particle. */
const FINAL_STATUS = 1;
export const FINAL = 'final';
export const ALL = 'all';

export interface EventRecord {
  readonly format: string;
  readonly file: string;
  /** The status of what came in. */
  readonly beams: number;
  readonly energyUnit: Mapping['energyUnit'];
  /** Every particle in the columns above. */
  rows(sink: RowSink, strict: boolean): AsyncGenerator<void>;
}

/** Throws ReadError: a collection that there is not, a mapping of more columns. */
export function recordTable(record: EventRecord, options: ReadOptions): RawTable {
  const { file, beams, energyUnit } = record;
  const wanted = options.collection ?? FINAL;
  if (wanted !== FINAL && wanted !== ALL) {
    throw new ReadError(
      'bad-argument',
      `${file}: there is no collection "${wanted}", allowed are ${FINAL}, ${ALL}`,
    );
  }
  const given = chosenMapping(file, options, RECORD_COLUMNS.length, energyUnit);
  const selection: Selection = { column: 'status', allowed: [FINAL_STATUS], beams: [beams] };
  const chosen = wanted === FINAL;
  const counts = { [FINAL]: 0, [ALL]: 0 };
  const told = chosen
    ? `status ${FINAL_STATUS} is the event, ${beams} its beams, which have no place in the plane; others are left out`
    : 'every particle, whatever its status';
  return {
    format: record.format,
    collection: wanted,
    // Counted while the file is read.
    collections: [
      {
        name: chosen ? ALL : FINAL,
        get particles() {
          return counts[chosen ? ALL : FINAL];
        },
      },
    ],
    columns: RECORD_COLUMNS,
    mapping: given ?? { roles: ROLES, energyUnit },
    reason: `${given ? 'As chosen' : 'As the format defines it'}: ${told}.`,
    numeric: RECORD_COLUMNS.map(() => true),
    ...(chosen ? { selection } : {}),
    rows(sink, strict) {
      counts[FINAL] = 0;
      counts[ALL] = 0;
      return record.rows(counted(sink, counts, beams), strict);
    },
  } satisfies RawTable;
}

const STATUS = RECORD_COLUMNS.indexOf('status');

function counted(sink: RowSink, counts: Record<typeof FINAL | typeof ALL, number>, beams: number): RowSink {
  return {
    get done() {
      return sink.done;
    },
    row(values, place) {
      counts[ALL]++;
      const status = values[STATUS];
      if (status === FINAL_STATUS || status === beams) counts[FINAL]++;
      sink.row(values, place);
    },
    endEvent: () => sink.endEvent(),
  };
}
