// Tasks that read: a preview for the open dialog, a whole file as shared columns, a stream of pieces, counts alone.

import { createReadStream } from 'node:fs';
import {
  type ByteSource,
  type EventSource,
  fileSource,
  openEvents,
  preview,
  type ReadOptions,
  readAll,
  sha256,
} from '../readers/index.ts';
import type { TaskContext, TaskFunction } from './context.ts';
import { jetSized, perEvent } from './summary.ts';
import type { ReadInfo, ReadSpec, SourceSpec } from './tasks.ts';

/** Pieces of a stream that may lie ready before the receiver has dealt with them. */
const AHEAD = 2;

export const previewTask: TaskFunction<'preview'> = async ({ source, mapping, collection }, context) => {
  const { format, collections, columns, reason, rows, ...rest } = await preview(await open(source), {
    mapping,
    collection,
    cancelled: context.cancelled,
  });
  return { format, collection: rest.collection, collections, columns, mapping: rest.mapping, reason, rows };
};

export const readTask: TaskFunction<'read'> = async (spec, context) => {
  const source = await open(spec.source);
  const all = await readAll(source, { ...options(spec, context), shared: true });
  const hash = source.size === null ? '' : await sha256(source);
  return {
    info: infoOf(all.source, all.totals),
    hash,
    columns: all.columns,
    ...perEvent(all.columns),
    jetSized: jetSized(all.columns),
  };
};

export const streamTask: TaskFunction<'stream'> = async (spec, context) => {
  const source = await openEvents(await open(spec.source), {
    ...options(spec, context),
    chunkEvents: spec.chunkEvents,
    // Copied to the threads: collectors of garbage know nothing of the size of shared memory, and would let it pile up.
    shared: false,
  });
  for await (const chunk of source.chunks()) await context.heldPart(chunk, AHEAD);
  return infoOf(source, source.totals());
};

export const countTask: TaskFunction<'count'> = async (spec, context) => {
  const source = await openEvents(await open(spec.source), options(spec, context));
  for await (const _ of source.chunks()) context.check();
  return infoOf(source, source.totals());
};

export const hashTask: TaskFunction<'hash'> = ({ path }) => sha256(path);

function options(spec: ReadSpec, context: TaskContext<never> | TaskContext<object>): ReadOptions {
  return {
    mapping: spec.mapping,
    columns: spec.columns ?? undefined,
    collection: spec.collection,
    from: spec.range?.[0],
    to: spec.range?.[1],
    cancelled: context.cancelled,
    onProgress: (done, total) => context.progress(done, total),
  };
}

async function open(spec: SourceSpec): Promise<ByteSource> {
  if (spec.kind === 'stdin') return standardInput();
  return { ...(await fileSource(spec.path)), name: spec.name };
}

/** A worker's process.stdin is not the process's: read the descriptor. */
function standardInput(): ByteSource {
  return { name: 'stdin', size: null, stream: () => createReadStream('', { fd: 0, autoClose: false }) };
}

function infoOf(
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
