// What several parts of the Observables workspace do alike: go to an event of a table, step through a bin, save rows.

import type { Frame, TableFormat } from '../../main/contract/index.ts';
import type { App } from './app.svelte.ts';

/** Stands at an event of a table; `open` shows it in the Event workspace. Says so where its file is not open. */
export function goTo(app: App, frame: Frame, event: number, open: boolean): void {
  if (!app.files.find(frame.dataset)) {
    app.notices.say(`${frame.file} is not open: open it to see event ${event}`);
    return;
  }
  app.go(frame.dataset, event);
  if (open) app.look.workspace = 'event';
}

/** Place in the list of picked events of the one that the application stands at; −1 where it is another. */
export function pickedAt(app: App): number {
  const { dataset, place } = app;
  return app.observables.charts.members.findIndex(
    ({ frame, event }) => frame.dataset === dataset?.id && event === place.event,
  );
}

export function stepPicked(app: App, by: 1 | -1): void {
  const { members } = app.observables.charts;
  const now = pickedAt(app);
  const next = now < 0 ? (by > 0 ? 0 : members.length - 1) : now + by;
  const member = members[next];
  if (member) goTo(app, member.frame, member.event, false);
}

/** The rows that pass the condition, all columns. */
export async function saveFrame(app: App, frame: Frame | null, format: TableFormat): Promise<void> {
  if (!frame) return;
  try {
    await app.save(await app.observables.export(frame, format));
  } catch (error) {
    app.fail(error);
  }
}
