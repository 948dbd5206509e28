import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../main/contract/index.ts';
import { EMPTY, goTo, LONGEST, push, redo, restored, standing, undo } from './history.ts';

const entry = (label: string, event = 0): HistoryEntry => ({
  label,
  dataset: 'd',
  event,
  shape: 'ring',
  selection: { kind: 'all' },
  report: null,
});

test('undo shows what stood at that event before, redo what was undone', () => {
  const history = push(push(push(EMPTY, entry('a', 1)), entry('b', 2)), entry('c', 1));
  const once = undo(history);
  expect(once?.event).toBe(1);
  expect(once?.shown?.label).toBe('a');
  const twice = undo(once?.history ?? EMPTY);
  expect(twice?.event).toBe(2);
  expect(twice?.shown).toBeNull();
  expect(redo(twice?.history ?? EMPTY)?.shown?.label).toBe('b');
  expect(undo(EMPTY)).toBeNull();
  expect(redo(history)).toBeNull();
});

test('what was fitted in one frame does not stand in another, and undoing it goes back to its own', () => {
  const frame = { kind: 'breit', beams: null } as const;
  const history = push(push(EMPTY, entry('a', 1)), { ...entry('b', 1), frame });
  expect(standing(history, 'd', 1)?.label).toBe('a');
  expect(standing(history, 'd', 1, frame)?.label).toBe('b');
  expect(standing(history, 'd', 1, { kind: 'rest' })).toBeNull();
  const once = undo(history);
  expect(once?.frame).toEqual(frame);
  expect(once?.shown).toBeNull();
  expect(undo(once?.history ?? EMPTY)?.frame).toEqual({ kind: 'lab' });
  expect(redo(once?.history ?? EMPTY)?.frame).toEqual(frame);
});

test('something new after an undo forgets what was undone', () => {
  const step = undo(push(push(EMPTY, entry('a')), entry('b')));
  const history = push(step?.history ?? EMPTY, entry('c'));
  expect(history.entries.map((one) => one.label)).toEqual(['a', 'c']);
  expect(redo(history)).toBeNull();
});

test('a history keeps its newest entries, and its place when restored', () => {
  const entries = Array.from({ length: LONGEST + 5 }, (_, i) => entry(String(i)));
  const history = entries.reduce(push, EMPTY);
  expect(history.entries).toHaveLength(LONGEST);
  expect(history.entries[0].label).toBe('5');
  expect(restored(entries, 10).position).toBe(5);
  expect(restored(entries, 2).position).toBe(-1);
  expect(restored([entry('a')], 7).position).toBe(0);
});

test('steps that cannot be shown any more are left out, and one stands where one stood', () => {
  const entries = ['a', 'bad', 'b', 'bad', 'c'].map((label) => entry(label));
  const shown = ({ label }: { label: string }) => label !== 'bad';
  const labels = (position: number) => {
    const history = restored(entries, position, shown);
    return [history.entries.map(({ label }) => label), history.entries[history.position]?.label];
  };
  expect(labels(4)).toEqual([['a', 'b', 'c'], 'c']);
  expect(labels(3)).toEqual([['a', 'b', 'c'], 'b']);
  expect(labels(1)).toEqual([['a', 'b', 'c'], 'a']);
  expect(labels(-1)).toEqual([['a', 'b', 'c'], undefined]);
});

test('undo all then redo all ends where it began', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), (events) => {
      const full = events.map((event, i) => entry(String(i), event)).reduce(push, EMPTY);
      let history = full;
      for (let step = undo(history); step; step = undo(history)) history = step.history;
      expect(history.position).toBe(-1);
      for (let step = redo(history); step; step = redo(history)) history = step.history;
      expect(history).toEqual(full);
    }),
  );
});

test('an entry can be gone to, one that is not there cannot', () => {
  const history = push(push(EMPTY, entry('a', 1)), entry('b', 2));
  expect(goTo(history, 0)?.event).toBe(1);
  expect(goTo(history, 2)).toBeNull();
  expect(standing(history, 'other', 1)).toBeNull();
});
