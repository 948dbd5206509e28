// The main job: open a sample, click, watch the ring settle; drag it by hand, refit, undo, redo.

import { expect, type Screen, test } from './app.ts';

/** Watches the big number of the inspector and the curve while a fit runs. */
async function recordValues(app: Screen): Promise<() => Promise<{ shown: number[]; states: string[] }>> {
  await app.page.evaluate(`(() => {
    const seen = { shown: [], states: [] };
    window.seenByTest = seen;
    const look = () => {
      const emd = document.querySelector('[data-testid=emd]');
      const state = document.querySelector('[data-testid=plane]').dataset.state;
      const value = Number(emd?.dataset.value || NaN);
      if (Number.isFinite(value) && seen.shown.at(-1) !== value) seen.shown.push(value);
      if (seen.states.at(-1) !== state) seen.states.push(state);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  })()`);
  return () => app.page.evaluate('window.seenByTest') as Promise<{ shown: number[]; states: string[] }>;
}

test('open a sample, click near energy, and a ring settles there', async ({ app }) => {
  await expect(app.get('welcome')).toContainText('toy', { ignoreCase: true });
  await app.openSample('top');
  await expect(app.get('event-sums')).toHaveText(/\d+\s+particles\s+·\s+Σ pT [\d\s]+\.\d\s+GeV/);
  await expect(app.get('shape-ring')).toHaveAttribute('aria-checked', 'true');
  const values = await recordValues(app);

  const { width, height } = await app.plane.box();
  await app.plane.canvas.click({ position: { x: width * 0.5, y: height * 0.55 } });
  await app.settled('ring');

  // It was placed at once, settled through real iterates, and the EMD fell.
  const { shown, states } = await values();
  expect(states).toEqual(['empty', 'settling', 'settled']);
  expect(shown.length).toBeGreaterThan(2);
  const emd = await app.value('emd');
  expect(shown.at(-1)).toBe(emd);
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(emd * 0.97);
  expect(emd).toBeLessThan(shown[0]);
  expect(Number(await app.get('convergence').getAttribute('data-points'))).toBeGreaterThan(2);

  // The certificate, with units, and what it does not say.
  const bound = await app.value('lower-bound');
  expect(bound).toBeLessThanOrEqual(emd);
  expect(emd - bound).toBeCloseTo(await app.value('gap'), 12);
  expect(await app.value('gap')).toBeLessThan(1e-9);
  await expect(app.get('lower-bound')).toContainText('rad');
  // The shape without its points, and how sure that is.
  await expect(app.get('continuous')).toContainText('±');
  expect(Math.abs((await app.value('continuous')) / emd - 1)).toBeLessThan(0.003);
  await expect(app.get('parameter-radius')).toContainText('rad');
  expect(await app.value('parameter-radius')).toBeGreaterThan(0.01);
  await expect(app.get('inspector')).toContainText('It does not say that no other ring lies closer');
  await expect(app.get('energy')).toContainText('the whole event');
  expect(await app.value('energy-share')).toBe(1);
});

test('each shape fits, and the others have their own parameters', async ({ app }) => {
  await app.openSample('w');
  const found: Record<string, number> = {};
  for (const shape of ['point', 'ring', 'disk', 'ellipse']) {
    await app.fit(shape);
    found[shape] = await app.value('emd');
  }
  // A disk is an ellipse with equal axes, and a point a disk without extent.
  expect(found.ellipse).toBeLessThanOrEqual(found.disk * 1.005);
  expect(found.disk).toBeLessThanOrEqual(found.point * 1.005);
  for (const name of ['y', 'phi', 'a', 'b', 'angle']) {
    expect(Number.isFinite(await app.value(`parameter-${name}`))).toBe(true);
  }
  expect(await app.value('parameter-a')).toBeGreaterThanOrEqual(await app.value('parameter-b'));
});

test('drag a handle: the EMD changes live; refit, undo, redo', async ({ app }) => {
  await app.openSample('top');
  await app.fit('ring');
  const best = await app.value('emd');
  const y = await app.value('parameter-y');
  const phi = await app.value('parameter-phi');
  const radius = await app.value('parameter-radius');

  // By its radius handle to about half its size, looking while the button is still down.
  let midway = Number.NaN;
  await app.plane.drag([y + radius, phi], [y + radius * 0.5, phi], async () => {
    await expect(app.plane.canvas).toHaveAttribute('data-state', 'dragged');
    await expect.poll(() => app.value('emd')).toBeGreaterThan(best * 1.01);
    midway = await app.value('emd');
  });
  await expect(app.get('fit-state')).toHaveText('placed by hand');
  await expect.poll(() => app.value('lower-bound')).toBeGreaterThan(best);
  expect(await app.value('parameter-radius')).toBeCloseTo(radius * 0.5, 1);
  const byHand = await app.value('emd');
  expect(Math.abs(byHand - midway)).toBeLessThan(0.1 * byHand);

  // The centre moves by its own handle.
  const before = await app.value('parameter-y');
  await app.plane.drag([before, phi], [before + radius, phi]);
  await expect.poll(() => app.value('parameter-y')).toBeCloseTo(before + radius, 1);

  await app.get('refit').click();
  await app.settled('ring');
  expect(await app.value('emd')).toBeLessThan(byHand);

  // Fit, two drags, refit: four steps back to an empty plane, and forward again.
  await app.get('tab-history').click();
  await expect(app.get('history')).toHaveAttribute('data-length', '4');
  const refitted = await app.value('emd');
  await app.page.keyboard.press('Control+z');
  await app.page.keyboard.press('Control+z');
  await expect.poll(() => app.value('emd')).toBe(byHand);
  await app.page.keyboard.press('Control+z');
  await expect.poll(() => app.value('emd')).toBe(best);
  await app.get('undo').click();
  await expect(app.plane.canvas).toHaveAttribute('data-state', 'empty');
  await expect(app.get('undo')).toBeDisabled();
  for (let i = 0; i < 4; i++) await app.get('redo').click();
  await expect.poll(() => app.value('emd')).toBe(refitted);
  await expect(app.get('redo')).toBeDisabled();
});

test('a click on empty plane far from energy still ends in a fit or says why not', async ({ app }) => {
  await app.openSample('qcd');
  await app.get('select-circle').click();
  const scale = await app.plane.scale();
  const { width, height } = await app.plane.box();
  await app.page.mouse.move(0, 0);
  // The circle made small and put into the emptiest corner holds nothing.
  await app.get('circle-radius').fill('0.05');
  for (let i = 0; i < 6; i++) await app.page.keyboard.press('-');
  await app.plane.canvas.focus();
  for (let i = 0; i < 6; i++) await app.page.keyboard.press('-');
  await expect.poll(async () => (await app.plane.scale()).dy).toBeGreaterThan(scale.dy * 2);
  await app.plane.canvas.click({ position: { x: width - 8, y: height - 60 } });
  await expect(app.get('fit-error')).toContainText('there is no particle in the selection');
  await app.get('select-all').click();
  await app.fit('point');
  await expect(app.get('fit-error')).toBeHidden();
});
