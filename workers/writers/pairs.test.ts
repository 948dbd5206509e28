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

function written(format: TableFormat, given = pieces, of = table): Uint8Array {
  const parts: Uint8Array[] = [];
  // The buffer that is handed over may be used again: a writer's caller copies or writes it at once.
  const writer = pairWriter(of, format, (bytes) => parts.push(bytes.slice()));
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

test('of several files each side says which', async () => {
  const several: PairTable = {
    places: { files: ['a,b.npz', 'c.npz'], file: Uint32Array.of(0, 0, 1), event: Uint32Array.of(4, 5, 0) },
    constants: [{ name: 'beta', value: 1 }],
  };
  const piece = { a: Uint32Array.of(0, 1), b: Uint32Array.of(1, 2), emd: Float64Array.of(0.5, 0.25) };
  const wanted = [
    { file_a: 'a,b.npz', event_a: 4, file_b: 'a,b.npz', event_b: 5, emd: 0.5, beta: 1 },
    { file_a: 'a,b.npz', event_a: 5, file_b: 'c.npz', event_b: 0, emd: 0.25, beta: 1 },
  ];
  expect(new TextDecoder().decode(written('csv', [piece], several))).toBe(
    'file_a,event_a,file_b,event_b,emd,beta\r\n"a,b.npz",4,"a,b.npz",5,0.5,1\r\n"a,b.npz",5,c.npz,0,0.25,1\r\n',
  );
  expect(JSON.parse(new TextDecoder().decode(written('json', [piece], several)))).toEqual(wanted);
  expect(await parquetReadObjects({ file: written('parquet', [piece], several).slice().buffer })).toEqual(
    wanted,
  );
});

test('no pairs are an empty table', async () => {
  expect(new TextDecoder().decode(written('csv', []))).toBe(
    'event_a,event_b,emd [GeV],beta,R [rad],center,file_a\r\n',
  );
  expect(new TextDecoder().decode(written('json', []))).toBe('[]\n');
  expect(await parquetReadObjects({ file: written('parquet', []).slice().buffer })).toEqual([]);
});
