import { expect, test } from 'vitest';
import { type Regions, regionOutlines } from './jet-regions.ts';

/** Cells of 0.1 by 2π/63 over |y| < 3; jet 0 is a disk of radius 0.5 around (1, φ). */
function disk(phi: number): Regions {
  const [rows, columns, maxRapidity] = [60, 63, 3];
  const jetOf = Int16Array.from({ length: rows * columns }, (_, cell) => {
    const y = -3 + 0.1 * (Math.floor(cell / columns) + 0.5);
    const turn = Math.abs(Math.PI - ((cell % columns) + 0.5) * ((2 * Math.PI) / columns) - phi);
    return Math.hypot(y - 1, Math.min(turn, 2 * Math.PI - turn)) < 0.5 ? 0 : -1;
  });
  return { rows, columns, maxRapidity, jetOf };
}

test.each([0, 3.1, -3.1])('a disk’s outline is a circle, across the seam too: φ = %s', (phi) => {
  const [outline, ...more] = regionOutlines(disk(phi), 0);
  expect(more).toEqual([]);
  let area = 0;
  for (let k = 0; k < outline.length; k += 2) {
    const n = (k + 2) % outline.length;
    const away = Math.abs(outline[k + 1] - phi);
    const off = Math.min(away, Math.abs(away - 2 * Math.PI));
    expect(Math.abs(Math.hypot(outline[k] - 1, off) - 0.5)).toBeLessThan(0.1);
    area += (outline[k] * outline[n + 1] - outline[n] * outline[k + 1]) / 2;
  }
  expect(Math.abs(Math.abs(area) / (Math.PI * 0.25) - 1)).toBeLessThan(0.1);
});

test('two islands are two outlines; nothing, and all around the beam, are none', () => {
  const regions = disk(0);
  const at = (row: number, column: number) => row * regions.columns + column;
  for (const row of [5, 6, 7]) for (const column of [29, 30, 31]) regions.jetOf[at(row, column)] = 0;
  expect(regionOutlines(regions, 0)).toHaveLength(2);
  expect(regionOutlines(regions, 1)).toEqual([]);
  const around = { ...regions, jetOf: regions.jetOf.map((_, cell) => (cell < 5 * regions.columns ? 0 : -1)) };
  expect(regionOutlines(around, 0)).toEqual([]);
});

test('what lies at the ghosts’ end is closed there', () => {
  const regions = disk(0);
  const jetOf = regions.jetOf.map((_, cell) => (cell % 63 > 20 && cell % 63 < 30 && cell < 5 * 63 ? 0 : -1));
  const [outline] = regionOutlines({ ...regions, jetOf }, 0);
  const y = outline.filter((_, k) => k % 2 === 0);
  expect(Math.min(...y)).toBeCloseTo(-3, 1);
});
