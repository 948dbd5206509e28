// The whole story on real input: step through dijet events, click the hardest jet, an ellipse settles on the energy inside
// the circle, heatmap on, export; ring and disk shrink to almost nothing, and the screen says so; the command line gives
// the same numbers. On Pythia's events where they are there, else on generated full events.

import { basename, join } from 'node:path';
import { expect, Screen, startServer, test } from './app.ts';
import { cli, shared } from './files.ts';

const PYTHIA = 'Pythia-PtMin1000-LHC-10ev.dat';

interface Fitted {
  readonly emd: number;
  readonly components: readonly {
    readonly center: readonly [number, number];
    readonly radius?: number;
    readonly semi_axes?: readonly [number, number];
    readonly angle?: number;
  }[];
}

async function story(app: Screen, file: string, events: number, steps: number): Promise<void> {
  await expect(app.get('event-number')).toContainText(`of ${events}`);
  await expect(app.get('select-circle')).toHaveAttribute('aria-checked', 'true');
  for (let i = 1; i <= steps; i++) {
    await app.plane.canvas.focus();
    await app.page.keyboard.press('n');
    await expect(app.plane.canvas).toHaveAttribute('data-event', String(i));
  }

  // The hardest particle, from the table beside the plane: its jet is clicked.
  await app.page.keyboard.press('i');
  const cells = await app.get('particles').getByRole('row').nth(1).getByRole('cell').allInnerTexts();
  const [y, phi] = [cells[2], cells[3]].map((text) => Number(text.replace('−', '-')));
  await app.page.keyboard.press('i');
  await app.get('shape-ellipse').click();
  await app.plane.click(y, phi);
  await app.settled('ellipse');
  await expect(app.get('energy')).toContainText('a circle of radius 1.00 around');
  const distance = Math.hypot((await app.value('parameter-y')) - y, (await app.value('parameter-phi')) - phi);
  expect(distance).toBeLessThan(1);
  expect(await app.value('energy-share')).toBeLessThan(1);
  expect(await app.value('lower-bound')).toBeLessThanOrEqual(await app.value('emd'));

  await app.get('toggle-potential').click();
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'shown');
  await app.get('export').click();
  const svg = await app.download(() => app.get('export-svg').click());
  expect(svg.bytes.length).toBeGreaterThan(50_000);
  expect(svg.bytes.toString('utf8')).toContain(basename(file));
  await expect(app.get('export-dialog')).toBeHidden();

  await sameOnTheCommandLine(app, file, steps, 'ellipse');
}

/** The command that the screen names gives the screen's numbers. */
async function sameOnTheCommandLine(app: Screen, file: string, event: number, shape: string): Promise<void> {
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.get('copy-values').click();
  await expect(app.get('notices')).toContainText('Copied the values');
  const text = (await app.page.evaluate('navigator.clipboard.readText()')) as string;
  const values = Object.fromEntries(text.split('\n').map((line) => line.split('\t')));
  const select = /--select=(\S+)/.exec(values.command)?.[1] ?? '';
  expect(select.split(',').length).toBe(3);
  const range = `${event}:${event + 1}`;
  const args = [
    'fit',
    file,
    '--shape',
    shape,
    '--events',
    range,
    `--select=${select}`,
    '--seed',
    values.seed,
    '--json',
  ];
  const [result] = (JSON.parse(await cli(args, '/')) as { results: Fitted[] }).results;
  expect(result.emd).toBe(await app.value('emd'));
  const [component] = result.components;
  expect(component.center).toEqual([await app.value('parameter-y'), await app.value('parameter-phi')]);
  expect(component.semi_axes).toEqual([await app.value('parameter-a'), await app.value('parameter-b')]);
}

/** Ring and disk on a collimated jet: smaller than can be drawn, and said so. */
async function shrinks(app: Screen): Promise<void> {
  for (const shape of ['ring', 'disk']) {
    await app.fit(shape);
    const radius = await app.value('parameter-radius');
    expect(radius).toBeLessThan(0.03);
    await expect(app.get('tiny')).toContainText(`This ${shape} is smaller than 0.03 rad`);
    const label = (await app.get('shape-label').textContent()) ?? '';
    expect(Number(/[\d.]+/.exec(label)?.[0])).toBeCloseTo(radius, 3);
  }
}

test('dijet events, Pythia’s or generated ones, from the command line to the exported figure', async ({
  page,
  place,
  complaints,
}) => {
  void complaints;
  const pythia = shared(PYTHIA);
  const generated = ['generate', '--kind', 'event', '--events', '4', '--seed', '2', '--out', 'events.npz'];
  if (pythia === null) await cli(generated, place.files);
  const file = pythia ?? join(place.files, 'events.npz');
  const server = await startServer(place, [file]);
  try {
    const app = new Screen(page);
    await app.goto(server);
    await app.ready();
    await expect(app.get('event-sums')).toHaveText(/[3-9]\d\d\s+particles/);
    await story(app, file, pythia === null ? 4 : 10, pythia === null ? 2 : 3);
    // Pythia's jet is narrow enough to be fitted by a ring of nearly nothing.
    if (pythia !== null) await shrinks(app);
  } finally {
    await server.kill();
  }
});

test('a shape smaller than can be seen is drawn larger and labelled with its true radius', async ({
  app,
}) => {
  const { cluster, csvOf } = await import('./files.ts');
  await app.drop([{ name: 'narrow.csv', bytes: csvOf([[...cluster(12, 0, 0, 0.004), [0.5, 0.6, 0.5]]]) }]);
  await app.ready();
  await shrinks(app);
});
