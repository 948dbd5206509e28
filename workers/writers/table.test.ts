import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { type CellValue, type OutputTable, tableBytes } from './index.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const table: OutputTable = {
  columns: [
    { name: 'event', values: [0, 1, 2] },
    { name: 'emd', unit: 'rad', values: [0.1, 1e-300, null] },
    { name: 'problem', values: ['a "b", c', '=1+2', null] },
    { name: 'converged', values: [true, false, null] },
  ],
};

test('CSV: quoted as in RFC 4180, formulas made harmless, null empty', () => {
  expect(text(tableBytes(table, 'csv'))).toBe(
    'event,emd [rad],problem,converged\r\n' +
      '0,0.1,"a ""b"", c",true\r\n' +
      "1,1e-300,'=1+2,false\r\n" +
      '2,,,\r\n',
  );
});

test('CSV: negative numbers stay numbers', () => {
  const columns = [{ name: 'y', values: [-1.5, -0, Number.NaN, Number.NEGATIVE_INFINITY] }];
  expect(text(tableBytes({ columns }, 'csv'))).toBe('y\r\n-1.5\r\n-0\r\nnan\r\n-inf\r\n');
});

test('JSON: one object a row, numbers that JSON has not are null', () => {
  const columns = [
    { name: '__proto__', values: [1, Number.NaN] },
    { name: 'b', values: ['x', null] },
  ];
  expect(text(tableBytes({ columns }, 'json'))).toBe(
    '[\n{"__proto__":1,"b":"x"},\n{"__proto__":null,"b":null}\n]\n',
  );
  expect(text(tableBytes({ columns: [] }, 'json'))).toBe('[]\n');
});

test('many rows are the same as few, one after the other', () => {
  const values = Array.from({ length: 2501 }, (_, i) => i / 7);
  const columns = [
    { name: 'a', values },
    { name: 'b', values: values.map((value) => `τ ${value}`) },
  ];
  const rows = text(tableBytes({ columns }, 'csv')).trimEnd().split('\r\n');
  expect(rows).toEqual(['a,b', ...values.map((value) => `${value},τ ${value}`)]);
  expect(JSON.parse(text(tableBytes({ columns }, 'json')))).toEqual(
    values.map((value) => ({ a: value, b: `τ ${value}` })),
  );
});

test('Parquet: types, nulls and units', async () => {
  const bytes = tableBytes(table, 'parquet');
  const buffer = bytes.slice().buffer;
  expect(await parquetReadObjects({ file: buffer })).toEqual([
    { event: 0, emd: 0.1, problem: 'a "b", c', converged: true },
    { event: 1, emd: 1e-300, problem: '=1+2', converged: false },
    { event: 2, emd: null, problem: null, converged: null },
  ]);
  expect(parquetMetadata(buffer).key_value_metadata).toContainEqual({ key: 'unit:emd', value: 'rad' });
});

test('numbers come back to the same bits from all three', async () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(numbers, async (values) => {
      const columns = [{ name: 'v', values: values as CellValue[] }];
      const fromCsv = text(tableBytes({ columns }, 'csv')).trim().split('\r\n').slice(1).map(Number);
      const fromJson = (JSON.parse(text(tableBytes({ columns }, 'json'))) as { v: number }[]).map(
        ({ v }) => v,
      );
      const rows = await parquetReadObjects({ file: tableBytes({ columns }, 'parquet').slice().buffer });
      expect(fromCsv).toEqual(values);
      expect(fromJson).toEqual(values);
      expect(rows.map(({ v }) => v)).toEqual(values);
    }),
    { numRuns: 100 },
  );
});

test('columns of different length or of one name are refused', () => {
  const a = { name: 'a', values: [1] };
  expect(() => tableBytes({ columns: [a, { name: 'b', values: [] }] }, 'csv')).toThrow(
    'column "b" has 0 values, the others have 1',
  );
  expect(() => tableBytes({ columns: [a, a] }, 'csv')).toThrow('two columns are called "a", allowed is one');
});
