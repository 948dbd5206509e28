// Golden cases, found by scanning: golden/NAME.case.json holds the arguments and the document that they print. A new case
// is a file with its `argv`; RINGSIDE_GOLDEN=write fills in the rest, to be read before it is committed.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Built, buildEntries } from '../testing/build.ts';
import { testIo } from '../testing/io.ts';
import { run } from './run.ts';

interface Case {
  readonly argv: readonly string[];
  readonly exit?: number;
  readonly stderr?: string;
  readonly document?: unknown;
}

const folder = join(import.meta.dirname, 'golden');
const names = readdirSync(folder).filter((name) => name.endsWith('.case.json'));
const writing = process.env.RINGSIDE_GOLDEN === 'write';

let built: Built;
beforeAll(async () => {
  built = await buildEntries('compute');
});
afterAll(() => built.remove());

test('there are golden cases', () => {
  expect(names.length).toBeGreaterThan(10);
});

test.each(names)('%s', async (name) => {
  const path = join(folder, name);
  const wanted = JSON.parse(readFileSync(path, 'utf8')) as Case;
  const io = testIo(built.path('compute'), folder);
  const exit = await run([...wanted.argv, '--json'], io);
  const got = { argv: wanted.argv, exit, stderr: io.err(), document: normalised(JSON.parse(io.out())) };
  if (writing) writeFileSync(path, `${JSON.stringify(got, null, 2)}\n`);
  else expect(got).toEqual(wanted);
});

/** Digits that hold on every machine; the place of a minimum is known less well than its value. */
const DIGITS = 9;
const PLACE_DIGITS = 4;

function normalised(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => normalised(one, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, normalised(one, name)]));
  }
  if (typeof value !== 'number') return value;
  if (key === 'wall_ms') return value > 0 ? 'ms' : value;
  if (key === 'iterations') return value > 0 && Number.isInteger(value) ? 'iterations' : value;
  if (key === 'gap') return value >= 0 && value < 1e-9 ? 'gap' : value;
  if (['center', 'radius', 'semi_axes', 'angle'].includes(key)) return Number(value.toFixed(PLACE_DIGITS));
  return Number(value.toPrecision(key === 'emd' || key === 'lower_bound' ? 6 : DIGITS));
}
