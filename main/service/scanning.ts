// The job that reads a large file to its end, begun when it is opened.

import { type Events, RingsideError } from '../contract/index.ts';
import type { JobBook } from './jobs.ts';
import type { PagedDataset } from './paged.ts';

const MB = 1e6;

export function startScan(
  jobs: JobBook,
  held: PagedDataset,
  send: <K extends keyof Events>(event: K, ...args: Parameters<Events[K]>) => void,
): void {
  const { id, file } = held.dataset;
  // Of the same file as it was opened before.
  for (const job of jobs.list()) {
    if (job.kind === 'scan' && job.dataset === id) jobs.cancel(job.id);
  }
  const plan = { kind: 'scan', title: `Read ${file.name} to its end`, unit: 'MB', dataset: id } as const;
  try {
    jobs.start({ ...plan, total: file.bytes / MB }, (job) =>
      held.scan({
        signal: job.signal,
        onStart: () => job.running(),
        onProgress: (done, total) => job.progress(done / MB, total === null ? null : total / MB),
        onChange: (dataset) => send('dataset', dataset),
      }),
    );
  } catch (error) {
    // Too many jobs: its events can be looked at, what is not known stays unknown.
    held.stopped();
    send('dataset', held.dataset);
    process.emitWarning(`${file.name} is not read to its end: ${RingsideError.from(error).message}`);
  }
}
