// --jets ALGORITHM:R where a file is read: its jets are what a command works on. They are numbered through the file, and told
// by the event in which they were found and their number there.

import type { EventColumns, JetOrigin } from '../../workers/core/events.ts';
import type { AnyJetRequest } from '../contract/jets.ts';
import type { ComputePool } from '../service/batch.ts';
import { type Io, usage } from './io.ts';

export const OF_JETS = { jets: 'value' } as const;

/** What a number means: an event of the file, or a jet of one. */
export interface Told {
  readonly event: number;
  readonly jet?: number;
}

/** Null without --jets; what is wrong with the text is told at once. */
export async function jetsAsked(
  io: Io,
  pool: ComputePool,
  text: string | undefined,
): Promise<AnyJetRequest | null> {
  if (text === undefined) return null;
  return pool.run('jetRequest', { text, groom: null }, { lane: 'batch', signal: io.signal });
}

/** Jets have places of their own: a circle of all events would hold few of them. */
export function refuseBoth({ jets, select }: { readonly jets?: string; readonly select?: string }): void {
  if (jets === undefined || select === undefined) return;
  throw usage(`--jets is ${jets} and --select ${select}, allowed is one of them`);
}

/** Which event or jet each number means, from the columns that were read, in their order. */
export class Numbering {
  /** Of jets. */
  private readonly parts: { readonly first: number; readonly origin: JetOrigin }[] = [];
  private start = 0;
  /** How many there are. */
  count = 0;

  constructor(...columns: readonly EventColumns[]) {
    for (const one of columns) this.add(one);
  }

  add({ first, events, origin }: EventColumns): void {
    if (this.count === 0) this.start = first;
    this.count += events;
    if (origin && events > 0) this.parts.push({ first, origin });
  }

  of(number: number): Told {
    const { parts } = this;
    let low = 0;
    for (let high = parts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (parts[middle].first <= number) low = middle;
      else high = middle;
    }
    const part = parts[low];
    if (!part) return { event: number };
    const place = number - part.first;
    return { event: part.origin.event[place], jet: part.origin.jet[place] };
  }

  /** Of a jet what `of` says; undefined of an event. */
  ofJet(number: number): Required<Told> | undefined {
    const { event, jet } = this.of(number);
    return jet === undefined ? undefined : { event, jet };
  }

  /** The number of a jet; null where there is none such. */
  find({ event, jet }: Required<Told>): number | null {
    for (const { first, origin } of this.parts) {
      const place = origin.event.findIndex((one, k) => one === event && origin.jet[k] === jet);
      if (place >= 0) return first + place;
    }
    return null;
  }

  /** The numbers whose events are from … to − 1. */
  within(from: number, to: number): readonly [first: number, end: number] {
    const { start } = this;
    const end = start + this.count;
    const past = (event: number) => {
      let number = start;
      while (number < end && this.of(number).event < event) number++;
      return number;
    };
    return [past(from), past(to)];
  }
}

/** `jet 0 of event 3`. */
export function inWords({ event, jet }: Told): string {
  return jet === undefined ? `event ${event}` : `jet ${jet} of event ${event}`;
}

/** A file's name for what stands in it: `event-3`, `event-3-jet-0`. */
export function asName({ event, jet }: Told): string {
  return jet === undefined ? `event-${event}` : `event-${event}-jet-${jet}`;
}

/** What an answer's rows begin with, as it is headed: with jets, two columns. */
export function keyNames(jets: AnyJetRequest | null, of = ''): readonly string[] {
  return jets === null ? [`event${of}`] : [`event${of}`, `jet${of}`];
}

export function keysOf({ event, jet }: Told): readonly number[] {
  return jet === undefined ? [event] : [event, jet];
}
