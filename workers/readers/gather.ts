// Chunks of events put together to one set of columns, as far as they can be held.

import { float64, int32, uint32 } from '../core/arrays.ts';
import type { EventColumns } from '../core/events.ts';
import { ReadError } from './errors.ts';
import { limits } from './limits.ts';

/** The events of all chunks, numbered from `first`. Throws ReadError where they are too many to hold. */
export async function gathered(
  file: string,
  from: AsyncIterable<EventColumns>,
  first: number,
  shared: boolean,
): Promise<EventColumns> {
  const chunks: EventColumns[] = [];
  let particles = 0;
  let events = 0;
  for await (const chunk of from) {
    chunks.push(chunk);
    particles += chunk.pt.length;
    events += chunk.events;
    if (particles > limits.particles || events > limits.events) {
      const most = particles > limits.particles ? `${limits.particles} particles` : `${limits.events} events`;
      throw new ReadError(
        'too-large',
        `${file}: there are more than ${most}, which is what is held at once`,
        'Open a range of events; the command line streams files of any size.',
      );
    }
  }
  return joined(chunks, first, shared);
}

function joined(chunks: readonly EventColumns[], first: number, shared: boolean): EventColumns {
  let events = 0;
  let particles = 0;
  for (const chunk of chunks) {
    events += chunk.events;
    particles += chunk.pt.length;
  }
  const wide = (column: (chunk: EventColumns) => Float64Array | null): Float64Array =>
    fill(float64(particles, shared), chunks, column);
  const has = (column: (chunk: EventColumns) => object | null) =>
    chunks.length > 0 && chunks.every((chunk) => column(chunk) !== null);
  const offsets = uint32(events + 1, shared);
  let event = 0;
  for (const chunk of chunks) {
    const start = offsets[event];
    for (let i = 1; i <= chunk.events; i++) offsets[++event] = start + chunk.offsets[i];
  }
  const extra: Record<string, Float64Array> = {};
  for (const name of Object.keys(chunks[0]?.extra ?? {})) extra[name] = wide((chunk) => chunk.extra[name]);
  const origin = originOf(chunks, events, shared);
  return {
    first,
    events,
    offsets,
    pt: wide((chunk) => chunk.pt),
    y: wide((chunk) => chunk.y),
    phi: wide((chunk) => chunk.phi),
    mass: has((chunk) => chunk.mass) ? wide((chunk) => chunk.mass) : null,
    pid: has((chunk) => chunk.pid) ? fill(int32(particles, shared), chunks, (chunk) => chunk.pid) : null,
    index: fill(uint32(particles, shared), chunks, (chunk) => chunk.index),
    extra,
    ...(origin ? { origin } : {}),
  };
}

/** Where the events of all are jets. */
function originOf(
  chunks: readonly EventColumns[],
  events: number,
  shared: boolean,
): EventColumns['origin'] | null {
  const definition = chunks[0]?.origin?.definition;
  if (definition === undefined) return null;
  const [event, jet] = [uint32(events, shared), uint32(events, shared)];
  let at = 0;
  for (const { origin, events } of chunks) {
    if (origin) event.set(origin.event, at);
    if (origin) jet.set(origin.jet, at);
    at += events;
  }
  return { definition, event, jet };
}

function fill<T extends Float64Array | Int32Array | Uint32Array>(
  into: T,
  chunks: readonly EventColumns[],
  column: (chunk: EventColumns) => T | null,
): T {
  let at = 0;
  for (const chunk of chunks) {
    const part = column(chunk);
    if (part) into.set(part, at);
    at += chunk.pt.length;
  }
  return into;
}
