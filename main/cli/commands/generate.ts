// ringside generate: toy events to a file.

import { createCompute } from '../../service/batch.ts';
import { integerOption, readArguments } from '../arguments.ts';
import { type Io, usage } from '../io.ts';
import { createProgress } from '../progress.ts';
import { userPath } from '../source.ts';

const MAX_EVENTS = 1_000_000;
const OPTIONS = {
  json: 'flag',
  kind: 'value',
  events: 'value',
  seed: 'value',
  out: 'value',
  threads: 'value',
} as const;

export async function generate(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('generate', argv, OPTIONS);
  if (files.length > 0)
    throw usage(`generate takes no FILE, given is ${files[0]}`, 'The file to write is --out.');
  const { kind, out } = values;
  if (kind === undefined) throw usage('generate needs --kind', 'Allowed are qcd, w, top, event, dis.');
  if (values.events === undefined) throw usage('generate needs --events', 'For example --events 200.');
  if (out === undefined) throw usage('generate needs --out', 'For example --out toys.npz.');
  const events = integerOption('events', values.events, 0, 0, MAX_EVENTS);
  const seed = integerOption('seed', values.seed, 1, 0, Number.MAX_SAFE_INTEGER);
  const pool = createCompute(io.workerPath, 1);
  try {
    const progress = createProgress(io, 'generating', 'events');
    const input = { kind, events, seed, path: userPath(io, out) };
    const made = await pool.run('generate', input, {
      lane: 'files',
      signal: io.signal,
      onProgress: progress.update,
    });
    progress.end();
    const document = { file: out, events: made.events, particles: made.particles };
    io.stdout(
      values.json
        ? `${JSON.stringify(document)}\n`
        : `${out}: ${made.events} events, ${made.particles} particles\n`,
    );
    return 0;
  } finally {
    await pool.close();
  }
}
