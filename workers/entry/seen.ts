// An event's columns in the frame that a request names: what every task of one event begins with.

import type { ReferenceFrame } from '../../main/contract/reference-frame.ts';
import type { EventColumns } from '../core/events.ts';
import { parseFrame } from '../jets/frame-text.ts';
import { type SeenEvent, seenIn } from '../jets/reference-frame.ts';
import type { TaskFunction } from './context.ts';

interface Request {
  readonly event: number;
  readonly frame?: ReferenceFrame;
}

/** The last one of each file: a drag asks for the same event again and again. */
const last = new WeakMap<EventColumns, { readonly request: string; readonly seen: SeenEvent }>();

/** With what is told of the frame; null where none is named, or the file's own. RangeError where the event has no such frame. */
export function seenEvent(columns: EventColumns, { event, frame }: Request): SeenEvent | null {
  return frame === undefined || frame.kind === 'lab' ? null : seen(columns, event, frame);
}

/** The columns given, where no frame or the file's own is named. RangeError where the event has no such frame. */
export function seenColumns(columns: EventColumns, request: Request): EventColumns {
  return seenEvent(columns, request)?.columns ?? columns;
}

function seen(columns: EventColumns, event: number, frame: ReferenceFrame): SeenEvent {
  const request = JSON.stringify([event, frame]);
  const before = last.get(columns);
  if (before?.request === request) return before.seen;
  const found = seenIn(columns, event, frame);
  last.set(columns, { request, seen: found });
  return found;
}

export const seenTask: TaskFunction<'seen'> = ({ key, event, frame }, context) =>
  seen(context.columns(key), event, frame);

export const referenceFrameTask: TaskFunction<'referenceFrame'> = ({ text }) => parseFrame(text);
