import { expect, test } from 'vitest';
import { contourLevels, contourLines } from './contours.ts';

function grid(columns: number, rows: number, f: (c: number, r: number) => number): Float64Array {
  return Float64Array.from({ length: columns * rows }, (_, i) => f(i % columns, Math.floor(i / columns)));
}

test('a cone has one closed line, a circle', () => {
  const values = grid(41, 41, (c, r) => Math.hypot(c - 20, r - 20));
  const lines = contourLines(values, 41, 41, 12.5);
  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(line.slice(0, 2)).toEqual(line.slice(-2));
  for (let k = 0; k < line.length; k += 2) {
    expect(Math.abs(Math.hypot(line[k] - 20, line[k + 1] - 20) - 12.5)).toBeLessThan(0.02);
  }
});

test('a slope has one open line from edge to edge, where the level is', () => {
  const lines = contourLines(
    grid(5, 4, (c) => c),
    5,
    4,
    1.25,
  );
  expect(lines).toHaveLength(1);
  expect(lines[0].filter((_, k) => k % 2 === 0)).toEqual([1.25, 1.25, 1.25, 1.25]);
  expect(lines[0].filter((_, k) => k % 2 === 1).sort()).toEqual([0, 1, 2, 3]);
});

test('a saddle makes two lines that do not cross', () => {
  const lines = contourLines([1, 0, 0, 1], 2, 2, 0.6);
  expect(lines).toHaveLength(2);
  expect(lines.map((line) => line.length)).toEqual([4, 4]);
});

test('every point of every line has the level, and every crossed edge is used once', () => {
  const f = (c: number, r: number) => Math.sin(c * 0.7) + Math.cos(r * 0.9 + c * 0.2);
  const values = grid(30, 20, f);
  let points = 0;
  for (const line of contourLines(values, 30, 20, 0.3)) {
    const closed = line[0] === line[line.length - 2] && line[1] === line[line.length - 1];
    points += line.length / 2 - (closed ? 1 : 0);
    for (let k = 0; k < line.length; k += 2) {
      const [c, r] = [Math.floor(line[k]), Math.floor(line[k + 1])];
      const [s, t] = [line[k] - c, line[k + 1] - r];
      const a = values[r * 30 + c];
      const b = s > 0 ? values[r * 30 + c + 1] : t > 0 ? values[(r + 1) * 30 + c] : a;
      expect(a + (b - a) * (s + t)).toBeCloseTo(0.3, 9);
    }
  }
  let crossed = 0;
  for (let r = 0; r < 20; r++) {
    for (let c = 0; c < 30; c++) {
      const high = values[r * 30 + c] >= 0.3;
      if (c < 29 && values[r * 30 + c + 1] >= 0.3 !== high) crossed++;
      if (r < 19 && values[(r + 1) * 30 + c] >= 0.3 !== high) crossed++;
    }
  }
  expect(points).toBe(crossed);
});

test('levels are multiples of the step inside the range; absurd numbers of them are refused', () => {
  expect(contourLevels(-0.25, 0.2, 0.1).map((level) => level.toFixed(1))).toEqual([
    '-0.2',
    '-0.1',
    '0.0',
    '0.1',
  ]);
  expect(contourLevels(0, 1, 1e-9)).toEqual([]);
  expect(contourLevels(0, 1, 0)).toEqual([]);
});
