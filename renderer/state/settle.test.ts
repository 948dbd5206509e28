import { expect, test } from 'vitest';
import { FRAMES, settling } from './settle.ts';

function film(still = false) {
  const frames: (() => void)[] = [];
  const shown: number[] = [];
  const player = settling<number>(
    (step) => shown.push(step),
    (callback) => frames.push(callback),
    still,
  );
  const run = (most = 1000) => {
    let n = 0;
    for (; n < most; n++) {
      const next = frames.shift();
      if (!next) break;
      next();
    }
    return n;
  };
  return { frames, shown, player, run };
}

test('iterates are shown one a frame, in order, and the end comes last', () => {
  const { shown, player, run } = film();
  let ended = false;
  for (const step of [1, 2, 3]) player.add(step);
  player.end(() => {
    ended = true;
  });
  run(2);
  expect([shown, ended]).toEqual([[1, 2], false]);
  run();
  expect([shown, ended]).toEqual([[1, 2, 3], true]);
});

test('a long burst is over soon, its last iterate shown', () => {
  const { shown, player, run } = film();
  for (let step = 0; step < 1000; step++) player.add(step);
  player.end(() => {});
  expect(run()).toBeLessThan(6 * FRAMES);
  expect(shown.at(-1)).toBe(999);
});

test('with reduced motion only the last one is shown', () => {
  const { shown, player, run } = film(true);
  for (let step = 0; step < 10; step++) player.add(step);
  run();
  expect(shown).toEqual([9]);
});

test('what was stopped shows nothing more and does not end', () => {
  const { shown, player, run } = film();
  let ended = false;
  player.add(1);
  player.end(() => {
    ended = true;
  });
  player.stop();
  run();
  expect([shown, ended]).toEqual([[], false]);
});
