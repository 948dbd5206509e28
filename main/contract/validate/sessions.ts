// A session as a window may have it kept.

import { integer, json, list, nullable, oneOf, record, text } from '../checks.ts';
import { SCREEN_BYTES } from '../limits.ts';
import { type HistoryEntry, SESSION_VERSION, type Session } from '../session.ts';
import { inEvent } from './reference-frames.ts';
import { report } from './reports.ts';
import { count, id, shape } from './scalars.ts';
import { selection } from './selections.ts';

const historyEntry = record<HistoryEntry>(
  {
    label: text(1000, 0),
    ...inEvent,
    shape,
    selection,
    report: nullable(report),
  },
  ['frame'],
);
export const session = record<Session>({
  version: oneOf([SESSION_VERSION]),
  datasets: list(id, 1000),
  dataset: nullable(id),
  event: count,
  history: list(historyEntry, 10_000),
  position: integer(-1, 10_000),
  running: nullable(historyEntry),
  screen: json(SCREEN_BYTES),
});
