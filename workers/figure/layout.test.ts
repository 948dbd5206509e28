import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkFigure } from './check.ts';
import { jetsScene, sampleScene } from './fixtures.ts';
import { layout } from './layout.ts';
import { circle } from './outline.ts';
import { svg } from './svg.ts';
import type { Mark, ThemeName } from './types.ts';

const SIZE = { width: 420, height: 340 };

// Images stand in the snapshots by the hash of their pixels' file.
test.each(['dark', 'light', 'paper'] as ThemeName[])('the %s figure is as it was', async (theme) => {
  const drawing = svg(layout(sampleScene(theme), SIZE)).replace(
    /data:image\/png;base64,([^"]+)/g,
    (_, data) => `sha256-${createHash('sha256').update(data).digest('hex')}`,
  );
  await expect(drawing).toMatchFileSnapshot(`snapshots/${theme}.svg`);
});

test.each(['dark', 'light'] as ThemeName[])('the %s figure with jets is as it was', async (theme) => {
  const scene = { ...jetsScene(theme), potential: null, plan: null, shape: null, selection: null };
  await expect(svg(layout(scene, SIZE))).toMatchFileSnapshot(`snapshots/jets-${theme}.svg`);
});

test('a change of any part of the scene changes the drawing', () => {
  const scene = sampleScene();
  const before = svg(layout(scene, SIZE));
  const { shape, particles } = scene;
  if (!shape) throw new Error('the sample has a shape');
  const moved = particles.y.map((y, i) => (i === 6 ? y + 0.02 : y));
  for (const other of [
    { ...scene, particles: { ...particles, y: moved } },
    {
      ...scene,
      shape: {
        ...shape,
        parts: shape.parts.map((one) => ({ ...one, outline: one.outline.map((x) => x + 0.01) })),
      },
    },
    {
      ...scene,
      shape: { ...shape, band: [{ outline: circle(0.2, Math.PI, 0.45, 48), point: false, weight: null }] },
    },
    { ...scene, note: 'iteration 3' },
    { ...scene, shape: null },
    { ...scene, potential: null },
    { ...scene, plan: null },
    { ...scene, selection: null },
    { ...scene, jets: jetsScene().jets },
    { ...scene, colourBy: 'pt' as const },
    { ...scene, caption: ['another'] },
    { ...scene, view: { ...scene.view, phi0: 2.2 } },
  ]) {
    expect(svg(layout(other, SIZE))).not.toBe(before);
  }
  expect(svg(layout(sampleScene(), SIZE))).toBe(before);
});

test('the same scene a whole turn further is the same picture', () => {
  const scene = sampleScene();
  const turn = 2 * Math.PI;
  const { view } = scene;
  const further = { ...view, phi0: view.phi0 - turn, phi1: view.phi1 - turn };
  const marks = (of: typeof scene) => {
    const group = layout(of, SIZE).marks[0];
    return group.kind === 'group' ? group.marks.map(rounded) : [];
  };
  expect(marks({ ...scene, view: further })).toEqual(marks(scene));
});

test('markup in a file name is text', () => {
  const figure = layout({ ...sampleScene(), caption: ['<script>&"\u0007'] }, SIZE);
  expect(svg(figure)).toContain('<title>&lt;script&gt;&amp;&quot;</title>');
  expect(svg(figure)).not.toContain('<script>');
});

test('a tiny shape bears its true radius', () => {
  const scene = sampleScene();
  if (!scene.shape) throw new Error('the sample has a shape');
  const [part] = scene.shape.parts;
  const tiny = {
    ...scene,
    shape: { ...scene.shape, parts: [{ ...part, size: 0.012, label: 'radius 0.0120 rad' }] },
  };
  expect(svg(layout(tiny, SIZE))).toContain('>radius 0.0120 rad</text>');
});

test('a page too small for the plane is refused', () => {
  expect(() => layout(sampleScene(), { width: 150, height: 340 })).toThrow(
    new RangeError('figure of 150 × 340 points: no room for the plane, at least 246 × 167.5 is needed'),
  );
});

test('a figure passes its check; broken ones are named', () => {
  const figure = layout(sampleScene(), SIZE);
  expect(checkFigure(figure)).toBe(figure);
  const bad = (marks: unknown[]) => () => checkFigure({ ...figure, marks });
  expect(() => checkFigure(null)).toThrow(new TypeError('figure null: allowed are an object'));
  expect(() => checkFigure({ ...figure, width: 1e9 })).toThrow(
    new TypeError('figure.width 1000000000: allowed are more than 0, at most 14400 points'),
  );
  expect(bad([{ kind: 'spiral' }])).toThrow(
    new TypeError('figure.marks[0].kind spiral: allowed are rect, circle, line, text, image, group'),
  );
  expect(bad([{ kind: 'circle', x: Number.NaN, y: 0, r: 1, width: 0, fill: null, stroke: null }])).toThrow(
    new TypeError('figure.marks[0].x NaN: allowed are a finite number'),
  );
  const pixels = { width: 10, height: 10, rgba: new Uint8Array(4) };
  expect(bad([{ kind: 'image', x: 0, y: 0, w: 1, h: 1, pixels }])).toThrow(
    new TypeError('figure.marks[0].pixels.rgba 4 bytes: allowed are 400 bytes'),
  );
});

/** Marks as text with one decimal less than is drawn, images by their bytes' sum of squares. */
function rounded(mark: Mark): string {
  return JSON.stringify(mark, (key, value) =>
    key === 'rgba'
      ? (value as Uint8Array).reduce((sum, byte) => sum + byte, 0) >> 12
      : typeof value === 'number'
        ? Math.round(value * 10) / 10 + 0
        : value,
  );
}
