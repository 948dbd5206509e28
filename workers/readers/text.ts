// Text four-vectors: `px py pz E` per particle, further columns ignored, any white space between.
// A blank line or `#END` ends an event; other `#` lines are comments. Blank lines in a row are one separator and make
// no empty event; `#END` is explicit: with no particle since the `#END` before it (or since the start) it ends an
// empty event. FastJet's example files are written so.

import { ReadError } from './errors.ts';
import type { Input } from './input.ts';
import { limits } from './limits.ts';
import { lines, parseNumber, shown } from './lines.ts';
import { chosenMapping, namesOf } from './mapping.ts';
import type { Format, RawTable, RowSink } from './table.ts';
import type { Role } from './types.ts';

const NAMES = ['px', 'py', 'pz', 'E'] as const;

export const text: Format = {
  name: 'text',
  async open(input, options, whole) {
    const width = firstWidth(input);
    const given = chosenMapping(input.name, options, Math.max(width, NAMES.length), 'GeV');
    const roles: Role[] = given ? [...given.roles] : [...NAMES];
    while (whole && roles.length < width) roles.push('ignore');
    while (!whole && roles.at(-1) === 'ignore') roles.pop();
    const columns = namesOf(roles, options.mapping ? undefined : options.columns);
    return {
      format: 'text',
      collection: 'particles',
      collections: [],
      columns,
      mapping: { roles, energyUnit: given?.energyUnit ?? 'GeV' },
      reason: given
        ? 'As chosen.'
        : 'Numbers without a header: four-vectors px, py, pz, E by position; further columns are left out.',
      basis: 'places',
      numeric: columns.map(() => true),
      rows: (sink, strict) => read(input, columns.length, sink, strict),
    } satisfies RawTable;
  },
};

function firstWidth(input: Input): number {
  const head = new TextDecoder().decode(input.head);
  for (const line of head.split('\n')) {
    const bare = line.trim();
    if (bare !== '' && !bare.startsWith('#')) return Math.min(bare.split(/\s+/).length, limits.columns);
  }
  return NAMES.length;
}

async function* read(input: Input, width: number, sink: RowSink, strict: boolean): AsyncGenerator<void> {
  const values = new Float64Array(width);
  let number = 0;
  let place = 0;
  // Whether the last separator was an #END (or the start): another one then ends an empty event.
  let explicit = true;
  for await (const block of lines(input.name, input.stream())) {
    for (const line of block) {
      number++;
      const bare = line.trim();
      if (bare === '') {
        if (place > 0) {
          sink.endEvent();
          explicit = false;
        }
        place = 0;
      } else if (bare.startsWith('#')) {
        if (bare !== '#END') continue;
        if (place > 0 || explicit) sink.endEvent();
        explicit = true;
        place = 0;
      } else {
        fields(input.name, bare, number, values, strict);
        sink.row(values, place++);
        explicit = false;
      }
      if (sink.done) return;
    }
    yield;
  }
  if (place > 0) sink.endEvent();
}

function fields(file: string, line: string, number: number, values: Float64Array, strict: boolean): void {
  const parts = line.split(/\s+/, values.length);
  for (let i = 0; i < values.length; i++) {
    if (i >= parts.length) {
      if (!strict) {
        values[i] = Number.NaN;
        continue;
      }
      throw new ReadError(
        'bad-file',
        `${file}, line ${number}: there are ${parts.length} numbers, needed are ${values.length}`,
        'A particle is a line with px py pz E; CSV files need a header that names the columns.',
      );
    }
    const value = parseNumber(parts[i]);
    if (value === undefined && strict) {
      throw new ReadError(
        'bad-file',
        `${file}, line ${number}: column ${i + 1} has "${shown(parts[i])}", needed is a number`,
        'Lines that are no particles begin with #.',
      );
    }
    values[i] = value ?? Number.NaN;
  }
}
