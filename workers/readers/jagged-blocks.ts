// Events of a collection as a block: the lists as they stand, or of slots and masked or padded lists what is a particle.

import { selectionReason } from './builder.ts';
import { ReadError } from './errors.ts';
import type { EventFile, Values } from './jagged.ts';
import type { Collection, Column } from './jagged-collections.ts';
import { lastWord } from './presets.ts';
import type { Block } from './table.ts';

/** [columns][slots], a slot being a list or the numbers of one particle. */
type Lists = readonly (readonly Values[])[];

/** Events from … to − 1, which the file gives at once. Throws ReadError: lists that do not go together. */
export async function blockOf(
  file: EventFile,
  collection: Collection,
  columns: readonly Column[],
  from: number,
  to: number,
): Promise<Block> {
  const { where, padded, kind, slots } = collection;
  const fields = columns.flatMap((column) => column.fields);
  if (where) fields.push(where.field);
  const unique = [...new Set(fields)];
  const read = await file.read(unique, from, to);
  const places = new Map(unique.map((field, i) => [field, i]));
  const at = (field: number) => read[places.get(field) ?? 0];
  const lists = columns.map((column) => column.fields.map(at));
  const mask = where ? at(where.field) : null;
  if (kind !== 'lists') return chosen(collection, lists, mask, new Uint32Array(to - from).fill(slots));
  checkLengths(file, columns, lists, from);
  if (mask) checkLengths(file, [{ name: where?.name ?? '', fields: [] }], [[mask, lists[0][0]]], from);
  const lengths = lists[0][0].counts ?? new Uint32Array(to - from);
  if (mask || padded) return chosen(collection, lists, mask, lengths);
  return { counts: lengths, columns: lists.map(([list]) => list.values) };
}

/** Without padding, and without what a preset leaves out. */
function chosen(
  { where, padded, kind, slots }: Collection,
  lists: Lists,
  mask: Values | null,
  lengths: Uint32Array,
): Block {
  const slotwise = kind !== 'lists';
  const events = lengths.length;
  const room = slotwise ? events * slots : lists[0][0].values.length;
  const counts = new Uint32Array(events);
  const left = new Uint32Array(events);
  /** [kept] Where the values stand in their lists. */
  const rows = new Uint32Array(room);
  const places = new Uint32Array(room);
  const marks = mask ? mask.values : null;
  const wanted = where?.value;
  const all = lists.map((column) => column[0].values);
  let kept = 0;
  let start = 0;
  for (let event = 0; event < events; event++) {
    const length = lengths[event];
    const before = kept;
    for (let place = 0; place < length; place++) {
      const row = slotwise ? event : start + place;
      if (padded && (slotwise ? slotIsZero(lists, place, row) : all[0][row] === 0 && isZero(all, row)))
        continue;
      if (marks !== null && marks[row] !== wanted) {
        left[event]++;
        continue;
      }
      rows[kept] = row;
      places[kept++] = place;
    }
    counts[event] = kept - before;
    start += length;
  }
  return {
    counts,
    columns: lists.map((column) => {
      const out = new Float64Array(kept);
      if (slotwise) for (let i = 0; i < kept; i++) out[i] = column[places[i]].values[rows[i]];
      else gather(column[0].values, rows, out);
      return out;
    }),
    places: places.subarray(0, kept),
    ...(where ? { left: { reason: reasonOf(where), counts: left } } : {}),
  };
}

function gather(values: Float64Array, rows: Uint32Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = values[rows[i]];
}

function isZero(columns: readonly Float64Array[], row: number): boolean {
  for (let c = 0; c < columns.length; c++) if (columns[c][row] !== 0) return false;
  return true;
}

function slotIsZero(lists: Lists, slot: number, row: number): boolean {
  for (let c = 0; c < lists.length; c++) if (lists[c][slot].values[row] !== 0) return false;
  return true;
}

function reasonOf({ name, value }: NonNullable<Collection['where']>): string {
  return selectionReason({ column: lastWord(name), allowed: [value] });
}

function checkLengths(
  file: EventFile,
  columns: readonly Pick<Column, 'name' | 'fields'>[],
  lists: Lists,
  from: number,
): void {
  const first = lists[0][lists.length === 1 ? lists[0].length - 1 : 0].counts;
  for (let c = 0; c < lists.length; c++) {
    const { counts } = lists[c][0];
    for (let event = 0; event < (first?.length ?? 0); event++) {
      if (counts && first && counts[event] === first[event]) continue;
      throw new ReadError(
        'bad-file',
        `${file.file}: event ${from + event} has ${counts?.[event] ?? 1} values of "${columns[c].name}", needed are ${first?.[event]} as of the others`,
      );
    }
  }
}
