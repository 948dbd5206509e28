// The three.js drawing by itself, in a real WebGL2: a scene across the seam of φ, its pixels, a lost device.

import { resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { changed, decodePng, type Pixels, share } from './png.ts';

const SIZE = { width: 540, height: 510 };

// Bundled by Vite as it is; in the page `plane` draws, `scene` is the sample.
const MODULE = `
import { PlaneRenderer } from '/renderer/draw/index.ts';
import { jetsScene, sampleScene } from '/workers/figure/fixtures.ts';
window.messages = [];
window.canvas = document.querySelector('canvas');
window.plane = new PlaneRenderer(canvas, { onError: (message) => messages.push(message) });
plane.setSize(${SIZE.width}, ${SIZE.height}, 1);
window.sample = sampleScene;
window.withJets = jetsScene;
window.show = (scene) => new Promise((done) => {
  window.scene = scene;
  plane.setScene(scene);
  plane.setView(scene.view);
  requestAnimationFrame(() => requestAnimationFrame(done));
});
await show(sampleScene('dark'));
window.ready = true;
`;
const HTML = `<!doctype html><body style="margin:0"><canvas style="display:block;width:${SIZE.width}px;height:${SIZE.height}px"></canvas><script type="module" src="/@id/virtual:drawing"></script>`;

let server: ViteDevServer;

test.beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root: resolve(import.meta.dirname, '..'),
    logLevel: 'error',
    appType: 'custom',
    server: { port: 0, host: '127.0.0.1', hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      {
        name: 'drawing',
        resolveId: (id) => (id === 'virtual:drawing' ? id : undefined),
        load: (id) => (id === 'virtual:drawing' ? MODULE : undefined),
        configureServer: ({ middlewares }) => {
          middlewares.use('/drawing.html', (_, response) => {
            response.setHeader('Content-Type', 'text/html').end(HTML);
          });
        },
      },
    ],
  });
  await server.listen();
});

test.afterAll(() => server.close());

test.beforeEach(async ({ page }) => {
  await page.goto(`${server.resolvedUrls?.local[0]}drawing.html`);
  await page.waitForFunction('window.ready');
});

const look = async (page: Page): Promise<Pixels> =>
  decodePng(await page.locator('canvas').screenshot({ animations: 'disabled' }));

const show = (page: Page, scene: string) => page.evaluate(`show(${scene})`);

/** Colour at the place where the drawing says that (y, φ) is. */
async function colourAt(page: Page, pixels: Pixels, y: number, phi: number): Promise<number[]> {
  const [px, py] = await page.evaluate<[number, number]>(`plane.project(${y}, ${phi})`);
  const at = 4 * (Math.floor(py) * pixels.width + Math.floor(px));
  return [...pixels.rgba.subarray(at, at + 3)];
}

const near = (a: readonly number[], b: readonly number[], by: number) =>
  a.every((value, i) => Math.abs(value - b[i]) <= by);

test('every layer is drawn where it belongs, on both sides of the seam', async ({ page }) => {
  const pixels = await look(page);
  const accent = [255, 180, 84];
  for (const angle of [0.4, 1.9, 3.5, 5]) {
    const colour = await colourAt(page, pixels, 0.2 + 0.4 * Math.cos(angle), Math.PI + 0.4 * Math.sin(angle));
    expect(near(colour, accent, 40), `${angle}: ${colour}`).toBe(true);
  }
  // The photon at φ = −3.0 stands beyond the seam.
  const photon = await page.evaluate<number[]>(
    `import('/workers/figure/theme.ts').then(({ THEMES }) => THEMES.dark.particle.species.photon.slice(0, 3))`,
  );
  expect(near(await colourAt(page, pixels, -0.2, -3), photon, 16)).toBe(true);
  // Blue inside the zero of the potential, brown outside.
  const [r1, , b1] = await colourAt(page, pixels, 0.35, Math.PI + 0.05);
  expect(b1).toBeGreaterThan(r1 + 10);
  const [r2, , b2] = await colourAt(page, pixels, 1.15, 2.35);
  expect(r2).toBeGreaterThan(b2 + 10);
});

test('each layer changes the picture, and none is left behind', async ({ page }) => {
  const all = await look(page);
  for (const layer of ['potential', 'plan', 'selection', 'shape']) {
    await show(page, `{ ...sample('dark'), ${layer}: null }`);
    expect(changed(all, await look(page)), layer).toBeGreaterThan(0.0005);
  }
  await show(page, `withJets('dark')`);
  const jets = await look(page);
  expect(changed(all, jets), 'jets').toBeGreaterThan(0.0005);
  await show(page, `{ ...withJets('dark'), jets: null, colourBy: 'species' }`);
  expect(changed(all, await look(page))).toBe(0);
  await show(page, `sample('dark')`);
  expect(changed(all, await look(page))).toBe(0);
  const none = 'shape: null, potential: null, plan: null, selection: null';
  await show(page, `{ ...sample('dark'), ${none}, view: { y0: 40, y1: 41, phi0: 0, phi1: 1 } }`);
  expect(share(await look(page), (r, g, b) => r === 12 && g === 15 && b === 19)).toBe(1);
});

test('a jet has its colour: its outline, on both sides of the seam, and its particles', async ({ page }) => {
  await show(page, `{ ...withJets('dark'), shape: null, potential: null, plan: null, selection: null }`);
  const pixels = await look(page);
  const told = await page.evaluate<number[][]>(
    `import('/workers/figure/theme.ts').then(({ THEMES }) => THEMES.dark.jets.told.map((one) => one.slice(0, 3)))`,
  );
  // The longest side of each outline, at its middle.
  const sides = await page.evaluate<[number, number][]>(`scene.jets.jets.map(({ outline }) => {
    let best = [0, 0, 0];
    for (let k = 0; k < outline.length; k += 2) {
      const n = (k + 2) % outline.length;
      const length = Math.hypot(outline[n] - outline[k], outline[n + 1] - outline[k + 1]);
      if (length > best[0]) best = [length, (outline[k] + outline[n]) / 2, (outline[k + 1] + outline[n + 1]) / 2];
    }
    return best.slice(1);
  })`);
  for (const [jet, [y, phi]] of sides.entries()) {
    const colour = await colourAt(page, pixels, y, phi);
    expect(near(colour, told[jet], 40), `outline ${jet}: ${colour}`).toBe(true);
  }
  expect(near(await colourAt(page, pixels, -0.2, -3), told[1], 16)).toBe(true);
  expect(near(await colourAt(page, pixels, 0.5, 3), told[0], 16)).toBe(true);
});

test('a whole turn further is the same picture', async ({ page }) => {
  const here = await look(page);
  await show(
    page,
    `{ ...scene, view: { ...scene.view, phi0: scene.view.phi0 - 2 * Math.PI, phi1: scene.view.phi1 - 2 * Math.PI } }`,
  );
  expect(changed(here, await look(page))).toBeLessThan(0.001);
});

test('particles and handles are picked where they are seen', async ({ page }) => {
  for (let i = 0; i < 4; i++) {
    const pick = `plane.pick(...plane.project(scene.particles.y[${i}], scene.particles.phi[${i}]))`;
    expect(await page.evaluate(pick)).toBe(i);
  }
  expect(await page.evaluate(`plane.pickHandle(...plane.project(0.6, -Math.PI))`)).toBe('radius');
  expect(await page.evaluate(`plane.pick(5, 5)`)).toBeNull();
});

test('nothing is drawn unless something changes', async ({ page }) => {
  const frames = () => page.evaluate<number>('plane.stats().frames');
  const before = await frames();
  await page.evaluate('new Promise((done) => setTimeout(done, 300))');
  expect(await frames()).toBe(before);
  await page.evaluate('plane.setScene(scene), plane.setView(plane.view)');
  await page.evaluate('new Promise((done) => setTimeout(done, 100))');
  expect(await frames()).toBe(before);
});

test('a lost device is told, and the picture comes back with it', async ({ page }) => {
  const before = await look(page);
  await page.evaluate(`(async () => {
    const lose = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    const heard = (type) => new Promise((done) => canvas.addEventListener(type, done, { once: true }));
    const lost = heard('webglcontextlost');
    lose.loseContext();
    await lost;
    await new Promise((done) => setTimeout(done));
    const restored = heard('webglcontextrestored');
    lose.restoreContext();
    await restored;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  })()`);
  expect(await page.evaluate('messages')).toEqual([
    'The graphics device was lost; the plane is drawn again when it returns',
    null,
  ]);
  expect(changed(before, await look(page))).toBe(0);
});

test('after dispose the canvas is left alone', async ({ page }) => {
  await page.evaluate('plane.dispose()');
  await page.evaluate('plane.setScene(sample("light")), plane.setHighlight(1)');
  const frames = await page.evaluate<number>('plane.stats().frames');
  await page.evaluate('new Promise((done) => setTimeout(done, 100))');
  expect(await page.evaluate('plane.stats().frames')).toBe(frames);
});
