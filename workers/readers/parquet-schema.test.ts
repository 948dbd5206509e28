import type { SchemaElement } from 'hyparquet';
import { expect, test } from 'vitest';
import { memorySource, readAll } from './index.ts';
import { checkSchema } from './parquet-schema.ts';
import { parquetOf } from './testing/hostile/parquet.ts';

const element = (num_children?: number): SchemaElement => ({ name: 'a', num_children });
const check = (...children: readonly (number | undefined)[]) =>
  checkSchema('a.parquet', children.map(element));

test('a schema as deep and as long as it says', () => {
  expect(() => check(2, 1, undefined, undefined)).not.toThrow();
  expect(() => check(1, 1, 1, undefined)).not.toThrow();
  expect(() => check(0)).not.toThrow();
});

test('children that are not there', () => {
  const message = 'a.parquet: the schema promises more columns than its 3 elements';
  expect(() => check(3, undefined, undefined)).toThrow(message);
  expect(() => check(1, 2, undefined)).toThrow(message);
  expect(() => check(2 ** 31, undefined, undefined)).toThrow(message);
  expect(() => check()).toThrow('a.parquet: the schema promises more columns than its 0 elements');
});

test('a file that is nested deep', async () => {
  const packed = new Uint8Array(8);
  const page = { packed, length: 8, values: 1, encoding: 'PLAIN' } as const;
  const file = (depth: number) => parquetOf({ names: ['pt'], pages: [page], rows: 1, depth });
  await expect(readAll(memorySource('a.parquet', file(100)))).rejects.toThrow(
    'a.parquet: the schema is nested more than 64 deep',
  );
  await expect(readAll(memorySource('a.parquet', file(10)))).rejects.toThrow(
    'a.parquet: the fields "list.pt" do not place a particle, needed are px, py, pz, E or pt (or E), y (or eta), phi',
  );
});
