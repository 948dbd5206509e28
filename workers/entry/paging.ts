// Tasks for files larger than what is held at once: opened with a first page, looked at page by page, read to their end once.

import type { EventColumns } from '../core/events.ts';
import { type EventPages, gathered, openEvents, openPages } from '../readers/index.ts';
import type { TaskContext, TaskFunction } from './context.ts';
import { infoOf, open, options } from './reading.ts';
import { layoutOf, SpoolWriter, slice, spooled } from './spool.ts';
import { jetSized, perEvent } from './summary.ts';
import type { EventPage, ReadSpec } from './tasks.ts';

/** Events that tell how many particles an event has. */
const PROBED = 64;
const MOST_PAGE_EVENTS = 20_000;
/** Files that a thread keeps open: what describes them is read once. */
const OPEN_FILES = 4;

const opened = new Map<string, Promise<EventPages>>();

export const openPagedTask: TaskFunction<'openPaged'> = async ({ pageParticles, ...spec }, context) => {
  // Of some files each event has to be found: no more of them than the first page may have.
  const pages = await pagesOf({ ...spec, range: [0, MOST_PAGE_EVENTS] }, true, context);
  // What was known of the file as it was before is forgotten.
  const key = JSON.stringify(spec);
  if (pages.partial) opened.delete(key);
  else opened.set(key, Promise.resolve(pages));
  const probe = await pages.read(0, PROBED, { cancelled: context.cancelled });
  const mean = probe.pt.length / Math.max(1, probe.events);
  const pageEvents = Math.min(MOST_PAGE_EVENTS, Math.max(1, Math.round(pageParticles / Math.max(1, mean))));
  const columns = await pages.read(0, pageEvents, { shared: true, cancelled: context.cancelled });
  const { format, collection, collections, columns: names, mapping } = pages;
  return {
    info: { format, collection, collections, columns: names, mapping },
    // A file that ends in its first page has told how many it has.
    events: pages.events ?? (columns.events < pageEvents ? columns.events : null),
    partial: pages.partial,
    pageEvents,
    page: pageOf(columns),
    layout: layoutOf(columns),
    jetSized: jetSized(columns),
  };
};

export const eventsTask: TaskFunction<'events'> = async (spec, context) => {
  const { events } = await pagesOf(spec, true, context);
  if (events === null) throw new Error('a file that is read from its beginning tells no number of events');
  return events;
};

export const pageTask: TaskFunction<'page'> = async ({ spec, from, to }, context) => {
  const pages = await pagesOf(spec, false, context);
  return pageOf(await pages.read(from, to, { shared: true, cancelled: context.cancelled }));
};

export const spooledPageTask: TaskFunction<'spooledPage'> = async ({ path, layout, pages, from, to }) => {
  async function* parts() {
    for await (const page of spooled(path, layout, pages)) yield slice(page, from, to);
  }
  return pageOf(await gathered(path, parts(), from, true));
};

export const scanTask: TaskFunction<'scan'> = async ({ spool, ...spec }, context) => {
  const source = await openEvents(await open(spec.source), {
    ...options(spec, context),
    chunkEvents: spool?.pageEvents,
    shared: false,
  });
  const writer = spool ? await SpoolWriter.create(spool.path) : null;
  try {
    for await (const chunk of source.chunks()) {
      if (writer) context.part(await writer.add(chunk));
      context.check();
    }
  } finally {
    await writer?.close();
  }
  return infoOf(source, source.totals());
};

/** `again`: as the file is now. */
function pagesOf(
  spec: ReadSpec,
  again: boolean,
  context: TaskContext<never> | TaskContext<object>,
): Promise<EventPages> {
  const key = JSON.stringify(spec);
  const known = opened.get(key);
  opened.delete(key);
  // A task's own flag must not stop the tasks after it: what is kept open knows no cancelling but that of each read.
  const { cancelled: _, onProgress: __, ...rest } = options(spec, context);
  const pages = again || !known ? open(spec.source).then((source) => openPages(source, rest)) : known;
  opened.set(key, pages);
  pages.catch(() => opened.get(key) === pages && opened.delete(key));
  for (const old of opened.keys()) {
    if (opened.size <= OPEN_FILES) break;
    opened.delete(old);
  }
  return pages;
}

function pageOf(columns: EventColumns): EventPage {
  return { columns, ...perEvent(columns) };
}
