// Tasks that read: a preview for the open dialog, a whole file as shared columns, a stream of pieces, counts alone.

import { createReadStream } from 'node:fs';
import type { AnyJetRequest } from '../../main/contract/jets.ts';
import type { EventColumns } from '../core/events.ts';
import type { FindJets } from '../jets/index.ts';
import {
  type ByteSource,
  type EventSource,
  eventFiles,
  fileSource,
  gathered,
  manySource,
  openEvents,
  preview,
  type ReadOptions,
  readAll,
  sha256,
} from '../readers/index.ts';
import type { TaskContext, TaskFunction } from './context.ts';
import { jetSized, perEvent } from './summary.ts';
import type { NamedPath, OpenedFile, ReadInfo, ReadSpec, SourceSpec } from './tasks.ts';

/** Pieces of a stream that may lie ready before the receiver has dealt with them. */
const AHEAD = 2;

export const previewTask: TaskFunction<'preview'> = async ({ source, mapping, collection }, context) => {
  const { cancelled } = context;
  return preview(await open(source), { mapping, collection, cancelled });
};

export const readTask: TaskFunction<'read'> = async (spec, context) => {
  const source = await open(spec.source);
  const { info, columns } = await (spec.jets
    ? readJets(source, spec, context)
    : readEvents(source, spec, context));
  const hash = source.size === null ? '' : await sha256(source);
  return { info, hash, columns, ...perEvent(columns), jetSized: jetSized(columns) };
};

type Reading = (
  source: ByteSource,
  spec: ReadSpec,
  context: TaskContext<never>,
) => Promise<Pick<OpenedFile, 'info' | 'columns'>>;

const readEvents: Reading = async (source, spec, context) => {
  const all = await readAll(source, { ...options(spec, context), shared: true });
  return { info: infoOf(all.source, all.totals), columns: all.columns };
};

/** The file may be larger than what is held at once: of its events only the jets stay. */
const readJets: Reading = async (source, spec, context) => {
  const events = await openEvents(source, options(spec, context));
  const columns = await gathered(source.name, jetsOf(events, spec, context), 0, true);
  // Without events there was no chunk to tell that they are jets.
  const inJets = columns.origin ? null : await jetReader(spec, context);
  return {
    info: infoOf(events, events.totals()),
    columns: inJets ? inJets(columns, { shared: true }) : columns,
  };
};

/** Chunks of events, or of their jets, numbered through all. */
async function* jetsOf(
  source: EventSource,
  spec: ReadSpec,
  context: TaskContext<EventColumns> | TaskContext<never>,
): AsyncGenerator<EventColumns> {
  const inJets = await jetReader(spec, context);
  let first = 0;
  for await (const chunk of source.chunks()) {
    const part = inJets ? inJets(chunk, { first }) : chunk;
    yield part;
    first += part.events;
  }
}

export const streamTask: TaskFunction<'stream'> = async (spec, context) => {
  const source = await openEvents(await open(spec.source), {
    ...options(spec, context),
    chunkEvents: spec.chunkEvents,
    // Copied to the threads: collectors of garbage know nothing of the size of shared memory, and would let it pile up.
    shared: false,
  });
  for await (const part of jetsOf(source, spec, context)) await context.heldPart(part, AHEAD);
  return infoOf(source, source.totals());
};

export const countTask: TaskFunction<'count'> = async (spec, context) => {
  const source = await openEvents(await open(spec.source), { ...options(spec, context), countOthers: true });
  const counter = spec.jets ? await jetCounter(spec.jets) : null;
  for await (const chunk of source.chunks()) {
    context.check();
    counter?.add(chunk, () => context.check());
  }
  return { ...infoOf(source, source.totals()), jets: counter?.told() ?? null };
};

export const hashTask: TaskFunction<'hash'> = async (of) =>
  sha256('path' in of ? of.path : await open(of.source));

export const membersTask: TaskFunction<'members'> = async ({ name, members }, context) => {
  const { kept, left } = await eventFiles(name, await Promise.all(members.map(file)), context.cancelled);
  return {
    members: kept.map((one) => ({ name: one.name, path: one.path ?? '' })),
    left: left.map((one) => one.name),
  };
};

/** The jets of columns as columns, one finder for all; null where events are read as they are. What finds them is loaded with it. */
export async function jetReader({ jets }: ReadSpec, context: TaskContext<EventColumns> | TaskContext<never>) {
  if (!jets) return null;
  const [{ jetColumns, jetsText }, { jetFinder }] = await Promise.all([
    import('../jets/index.ts'),
    import('./jet-finder.ts'),
  ]);
  const find = jetFinder(jets);
  const jetsIn: FindJets = (momenta) => find(momenta).jets;
  const definition = jetsText(jets);
  const onEvent = () => context.check();
  return (columns: EventColumns, more: { readonly first?: number; readonly shared?: boolean }) =>
    jetColumns(columns, jetsIn, { definition, onEvent, ...more });
}

async function jetCounter(jets: AnyJetRequest) {
  const [{ JetCounter }, { jetFinder }] = await Promise.all([
    import('./jet-counts.ts'),
    import('./jet-finder.ts'),
  ]);
  return new JetCounter(jetFinder(jets));
}

export function options(spec: ReadSpec, context: TaskContext<never> | TaskContext<object>): ReadOptions {
  return {
    mapping: spec.mapping,
    columns: spec.columns ?? undefined,
    cuts: spec.cuts,
    collection: spec.collection,
    from: spec.range?.[0],
    to: spec.range?.[1],
    cancelled: context.cancelled,
    onProgress: (done, total) => context.progress(done, total),
  };
}

export async function open(spec: SourceSpec): Promise<ByteSource> {
  if (spec.kind === 'stdin') return standardInput();
  if (spec.kind === 'file') return file(spec);
  const members = await Promise.all(spec.members.map(file));
  return manySource(spec.name, spec.choose ? (await eventFiles(spec.name, members)).kept : members);
}

async function file({ path, name }: NamedPath): Promise<ByteSource> {
  return { ...(await fileSource(path)), name };
}

/** A worker's process.stdin is not the process's: read the descriptor. */
function standardInput(): ByteSource {
  return { name: 'stdin', size: null, stream: () => createReadStream('', { fd: 0, autoClose: false }) };
}

export function infoOf(
  source: Omit<EventSource, 'chunks' | 'totals' | 'reason'>,
  totals: ReturnType<EventSource['totals']>,
): ReadInfo {
  const { format, collection, columns, mapping } = source;
  const collections = source.collections.map(({ name, particles }) => ({
    name,
    particles: name === collection ? totals.particles : particles,
  }));
  const { events, particles, sums, skipped } = totals;
  return { format, collection, collections, columns, mapping, events, particles, sums, skipped };
}
