import { describe, expect, it, vi } from 'vitest';
import type { AnyEvent } from '../service/index.ts';
import { createOutbox, FULL_BYTES, MAX_WAITING } from './outbox.ts';

const job = (id: string, done: number) => ({ name: 'job', args: [{ id, done }] }) as unknown as AnyEvent;
const iterate = (id: string, n: number) =>
  ({ name: 'iterate', args: [id, { iteration: n }] }) as unknown as AnyEvent;
const rows = (n: number) => ({ name: 'rows', args: ['t1', [{ event: n }]] }) as unknown as AnyEvent;

function outbox() {
  const sent: AnyEvent[] = [];
  const state = { buffered: 0 };
  const tooSlow = vi.fn();
  const box = createOutbox(
    (event) => sent.push(event),
    () => state.buffered,
    tooSlow,
  );
  return { box, sent, state, tooSlow };
}

describe('events to a window', () => {
  it('go out at once while it reads', () => {
    const { box, sent } = outbox();
    const events = [job('a', 1), job('a', 2), rows(1), rows(2)];
    for (const event of events) box.push(event);
    expect(sent).toEqual(events);
  });

  it('wait while it does not, and only the newest of each state is kept, in its newest place', () => {
    const { box, sent, state } = outbox();
    state.buffered = FULL_BYTES + 1;
    for (const event of [
      job('a', 1),
      iterate('a', 1),
      rows(1),
      job('b', 1),
      iterate('a', 2),
      job('a', 2),
      rows(2),
    ]) {
      box.push(event);
    }
    expect(sent).toEqual([]);
    state.buffered = 0;
    box.drain();
    expect(sent).toEqual([rows(1), job('b', 1), iterate('a', 2), job('a', 2), rows(2)]);
  });

  it('end its connection when too many wait', () => {
    const { box, state, tooSlow } = outbox();
    state.buffered = FULL_BYTES + 1;
    for (let i = 0; i < MAX_WAITING; i++) box.push(rows(i));
    expect(tooSlow).not.toHaveBeenCalled();
    box.push(rows(MAX_WAITING));
    expect(tooSlow).toHaveBeenCalledOnce();
  });
});
