// Figure → SVG 1.1. Text stays text (Inter, where the reader has it); numbers have at most two decimals, so that equal
// figures are equal files. Images are PNG data inside the file.

import { base64, encodePng } from './encode.ts';
import type { Colour, Figure, Mark } from './types.ts';

export const FONT_FAMILY = "Inter, 'Helvetica Neue', Arial, sans-serif";

export function svg(figure: Figure): string {
  const clips: string[] = [];
  const body = figure.marks.map((mark) => drawn(mark, clips)).join('\n');
  const defs = clips.length > 0 ? `<defs>\n${clips.join('\n')}\n</defs>\n` : '';
  const w = num(figure.width);
  const h = num(figure.height);
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${w}pt" height="${h}pt" viewBox="0 0 ${w} ${h}" font-family="${FONT_FAMILY}">
<title>${escaped(figure.title)}</title>
<desc>${escaped(figure.description)}</desc>
${defs}<rect width="${w}" height="${h}"${paint('fill', figure.background)}/>
${body}
</svg>
`;
}

function drawn(mark: Mark, clips: string[]): string {
  switch (mark.kind) {
    case 'rect':
      return `<rect x="${num(mark.x)}" y="${num(mark.y)}" width="${num(mark.w)}" height="${num(mark.h)}"${paint('fill', mark.fill)}${stroked(mark)}/>`;
    case 'circle':
      return `<circle cx="${num(mark.x)}" cy="${num(mark.y)}" r="${num(mark.r)}"${paint('fill', mark.fill)}${stroked(mark)}/>`;
    case 'line': {
      const dash = mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.map(num).join(' ')}"` : '';
      return `<path d="${path(mark.points, mark.closed)}"${paint('fill', mark.fill)}${stroked(mark)}${dash} stroke-linejoin="round"/>`;
    }
    case 'text': {
      const turn =
        mark.turn === 0 ? '' : ` transform="rotate(${num(mark.turn)} ${num(mark.x)} ${num(mark.y)})"`;
      const anchor = mark.anchor === 'start' ? '' : ` text-anchor="${mark.anchor}"`;
      const weight = mark.weight === 400 ? '' : ` font-weight="${mark.weight}"`;
      return `<text x="${num(mark.x)}" y="${num(mark.y)}" font-size="${num(mark.size)}"${weight}${anchor}${paint('fill', mark.fill)}${turn} xml:space="preserve">${escaped(mark.text)}</text>`;
    }
    case 'image':
      return `<image x="${num(mark.x)}" y="${num(mark.y)}" width="${num(mark.w)}" height="${num(mark.h)}" preserveAspectRatio="none" href="data:image/png;base64,${base64(encodePng(mark.pixels))}"/>`;
    case 'group': {
      const inside = () => mark.marks.map((child) => drawn(child, clips)).join('\n');
      if (!mark.clip) return `<g>\n${inside()}\n</g>`;
      const [x, y, w, h] = mark.clip;
      const id = `clip${clips.length}`;
      clips.push(
        `<clipPath id="${id}"><rect x="${num(x)}" y="${num(y)}" width="${num(w)}" height="${num(h)}"/></clipPath>`,
      );
      return `<g clip-path="url(#${id})">\n${inside()}\n</g>`;
    }
    default:
      return mark satisfies never;
  }
}

function path(points: readonly number[], closed: boolean): string {
  let d = '';
  for (let k = 0; k + 1 < points.length; k += 2) {
    d += `${k === 0 ? 'M' : 'L'}${num(points[k])} ${num(points[k + 1])}`;
  }
  return closed ? `${d}Z` : d;
}

function stroked(mark: { readonly stroke: Colour | null; readonly width: number }): string {
  if (!mark.stroke || mark.width === 0) return '';
  return `${paint('stroke', mark.stroke)} stroke-width="${num(mark.width)}"`;
}

function paint(what: 'fill' | 'stroke', colour: Colour | null): string {
  if (!colour) return ` ${what}="none"`;
  const hex = colour
    .slice(0, 3)
    .map((byte) => Math.round(byte).toString(16).padStart(2, '0'))
    .join('');
  const opacity = colour[3] === 1 ? '' : ` ${what}-opacity="${num(colour[3])}"`;
  return ` ${what}="#${hex}"${opacity}`;
}

function num(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** Markup characters escaped; control characters, which XML cannot hold, left out. */
function escaped(content: string): string {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  let out = '';
  for (const c of content) {
    const code = c.codePointAt(0) ?? 0;
    if (
      (code < 32 && code !== 10) ||
      (code >= 0xd800 && code <= 0xdfff) ||
      code === 0xfffe ||
      code === 0xffff
    )
      continue;
    out += named[c] ?? c;
  }
  return out;
}
