// Every file of golden/ with a .json beside it: what is to be read from it, or the error to the letter.
// Adding a case is adding two files. Numbers are exact but for what is computed (y, phi, mass), which holds to 1e-14.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { EventColumns } from '../core/events.ts';
import { fileSource, memorySource, type ReadError, readAll } from './index.ts';

type Numbers = readonly (number | null)[];

interface Golden {
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
  readonly format: string;
  readonly collection: string;
  readonly collections?: readonly object[];
  readonly columns: readonly string[];
  /** Of each event. */
  readonly particles: readonly number[];
  readonly pt: Numbers;
  readonly y: Numbers;
  readonly phi: Numbers;
  readonly mass: Numbers | null;
  readonly pid: readonly number[] | null;
  readonly index?: readonly number[];
  readonly extra?: Readonly<Record<string, Numbers>>;
  readonly sums: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly emptyEvents: number;
}

const folder = fileURLToPath(new URL('./golden/', import.meta.url));
const names = readdirSync(folder).filter((name) => !name.endsWith('.json'));

test('there are golden files, and each has its expectation', () => {
  expect(names.length).toBeGreaterThan(40);
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(names.length);
});

for (const name of names) {
  const golden = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as Golden;
  for (const way of ['file', 'memory', 'pipe'] as const) {
    test(`${name} from a ${way}`, async () => {
      const bytes = new Uint8Array(readFileSync(folder + name));
      const memory = memorySource(name, bytes);
      const sources = {
        file: await fileSource(folder + name),
        memory,
        pipe: { name, size: null, stream: () => memory.stream() },
      };
      if (golden.error) {
        const error: ReadError = await readAll(sources[way]).then(
          () => Promise.reject(new Error('it was read')),
          (thrown) => thrown,
        );
        expect({ code: error.code, message: error.message, hint: error.hint }).toEqual(golden.error);
        return;
      }
      const { columns, totals, source } = await readAll(sources[way], {
        shared: way === 'file',
        countOthers: true,
      });
      expect(source.format).toBe(golden.format);
      expect(source.collection).toBe(golden.collection);
      expect(source.columns).toEqual(golden.columns);
      const particles = golden.particles.reduce((sum, n) => sum + n, 0);
      expect(source.collections).toEqual(golden.collections ?? [{ name: golden.collection, particles }]);
      expect(totals.events).toBe(golden.particles.length);
      expect(totals.particles).toBe(particles);
      expect(totals.skipped).toEqual(golden.skipped);
      expect(totals.emptyEvents).toBe(golden.emptyEvents);
      close(Object.values(totals.sums), Object.values(golden.sums));
      expect(Object.keys(totals.sums)).toEqual(Object.keys(golden.sums));
      check(columns, golden);
      expect(columns.pt.buffer instanceof SharedArrayBuffer).toBe(way === 'file');
    });
  }
}

function check(columns: EventColumns, golden: Golden): void {
  expect(columns.events).toBe(golden.particles.length);
  const counts = golden.particles.map((_, i) => columns.offsets[i + 1] - columns.offsets[i]);
  expect(counts).toEqual(golden.particles);
  close(columns.pt, golden.pt);
  close(columns.y, golden.y);
  close(columns.phi, golden.phi);
  expect(columns.mass === null).toBe(golden.mass === null);
  if (columns.mass && golden.mass) close(columns.mass, golden.mass);
  expect(columns.pid && Array.from(columns.pid)).toEqual(golden.pid);
  const places = golden.index ?? golden.particles.flatMap((n) => Array.from({ length: n }, (_, i) => i));
  expect(Array.from(columns.index)).toEqual(places);
  if (golden.extra) {
    expect(Object.keys(columns.extra)).toEqual(Object.keys(golden.extra));
    for (const [key, values] of Object.entries(golden.extra)) close(columns.extra[key], values);
  }
}

function close(actual: ArrayLike<number>, expected: Numbers): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    if (value === null) expect(actual[i]).toBeNaN();
    else expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(value)));
  });
}
