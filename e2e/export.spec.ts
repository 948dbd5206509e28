// The view on paper: SVG, PDF and PNG that hold what the screen shows, and values to paste.

import { inflateSync } from 'node:zlib';
import { expect, type Screen, test } from './app.ts';
import { decodePng, share } from './png.ts';

async function exported(app: Screen, format: string): Promise<{ name: string; bytes: Buffer }> {
  await app.get('export').click();
  await expect(app.get('export-dialog')).toBeVisible();
  await expect(app.get('export-preview')).toBeVisible();
  const file = await app.download(() => app.get(`export-${format}`).click());
  await expect(app.get('export-dialog')).toBeHidden();
  return file;
}

test('the view as SVG, PDF and PNG, with its parameters and where they come from', async ({ app }) => {
  await app.openSample('top');
  await app.fit('ellipse');
  await app.get('toggle-potential').click();
  await expect(app.plane.canvas).toHaveAttribute('data-potential', 'shown');
  const emd = (await app.get('emd').textContent())?.trim() ?? '?';

  const svg = await exported(app, 'svg');
  expect(svg.name).toMatch(/\.svg$/);
  const text = svg.bytes.toString('utf8');
  expect(text.length).toBeGreaterThan(20_000);
  expect(text).toMatch(/^<\?xml|^<svg/);
  const plain = text.replace(/<[^>]+>/g, ' ');
  for (const words of ['potential f', 'ellipse: centre', emd, 'SHA-256', 'ringside fit'])
    expect(plain).toContain(words);
  expect(text.match(/<circle/g)?.length ?? 0).toBeGreaterThan(20);
  expect(text.replace(/base64,[^"]*/g, '')).not.toMatch(/<script|javascript:|NaN|undefined/);

  const pdf = await exported(app, 'pdf');
  expect(pdf.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.bytes.subarray(-8).toString('latin1')).toContain('%%EOF');
  expect(streams(pdf.bytes)).toMatch(/ c\n[\s\S]* c\n/);

  const png = await exported(app, 'png');
  const pixels = decodePng(png.bytes);
  expect(pixels.width).toBeGreaterThan(600);
  expect(share(pixels, (r, g, b) => b - r > 25 || r - b > 25 || Math.abs(g - r) > 25)).toBeGreaterThan(0.05);
});

/** The drawing instructions of a PDF, inflated. */
function streams(pdf: Buffer): string {
  let all = '';
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      all += inflateSync(pdf.subarray(at + 7)).toString('latin1');
    } catch {
      // A stream that is not deflated, or the end of one.
    }
  }
  return all;
}

test('values and the command that makes them again go to the clipboard', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.openSample('w');
  await app.fit('ring');
  await app.get('copy-values').click();
  await expect(app.get('notices')).toContainText('Copied the values');
  const text = (await app.page.evaluate('navigator.clipboard.readText()')) as string;
  const values = Object.fromEntries(text.split('\n').map((line) => line.split('\t')));
  expect(Number(values['emd / rad'])).toBe(await app.value('emd'));
  expect(values.command).toContain('ringside fit');
  await app.get('parameter-radius').click();
  await expect(app.get('notices')).toContainText('Copied radius');
  const radius = (await app.page.evaluate('navigator.clipboard.readText()')) as string;
  expect(Number(radius)).toBe(await app.value('parameter-radius'));
});
