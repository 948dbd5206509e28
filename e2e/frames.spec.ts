// An event seen from other frames: what is told of them, whose fit stands in which, and the lab beside them.

import { expect, test } from './app.ts';
import { accessibleInBoth } from './axe.ts';
import { cluster, csvOf } from './files.ts';

/** Beams of 18 and 275 GeV, an electron scattered with Q² = 100 GeV² at y = 0.4, and hadrons. */
function scattering(): Uint8Array {
  const [plus, minus] = [100 / 36, 36 * 0.6];
  const pt = Math.sqrt(plus * minus);
  const particles = [
    [0, 0, -18, 11, 4],
    [0, 0, 275, 2212, 4],
    [pt, 0, (plus - minus) / 2, 11, 1],
    [-4, 0.5, 2, 211, 1],
    [-3, -0.4, 3, -211, 1],
    [-0.5, 0.2, 4, 22, 1],
    [0.2, -0.3, 40, 2112, 1],
  ];
  const lines = particles.map(([px, py, pz, pid, status]) =>
    [0, px, py, pz, Math.hypot(px, py, pz), pid, status].join(','),
  );
  return Buffer.from(`event,px,py,pz,E,pid,status\n${lines.join('\n')}\n`);
}

test('a frame has its own particles and fits, the lab stands beside it, and both point at one particle', async ({
  app,
}) => {
  await app.drop([{ name: 'dis.csv', bytes: scattering() }]);
  const { canvas } = app.plane;
  await expect(canvas).toHaveAttribute('data-frame', 'lab');
  await app.get('select-all').click();
  await app.fit('point');
  const inLab = await app.value('emd');

  await app.get('frame').selectOption('breit');
  await expect(canvas).toHaveAttribute('data-frame', 'breit');
  await expect(app.get('frame-facts')).toHaveText(/Q² 100 GeV².*y 0\.400/);
  // The lab's shape is not shown on another frame's particles.
  await expect(canvas).toHaveAttribute('data-state', 'empty');
  await app.fit('point');
  await expect(app.get('energy')).toContainText('4 of 4');
  expect(await app.value('emd')).not.toBeCloseTo(inLab, 3);

  await canvas.focus();
  await app.page.keyboard.press('s');
  const lab = app.get('lab-plane');
  await expect(lab).toHaveAttribute('data-particles', '5');
  await expect(app.get('scattered')).toBeVisible();
  const box = await lab.boundingBox();
  const mark = await app.get('scattered').boundingBox();
  if (!box || !mark) throw new Error('the lab is not on the screen');
  await app.page.mouse.move(mark.x - 12, mark.y + 9);
  await expect(lab).toHaveAttribute('data-pointed', '0');

  await accessibleInBoth(app.page);

  // Back in the lab its own fit stands again; undo goes to the frame of what is undone.
  await canvas.focus();
  await app.page.keyboard.press('q');
  await expect(canvas).toHaveAttribute('data-frame', 'lab');
  await expect.poll(() => app.value('emd')).toBe(inLab);
  await app.page.keyboard.press('Control+z');
  await expect(canvas).toHaveAttribute('data-frame', 'breit');
  await expect(canvas).toHaveAttribute('data-state', 'empty');

  // An event without beams has no Breit frame: the way back is beside the reason.
  await app.drop([{ name: 'jet.csv', bytes: csvOf([cluster(30, 0.5, 2, 0.3)]) }]);
  await app.page.getByRole('button', { name: 'Show it' }).click();
  await expect(app.plane.canvas).toHaveAttribute('data-frame', 'lab');
  await app.get('frame').selectOption('breit');
  await expect(app.get('event-error')).toContainText('its beams are not told');
  await app.get('frame-lab').click();
  await expect(app.plane.canvas).toHaveAttribute('data-frame', 'lab');
  await app.get('frame').selectOption('axes');
  await expect(app.plane.canvas).toHaveAttribute('data-frame', 'jet-axes:antikt:0.4:ptmin=10#0');
  await expect(app.get('frame-facts')).toContainText('turned by');
});
