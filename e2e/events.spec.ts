// Whole events: a circle or a lasso says what is fitted; φ wraps without a seam; a crowd of particles stays quick.

import { expect, type Screen, test } from './app.ts';
import { cluster, csvOf, type Particle, random } from './files.ts';

/** A hard cluster at (y, φ) in a soft background: no jet, so a click fits a circle. */
function fullEvent(y: number, phi: number, seed = 7): Particle[] {
  const next = random(seed);
  const soft: Particle[] = Array.from({ length: 300 }, () => [
    0.3 + next(),
    8 * next() - 4,
    Math.PI * (1 - 2 * next()),
  ]);
  return [
    ...cluster(60, y, phi, 0.35, seed).map(([pt, ...place]) => [5 * pt, ...place] as Particle),
    ...soft,
  ];
}

async function open(app: Screen, events: readonly (readonly Particle[])[]): Promise<void> {
  await app.drop([{ name: 'whole.csv', bytes: csvOf(events) }]);
  await app.ready();
}

function within(event: readonly Particle[], y: number, phi: number, radius: number): readonly Particle[] {
  return event.filter(([, py, pphi]) => {
    const dphi = Math.abs(pphi - phi) % (2 * Math.PI);
    return Math.hypot(py - y, Math.min(dphi, 2 * Math.PI - dphi)) <= radius;
  });
}

const sum = (particles: readonly Particle[]) => particles.reduce((total, [pt]) => total + pt, 0);

test('a full event is fitted in a circle around the click, its share of the energy shown, its radius adjusted', async ({
  app,
}) => {
  const event = fullEvent(1, 0.5);
  await open(app, [event]);
  await expect(app.get('select-circle')).toHaveAttribute('aria-checked', 'true');
  await app.get('shape-disk').click();
  await app.plane.click(1, 0.5);
  await app.settled('disk');
  await expect(app.get('energy')).toContainText('a circle of radius 1.00 around');
  const share = await app.value('energy-share');
  const expected = sum(within(event, 1, 0.5, 1)) / sum(event);
  expect(share).toBeCloseTo(expected, 2);
  expect(
    Math.hypot((await app.value('parameter-y')) - 1, (await app.value('parameter-phi')) - 0.5),
  ).toBeLessThan(0.2);

  await app.get('circle-radius').fill('0.3');
  await app.settled('disk');
  await expect(app.get('energy')).toContainText('a circle of radius 0.30 around');
  await expect.poll(() => app.value('energy-share')).toBeLessThan(share);

  // Beside the centre.
  await app.get('select-all').click();
  await app.plane.click(1.3, 0.8);
  await app.settled('disk');
  await expect(app.get('energy')).toContainText('the whole event');
  expect(await app.value('energy-share')).toBe(1);
});

test('a lasso fits what it holds', async ({ app }) => {
  const event = fullEvent(-1, -1);
  await open(app, [event]);
  await app.get('select-lasso').click();
  await app.get('shape-point').click();
  const corners: [number, number][] = [
    [-1.6, -1.6],
    [-0.4, -1.6],
    [-0.4, -0.4],
    [-1.6, -0.4],
  ];
  const places = [];
  for (const corner of corners) places.push(await app.plane.at(...corner));
  const { mouse } = app.page;
  await mouse.move(places[0].x, places[0].y);
  await mouse.down();
  for (const place of [...places.slice(1), places[0]]) await mouse.move(place.x, place.y, { steps: 6 });
  await mouse.up();
  await app.settled('point');
  await expect(app.get('energy')).toContainText('what the lasso holds');
  const inside = event.filter(([, y, phi]) => Math.abs(y + 1) < 0.6 && Math.abs(phi + 1) < 0.6);
  expect(await app.value('energy-share')).toBeCloseTo(sum(inside) / sum(event), 1);
  expect(await app.value('energy-gev')).toBeGreaterThan(0.9 * sum(inside));
  expect(await app.value('parameter-y')).toBeCloseTo(-1, 0);
});

test('a jet across φ = ±π is one jet: one ring, no seam', async ({ app }) => {
  // The same jet at the seam and away from it.
  const there = cluster(40, 0.2, Math.PI, 0.5, 3);
  const here = there.map(([pt, y, phi]) => [pt, y, phi > 0 ? phi - Math.PI : phi + Math.PI] as Particle);
  await open(app, [here, there]);
  await app.fit('ring');
  const [emd, y, radius] = [
    await app.value('emd'),
    await app.value('parameter-y'),
    await app.value('parameter-radius'),
  ];
  const phi = await app.value('parameter-phi');
  await app.plane.canvas.focus();
  await app.page.keyboard.press('n');
  await expect(app.plane.canvas).toHaveAttribute('data-event', '1');
  await app.get('fit-view').click();
  await app.fit('ring');
  expect(await app.value('emd')).toBeCloseTo(emd, 6);
  expect(await app.value('parameter-y')).toBeCloseTo(y, 4);
  expect(await app.value('parameter-radius')).toBeCloseTo(radius, 4);
  const across = await app.value('parameter-phi');
  const turn = Math.abs(across - phi - Math.PI) % (2 * Math.PI);
  expect(Math.min(turn, 2 * Math.PI - turn)).toBeLessThan(1e-4);
  expect(Math.abs(across)).toBeLessThanOrEqual(Math.PI);
  // Both sides of the seam can be reached: the radius handle is dragged across it.
  await app.plane.drag([y + radius, across], [y, across > 0 ? across - 1.2 * radius : across + 1.2 * radius]);
  await expect.poll(() => app.value('parameter-radius')).toBeCloseTo(1.2 * radius, 2);
});

test('3,000 particles: drawn, fitted in a circle, measured while dragged', async ({ app }) => {
  const next = random(5);
  const crowd: Particle[] = Array.from({ length: 3000 }, () => [
    0.2 + 3 * next() ** 6,
    9 * next() - 4.5,
    Math.PI * (1 - 2 * next()),
  ]);
  await open(app, [[...crowd, ...fullEvent(0.5, 2)]]);
  await expect(app.get('event-sums')).toContainText('3\u202f360 particles');
  await app.get('shape-ellipse').click();
  await app.plane.click(0.5, 2);
  await app.settled('ellipse');
  await app.get('toggle-potential').click();
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'shown');
  const emd = await app.value('emd');
  const [y, phi] = [await app.value('parameter-y'), await app.value('parameter-phi')];
  await app.plane.drag([y, phi], [y - 0.4, phi]);
  await expect.poll(() => app.value('emd')).toBeGreaterThan(emd);
});
