// ringside dimension FILE…: the correlation dimension of each file's events against the scale Q.

import { RingsideError } from '../../contract/errors.ts';
import { createCompute } from '../../service/batch.ts';
import { integerOption, rangeOption, readArguments, spanOption } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { readEvents, warmUp } from '../fill.ts';
import { type Io, usage } from '../io.ts';
import { checkEvents, countOf, orNull, squareOf } from '../matrix.ts';
import { jetsAsked, OF_JETS } from '../of-jets.ts';
import { DISTANCE, distanceOptions, settingsOf } from '../settings.ts';
import { textTable } from '../text-table.ts';

const OPTIONS = {
  json: 'flag',
  q: 'value',
  steps: 'value',
  events: 'value',
  ...OF_JETS,
  ...DISTANCE,
  method: 'value',
  ...CUTS,
  columns: 'value',
  threads: 'value',
} as const;
const STEPS = 24;
const MOST_STEPS = 1000;

interface Curve {
  readonly file: string;
  readonly events: number;
  /** With --jets; the distances are between these. */
  readonly jets?: number;
  readonly q: readonly number[];
  readonly dimension: readonly (number | null)[];
  readonly error: readonly (number | null)[];
  readonly pairs: readonly number[];
}

export async function dimension(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('dimension', argv, OPTIONS);
  if (files.length === 0) throw usage('dimension needs at least one FILE', 'See ringside dimension --help.');
  const settings = distanceOptions(values, values.method);
  const span = spanOption('q', values.q);
  const steps = integerOption('steps', values.steps, STEPS, 1, MOST_STEPS);
  const events = rangeOption(values.events);
  const cuts = cutsOption(values);
  const threads = integerOption('threads', values.threads, io.cores, 1, 1024);
  const pool = createCompute(io.workerPath, threads);
  warmUp(pool, threads, settings);
  try {
    const jets = await jetsAsked(io, pool, values.jets);
    const how = { columns: values.columns, cuts, events, jets };
    const curves: Curve[] = [];
    for (const [i, file] of files.entries()) {
      const key = `file ${i}`;
      const { opened, range } = await readEvents(pool, io, file, key, how);
      checkEvents(file, opened.info.events, events);
      const square = await squareOf({ command: 'dimension', io, pool, threads, settings, jets }, [range]);
      const asked = {
        ranges: [{ first: 0, end: square.size }],
        beta: settings.beta,
        steps,
        from: span?.[0] ?? null,
        to: span?.[1] ?? null,
      };
      const [curve] = await pool.run(
        'dimensionOf',
        { ...square, ...asked },
        { lane: 'batch', signal: io.signal },
      );
      pool.unshare(key);
      if (curve.q.every(Number.isNaN)) {
        throw new RingsideError(
          'bad-file',
          `dimension: ${file} has no two ${jets ? 'jets' : 'events'} at a distance above zero (${countOf(square.size, jets)}), needed is one pair`,
        );
      }
      curves.push({
        file,
        events: opened.info.events,
        ...(jets ? { jets: square.size } : {}),
        q: Array.from(curve.q),
        dimension: Array.from(curve.dimension, orNull),
        error: Array.from(curve.error, orNull),
        pairs: Array.from(curve.pairs),
      });
    }
    if (values.json)
      io.stdout(`${JSON.stringify({ ...cutFacts(cuts), ...settingsOf(settings), files: curves })}\n`);
    else io.stdout(curves.map(inWords).join('\n'));
    return 0;
  } finally {
    await pool.close();
  }
}

function inWords({ file, events, jets, q, dimension, error, pairs }: Curve): string {
  const rows = q.map((value, i) => [value, dimension[i], error[i], pairs[i]] as const);
  const of = jets === undefined ? `${events} events` : `${jets} jets of ${events} events`;
  return `${file}: ${of}\n${textTable(['Q', 'dimension', 'error', 'pairs'], rows)}`;
}
