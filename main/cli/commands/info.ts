// ringside info FILE…: what is in event files.

import { createCompute } from '../../service/batch.ts';
import { readArguments } from '../arguments.ts';
import { type Io, usage } from '../io.ts';
import { createProgress } from '../progress.ts';
import { namedSource, readSpec } from '../source.ts';
import { textTable } from '../text-table.ts';

const MB = 1e-6;

export async function info(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('info', argv, { json: 'flag', columns: 'value', threads: 'value' });
  if (files.length === 0) throw usage('info needs at least one FILE', 'See ringside info --help.');
  const pool = createCompute(io.workerPath, 1);
  try {
    const counted = [];
    for (const file of files) {
      const named = await namedSource(io, file);
      const progress = createProgress(io, `reading ${file}`, 'MB', MB);
      const { format, events, particles, collection, collections, columns, sums, skipped } = await pool.run(
        'count',
        readSpec(named, values.columns),
        { lane: 'files', signal: io.signal, onProgress: progress.update },
      );
      progress.end();
      counted.push({ file, format, events, particles, collection, collections, columns, sums, skipped });
    }
    if (values.json) io.stdout(`${JSON.stringify({ files: counted })}\n`);
    else io.stdout(counted.map(inWords).join('\n'));
    return 0;
  } finally {
    await pool.close();
  }
}

interface Counted {
  readonly file: string;
  readonly format: string;
  readonly events: number;
  readonly particles: number;
  readonly collection: string;
  readonly collections: readonly { readonly name: string; readonly particles: number }[];
  readonly columns: readonly string[];
  readonly sums: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
}

function inWords(one: Counted): string {
  const others = one.collections.filter(({ name }) => name !== one.collection);
  const skipped = Object.entries(one.skipped).map(([reason, count]) => `${count} (${reason})`);
  const facts: (readonly [string, string])[] = [
    ['file', one.file],
    ['format', one.format],
    ['collection', one.collection],
    ['others', others.map(({ name, particles }) => `${name} (${particles})`).join(', ')],
    ['events', String(one.events)],
    ['particles', String(one.particles)],
    ['skipped', skipped.join(', ')],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.padEnd(width)}  ${value}\n`);
  const sums = one.columns.map((name) => [name, one.sums[name] ?? null] as const);
  return `${lines.join('')}\n${textTable(['column', 'sum'], sums)}`;
}
