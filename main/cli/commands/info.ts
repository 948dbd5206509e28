// ringside info FILE…: what is in event files.

import type { JetCounts, ReadInfo, Spread } from '../../../workers/entry/tasks.ts';
import { createCompute } from '../../service/batch.ts';
import { readArguments } from '../arguments.ts';
import { CUTS, cutFacts, cutsOption } from '../cut-options.ts';
import { type Io, usage } from '../io.ts';
import { jetsAsked, OF_JETS } from '../of-jets.ts';
import { createProgress } from '../progress.ts';
import { namedSource, readSpec } from '../source.ts';
import { textTable } from '../text-table.ts';

const MB = 1e-6;

const OPTIONS = { json: 'flag', ...OF_JETS, ...CUTS, columns: 'value', threads: 'value' } as const;

export async function info(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('info', argv, OPTIONS);
  if (files.length === 0) throw usage('info needs at least one FILE', 'See ringside info --help.');
  const cuts = cutsOption(values);
  const pool = createCompute(io.workerPath, 1);
  try {
    const jets = await jetsAsked(io, pool, values.jets);
    const counted: Counted[] = [];
    const mappings: ReadInfo['mapping'][] = [];
    for (const file of files) {
      const named = await namedSource(io, pool, file, { cuts, jets });
      const progress = createProgress(io, `reading ${file}`, 'MB', MB);
      const {
        mapping,
        jets: found,
        ...facts
      } = await pool.run('count', readSpec(named, values.columns), {
        lane: 'files',
        signal: io.signal,
        onProgress: progress.update,
      });
      progress.end();
      mappings.push(mapping);
      const definition = values.jets ?? '';
      const { source, left } = named;
      counted.push({
        file,
        ...(source.kind === 'files' ? { files: source.members.length, left_out: left } : {}),
        ...cutFacts(cuts),
        ...inOrder(facts),
        ...(found ? { jets: { definition, ...found } } : {}),
      });
    }
    if (values.json) io.stdout(`${JSON.stringify({ files: counted })}\n`);
    else io.stdout(counted.map((one, i) => inWords(one, mappings[i])).join('\n'));
    return 0;
  } finally {
    await pool.close();
  }
}

interface Counted extends Omit<ReadInfo, 'mapping'> {
  readonly file: string;
  /** Where FILE stands for several: how many, and the names of those without events. */
  readonly files?: number;
  readonly left_out?: readonly string[];
  /** As --cuts has it. */
  readonly cuts?: string;
  readonly jets?: JetCounts & { readonly definition: string };
}

/** As the document has them. */
function inOrder({
  format,
  events,
  particles,
  collection,
  collections,
  columns,
  sums,
  skipped,
}: Omit<ReadInfo, 'mapping'>) {
  return { format, events, particles, collection, collections, columns, sums, skipped };
}

function inWords(one: Counted, { roles, energyUnit }: ReadInfo['mapping']): string {
  const others = one.collections.filter(({ name }) => name !== one.collection);
  const skipped = Object.entries(one.skipped).map(([reason, count]) => `${count} (${reason})`);
  const facts: (readonly [string, string])[] = [
    ['file', one.file],
    ['files', one.files === undefined ? '' : String(one.files)],
    ['format', one.format],
    ['collection', one.collection],
    [
      'others',
      others.map(({ name, particles }) => name + (particles === null ? '' : ` (${particles})`)).join(', '),
    ],
    ['read as', `${roles.filter((role) => role !== 'ignore').join(', ')}; ${energyUnit}`],
    ['events', String(one.events)],
    ['particles', String(one.particles)],
    ['cuts', one.cuts ?? ''],
    ['skipped', skipped.join(', ')],
    ...jetFacts(one),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name.padEnd(width)}  ${value}\n`);
  const sums = one.columns.map((name) => [name, one.sums[name] ?? null] as const);
  const jetSums = Object.entries(one.jets?.sums ?? {}).map(
    ([name, sum]) => [`jets' ${name} [GeV]`, sum] as const,
  );
  return `${lines.join('')}\n${textTable(['column', 'sum'], [...sums, ...jetSums])}`;
}

function jetFacts({ jets }: Counted): (readonly [string, string])[] {
  if (!jets) return [];
  const { definition, jets: count, particles, per_event, per_jet } = jets;
  const spread = (of: Spread | null) =>
    of ? ` (${of.min} to ${of.max}, mean ${Number(of.mean.toPrecision(4))})` : '';
  return [
    ['jets', definition],
    ['their number', `${count}${spread(per_event)}`],
    ['in them', `${particles} particles${spread(per_jet)}`],
  ];
}
