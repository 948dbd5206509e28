import { expect, test } from 'vitest';
import { LONGEST, STEP, settling } from './settle.ts';

/** A screen of this many ms a frame. */
function film(still = false, frameTime = STEP) {
  const frames: (() => void)[] = [];
  const shown: number[] = [];
  let time = 0;
  const player = settling<number>((step) => shown.push(step), {
    frame: (callback) => frames.push(callback),
    now: () => time,
    still,
  });
  const run = (most = 1000) => {
    for (let n = 0; n < most; n++) {
      const next = frames.shift();
      if (!next) break;
      time += frameTime;
      next();
    }
    return time;
  };
  return { shown, player, run };
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

test('a long burst, or a slow screen, is over in time, its last iterate shown', () => {
  for (const [steps, frameTime] of [
    [1000, STEP],
    [30, 250],
  ]) {
    const { shown, player, run } = film(false, frameTime);
    for (let step = 0; step < steps; step++) player.add(step);
    player.end(() => {});
    expect(run()).toBeLessThanOrEqual(LONGEST + 2 * frameTime);
    expect(shown.at(-1)).toBe(steps - 1);
    expect(shown.length).toBeLessThan(steps);
  }
});

test('on a slow screen several iterates are seen all the same', () => {
  for (const frameTime of [100, 2 * LONGEST]) {
    const { shown, player, run } = film(false, frameTime);
    for (let step = 0; step < 12; step++) player.add(step);
    player.end(() => {});
    run();
    expect(shown.length).toBeGreaterThan(frameTime > LONGEST ? 1 : 4);
    expect(shown.at(-1)).toBe(11);
  }
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
