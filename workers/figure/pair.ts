// Two events compared: overlaid or side by side, the optimal flow as lines, and one on its way to the other.
// The cloud that moves is filled, from the accent (first event) to its complement (second); where each event is at rest,
// its particles are drawn as rings in its own colour.

import { wrapPhi } from '../core/geometry.ts';
import { copies, turns } from './copies.ts';
import { type Cloud, displace, type Flow } from './displace.ts';
import { disc, fade, line, rect, text } from './marks.ts';
import { wrapText } from './metrics.ts';
import { oklab, toOklab } from './oklab.ts';
import { CAPTION, captioned } from './page.ts';
import { type Box, discRadius, pixelsPerRadian, toPixels } from './scale.ts';
import { THEMES, type Theme } from './theme.ts';
import { boxTicks } from './ticks.ts';
import type { Colour, Figure, Mark, ThemeName, View } from './types.ts';
import { fitAspect } from './view.ts';

export interface PairScene {
  readonly theme: ThemeName;
  readonly mode: 'overlaid' | 'side';
  readonly a: Cloud;
  readonly b: Cloud;
  readonly flow: Flow;
  readonly showFlow: boolean;
  /** 0 is the first event, 1 the second. */
  readonly t: number;
  readonly names: readonly [string, string];
  readonly view: View;
  /** Weight that the disc of reference size stands for. */
  readonly reference: number;
  /** Names of the axes: with each event's centre at 0 they are differences from it. */
  readonly axes: { readonly y: string; readonly phi: string };
  readonly caption: readonly string[];
}

export const PAIR = {
  left: 46,
  bottom: 34,
  top: 24,
  gap: 14,
  /** Width of the line of a flow that moves all energy, pt; proportional below, down to the thinnest. */
  flow: 60,
  thinnest: 0.25,
  rim: 0.5,
  ring: 1.2,
} as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A tall page has the two planes one above the other. */
const isStacked = (size: Size) => size.height > 1.1 * size.width;

/** Where the planes stand on the page: one, or two of one size. */
export function pairBoxes(mode: PairScene['mode'], size: Size, caption = 0): Box[] {
  const below = PAIR.bottom + (caption > 0 ? caption * CAPTION.line + 14 : 0);
  const height = Math.max(40, size.height - PAIR.top - below);
  const width = Math.max(40, size.width - PAIR.left - 12);
  if (mode === 'overlaid') return [{ x: PAIR.left, y: PAIR.top, width, height }];
  if (isStacked(size)) {
    const tall = Math.max(40, (height - PAIR.bottom - PAIR.top) / 2);
    return [0, 1].map((k) => ({
      x: PAIR.left,
      y: PAIR.top + k * (tall + PAIR.bottom + PAIR.top),
      width,
      height: tall,
    }));
  }
  const half = Math.max(40, (width - PAIR.gap) / 2);
  return [0, 1].map((k) => ({ x: PAIR.left + k * (half + PAIR.gap), y: PAIR.top, width: half, height }));
}

export function pairFigure(scene: PairScene, size: Size, paper: boolean): Figure {
  const theme = THEMES[scene.theme];
  const lines = paper ? scene.caption.flatMap((entry) => wrapText(entry, CAPTION.size, size.width - 36)) : [];
  const boxes = pairBoxes(scene.mode, size, lines.length);
  const scale = paper ? 0.85 : Math.min(1.25, Math.max(0.6, boxes[0].width / 640));
  const fontSize = paper ? 9 : 11;
  const marks: Mark[] = [];
  for (const [k, box] of boxes.entries()) {
    const view = fitAspect(scene.view, box.width / box.height);
    const inside = k === 0 ? movingMarks(scene, view, box, scale) : restMarks(scene, view, box, scale);
    marks.push(
      {
        kind: 'group',
        clip: [box.x, box.y, box.width, box.height],
        marks: [rect(box, theme.background), ...inside],
      },
      ...axes(scene, view, box, theme, fontSize, k === 0 || boxes[1].x === boxes[0].x),
    );
  }
  marks.push(...titles(scene, boxes, theme, fontSize));
  const last = boxes[boxes.length - 1];
  return captioned(marks, {
    size,
    theme,
    end: last.y + last.height + PAIR.bottom,
    lines,
    caption: scene.caption,
    name: 'Two events',
  });
}

/** From the first colour to the second through OKLab, so that lightness changes evenly. */
export function between(first: Colour, second: Colour, t: number): Colour {
  if (t <= 0) return first;
  if (t >= 1) return second;
  const [a, b] = [toOklab(first), toOklab(second)];
  return oklab(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2]));
}

function movingMarks(scene: PairScene, view: View, box: Box, scale: number): Mark[] {
  const theme = THEMES[scene.theme];
  const marks: Mark[] = [];
  if (scene.showFlow) marks.push(...flowMarks(scene, view, box, theme));
  if (scene.t < 1) marks.push(...cloudMarks(scene.b, scene, view, box, scale, null, theme.second));
  if (scene.t > 0) marks.push(...cloudMarks(scene.a, scene, view, box, scale, null, theme.accent));
  const now = displace(scene.a, scene.b, scene.flow, scene.t);
  const fill = between(theme.accent, theme.second, scene.t);
  marks.push(...cloudMarks(now, scene, view, box, scale, fade(fill, 0.9), theme.rim));
  return marks;
}

function restMarks(scene: PairScene, view: View, box: Box, scale: number): Mark[] {
  const theme = THEMES[scene.theme];
  return cloudMarks(scene.b, scene, view, box, scale, fade(theme.second, 0.9), theme.rim);
}

function cloudMarks(
  cloud: Cloud,
  scene: PairScene,
  view: View,
  box: Box,
  scale: number,
  fill: Colour | null,
  stroke: Colour,
): Mark[] {
  const order = Array.from(cloud.weight.keys()).sort((i, j) => cloud.weight[j] - cloud.weight[i]);
  const marks: Mark[] = [];
  for (const i of order) {
    const r = scale * discRadius(cloud.weight[i], scene.reference);
    for (const phi of copies(view, cloud.phi[i], r / pixelsPerRadian(view, box))) {
      const [x, y] = toPixels(view, box, cloud.y[i], phi);
      marks.push(disc(x, y, r, fill, fill ? stroke : fade(stroke, 0.85), fill ? PAIR.rim : PAIR.ring));
    }
  }
  return marks;
}

/** A line a flow, its width ∝ the moved mass; the heaviest last. */
function flowMarks(scene: PairScene, view: View, box: Box, theme: Theme): Mark[] {
  const { a, b, flow } = scene;
  const all = Math.max(sum(a.weight), sum(b.weight)) || 1;
  const order = Array.from(flow.mass.keys()).sort((i, j) => flow.mass[i] - flow.mass[j]);
  const marks: Mark[] = [];
  for (const k of order) {
    const i = flow.from[k];
    const from = a.phi[i];
    const to = from + wrapPhi(b.phi[flow.to[k]] - from);
    const width = Math.max(PAIR.thinnest, (PAIR.flow * flow.mass[k]) / all);
    for (const turn of turns(view, Math.min(from, to), Math.max(from, to))) {
      const shift = 2 * Math.PI * turn;
      const ends = [
        ...toPixels(view, box, a.y[i], from + shift),
        ...toPixels(view, box, b.y[flow.to[k]], to + shift),
      ];
      marks.push(line(ends, fade(theme.plan, 0.5), width));
    }
  }
  return marks;
}

function axes(scene: PairScene, view: View, box: Box, theme: Theme, size: number, first: boolean): Mark[] {
  const ticks = boxTicks(view, box);
  const bottom = box.y + box.height;
  const marks: Mark[] = [rect(box, null, theme.axis, 0.6)];
  for (const tick of ticks.y) {
    marks.push(line([tick.at, bottom, tick.at, bottom + 4], theme.axis, 0.6));
    if (tick.at < box.x + 12 || tick.at > box.x + box.width - 12) continue;
    marks.push(text(tick.at, bottom + 5 + size, tick.label, size, theme.quietText, { anchor: 'middle' }));
  }
  marks.push(
    text(box.x + box.width / 2, bottom + 9 + 2 * size, scene.axes.y, size, theme.text, { anchor: 'middle' }),
  );
  if (!first) return marks;
  for (const tick of ticks.phi) {
    marks.push(line([box.x - 4, tick.at, box.x, tick.at], theme.axis, 0.6));
    marks.push(text(box.x - 7, tick.at + size * 0.36, tick.label, size, theme.quietText, { anchor: 'end' }));
  }
  marks.push(
    text(size + 1, box.y + box.height / 2, scene.axes.phi, size, theme.text, { anchor: 'middle', turn: -90 }),
  );
  return marks;
}

/** Above the planes: which event is which colour; a ring where it is drawn with rings. */
function titles(scene: PairScene, boxes: readonly Box[], theme: Theme, size: number): Mark[] {
  const [first, second] = boxes;
  const y = first.y - 8;
  const middle = y - size * 0.36;
  const style = { weight: 600 } as const;
  const marks: Mark[] = [
    disc(first.x + 4, middle, 4, theme.accent),
    text(first.x + 12, y, scene.names[0], size, theme.accent, style),
  ];
  if (second) {
    marks.push(
      disc(second.x + 4, middle + second.y - first.y, 4, theme.second),
      text(second.x + 12, second.y - 8, scene.names[1], size, theme.second, style),
    );
    return marks;
  }
  const right = first.x + first.width;
  marks.push(
    text(right - 12, y, scene.names[1], size, theme.second, { ...style, anchor: 'end' }),
    disc(right - 4, middle, 3.6, null, theme.second, 1.4),
  );
  return marks;
}

const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
