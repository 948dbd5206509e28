import { expect, test } from 'vitest';
import { BEYOND, beyond, beyondColour, divergingTable, MAP_SIZE, mapIndex } from './colourmap.ts';
import { toOklab } from './oklab.ts';
import { THEMES } from './theme.ts';
import type { ThemeName } from './types.ts';

const names: ThemeName[] = ['dark', 'light', 'paper'];
const lab = (table: Uint8Array, i: number) => toOklab([table[4 * i], table[4 * i + 1], table[4 * i + 2], 1]);

test.each(names)('%s: zero is the background', (name) => {
  const i = 4 * mapIndex(0, 1);
  expect([...divergingTable(name).subarray(i, i + 3)]).toEqual(THEMES[name].background.slice(0, 3));
});

test.each(names)('%s: equal steps look equally large, and ±f are equally bright', (name) => {
  const table = divergingTable(name);
  const middle = (MAP_SIZE - 1) / 2;
  // Over thirty entries: near black one byte more or less is a tenth of a shorter step.
  const steps: number[] = [];
  for (let i = 0; i + 30 <= middle; i += 30) {
    for (const s of [-1, 1]) {
      const [a, b] = [lab(table, middle + s * i), lab(table, middle + s * (i + 30))];
      steps.push(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    }
  }
  expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.1);
  for (let i = 0; i <= middle; i++) {
    expect(Math.abs(lab(table, middle - i)[0] - lab(table, middle + i)[0])).toBeLessThan(0.01);
  }
});

test('values beyond the range have the end colours', () => {
  expect(mapIndex(-5, 1)).toBe(0);
  expect(mapIndex(5, 1)).toBe(MAP_SIZE - 1);
});

test('colours fade past the range, and only there', () => {
  expect(beyond(0.4, 0.5)).toBe(0);
  expect(beyond(-0.5, 0.5)).toBe(0);
  expect(beyond(-0.65, 0.5)).toBeCloseTo(BEYOND.most / 2, 12);
  expect(beyond(3, 0.5)).toBe(BEYOND.most);
});

test.each(names)('%s: what is past the range is not taken for zero', (name) => {
  const far = toOklab(beyondColour(name));
  const zero = toOklab(THEMES[name].background);
  expect(Math.abs(far[0] - zero[0])).toBeGreaterThan(0.08);
});
