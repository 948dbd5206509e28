import { expect, it } from 'vitest';
import { type EventColumns, eventName, planeEvent, select } from '../core/events.ts';
import { generate } from '../toys/index.ts';
import { jetColumns } from './jet-columns.ts';
import { jetsOf } from './jets.ts';
import { eventMomenta } from './momenta.ts';
import { jetsText, parseJets } from './request.ts';

const request = { algorithm: 'antikt', R: 0.6, ptMin: 5 } as const;
const definition = jetsText(request);
const find = (momenta: ReturnType<typeof eventMomenta>) => jetsOf(momenta, request, request);
const events = generate('event', 4, 3);

it('has an event a jet, in their order, of what was selected by its constituents', () => {
  const found = jetColumns(events, find, { definition });
  let number = 0;
  for (let event = 0; event < events.events; event++) {
    for (const [jet, { constituents }] of find(eventMomenta(events, event)).entries()) {
      const cut = select(planeEvent(events, event), { kind: 'particles', index: constituents });
      expect(planeEvent(found, number)).toEqual({ ...cut, event: number });
      expect([found.origin?.event[number], found.origin?.jet[number]]).toEqual([event, jet]);
      expect(eventName(found, number)).toBe(`jet ${jet} of event ${event}`);
      number++;
    }
  }
  expect(found.events).toBe(number);
  expect(number).toBeGreaterThan(8);
  expect(found.offsets.length).toBe(number + 1);
  expect(found.offsets[number]).toBe(found.pt.length);
});

it('numbers pieces one after the other, and keeps other columns and the file’s own event numbers', () => {
  const later: EventColumns = {
    ...events,
    first: 7,
    extra: { charge: Float64Array.from(events.pt, (_, k) => k) },
  };
  const found = jetColumns(later, find, { definition, first: 100, shared: true });
  expect(found.first).toBe(100);
  expect(found.origin?.definition).toBe('antikt:0.6:ptmin=5');
  expect(found.origin?.event[0]).toBe(7);
  expect(eventName(found, 100)).toBe('jet 0 of event 7');
  const rows = Array.from(found.extra.charge);
  expect(Array.from(found.pt)).toEqual(rows.map((row) => events.pt[row]));
  expect(Array.from(found.index)).toEqual(rows.map((row) => events.index[row]));
  expect(new Set(rows).size).toBe(rows.length);
  expect(found.pt.buffer).toBeInstanceOf(SharedArrayBuffer);
});

it('has no event where there are no jets', () => {
  const found = jetColumns(events, () => [], { definition: 'none' });
  expect([found.events, found.pt.length, Array.from(found.offsets)]).toEqual([0, 0, [0]]);
});

it('may stop before any event', () => {
  const seen: number[] = [];
  const onEvent = (done: number) => {
    seen.push(done);
    if (done === 2) throw new Error('enough');
  };
  expect(() => jetColumns(events, find, { definition, onEvent })).toThrow(new Error('enough'));
  expect(seen).toEqual([0, 1, 2]);
  expect(parseJets(definition)).toEqual(request);
});
