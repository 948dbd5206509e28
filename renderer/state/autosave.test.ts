import { expect, test } from 'vitest';
import { autosave, LONGEST_WAIT, QUIET } from './autosave.ts';

function desk() {
  let time = 0;
  let pending: { at: number; callback: () => void } | null = null;
  const saves: number[] = [];
  const saver = autosave(() => saves.push(time), {
    now: () => time,
    setTimeout: (callback, ms) => {
      pending = { at: time + ms, callback };
      return 1;
    },
    clearTimeout: () => {
      pending = null;
    },
  });
  const advance = (to: number) => {
    while (pending && pending.at <= to) {
      const due = pending;
      time = due.at;
      pending = null;
      due.callback();
    }
    time = to;
  };
  return { saves, saver, advance };
}

test('a change is saved once it has been quiet for a moment', () => {
  const { saves, saver, advance } = desk();
  saver.changed();
  advance(100);
  saver.changed();
  advance(2000);
  expect(saves).toEqual([100 + QUIET]);
});

test('a stream of changes does not put saving off', () => {
  const { saves, saver, advance } = desk();
  for (let time = 0; time <= 2000; time += 50) {
    advance(time);
    saver.changed();
  }
  expect(saves[0]).toBe(LONGEST_WAIT);
  expect(saves.length).toBeGreaterThanOrEqual(2);
});

test('flush saves what waits, and only that', () => {
  const { saves, saver, advance } = desk();
  saver.flush();
  expect(saves).toEqual([]);
  saver.changed();
  saver.flush();
  advance(5000);
  expect(saves).toEqual([0]);
});
