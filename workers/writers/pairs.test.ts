import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { type PairPiece, type PairTable, pairWriter, type TableFormat, tableBytes } from './index.ts';

const table: PairTable = {
  unit: 'GeV',
  constants: [
    { name: 'beta', value: 0.5 },
    { name: 'R', unit: 'rad', value: 0.4 },
    { name: 'center', value: false },
    { name: 'file_a', value: '=a,"b".npz' },
  ],
};
const pieces: readonly PairPiece[] = [
  { a: Uint32Array.of(0, 0), b: Uint32Array.of(1, 2), emd: Float64Array.of(0.1, Number.NaN) },
  { a: new Uint32Array(0), b: new Uint32Array(0), emd: new Float64Array(0) },
  { a: Uint32Array.of(1, 4_000_000_000), b: Uint32Array.of(2, 3), emd: Float64Array.of(1e-300, 0) },
];

function written(format: TableFormat, given = pieces): Uint8Array {
  const parts: Uint8Array[] = [];
  // The buffer that is handed over may be used again: a writer's caller copies or writes it at once.
  const writer = pairWriter(table, format, (bytes) => parts.push(bytes.slice()));
  for (const piece of given) writer.write(piece);
  writer.end();
  return new Uint8Array(Buffer.concat(parts));
}

/** The same table held whole. */
function whole(format: TableFormat): Uint8Array {
  const rows = pieces.flatMap(({ a, b, emd }) => [...emd].map((one, k) => [a[k], b[k], one]));
  return tableBytes(
    {
      columns: [
        { name: 'event_a', values: rows.map(([a]) => a) },
        { name: 'event_b', values: rows.map(([, b]) => b) },
        { name: 'emd', unit: 'GeV', values: rows.map(([, , emd]) => (Number.isNaN(emd) ? null : emd)) },
        ...table.constants.map(({ name, unit, value }) => ({ name, unit, values: rows.map(() => value) })),
      ],
    },
    format,
  );
}

test.each(['csv', 'json'] as const)('%s written in pieces is the table written whole', (format) => {
  expect(written(format)).toEqual(whole(format));
});

test('Parquet in pieces has the rows of the table written whole, one row group a piece, and its units', async () => {
  const buffer = written('parquet').slice().buffer;
  expect(await parquetReadObjects({ file: buffer })).toEqual(
    await parquetReadObjects({ file: whole('parquet').slice().buffer }),
  );
  const { row_groups, key_value_metadata } = parquetMetadata(buffer);
  expect(row_groups.map(({ num_rows }) => num_rows)).toEqual([2n, 2n]);
  expect(key_value_metadata).toEqual([
    { key: 'unit:emd', value: 'GeV' },
    { key: 'unit:R', value: 'rad' },
  ]);
});

test('no pairs are an empty table', async () => {
  expect(new TextDecoder().decode(written('csv', []))).toBe(
    'event_a,event_b,emd [GeV],beta,R [rad],center,file_a\r\n',
  );
  expect(new TextDecoder().decode(written('json', []))).toBe('[]\n');
  expect(await parquetReadObjects({ file: written('parquet', []).slice().buffer })).toEqual([]);
});
