// JSON lines: an event a line, all lines of one kind, which the first one tells:
//   {"pt":[…],"y":[…],"phi":[…]}                    an array a column, of one length (what our writer writes)
//   {"particles":[{"px":1,"py":0,"pz":2,"E":3},…]}  an object a particle
//   {"particles":[[pt,y,phi],…]} or [[pt,y,phi],…]  a row a particle: pt, y, phi and then the mass, four-momenta (four-vectors.ts),
//                                                  or as --columns says
// Other members of an event are passed over; null is NaN; an event without particles is an empty one, an empty line is none.

import { ReadError } from './errors.ts';
import { LOOKED_AT, orderOf, orderReason } from './four-vectors.ts';
import type { Input } from './input.ts';
import { checkEvent, feedEvent, firstFour, parsed, type Schema, schemaOf } from './jsonlevent.ts';
import { limits } from './limits.ts';
import { lines } from './lines.ts';
import { chosenMapping, guessByName, namesOf, safeNames } from './mapping.ts';
import type { Format, RawTable, RowSink } from './table.ts';
import type { Mapping, Role } from './types.ts';

const BY_PLACE: readonly Role[] = ['pt', 'y', 'phi', 'mass'];
/** A file of empty events has nothing to tell it by. */
const NOTHING: Schema = { kind: 'columns', keys: ['pt', 'y', 'phi'] };

export function looksJson(start: string): boolean {
  return /^\s*[[{]/.test(start);
}

export const jsonl: Format = {
  name: 'jsonl',
  async open(input, options) {
    const { schema, beginning, blocks } = await begun(input);
    const { kind, keys } = schema ?? NOTHING;
    if (keys.length > limits.columns) {
      throw new ReadError(
        'too-large',
        `${input.name}: there are ${keys.length} columns, allowed are ${limits.columns}`,
      );
    }
    const rows = kind === 'rows';
    const guess = rows ? guessByPlace(keys.length, beginning()) : guessByName(keys);
    const given = chosenMapping(input.name, options, keys.length, guess.mapping.energyUnit);
    const mapping = given ?? guess.mapping;
    const columns = rows
      ? namesOf(mapping.roles, options.mapping ? undefined : options.columns)
      : safeNames(keys);
    return {
      format: 'jsonl',
      collection: 'particles',
      collections: [],
      columns,
      mapping,
      reason: given ? 'As chosen.' : guess.reason,
      basis: rows ? 'places' : 'names',
      numeric: columns.map(() => true),
      rows: (sink, strict) => read(input.name, blocks(), schema, sink, strict),
    } satisfies RawTable;
  },
};

function guessByPlace(width: number, events: Iterable<unknown>): { mapping: Mapping; reason: string } {
  const order = width < 4 ? null : orderOf(firstFour(events, LOOKED_AT), 4);
  const roles = Array.from({ length: width }, (_, i) => (order ?? BY_PLACE)[i] ?? 'ignore');
  const reason = order ? orderReason(order) : 'Rows of numbers: pt, y, phi and the mass by position.';
  return { mapping: { roles, energyUnit: 'GeV' }, reason };
}

/** What the first event with particles tells; and the lines of the file, which a pipe gives only once. */
async function begun(input: Input) {
  const all = () => lines(input.name, input.stream(), limits.jsonLineLength);
  const source = all();
  const kept: string[][] = [];
  let number = 0;
  let schema: Schema | null = null;
  while (schema === null) {
    const next = await source.next();
    if (next.done) break;
    kept.push(next.value);
    for (const line of next.value) {
      const event = parsed(input.name, line, ++number);
      if (event === undefined) continue;
      checkEvent(`${input.name}, line ${number}`, event);
      schema = schemaOf(event);
      if (schema !== null) break;
    }
  }
  async function* again() {
    yield* kept;
    yield* source;
  }
  /** Events of the first lines; what is no JSON is told when it is read. */
  function* beginning(): Generator<unknown> {
    try {
      let line = 0;
      for (const block of kept) for (const text of block) yield parsed(input.name, text, ++line);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
    }
  }
  if (!input.restartable) return { schema, beginning, blocks: again };
  await source.return(undefined);
  return { schema, beginning, blocks: all };
}

async function* read(
  file: string,
  blocks: AsyncIterable<string[]>,
  schema: Schema | null,
  sink: RowSink,
  strict: boolean,
): AsyncGenerator<void> {
  const { kind, keys } = schema ?? NOTHING;
  const values = new Float64Array(keys.length);
  let number = 0;
  for await (const block of blocks) {
    for (const line of block) {
      const event = parsed(file, line, ++number);
      if (event === undefined) continue;
      if (schema === null) sink.endEvent();
      else feedEvent(`${file}, line ${number}`, event, { kind, keys }, values, sink, strict);
      if (sink.done) return;
    }
    yield;
  }
}
