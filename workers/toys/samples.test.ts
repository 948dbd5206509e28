// The sample events in assets/samples are what `ringside generate` makes, byte for byte; its README says how.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { memorySource, readAll } from '../readers/index.ts';
import { eventBytes } from '../writers/index.ts';
import { generate } from './index.ts';

const folder = fileURLToPath(new URL('../../assets/samples/', import.meta.url));
const readme = readFileSync(`${folder}README.md`, 'utf8');
const COMMAND =
  /^npm run -s ringside -- generate --kind (\w+) --events (\d+) --seed (\d+) --out assets\/samples\/(\S+)$/gm;
const samples = [...readme.matchAll(COMMAND)].map(([, kind, events, seed, name]) => ({
  kind,
  events: Number(events),
  seed: Number(seed),
  name,
}));

test('the README has the command of every sample', () => {
  expect(samples.map(({ name }) => name).sort()).toEqual(
    readdirSync(folder).filter((name) => name !== 'README.md'),
  );
  expect(samples.map(({ kind }) => kind)).toEqual(['qcd', 'w', 'top', 'event']);
});

for (const { kind, events, seed, name } of samples) {
  test(`${name} is made again by its command, and read back`, async () => {
    const columns = generate(kind, events, seed);
    const bytes = new Uint8Array(readFileSync(folder + name));
    expect(Buffer.compare(bytes, eventBytes(columns, name))).toBe(0);
    const read = await readAll(memorySource(name, bytes));
    expect(read.columns).toEqual(columns);
    expect(read.totals.skipped).toEqual({});
    expect(read.source.columns).toEqual(['pt', 'y', 'phi', 'pid']);
  });
}
