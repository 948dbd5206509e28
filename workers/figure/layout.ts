// Scene → Figure: the plane with its axes, legends to the right, the caption beneath.
// Sizes in points (1/72 inch). The scale stays equal in y and φ: the view is widened to the shape of the box.

import { legendMarks } from './legend.ts';
import { line, rect, text } from './marks.ts';
import { wrapText } from './metrics.ts';
import { CAPTION, captioned } from './page.ts';
import { planeMarks } from './plane.ts';
import type { Box } from './scale.ts';
import { THEMES } from './theme.ts';
import { boxTicks } from './ticks.ts';
import type { Figure, Mark, Scene, View } from './types.ts';
import { fitAspect } from './view.ts';

export const PAGE = {
  /** A figure across a page, pt. */
  width: 720,
  height: 600,
  /** Room around the plane: φ labels, nothing, legends, y labels. */
  left: 58,
  top: 18,
  right: 128,
  bottom: 40,
  margin: CAPTION.margin,
  axisSize: 9,
  /** Width of the plane at which discs have their size in px as pt. */
  discWidth: 760,
} as const;

/** Throws RangeError for a page without room for the plane. */
export function layout(scene: Scene, size: { readonly width: number; readonly height: number }): Figure {
  const theme = THEMES[scene.theme];
  const captionWidth = size.width - 2 * CAPTION.margin;
  const caption = scene.caption.flatMap((entry) => wrapText(entry, CAPTION.size, captionWidth));
  const captionHeight = caption.length > 0 ? caption.length * CAPTION.line + CAPTION.margin : 8;
  const box: Box = {
    x: PAGE.left,
    y: PAGE.top,
    width: size.width - PAGE.left - PAGE.right,
    height: size.height - PAGE.top - PAGE.bottom - captionHeight,
  };
  if (!(box.width >= 60 && box.height >= 60)) {
    throw new RangeError(
      `figure of ${size.width} × ${size.height} points: no room for the plane, at least ${PAGE.left + PAGE.right + 60} × ${PAGE.top + PAGE.bottom + captionHeight + 60} is needed`,
    );
  }
  const view = fitAspect(scene.view, box.width / box.height);
  const discScale = Math.min(1.5, Math.max(0.6, box.width / PAGE.discWidth));
  const marks: Mark[] = [
    {
      kind: 'group',
      clip: [box.x, box.y, box.width, box.height],
      marks: planeMarks(scene, view, box, discScale),
    },
    ...axes(scene, view, box),
    ...legendMarks(
      scene,
      { x: box.x + box.width + 18, y: box.y, width: PAGE.right - 26, height: box.height },
      discScale,
    ),
  ];
  return captioned(marks, {
    size,
    theme,
    end: box.y + box.height + PAGE.bottom,
    lines: caption,
    caption: scene.caption,
    name: 'Ringside',
  });
}

function axes(scene: Scene, view: View, box: Box): Mark[] {
  const theme = THEMES[scene.theme];
  const ticks = boxTicks(view, box);
  const bottom = box.y + box.height;
  const marks: Mark[] = [rect(box, null, theme.axis, 0.6)];
  for (const tick of ticks.y) {
    marks.push(line([tick.at, bottom, tick.at, bottom + 4], theme.axis, 0.6));
    marks.push(text(tick.at, bottom + 14, tick.label, PAGE.axisSize, theme.quietText, { anchor: 'middle' }));
  }
  for (const tick of ticks.phi) {
    marks.push(line([box.x - 4, tick.at, box.x, tick.at], theme.axis, 0.6));
    const baseline = tick.at + PAGE.axisSize * 0.36;
    marks.push(text(box.x - 7, baseline, tick.label, PAGE.axisSize, theme.quietText, { anchor: 'end' }));
  }
  marks.push(
    text(box.x + box.width / 2, bottom + 30, 'rapidity y', PAGE.axisSize, theme.text, { anchor: 'middle' }),
    text(PAGE.margin, box.y + box.height / 2, 'azimuth φ / rad', PAGE.axisSize, theme.text, {
      anchor: 'middle',
      turn: -90,
    }),
  );
  return marks;
}
