// What must come of any bytes whatever: events that keep the rules of columns, or a ReadError with a sentence.

import type { EventColumns } from '../../core/events.ts';
import { type ByteSource, memorySource, openEvents, preview, ReadError } from '../index.ts';

/** A file that goes on beyond this is well, and is not read to its end. */
const PARTICLES = 1_000_000;
const EVENTS = 200_000;
/** A reader that is busy for so long (ms) is cancelled, as a user may do at any time, and must end then. */
const PATIENCE = 2000;
/** Longer sentences are no sentences. */
const MESSAGE = 2000;

export type Outcome = 'read' | 'refused' | 'cancelled';

/** Reads events as they stream, then the preview, with `between` between them. Throws whatever breaks the promise above. */
export async function readOrRefuse(name: string, bytes: Uint8Array, between = () => {}): Promise<Outcome> {
  const outcome = await attempt(name, (cancelled) => events(memorySource(name, bytes), cancelled));
  between();
  const shown = await attempt(name, (cancelled) => preview(memorySource(name, bytes), { cancelled }));
  return shown === 'cancelled' ? shown : outcome;
}

async function attempt(name: string, work: (cancelled: () => boolean) => Promise<unknown>): Promise<Outcome> {
  const begun = performance.now();
  try {
    await work(() => performance.now() - begun > PATIENCE);
    return 'read';
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const { message } = error;
    const fine = message.startsWith(name) && !message.includes('\n') && message.length < MESSAGE;
    if (!fine) throw new Error(`the refusal is no sentence about the file: ${message.slice(0, MESSAGE)}`);
    return error.code === 'cancelled' ? 'cancelled' : 'refused';
  }
}

async function events(source: ByteSource, cancelled: () => boolean): Promise<void> {
  const opened = await openEvents(source, { cancelled });
  let particles = 0;
  let read = 0;
  for await (const chunk of opened.chunks()) {
    checkColumns(chunk);
    particles += chunk.pt.length;
    read += chunk.events;
    if (particles > PARTICLES || read > EVENTS) return;
  }
  opened.totals();
}

function demand(truth: boolean, what: string): void {
  if (!truth) throw new Error(`the columns break their rules: ${what}`);
}

/** Throws Error where a rule of core/events.ts is broken. */
export function checkColumns(columns: EventColumns): void {
  const { offsets, events: count, pt, y, phi, index, mass } = columns;
  demand(offsets.length === count + 1 && offsets[0] === 0, `${offsets.length} offsets of ${count} events`);
  demand(
    offsets[count] === pt.length,
    `the last offset is ${offsets[count]}, there are ${pt.length} particles`,
  );
  for (let i = 0; i < count; i++) {
    demand(offsets[i + 1] >= offsets[i], `offset ${offsets[i + 1]} after ${offsets[i]}`);
    for (let k = offsets[i] + 1; k < offsets[i + 1]; k++)
      demand(index[k] > index[k - 1], `place ${index[k]} after ${index[k - 1]}`);
  }
  for (let k = 0; k < pt.length; k++) {
    demand(pt[k] >= 0 && Number.isFinite(pt[k]), `pt ${pt[k]}`);
    const placed = pt[k] > 0;
    demand(placed ? Number.isFinite(y[k]) : Number.isNaN(y[k]), `y ${y[k]} at pt ${pt[k]}`);
    demand(!placed || (phi[k] > -Math.PI && phi[k] <= Math.PI), `phi ${phi[k]}`);
    demand(!mass || mass[k] >= 0, `mass ${mass?.[k]}`);
  }
}
