// Parquet files of any size: the row groups of a small one again and again, with a footer that says so.

import { open, readFile } from 'node:fs/promises';
import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { eventStream, fileTarget } from '../../workers/writers/index.ts';
import { madeEvents } from './events.ts';

/** Writes `to`, of `bytes` at least. */
export async function repeated(from: string, to: string, bytes: number): Promise<void> {
  const small = await readFile(from);
  const footer = small.length - 8 - small.readUInt32LE(small.length - 8);
  const metadata = parquetMetadata(new Uint8Array(small.subarray(footer)).buffer);
  const body = small.subarray(4, footer);
  const file = await open(to, 'w');
  await file.write('PAR1');
  const groups: FileMetaData['row_groups'] = [];
  for (let at = 0; at < bytes; at += body.length) {
    await file.write(body);
    const moved = (place: bigint | undefined) => (place ? place + BigInt(at) : place);
    for (const group of metadata.row_groups) {
      const columns = group.columns.map(({ file_offset, meta_data }) => ({
        file_offset: file_offset + BigInt(at),
        ...(meta_data && {
          meta_data: {
            ...meta_data,
            data_page_offset: meta_data.data_page_offset + BigInt(at),
            dictionary_page_offset: moved(meta_data.dictionary_page_offset),
            statistics: undefined,
          },
        }),
      }));
      groups.push({ columns, num_rows: group.num_rows, total_byte_size: group.total_byte_size });
    }
  }
  const writer = new ByteWriter();
  const rows = groups.reduce((sum, { num_rows }) => sum + num_rows, 0n);
  writeMetadata(writer, { ...metadata, row_groups: groups, num_rows: rows });
  writer.appendUint32(writer.index);
  await file.write(new Uint8Array(writer.buffer, 0, writer.index));
  await file.write('PAR1');
  await file.close();
}

/** By our own writer. */
export async function ours(file: string): Promise<void> {
  const target = await fileTarget(file, file);
  const stream = await eventStream(file, target.write, target.spool);
  await stream.write(madeEvents(1_000_000));
  await stream.end();
  await target.commit();
}

/** As pyarrow writes them: lists, a row group of 64 MB, pages of 1 MB, snappy, no index of pages. */
export async function pages(file: string): Promise<void> {
  const { events, offsets, pt, y, phi } = madeEvents(2_700_000);
  const writer = new ByteWriter();
  const names = ['pt', 'eta', 'phi'];
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'schema', num_children: names.length },
      ...names.flatMap((name) => [
        { name, repetition_type: 'OPTIONAL' as const, num_children: 1, converted_type: 'LIST' as const },
        { name: 'list', repetition_type: 'REPEATED' as const, num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL' as const, type: 'DOUBLE' as const },
      ]),
    ],
  });
  const lists = (values: Float64Array) =>
    Array.from({ length: events }, (_, i) => Array.from(values.subarray(offsets[i], offsets[i + 1])));
  parquet.write({
    columnData: [pt, y, phi].map((values, c) => ({
      name: names[c],
      data: lists(values),
      encoding: 'PLAIN' as const,
      columnIndex: false,
      offsetIndex: false,
    })),
    rowGroupSize: events,
    pageSize: 2 ** 20,
  });
  parquet.finish();
  const handle = await open(file, 'w');
  await handle.write(new Uint8Array(writer.getBuffer()));
  await handle.close();
}

/** By DuckDB, which makes one page of each column of a row group. `sql` is of event `i` of `rows`. */
async function duckdb(file: string, rows: number, sql: string, options: string): Promise<void> {
  // Here: the process whose memory is measured has no use for it.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    `copy (select ${sql} from range(${rows}) t(i)) to '${file}' (format parquet, row_group_size 1048576, ${options})`,
  );
  connection.closeSync();
}

const list = (value: string) => `list_transform(range(20 + i % 21), k -> ${value})`;

export function giantPages(compression: string) {
  const number = (step: number) => `((i * 31 + k) * ${step}::double) % 1.0`;
  const columns = [
    `${list(`100 * (${number(0.6180339887498949)})`)} as pt`,
    `${list(`5 * (${number(0.7548776662466927)}) - 2.5`)} as eta`,
    `${list(`6.28 * (${number(0.569840290998053)}) - 3.14`)} as phi`,
  ];
  return (file: string) => duckdb(file, 400_000, columns.join(', '), `compression ${compression}`);
}

/** Two million values, each of them a few times. */
export function giantDictionary(file: string): Promise<void> {
  const number = (step: number) => `((i * 40503 + k * ${step}) % 2000003)::double`;
  const columns = [
    `${list(`${number(9973)} / 16384`)} as pt`,
    `${list(`${number(7919)} / 400000 - 2.5`)} as eta`,
    `${list(`${number(7127)} / 400000 - 2.5`)} as phi`,
  ];
  return duckdb(file, 400_000, columns.join(', '), 'dictionary_size_limit 4000000');
}

/** E_0 PX_0 … PZ_199, as in the top tagging reference set. */
export function wide(file: string): Promise<void> {
  const columns = Array.from({ length: 200 }, (_, n) =>
    ['E', 'PX', 'PY', 'PZ'].map((name, k) => {
      const value = `((i * 31 + ${4 * n + k}) * 0.6180339887498949::double) % 1.0`;
      return `(${name === 'E' ? 2 : 1} + ${value})::float as ${name}_${n}`;
    }),
  );
  return duckdb(file, 20_000, columns.flat().join(', '), 'compression snappy');
}

/** A particle a row, with the number of its event. */
export function rows(file: string): Promise<void> {
  const number = (step: number) => `(i * ${step}::double) % 1.0`;
  const sql = `i // 37 as event, ${number(0.6180339887498949)} as pt, ${number(0.7548776662466927)} as eta, ${number(0.569840290998053)} as phi`;
  return duckdb(file, 4_000_000, sql, 'compression snappy');
}
