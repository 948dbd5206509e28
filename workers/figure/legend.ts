// Beside the plane: colour bar of the potential, what the discs' areas mean, what their colours mean.

import { divergingTable, MAP_SIZE } from './colourmap.ts';
import { JETS } from './jets.ts';
import { disc, fade, line, ptText, rect, text } from './marks.ts';
import { STROKE } from './plane.ts';
import { type Box, discRadius } from './scale.ts';
import { jetColour, ptColour, SPECIES, SPECIES_LABELS, species, THEMES } from './theme.ts';
import { fixed, roundTicks } from './ticks.ts';
import type { Colour, Mark, Scene, SceneJets } from './types.ts';

const SIZE = 8;
/** Room for a legend's title, and between two legends, pt. */
const TITLE = 16;
const GAP = 22;
const BAR_WIDTH = 10;
/** Height of a line of names, pt. */
const ROW = 13;

/** Legends from the top of `box` down. */
export function legendMarks(scene: Scene, box: Box, discScale: number): Mark[] {
  const marks: Mark[] = [];
  let top = box.y;
  if (scene.potential) {
    const height = Math.min(box.height * 0.38, 170);
    marks.push(...colourBar(scene, { ...box, y: top, height }));
    top += height + TITLE + GAP;
  }
  const discs = discLegend(scene, box.x, top, discScale);
  marks.push(...discs.marks);
  top += discs.height + GAP;
  if (scene.colourBy === 'species' && scene.particles.pid) {
    const kinds = speciesLegend(scene, box.x, top);
    marks.push(...kinds);
    top += (kinds.length / 2) * ROW + GAP / 2;
  }
  if (scene.jets && scene.jets.jets.length > 0) marks.push(...jetLegend(scene, scene.jets, box.x, top));
  return marks;
}

/** Title above, bar, ticks to its right. */
function colourBar(scene: Scene, box: Box): Mark[] {
  const theme = THEMES[scene.theme];
  const range = scene.potential?.range ?? 1;
  const bar: Box = { x: box.x, y: box.y + TITLE, width: BAR_WIDTH, height: box.height };
  const map = divergingTable(scene.theme);
  const rgba = new Uint8Array(4 * MAP_SIZE);
  for (let i = 0; i < MAP_SIZE; i++) {
    const entry = 4 * (MAP_SIZE - 1 - i);
    rgba.set(map.subarray(entry, entry + 4), 4 * i);
  }
  const marks: Mark[] = [
    text(box.x, box.y + SIZE, 'potential f / rad', SIZE, theme.quietText),
    {
      kind: 'image',
      x: bar.x,
      y: bar.y,
      w: bar.width,
      h: bar.height,
      pixels: { width: 1, height: MAP_SIZE, rgba },
    },
    rect(bar, null, fade(theme.axis, 0.8), 0.5),
  ];
  const ticks = roundTicks(-range, range, Math.max(2, Math.round(bar.height / 24)));
  for (const value of ticks.values) {
    const y = bar.y + bar.height * (0.5 - value / (2 * range));
    const label = value > 0 ? `+${fixed(value, ticks.decimals)}` : fixed(value, ticks.decimals);
    marks.push(
      line([bar.x + bar.width, y, bar.x + bar.width + 3, y], theme.axis, 0.5),
      text(bar.x + bar.width + 6, y + SIZE * 0.36, value === 0 ? '0' : label, SIZE, theme.quietText),
    );
  }
  return marks;
}

/** Three discs: the reference pT and round shares of it. */
function discLegend(
  scene: Scene,
  x: number,
  top: number,
  discScale: number,
): { marks: Mark[]; height: number } {
  const theme = THEMES[scene.theme];
  const marks: Mark[] = ptText(x, top + SIZE, ' / GeV', SIZE, theme.quietText);
  const values = [scene.ptReference, scene.ptReference / 5, scene.ptReference / 50];
  const widest = discScale * discRadius(values[0], scene.ptReference);
  let y = top + TITLE;
  for (const value of values) {
    const radius = discScale * discRadius(value, scene.ptReference);
    const step = Math.max(2 * radius, SIZE) + 4;
    const fill: Colour =
      scene.colourBy === 'pt' ? ptColour(theme, value, scene.ptReference) : theme.particle.plain;
    marks.push(
      disc(x + widest, y + step / 2, radius, fill, theme.rim, STROKE.rim),
      text(x + 2 * widest + 8, y + step / 2 + SIZE * 0.36, plainNumber(value), SIZE, theme.quietText),
    );
    y += step;
  }
  return { marks, height: y - top };
}

/** Only the species that the event has. */
function speciesLegend(scene: Scene, x: number, top: number): Mark[] {
  const theme = THEMES[scene.theme];
  const present = new Set(Array.from(scene.particles.pid ?? [], species));
  const marks: Mark[] = [];
  let y = top;
  for (const kind of SPECIES) {
    if (!present.has(kind)) continue;
    marks.push(
      disc(x + 4, y + 5, 3.5, theme.particle.species[kind], theme.rim, STROKE.rim),
      text(x + 13, y + 5 + SIZE * 0.36, SPECIES_LABELS[kind], SIZE, theme.quietText),
    );
    y += ROW;
  }
  return marks;
}

/** The hardest by their pT, and how many there are besides. */
function jetLegend(scene: Scene, { jets, what = 'jets' }: SceneJets, x: number, top: number): Mark[] {
  const theme = THEMES[scene.theme];
  const rows = jets.slice(0, JETS.told).map(({ label }) => label);
  if (jets.length > JETS.told) rows.push(counted(jets.length - JETS.told));
  return [
    text(x, top + SIZE, what, SIZE, theme.quietText),
    ...rows.flatMap((label, place) => {
      const y = top + TITLE + place * ROW + 5;
      return [
        disc(x + 4, y, 3.5, jetColour(scene.theme, place), theme.rim, STROKE.rim),
        text(x + 13, y + SIZE * 0.36, label, SIZE, theme.quietText),
      ];
    }),
  ];
}

const counted = (others: number) => (others === 1 ? '1 other' : `${others} others`);

/** The fewest digits that write a round number. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}
