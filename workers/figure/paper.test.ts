// The writers that need Node: PNG by resvg, PDF by pdfkit, and our own PNG encoder.

import { expect, test } from 'vitest';
import { decodePng, FONTS } from './decode.ts';
import { base64, encodePng } from './encode.ts';
import { sampleScene } from './fixtures.ts';
import { layout } from './layout.ts';
import { pdf } from './pdf.ts';
import { png } from './png.ts';
import { THEMES } from './theme.ts';

const figure = layout(sampleScene('dark'), { width: 420, height: 340 });

test('PNG has the size, the background, and the accent of the shape', () => {
  const { width, height, rgba } = decodePng(png(figure, FONTS, 2));
  expect([width, height]).toEqual([840, 680]);
  expect([...rgba.subarray(0, 4)]).toEqual([12, 15, 19, 255]);
  const [r, g, b] = THEMES.dark.accent;
  let accent = 0;
  const colours = new Set<number>();
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i] === r && rgba[i + 1] === g && rgba[i + 2] === b) accent++;
    colours.add((rgba[i] << 16) | (rgba[i + 1] << 8) | rgba[i + 2]);
  }
  expect(accent).toBeGreaterThan(100);
  expect(colours.size).toBeGreaterThan(200);
});

test('PNG sets text with the font that comes along', () => {
  const caption = { ...sampleScene('dark'), caption: ['x'] };
  const blank = layout({ ...caption, caption: [' '] }, { width: 420, height: 340 });
  const written = layout(caption, { width: 420, height: 340 });
  expect(png(written, FONTS, 1)).not.toEqual(png(blank, FONTS, 1));
});

test('PNG of an absurd size is refused', () => {
  expect(() => png(figure, FONTS, 100)).toThrow(
    new RangeError('scale 100 for a figure of 420 × 340 points: allowed is more than 0, at most 26.5'),
  );
  expect(() => png(figure, FONTS, 0)).toThrow(RangeError);
});

test('PDF has its page, embedded fonts, title and vectors', async () => {
  const file = await pdf(figure, FONTS, new Date(0));
  const content = Buffer.from(file).toString('latin1');
  expect(content.slice(0, 5)).toBe('%PDF-');
  expect(content.trimEnd().endsWith('%%EOF')).toBe(true);
  expect(content).toContain('/MediaBox [0 0 420 340]');
  expect(content).toMatch(/\/FontName \/[A-Z]{6}\+Inter-Regular/);
  expect(content).toContain('/FontFile2');
  expect(content).not.toContain('Helvetica');
  expect(content).toContain('(D:19700101000000Z)');
});

test('our PNG encoder is undone by a decoder', () => {
  const rgba = Uint8Array.from({ length: 4 * 7 * 5 }, (_, i) => (i * 37) % 256);
  expect(decodePng(encodePng({ width: 7, height: 5, rgba }))).toEqual({ width: 7, height: 5, rgba });
});

test('pixels that do not fill the image are refused', () => {
  expect(() => encodePng({ width: 2, height: 2, rgba: new Uint8Array(3) })).toThrow(
    new RangeError('image of 2 × 2 pixels: 3 bytes, needed are 16 (and more than none)'),
  );
});

test('base64 of more than one block', () => {
  const bytes = Uint8Array.from({ length: 70_001 }, (_, i) => i % 251);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});
