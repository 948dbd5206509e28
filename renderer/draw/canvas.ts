// A figure's display list on a 2-D canvas: charts and maps are the same on the screen and on paper.

import { css, FONT_FAMILY } from '../../workers/figure/index.ts';
import type { Colour, Figure, Mark } from '../../workers/figure/types.ts';

export type Surface = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws the whole figure, `scale` pixels a point, from the canvas's upper left corner. */
export function drawFigure(surface: Surface, figure: Figure, scale: number): void {
  surface.setTransform(scale, 0, 0, scale, 0, 0);
  surface.fillStyle = css(figure.background);
  surface.fillRect(0, 0, figure.width, figure.height);
  surface.lineJoin = 'round';
  for (const mark of figure.marks) draw(surface, mark);
}

/** Gives the canvas the figure's size and draws it. */
export function paint(canvas: HTMLCanvasElement, figure: Figure, scale: number): void {
  const width = Math.max(1, Math.round(figure.width * scale));
  const height = Math.max(1, Math.round(figure.height * scale));
  // Setting a size, even the same one, throws away what is there.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const surface = canvas.getContext('2d');
  if (surface) drawFigure(surface, figure, scale);
}

function draw(surface: Surface, mark: Mark): void {
  switch (mark.kind) {
    case 'rect':
      surface.beginPath();
      surface.rect(mark.x, mark.y, mark.w, mark.h);
      finish(surface, mark);
      return;
    case 'circle':
      surface.beginPath();
      surface.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
      finish(surface, mark);
      return;
    case 'line':
      surface.beginPath();
      for (let k = 0; k + 1 < mark.points.length; k += 2) surface.lineTo(mark.points[k], mark.points[k + 1]);
      if (mark.closed) surface.closePath();
      surface.setLineDash([...mark.dash]);
      finish(surface, mark);
      surface.setLineDash([]);
      return;
    case 'text':
      surface.save();
      surface.translate(mark.x, mark.y);
      surface.rotate((mark.turn / 180) * Math.PI);
      surface.font = `${mark.weight} ${mark.size}px ${FONT_FAMILY}`;
      surface.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
      surface.fillStyle = css(mark.fill);
      surface.fillText(mark.text, 0, 0);
      surface.restore();
      return;
    case 'image': {
      const { width, height, rgba } = mark.pixels;
      const image = new OffscreenCanvas(width, height);
      image.getContext('2d')?.putImageData(new ImageData(Uint8ClampedArray.from(rgba), width, height), 0, 0);
      surface.drawImage(image, mark.x, mark.y, mark.w, mark.h);
      return;
    }
    case 'group':
      surface.save();
      if (mark.clip) {
        surface.beginPath();
        surface.rect(...mark.clip);
        surface.clip();
      }
      for (const child of mark.marks) draw(surface, child);
      surface.restore();
      return;
    default:
      mark satisfies never;
  }
}

function finish(
  surface: Surface,
  mark: { readonly fill: Colour | null; readonly stroke: Colour | null; readonly width: number },
): void {
  if (mark.fill) {
    surface.fillStyle = css(mark.fill);
    surface.fill();
  }
  if (mark.stroke && mark.width > 0) {
    surface.strokeStyle = css(mark.stroke);
    surface.lineWidth = mark.width;
    surface.stroke();
  }
}
