// Milliseconds of the main thread a frame, while a ring is dragged over a full event of about 600 particles with the
// potential on, in a real Chromium. `draw`: the plane's own counter (update and submit). `task`: all that the main thread did
// (scripts, layout, style, paint; Chromium's Performance metrics), divided by the frames drawn. Goal: 8 ms.

import { type CDPSession, expect } from '@playwright/test';
import { inFolder, median, openToys, planeOf, quantile, rounded, SOFTWARE } from './browser/window.ts';

const STEPS = 120;
const GOAL = 8;
/** Pause between two moves of the pointer, ms: one frame of 60 a second. */
const PAUSE = 16;

async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await session.send('Performance.getMetrics');
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

export const cases = () =>
  inFolder(async function* (folder) {
    const { page, close } = await openToys(folder, 'event', 40);
    // The fullest of the first events: sorted by the list itself.
    await page.getByRole('button', { name: 'Sort by number of particles' }).click();
    await page.getByTestId('event-row').first().click();
    const sums = (await page.getByTestId('event-sums').textContent()) ?? '';
    const particles = Number(/^\s*([\d\s\u202f]+)\s*particles/.exec(sums)?.[1].replaceAll(/\D/g, ''));
    const canvas = page.getByTestId('plane');
    await canvas.focus();
    await page.keyboard.press('h');
    await expect(canvas).toHaveAttribute('data-state', 'settled', { timeout: 60_000 });
    await page.getByTestId('toggle-potential').click();
    await expect(canvas).toHaveAttribute('data-potential', 'shown');

    // Where the centre is: the shape is small on a full event, so the handle is found by the pointer's cursor.
    const { box } = await planeOf(page);
    const y = Number(await page.getByTestId('parameter-y').getAttribute('data-value'));
    const phi = Number(await page.getByTestId('parameter-phi').getAttribute('data-value'));
    const at = await placeOf(page, box, y, phi);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.evaluate(`(() => {
      const canvas = document.querySelector('[data-testid=plane]');
      window.drawn = [];
      new MutationObserver(() => window.drawn.push(Number(canvas.dataset.ms)))
        .observe(canvas, { attributes: true, attributeFilter: ['data-frames'] });
    })()`);
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    const before = await metrics(session);
    for (let i = 1; i <= STEPS; i++) {
      const turn = (2 * Math.PI * i) / STEPS;
      await page.mouse.move(at.x + 90 * Math.sin(turn), at.y + 60 * (1 - Math.cos(turn)));
      await page.waitForTimeout(PAUSE);
    }
    const after = await metrics(session);
    expect(await canvas.getAttribute('data-state')).toBe('dragged');
    await page.mouse.up();
    const drawn = (await page.evaluate('window.drawn')) as number[];
    await close();
    const task = ((after.TaskDuration - before.TaskDuration) * 1000) / drawn.length;
    const script = ((after.ScriptDuration - before.ScriptDuration) * 1000) / drawn.length;
    const common = { bench: 'drag', unit: 'ms/frame', goal: GOAL };
    const name = `ring over ${particles} particles, potential on, ${drawn.length} frames`;
    yield { ...common, case: `${name}: draw, median`, ours: rounded(median(drawn)) };
    yield { ...common, case: `${name}: draw, 95th percentile`, ours: rounded(quantile(drawn, 0.95)) };
    yield { ...common, case: `${name}: scripts, mean`, ours: rounded(script) };
    yield { ...common, case: `${name}: whole task time, mean`, ours: rounded(task), note: SOFTWARE };
  });

/** Read off the pointer's read-out, as a user would. */
async function placeOf(
  page: import('@playwright/test').Page,
  box: { x: number; y: number; width: number; height: number },
  y: number,
  phi: number,
): Promise<{ x: number; y: number }> {
  const read = async (left: number, top: number) => {
    await page.mouse.move(box.x + left + 1, box.y + top + 1);
    await page.mouse.move(box.x + left, box.y + top);
    const text = ((await page.locator('.readout').textContent()) ?? '').replaceAll('−', '-');
    const [, first, second] = /y\s+(\S+)\s+φ\s+(\S+)/.exec(text) ?? [];
    return [Number(first), Number(second)];
  };
  const [w, h] = [box.width, box.height];
  const a = await read(w * 0.1, h * 0.3);
  const b = await read(w * 0.9, h * 0.9);
  const left = w * (0.1 + (0.8 * (y - a[0])) / (b[0] - a[0]));
  const tops = [0, 1, -1].map(
    (turn) => h * (0.3 + (0.6 * (phi + 2 * Math.PI * turn - a[1])) / (b[1] - a[1])),
  );
  return { x: box.x + left, y: box.y + (tops.find((top) => top > 0 && top < h) ?? 0) };
}
