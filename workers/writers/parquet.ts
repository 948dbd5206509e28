// Events as Parquet: a row an event, its number and a list a column: pt, y, phi, mass, pid and the file's own. Plain doubles: a
// dictionary would take −0 for 0. Energies in GeV, angles in rad, as the file's metadata say.

import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { EventColumns } from '../core/events.ts';
import type { EventStream, Write } from './streams.ts';

type Numbers = readonly [name: string, type: 'DOUBLE' | 'INT32', values: Float64Array | Int32Array];

/** Of a group of rows: what is in the making takes some ten times its room. */
const GROUP_PARTICLES = 100_000;
const GROUP_EVENTS = 50_000;

/** Bytes go out group by group: the library's own buffer keeps the place in the file, and what is not yet written. */
export function parquetStream(write: Write): EventStream {
  const buffer = new ByteWriter();
  let writer: ParquetWriter | null = null;
  let group: Group | null = null;
  const begun = (columns: readonly Numbers[]) => {
    writer ??= new ParquetWriter({
      writer: buffer,
      schema: schemaOf(columns),
      createdBy: 'Ringside',
      statistics: false,
      kvMetadata: METADATA,
    });
    return writer;
  };
  const drain = async () => {
    const bytes = new Uint8Array(buffer.buffer, 0, buffer.index).slice();
    buffer.index = 0;
    await write(bytes);
  };
  const flush = async (columns: readonly Numbers[]) => {
    if (group === null) return;
    const { events, lists } = group;
    const columnData = [
      { name: 'event', data: events },
      ...columns.map(([name], c) => ({ name, data: lists[c], encoding: 'PLAIN' as const })),
    ];
    group = null;
    await begun(columns).write({ columnData, rowGroupSize: events.length });
    await drain();
  };
  let last: readonly Numbers[] = [];
  return {
    async write(columns) {
      const { events, offsets, first } = columns;
      last = listsOf(columns);
      for (let i = 0; i < events; i++) {
        group ??= { events: [], particles: 0, lists: last.map(() => []) };
        group.events.push(BigInt(first + i));
        group.particles += offsets[i + 1] - offsets[i];
        for (let c = 0; c < last.length; c++) {
          group.lists[c].push(Array.from(last[c][2].subarray(offsets[i], offsets[i + 1])));
        }
        if (group.particles >= GROUP_PARTICLES || group.events.length >= GROUP_EVENTS) await flush(last);
      }
    },
    async end() {
      await flush(last);
      await begun(last).finish();
      await drain();
    },
  };
}

interface Group {
  readonly events: bigint[];
  particles: number;
  /** [columns][events] */
  readonly lists: number[][][];
}

const METADATA = [
  // Tells our reader that all lists are columns of the same particles.
  { key: 'ringside:particles', value: '1' },
  { key: 'unit:pt', value: 'GeV' },
  { key: 'unit:mass', value: 'GeV' },
  { key: 'unit:phi', value: 'rad' },
];

function listsOf({ pt, y, phi, mass, pid, extra }: EventColumns): Numbers[] {
  return [
    ['pt', 'DOUBLE', pt],
    ['y', 'DOUBLE', y],
    ['phi', 'DOUBLE', phi],
    ...(mass ? [['mass', 'DOUBLE', mass] as const] : []),
    ...(pid ? [['pid', 'INT32', pid] as const] : []),
    ...Object.entries(extra).map(([name, values]): Numbers => [name, 'DOUBLE', values]),
  ];
}

/** Lists in three levels, as the format's own notes want them. */
function schemaOf(lists: readonly Numbers[]): SchemaElement[] {
  return [
    { name: 'root', num_children: 1 + lists.length },
    { name: 'event', type: 'INT64', repetition_type: 'REQUIRED' },
    ...lists.flatMap(([name, type]): SchemaElement[] => [
      { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type, repetition_type: 'REQUIRED' },
    ]),
  ];
}
