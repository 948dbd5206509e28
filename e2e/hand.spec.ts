// By hand: a click is a click wherever it falls, a drag is a drag; the circle is taken by its edge and its centre; other
// minima are shown, the history is replayed.

import { expect, type Screen, test } from './app.ts';
import { cluster, csvOf, type Particle } from './files.ts';

/** Counts the fits that a page starts, by the states that the plane goes through. */
async function countFits(app: Screen): Promise<() => Promise<number>> {
  await app.page.evaluate(`(() => {
    const plane = document.querySelector('[data-testid=plane]');
    window.fitsSeen = 0;
    let before = plane.dataset.state;
    new MutationObserver(() => {
      const now = plane.dataset.state;
      if (now === 'settling' && before !== 'settling') window.fitsSeen++;
      before = now;
    }).observe(plane, { attributes: true, attributeFilter: ['data-state'] });
  })()`);
  return () => app.page.evaluate('window.fitsSeen') as Promise<number>;
}

const radius = (app: Screen) => app.value('parameter-radius');

test('a click on a handle fits there, a second one at the same spot again; a drag stays a drag', async ({
  app,
}) => {
  await app.drop([{ name: 'jet.csv', bytes: csvOf([cluster(40, 0.2, 0.4, 0.6, 5)]) }]);
  await app.ready();
  await app.fit('ring');
  const fits = await countFits(app);
  const [y, phi] = [await app.value('parameter-y'), await app.value('parameter-phi')];
  const handle = await app.plane.at(y + (await radius(app)), phi);
  for (const times of [1, 2]) {
    await app.page.mouse.click(handle.x, handle.y);
    await expect.poll(fits).toBe(times);
    await app.settled('ring');
  }
  const settled = await radius(app);
  const from: [number, number] = [
    (await app.value('parameter-y')) + settled,
    await app.value('parameter-phi'),
  ];
  await app.plane.drag(from, [from[0] - 0.5 * settled, from[1]]);
  await expect(app.get('fit-state')).toHaveText('placed by hand');
  expect(await radius(app)).toBeCloseTo(0.5 * settled, 1);
  expect(await fits()).toBe(2);
});

test('the circle: a click on its edge fits there, its edge drags its radius, its centre moves it', async ({
  app,
}) => {
  const event: Particle[] = [...cluster(60, 1, 0.5, 0.5, 2), ...cluster(60, -1, 0.5, 0.5, 3)];
  await app.drop([{ name: 'two.csv', bytes: csvOf([event]) }]);
  await app.ready();
  await app.get('select-circle').click();
  await app.get('shape-point').click();
  await app.get('circle-radius').fill('0.8');
  await app.plane.click(1, 0.5);
  await app.settled('point');
  const energy = app.get('energy');
  await expect(energy).toContainText(/a circle of radius 0.80 around \((1|0)\.\d+, 0\.\d+\)/);

  await app.plane.click(1, 1.3);
  await expect(energy).toContainText(/radius 0.80 around \((1|0)\.\d+, 1\.\d+\)/);
  await app.settled('point');

  await app.plane.drag([1, 0.5], [1, 0.1]);
  await expect(energy).toContainText('radius 1.20 around');
  await app.settled('point');

  await app.plane.drag([1, 1.3], [-1, 0.5]);
  await expect(energy).toContainText(/radius 1.20 around \(−(1|0)\.\d+, 0\.\d+\)/);
  await app.settled('point');
  expect(await app.value('parameter-y')).toBeCloseTo(-1, 0);
  // Fitted after each: by two clicks and two drags.
  await app.get('tab-history').click();
  await expect(app.get('history')).toHaveAttribute('data-length', '4');
});

test('another minimum is shown and taken back; an entry of the history is gone back to; all are replayed', async ({
  app,
}) => {
  // This event has two rings of nearly the same distance.
  await app.openSample('top');
  for (let event = 0; event < 18; event++) await app.page.keyboard.press('ArrowRight');
  await expect(app.get('event-sums')).toBeVisible();
  await app.fit('ring');
  const best = await app.value('emd');
  const other = app.get('others').getByRole('button').first();
  const told = Number(await other.locator('span').first().textContent());
  expect(told).toBeGreaterThanOrEqual(Number(best.toFixed(4)));
  await other.click();
  await expect(app.get('fit-state')).toHaveText('placed by hand');
  await expect.poll(() => app.value('lower-bound')).toBeGreaterThan(0);
  // Other minima were left at a coarser quadrature.
  expect(Math.abs((await app.value('emd')) / told - 1)).toBeLessThan(0.05);
  const shown = await app.value('emd');

  await app.get('tab-history').click();
  await expect(app.get('history')).toHaveAttribute('data-length', '2');
  await app.get('history-entry').last().click();
  await expect.poll(() => app.value('emd')).toBe(best);
  await expect(app.get('fit-state')).toHaveText('fitted');
  await app.get('history-entry').first().click();
  await expect.poll(() => app.value('emd')).toBe(shown);

  await app.page.evaluate(`(() => {
    const history = document.querySelector('[data-testid=history]');
    window.stepsSeen = [];
    new MutationObserver(() => window.stepsSeen.push(history.dataset.position))
      .observe(history, { attributes: true, attributeFilter: ['data-position'] });
  })()`);
  await app.get('history').getByRole('button', { name: 'Replay' }).click();
  await expect.poll(() => app.page.evaluate('window.stepsSeen')).toEqual(['0', '1']);
  await expect.poll(() => app.value('emd')).toBe(shown);
});

test('a first fit on a lone particle leaves a colour range that later events can use', async ({ app }) => {
  await app.drop([{ name: 'lone.csv', bytes: csvOf([[[5, 0.1, 0.2]], cluster(40, 0.2, 0.4, 0.6, 5)]) }]);
  await app.ready();
  await app.get('toggle-potential').click();
  await app.fit('ring');
  await expect(app.get('parameter-radius')).toHaveText('0 rad');
  await expect(app.get('colour-bar')).toHaveAttribute('data-range', '0.1');
});

test('the focus of a list is seen above its lines', async ({ app }) => {
  await app.openSample('top');
  await app.get('event-list').focus();
  await app.page.keyboard.press('ArrowDown');
  const ring = await app.page.evaluate(`(() => {
    const list = document.querySelector('[data-testid=event-list]');
    const style = getComputedStyle(list.parentElement, '::after');
    const box = list.parentElement.getBoundingClientRect();
    return { style: style.outlineStyle, above: Number(style.zIndex), width: parseFloat(style.width) / box.width };
  })()`);
  expect(ring).toMatchObject({ style: 'solid', above: 2 });
  expect((ring as { width: number }).width).toBeCloseTo(1, 1);
});
