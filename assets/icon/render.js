// Renders icon.svg to PNGs of the sizes that desktops ask for; the largest is icon.png, from which electron-builder makes
// .ico and .icns. Run after a change of icon.svg:  node assets/icon/render.js
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

const SIZES = [16, 32, 48, 64, 128, 256, 512];
const LARGEST = 1024;

const svg = readFileSync(join(import.meta.dirname, 'icon.svg'), 'utf8');
const render = (size, name) => {
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } });
  writeFileSync(join(import.meta.dirname, name), image.render().asPng());
};
for (const size of SIZES) render(size, `${size}x${size}.png`);
render(LARGEST, 'icon.png');
