// What must come of any bytes whatever: events that keep the rules of columns, or a ReadError with a sentence; and a part of the
// events is what it is of all of them.

import type { EventColumns } from '../../core/events.ts';
import { type ByteSource, memorySource, openEvents, preview, ReadError } from '../index.ts';

/** A file that goes on beyond this is well, and is not read to its end. */
const PARTICLES = 1_000_000;
const EVENTS = 200_000;
/** A reader that was busy for so long (ms of processor time) is cancelled, as a user may do at any time, and must end then. */
const PATIENCE = 2000;
/** Longer sentences are no sentences. */
const MESSAGE = 2000;
/** Events that a part is taken of, and particles that they may have to be compared. */
const COMPARED = 40;
const COMPARED_PARTICLES = 100_000;

export type Outcome = 'read' | 'refused' | 'cancelled';

export interface Reading {
  readonly outcome: Outcome;
  /** Of the processor, for the longest of its readings. */
  readonly ms: number;
}

/** The first events, as far as they were read. */
interface Begin {
  events: number;
  readonly counts: number[];
  readonly pt: number[];
}

/**
 * Reads events as they stream, then the preview, then some events by their numbers, with `between` between them. Throws whatever
 * breaks the promise above.
 */
export async function readings(
  source: ByteSource,
  { between = () => {}, patience = PATIENCE } = {},
): Promise<Reading> {
  const { name } = source;
  const attempt = (work: (cancelled: () => boolean) => Promise<unknown>) => attempted(name, patience, work);
  const begin: Begin = { events: 0, counts: [], pt: [] };
  const all = await attempt((cancelled) => events(source, cancelled, begin));
  between();
  const shown = await attempt((cancelled) => preview(source, { cancelled }));
  between();
  const parts: Reading[] = [];
  const from = Math.floor(Math.min(begin.events, COMPARED) / 3);
  const most = Math.max(from + 1, Math.min(begin.events, COMPARED) - 1);
  parts.push(await attempt((cancelled) => part(source, from, most, cancelled, begin)));
  // What could be streamed can be entered, too.
  if (all.outcome === 'read' && parts[0].outcome === 'refused')
    await part(source, from, most, () => false, begin);
  between();
  if (begin.events < EVENTS)
    parts.push(await attempt((cancelled) => part(source, begin.events + 7, begin.events + 9, cancelled)));
  const ms = Math.max(...[all, shown, ...parts].map((one) => one.ms));
  return { outcome: shown.outcome === 'cancelled' ? 'cancelled' : all.outcome, ms };
}

/** The same of bytes, without its time. */
export async function readOrRefuse(name: string, bytes: Uint8Array, patience?: number): Promise<Outcome> {
  return (await readings(memorySource(name, bytes), { patience })).outcome;
}

async function attempted(
  name: string,
  patience: number,
  work: (cancelled: () => boolean) => Promise<unknown>,
): Promise<Reading> {
  const begun = process.cpuUsage();
  const busy = () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  };
  const ended = (outcome: Outcome): Reading => ({ outcome, ms: busy() });
  try {
    await work(() => busy() > patience);
    return ended('read');
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const { message } = error;
    const fine = message.startsWith(name) && !message.includes('\n') && message.length < MESSAGE;
    if (!fine) throw new Error(`the refusal is no sentence about the file: ${message.slice(0, MESSAGE)}`);
    return ended(error.code === 'cancelled' ? 'cancelled' : 'refused');
  }
}

async function events(source: ByteSource, cancelled: () => boolean, begin: Begin): Promise<void> {
  const opened = await openEvents(source, { cancelled });
  let particles = 0;
  for await (const chunk of opened.chunks()) {
    checkColumns(chunk);
    keep(chunk, begin);
    particles += chunk.pt.length;
    begin.events += chunk.events;
    if (particles > PARTICLES || begin.events > EVENTS) return;
  }
  opened.totals();
}

function keep({ events: count, offsets, pt }: EventColumns, { counts, pt: kept }: Begin): void {
  for (let i = 0; i < count && counts.length < COMPARED && kept.length < COMPARED_PARTICLES; i++) {
    counts.push(offsets[i + 1] - offsets[i]);
    for (let k = offsets[i]; k < offsets[i + 1]; k++) kept.push(pt[k]);
  }
}

/** Events from … to − 1, which are those of `begin` where they are among them. */
async function part(
  source: ByteSource,
  from: number,
  to: number,
  cancelled: () => boolean,
  begin?: Begin,
): Promise<void> {
  const opened = await openEvents(source, { cancelled, from, to });
  let event = from;
  for await (const chunk of opened.chunks()) {
    checkColumns(chunk);
    demand(chunk.first === event, `the part begins with event ${chunk.first}, not ${event}`);
    event += chunk.events;
    demand(event <= to, `the part ends with event ${event}, not ${to}`);
    if (begin) compare(chunk, begin);
  }
}

function compare({ first, events: count, offsets, pt }: EventColumns, { counts, pt: all }: Begin): void {
  let at = 0;
  for (let i = 0; i < Math.min(first, counts.length); i++) at += counts[i];
  for (let i = 0; i < count && first + i < counts.length; i++) {
    const number = offsets[i + 1] - offsets[i];
    demand(
      number === counts[first + i],
      `event ${first + i} has ${number} particles, not ${counts[first + i]}`,
    );
    for (let k = 0; k < number; k++)
      demand(
        pt[offsets[i] + k] === all[at + k],
        `event ${first + i} has pt ${pt[offsets[i] + k]}, not ${all[at + k]}`,
      );
    at += number;
  }
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
