// A shape of the user's own, from its file to a fit: the example that is shipped, and what is refused.

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import heart from '../../assets/shapes/heart.mjs';
import { commandLine } from '../testing/command-line.ts';
import { run } from './run.ts';

const here = commandLine();
const example = resolve(import.meta.dirname, '../../assets/shapes/heart.mjs');

/** One event of 120 equal particles along a heart. */
function hearts(): string {
  const n = 120;
  const [y, phi] = [new Float64Array(n), new Float64Array(n)];
  heart.quadrature([0.3, 3, 0.5, -0.4], n, y, phi);
  const file = join(here.folder, 'heart.csv');
  writeFileSync(file, ['event,pt,y,phi', ...Array.from(y, (one, k) => `0,1,${one},${phi[k]}`)].join('\n'));
  return file;
}

test('the example is fitted, and drawn', async () => {
  const plots = join(here.folder, 'plots');
  const file = hearts();
  const { results } = await here.document([
    'fit',
    file,
    '--shapes',
    example,
    '--shape',
    'heart,ring',
    '--plot',
    plots,
  ]);
  const [own, ring] = results;
  expect(own.shape).toBe('heart');
  // 1,000 points of the same heart against 120: half a particle's distance to either side.
  expect(own.emd).toBeLessThan(0.012);
  expect(ring.emd).toBeGreaterThan(4 * own.emd);
  const [component] = own.components;
  expect(component.parameters.width).toBeCloseTo(0.5, 2);
  expect(component.parameters.tilt).toBeCloseTo(-0.4, 1);
  expect(component.center[0]).toBeCloseTo(0.3, 1);
  expect(component.center[1]).toBeCloseTo(3, 1);
  expect(existsSync(join(plots, 'event-0-heart.svg'))).toBe(true);
});

test('it may lie in the folder of shapes, take parts in sums and be held', async () => {
  const home = join(here.folder, 'home');
  mkdirSync(join(home, 'shapes'), { recursive: true });
  copyFileSync(example, join(home, 'shapes', 'heart.mjs'));
  const out = join(here.folder, 'table.csv');
  const { results } = await here.document(
    ['fit', hearts(), '--shape', '(heart(width=0.5)+point(weight=0.01))', '--out', out],
    { env: { RINGSIDE_HOME: home } },
  );
  expect(results[0].components.map(({ shape }: { shape: string }) => shape)).toEqual(['heart', 'point']);
  expect(results[0].components[0].parameters.width).toBe(0.5);
  expect(readFileSync(out, 'utf8').split('\r\n')[0]).toContain('heart1_parameter_width');
});

test.each([
  [
    'none.mjs',
    null,
    /^ringside: --shapes: .*none\.mjs: there is no such file\. Needed is a JavaScript module/,
  ],
  [
    'bad.mjs',
    'export default { name: "Bad" };',
    /^ringside: bad\.mjs: shape: its name is Bad, needed are small/,
  ],
  [
    'empty.mjs',
    'export const x = 1;',
    /^ringside: empty\.mjs: it has no default export, needed is the shape:/,
  ],
  ['broken.mjs', 'export default {', /^ringside: broken\.mjs: Unexpected end of input$/m],
  [
    'ring.mjs',
    'export default { name: "ring", parameters: [{ name: "y", kind: "rapidity" }], quadrature([a], n, y, phi) { y.fill(a); phi.fill(0); } };',
    /^ringside: ring\.mjs: shape: the name ring is taken, needed is one of its own$/m,
  ],
])('%s is refused', async (name, text, expected) => {
  const file = join(here.folder, name);
  if (text !== null) writeFileSync(file, text);
  const io = here.io();
  expect(await run(['fit', hearts(), '--shapes', file, '--shape', 'ring'], io)).toBe(2);
  expect(io.err()).toMatch(expected);
});
