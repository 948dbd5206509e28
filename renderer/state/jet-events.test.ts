import { expect, it } from 'vitest';
import { eventNoun, eventWords, originCell, originWords } from './jet-events.ts';

const jets = {
  definition: 'antikt:0.8',
  file: 'top.dat',
  event: Uint32Array.of(0, 0, 3),
  jet: Uint32Array.of(0, 1, 0),
};

it('names a jet by its number and by where it was found', () => {
  expect(eventNoun({ jets })).toBe('jet');
  expect(eventWords({ jets }, 1)).toBe('jet 1 (event 0, jet 1)');
  expect(originWords({ jets }, 2)).toBe('event 3, jet 0');
  expect(originCell({ jets }, 2)).toBe('3.0');
});

it('names an event by its number alone, and nothing past the last jet', () => {
  expect([eventNoun({}), eventWords({}, 4), originWords({}, 4), originCell({}, 4)]).toEqual([
    'event',
    'event 4',
    '',
    '',
  ]);
  expect(originWords({ jets }, 3)).toBe('');
});
