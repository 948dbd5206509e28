// Figure → PDF by pdfkit: vectors, embedded fonts, the caption in the metadata. Node only.

import PDFDocument from 'pdfkit';
import { encodePng } from './encode.ts';
import { fontFiles } from './fonts.ts';
import type { Colour, Figure, Mark } from './types.ts';

type Document = InstanceType<typeof PDFDocument>;

/** `fonts` is the folder assets/fonts; `date` goes into the metadata. */
export function pdf(figure: Figure, fonts: string, date: Date): Promise<Uint8Array> {
  const { regular, semibold } = fontFiles(fonts);
  const document = new PDFDocument({
    size: [figure.width, figure.height],
    margin: 0,
    // No default font: only what is embedded may be used.
    font: '',
    info: {
      Title: figure.title,
      Subject: figure.description,
      Creator: 'Ringside',
      CreationDate: date,
    },
    lang: 'en',
    displayTitle: true,
  });
  const parts: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (part: Uint8Array) => parts.push(part));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    document.on('error', reject);
  });
  document.registerFont('400', regular);
  document.registerFont('600', semibold);
  document.rect(0, 0, figure.width, figure.height);
  finish(document, figure.background, null, 0);
  for (const mark of figure.marks) draw(document, mark);
  document.end();
  return done;
}

function draw(document: Document, mark: Mark): void {
  switch (mark.kind) {
    case 'rect':
      document.rect(mark.x, mark.y, mark.w, mark.h);
      finish(document, mark.fill, mark.stroke, mark.width);
      return;
    case 'circle':
      document.circle(mark.x, mark.y, mark.r);
      finish(document, mark.fill, mark.stroke, mark.width);
      return;
    case 'line':
      drawLine(document, mark);
      return;
    case 'text':
      drawText(document, mark);
      return;
    case 'image':
      document.image(Buffer.from(encodePng(mark.pixels)), mark.x, mark.y, { width: mark.w, height: mark.h });
      return;
    case 'group':
      document.save();
      if (mark.clip) document.rect(...mark.clip).clip();
      for (const child of mark.marks) draw(document, child);
      document.restore();
      return;
    default:
      mark satisfies never;
  }
}

function drawLine(document: Document, mark: Extract<Mark, { kind: 'line' }>): void {
  if (mark.points.length < 4) return;
  document.moveTo(mark.points[0], mark.points[1]);
  for (let k = 2; k + 1 < mark.points.length; k += 2) document.lineTo(mark.points[k], mark.points[k + 1]);
  if (mark.closed) document.closePath();
  document.lineJoin('round');
  if (mark.dash.length > 0) document.dash(mark.dash[0], { space: mark.dash[1] ?? mark.dash[0] });
  finish(document, mark.fill, mark.stroke, mark.width);
  if (mark.dash.length > 0) document.undash();
}

function drawText(document: Document, mark: Extract<Mark, { kind: 'text' }>): void {
  document.save();
  document.font(String(mark.weight)).fontSize(mark.size);
  const width = document.widthOfString(mark.text);
  const left = mark.x - (mark.anchor === 'middle' ? width / 2 : mark.anchor === 'end' ? width : 0);
  if (mark.turn !== 0) document.rotate(mark.turn, { origin: [mark.x, mark.y] });
  document.fillColor(rgb(mark.fill), mark.fill[3]);
  document.text(mark.text, left, mark.y, { lineBreak: false, baseline: 'alphabetic' });
  document.restore();
}

/** Fills and strokes the current path, each with its own opacity; a path with neither is dropped. */
function finish(document: Document, fill: Colour | null, stroke: Colour | null, width: number): void {
  const stroked = stroke !== null && width > 0;
  if (fill) document.fillColor(rgb(fill), fill[3]);
  if (stroke && stroked) document.lineWidth(width).strokeColor(rgb(stroke), stroke[3]);
  if (fill && stroked) document.fillAndStroke();
  else if (fill) document.fill();
  else if (stroked) document.stroke();
}

function rgb(colour: Colour): [number, number, number] {
  return [colour[0], colour[1], colour[2]];
}
