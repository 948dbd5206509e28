// What comes from the application unasked, dealt out to the parts of the state that it is for.

import type { App } from './app.svelte.ts';
import type { Tables } from './tables.svelte.ts';

export function listen(app: App): void {
  const { files, fits, geometry, intervals, observables, refilm, session, solvers, tables } = app;
  app.client.listen(
    {
      job: (status) => {
        app.jobs.onJob(status);
        files.onJob(status);
        fits.onJob(status);
        intervals.onJob(status);
        solvers.onJob(status);
        refilm.job.onJob(status);
        tables.onJob(status);
        geometry.onJob(status);
        observables.onJob(status);
      },
      dataset: (dataset) => session.onDataset(dataset),
      iterate: (job, iterate) => {
        fits.onIterate(job, iterate);
        refilm.job.onPart(job, iterate);
      },
      fitted: (job, report) => {
        fits.onFitted(job, report);
        solvers.job.onResult(job, report);
        refilm.job.onResult(job, report);
      },
      intervals: (job, report) => intervals.job.onResult(job, report),
      table: (table) => tables.onTable(table),
      rows: (table, rows) => onRows(app, table, rows),
      matrix: (matrix) => geometry.onMatrix(matrix),
      mapped: (job, map) => geometry.onMapped(job, map),
      frame: (table) => observables.onFrame(table),
      command: (id) => app.onCommand(id),
      files: (handles) => {
        for (const handle of handles) void files.openHandle(handle, 'a file', true);
      },
    },
    (connection) => session.onConnection(connection),
  );
}

/** A table's row may be of the event on show. */
function onRows(app: App, table: string, rows: Parameters<Tables['onRows']>[1]): void {
  app.tables.onRows(table, rows);
  const data = app.place.data;
  if (!data || app.fits.overlay || app.tables.of(data.dataset)?.id !== table) return;
  if (rows.some((row) => row.event === data.event && row.result)) {
    app.fits.show(data, app.batchResult(data));
  }
}
