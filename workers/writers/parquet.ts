// Events as Parquet: a row an event, its number and a list a column: pt, y, phi, mass, pid and the file's own. Plain doubles: a
// dictionary would take −0 for 0. Energies in GeV, angles in rad, as the file's metadata say. A group of rows a chunk.

import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { EventColumns } from '../core/events.ts';
import type { EventStream, Write } from './streams.ts';

type Numbers = readonly [name: string, type: 'DOUBLE' | 'INT32', values: Float64Array | Int32Array];

/** Bytes go out as they come: the library's own writer keeps the place in the file, and what is not yet written. */
export function parquetStream(write: Write): EventStream {
  const buffer = new ByteWriter();
  let writer: ParquetWriter | null = null;
  const drain = async () => {
    const bytes = new Uint8Array(buffer.buffer, 0, buffer.index).slice();
    buffer.index = 0;
    await write(bytes);
  };
  const begun = (columns: EventColumns | null) => {
    writer ??= new ParquetWriter({
      writer: buffer,
      schema: schemaOf(columns ? listsOf(columns) : []),
      createdBy: 'Ringside',
      statistics: false,
      kvMetadata: METADATA,
    });
    return writer;
  };
  return {
    async write(columns) {
      if (columns.events === 0) return;
      const columnData = [
        { name: 'event', data: Array.from({ length: columns.events }, (_, i) => BigInt(columns.first + i)) },
        ...listsOf(columns).map(([name, , values]) => ({
          name,
          data: perEvent(columns, values),
          encoding: 'PLAIN' as const,
        })),
      ];
      await begun(columns).write({ columnData, rowGroupSize: columns.events });
      await drain();
    },
    async end() {
      await begun(null).finish();
      await drain();
    },
  };
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

function perEvent({ events, offsets }: EventColumns, values: Float64Array | Int32Array): number[][] {
  return Array.from({ length: events }, (_, i) => Array.from(values.subarray(offsets[i], offsets[i + 1])));
}
