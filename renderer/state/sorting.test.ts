import { expect, test } from 'vitest';
import { type Column, type EventOrder, numbered, sorted } from './sorting.ts';

const lines = { pt: Float64Array.of(5, 9, 5, 1), particles: Uint32Array.of(3, 1, 2, 4) };
const none = (_event: number) => Number.NaN;
const listed = (order: EventOrder) => Array.from({ length: order.length }, (_, i) => order.at(i));
const by = (column: Exclude<Column, 'event'>, falling: boolean, emd = none) =>
  listed(sorted(lines, column, falling, emd));

test('events are sorted by any column, ties by number', () => {
  expect(listed(numbered(4, false))).toEqual([0, 1, 2, 3]);
  expect(listed(numbered(4, true))).toEqual([3, 2, 1, 0]);
  expect(by('pt', true)).toEqual([1, 0, 2, 3]);
  expect(by('n', false)).toEqual([1, 2, 0, 3]);
});

test('events without a value come last, whichever way', () => {
  const emd = (event: number) => [Number.NaN, 0.3, 0.1, Number.NaN][event];
  expect(by('emd', false, emd)).toEqual([2, 1, 0, 3]);
  expect(by('emd', true, emd)).toEqual([1, 2, 0, 3]);
});

test('the line of an event is found, and of none that is not there', () => {
  expect(sorted(lines, 'pt', true, none).indexOf(0)).toBe(1);
  expect(sorted(lines, 'pt', true, none).indexOf(4)).toBe(-1);
  expect(numbered(20_000_000, false).indexOf(19_999_999)).toBe(19_999_999);
  expect(numbered(20_000_000, true).indexOf(19_999_999)).toBe(0);
  expect(numbered(20_000_000, true).at(0)).toBe(19_999_999);
  expect(numbered(20_000_000, true).indexOf(20_000_000)).toBe(-1);
});
