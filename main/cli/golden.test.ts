// Golden cases, found by scanning: golden/NAME.case.json holds the arguments and the document that they print. A new case
// is a file with its `argv`; RINGSIDE_GOLDEN=write fills in the rest, to be read before it is committed.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
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
  built = await buildEntries();
});

test('there are golden cases', () => {
  expect(names.length).toBeGreaterThan(10);
});

test.each(names)('%s', async (name) => {
  const path = join(folder, name);
  const wanted = JSON.parse(readFileSync(path, 'utf8')) as Case;
  const io = testIo(built.path('compute'), folder);
  const exit = await run([...wanted.argv, '--json'], io);
  const document = steady(JSON.parse(io.out()));
  const got = { argv: wanted.argv, exit, stderr: io.err(), document };
  if (writing) writeFileSync(path, `${JSON.stringify(got, null, 2)}\n`);
  else expect({ ...got, document: agreeing(document, wanted.document) }).toEqual(wanted);
});

/** What differs from run to run is replaced by a word, where it is as it must be. */
function steady(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => steady(one, key));
  if (typeof value === 'object' && value !== null) {
    if (key === 'pruned') return Object.values(value).every(isCount) ? 'pruned' : value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, steady(one, name)]));
  }
  if (typeof value !== 'number') return value;
  if (key === 'solves') return isCount(value) ? 'solves' : value;
  if (key === 'wall_ms') return value >= 0 ? 'ms' : value;
  if (key === 'iterations') return value > 0 && Number.isInteger(value) ? 'iterations' : value;
  if (key === 'gap') return value >= 0 && value < 1e-9 ? 'gap' : value;
  return value;
}

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;

/**
 * Numbers that agree with the golden ones become these. A fit stops where its value hardly falls any more: the value is
 * good to 3e-4 of itself, and the place, at the bottom of a flat valley, to 0.01 rad. A map's
 * axes are good to the iteration's end, 1e-6. All else is good to 1e-12.
 */
function agreeing(value: unknown, golden: unknown, key = '', fitted = false): unknown {
  if (Array.isArray(value) && Array.isArray(golden)) {
    return value.map((one, i) => agreeing(one, golden[i], key, fitted));
  }
  if (typeof value === 'object' && value !== null && typeof golden === 'object' && golden !== null) {
    const known = golden as Record<string, unknown>;
    const inFit = fitted || 'solver' in value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, agreeing(one, known[name], name, inFit)]),
    );
  }
  if (typeof value !== 'number' || typeof golden !== 'number') return value;
  const place = ['center', 'radius', 'semi_axes', 'angle'].includes(key);
  const worth = key === 'emd' || key === 'lower_bound';
  const map = ['x', 'y', 'explained', 'stress'].includes(key);
  const share = fitted && worth ? 3e-4 : map ? 1e-6 : 1e-12;
  const allowed = fitted && place ? 0.01 : share * Math.abs(golden);
  return Math.abs(value - golden) <= allowed ? golden : value;
}
