// What stands inside the axes, from the ground up: potential, plan, selection, particles, shape.
// Everything appears in each copy of the cylinder that the view shows.

import { TWO_PI } from '../core/geometry.ts';
import { copies, phiSpan, turns } from './copies.ts';
import { JETS, jetLines } from './jets.ts';
import { disc, fade, line, rect, text } from './marks.ts';
import { textWidth } from './metrics.ts';
import { bandLines, drawnLines, drawnOutline, labelledPart } from './outline.ts';
import { PLAN, planOpacity } from './plan.ts';
import { potentialContours, potentialImage } from './raster.ts';
import { type Box, discRadius, pixelsPerRadian, toPixels } from './scale.ts';
import { particleColours, THEMES, type Theme } from './theme.ts';
import type { Colour, Mark, Scene, SceneJets, SceneShape, ThemeName, View } from './types.ts';

/** Line widths on paper, pt; of a shape, pt a pixel on the screen. */
export const STROKE = { shape: 0.75, contour: 0.4, selection: 0.8, rim: 0.4 } as const;

/** `discScale`: points on paper a pixel on the screen, for the discs' radii. */
export function planeMarks(scene: Scene, view: View, box: Box, discScale: number): Mark[] {
  const theme = THEMES[scene.theme];
  const marks: Mark[] = [rect(box, theme.background)];
  if (scene.potential && scene.potential.columns > 1 && scene.potential.rows > 1) {
    marks.push(potentialImage(scene.potential, view, box, scene.theme));
    for (const points of potentialContours(scene.potential, view, box)) {
      marks.push(line(points, theme.contour, STROKE.contour));
    }
  }
  if (scene.plan) marks.push(...planMarks(scene.plan, view, box, theme.plan));
  if (scene.selection && scene.selection.length >= 4) {
    for (const points of placed(scene.selection, view, box)) {
      marks.push(line(points, theme.selection, STROKE.selection, { closed: true, dash: [4, 3] }));
    }
  }
  if (scene.jets) marks.push(...jetMarks(scene.jets, view, box, scene.theme));
  marks.push(...particleMarks(scene, view, box, discScale));
  if (scene.jets) marks.push(...jetLabels(scene.jets, view, box, theme));
  if (scene.shape) marks.push(...shapeMarks(scene.shape, view, box, theme));
  if (scene.note) marks.push(...noteMarks(scene.note, box, theme));
  return marks;
}

function planMarks(plan: NonNullable<Scene['plan']>, view: View, box: Box, colour: Colour): Mark[] {
  const marks: Mark[] = [];
  const opacity = planOpacity(plan.mass);
  for (let k = 0; k < plan.mass.length; k++) {
    const [ya, pa, yb, pb] = plan.ends.subarray(4 * k, 4 * k + 4);
    for (const turn of turns(view, Math.min(pa, pb), Math.max(pa, pb))) {
      const shift = turn * TWO_PI;
      const points = [...toPixels(view, box, ya, pa + shift), ...toPixels(view, box, yb, pb + shift)];
      marks.push(line(points, fade(colour, Math.round(opacity[k] * 50) / 50), PLAN.width));
    }
  }
  return marks;
}

function particleMarks(scene: Scene, view: View, box: Box, discScale: number): Mark[] {
  const { particles, ptReference } = scene;
  const theme = THEMES[scene.theme];
  const colours = particleColours(particles, scene.colourBy, scene.theme, ptReference, scene.jets);
  const order = Array.from(particles.pt.keys()).sort((a, b) => particles.pt[b] - particles.pt[a]);
  const marks: Mark[] = [];
  for (const i of order) {
    const radius = discScale * discRadius(particles.pt[i], ptReference);
    const opacity = particles.selected[i] ? theme.particle.opacity : theme.particle.faint;
    const fill: Colour = [colours[3 * i], colours[3 * i + 1], colours[3 * i + 2], opacity];
    for (const phi of copies(view, particles.phi[i], radius / pixelsPerRadian(view, box))) {
      const [x, y] = toPixels(view, box, particles.y[i], phi);
      if (x < box.x - radius || x > box.x + box.width + radius) continue;
      marks.push(disc(x, y, radius, fill, fade(theme.rim, opacity), STROKE.rim));
    }
  }
  return marks;
}

function jetMarks(jets: SceneJets, view: View, box: Box, theme: ThemeName): Mark[] {
  return jetLines(jets, theme).flatMap(({ points, colour, width, dashed }) =>
    placed(points, view, box).map((place) =>
      line(place, colour, width * STROKE.shape, { closed: true, dash: dashed ? [4, 3] : [] }),
    ),
  );
}

/** Above the upper edge of each hull that is told. */
function jetLabels(jets: SceneJets, view: View, box: Box, theme: Theme): Mark[] {
  const size = 8;
  return jets.jets.slice(0, JETS.told).flatMap(({ outline, label }) =>
    placed(outline, view, box).flatMap((points) => {
      const [x, y] = topOf(points);
      const half = textWidth(label, size) / 2 + 2;
      return [
        rect({ x: x - half, y: y - 13, width: 2 * half, height: 11 }, fade(theme.background, 0.7)),
        text(x, y - 4.5, label, size, theme.text, { anchor: 'middle' }),
      ];
    }),
  );
}

function topOf(points: readonly number[]): [number, number] {
  let best = 0;
  for (let k = 2; k < points.length; k += 2) if (points[k + 1] < points[best + 1]) best = k;
  return [points[best], points[best + 1]];
}

function shapeMarks(shape: SceneShape, view: View, box: Box, theme: Theme): Mark[] {
  const marks: Mark[] = [];
  const scale = pixelsPerRadian(view, box);
  for (const drawn of [...bandLines(shape, scale), ...drawnLines(shape, scale)]) {
    const stroke = fade(theme.accent, drawn.opacity);
    const style = { closed: true, dash: drawn.light ? [4, 3] : [] };
    for (const points of placed(drawn.points, view, box)) {
      marks.push(line(points, stroke, drawn.width * STROKE.shape, style));
    }
  }
  const labelled = labelledPart(shape);
  if (labelled) {
    for (const points of placed(drawnOutline(labelled, scale), view, box)) {
      marks.push(...beside(points, labelled.label, theme));
    }
  }
  return marks;
}

/** Right of an outline, on a patch of the background. */
function beside(points: readonly number[], label: string, theme: Theme): Mark[] {
  const right = Math.max(...points.filter((_, k) => k % 2 === 0)) + 5;
  const ys = points.filter((_, k) => k % 2 === 1);
  const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
  const size = 8;
  const patch = { x: right - 2, y: middle - 6.5, width: textWidth(label, size) + 5, height: 13 };
  return [rect(patch, fade(theme.background, 0.8)), text(right, middle + 3, label, size, theme.text)];
}

/** In the upper left corner. */
function noteMarks(note: string, box: Box, theme: Theme): Mark[] {
  const size = 11;
  const patch = { x: box.x + 8, y: box.y + 8, width: textWidth(note, size) + 14, height: 20 };
  return [
    rect(patch, fade(theme.background, 0.8)),
    text(patch.x + 7, patch.y + 14, note, size, theme.text, { weight: 600 }),
  ];
}

/** A closed line, (y, φ) interleaved, as points of the page, once for each copy that is seen. */
function placed(points: Float64Array, view: View, box: Box): number[][] {
  const [low, high] = phiSpan(points);
  return turns(view, low, high).map((turn) => {
    const out: number[] = [];
    for (let k = 0; k < points.length; k += 2) {
      out.push(...toPixels(view, box, points[k], points[k + 1] + turn * TWO_PI));
    }
    return out;
  });
}
