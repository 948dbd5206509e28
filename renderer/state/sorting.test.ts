import { expect, test } from 'vitest';
import { sortedEvents } from './sorting.ts';

const lines = { pt: Float64Array.of(5, 9, 5, 1), particles: Uint32Array.of(3, 1, 2, 4) };
const none = () => Number.NaN;

test('events are sorted by any column, ties by number', () => {
  expect([...sortedEvents(lines, 'event', false, none)]).toEqual([0, 1, 2, 3]);
  expect([...sortedEvents(lines, 'event', true, none)]).toEqual([3, 2, 1, 0]);
  expect([...sortedEvents(lines, 'pt', true, none)]).toEqual([1, 0, 2, 3]);
  expect([...sortedEvents(lines, 'n', false, none)]).toEqual([1, 2, 0, 3]);
});

test('events without a value come last, whichever way', () => {
  const emd = (event: number) => [Number.NaN, 0.3, 0.1, Number.NaN][event];
  expect([...sortedEvents(lines, 'emd', false, emd)]).toEqual([2, 1, 0, 3]);
  expect([...sortedEvents(lines, 'emd', true, emd)]).toEqual([1, 2, 0, 3]);
});
