// ringside convert IN OUT: a file of events as a file of another kind, however large it is.

import { createCompute } from '../../service/batch.ts';
import { rangeOption, readArguments } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { type Io, usage } from '../io.ts';
import { jetsAsked, OF_JETS } from '../of-jets.ts';
import { createProgress } from '../progress.ts';
import { namedSource, readSpec, userPath } from '../source.ts';

const MB = 1e-6;
const OPTIONS = {
  json: 'flag',
  events: 'value',
  ...OF_JETS,
  ...CUTS,
  columns: 'value',
  threads: 'value',
} as const;

export async function convert(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('convert', argv, OPTIONS);
  if (files.length !== 2) {
    throw usage(`convert needs IN and OUT, given are ${files.length} names`, 'See ringside convert --help.');
  }
  const [from, to] = files;
  const range = rangeOption(values.events);
  const cuts = cutsOption(values);
  const pool = createCompute(io.workerPath, 1);
  try {
    const jets = await jetsAsked(io, pool, values.jets);
    const named = await namedSource(io, pool, from, { cuts, jets });
    const progress = createProgress(io, `converting ${from}`, 'MB', MB);
    const input = { from: readSpec(named, values.columns, range), path: userPath(io, to), name: to };
    const { events, particles, skipped, lost } = await pool
      .run('convert', input, { lane: 'files', signal: io.signal, onProgress: progress.update })
      .finally(progress.end);
    for (const [reason, count] of Object.entries(skipped)) {
      // These are there, without a place in the plane.
      if (reason === 'pT = 0' || reason === 'beam') continue;
      io.stderr(
        `ringside: ${from}: ${count} ${count === 1 ? 'particle is' : 'particles are'} left out (${reason})\n`,
      );
    }
    if (lost) io.stderr(`ringside: ${to}: ${lost}\n`);
    const document = { file: to, ...cutFacts(cuts), events, particles };
    io.stdout(
      values.json ? `${JSON.stringify(document)}\n` : `${to}: ${events} events, ${particles} particles\n`,
    );
    return 0;
  } finally {
    await pool.close();
  }
}
