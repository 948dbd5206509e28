// Widths of text in Inter, the font of every figure, so that lines can be broken and subscripts set without a canvas.
// Advance widths in thousandths of the size, from assets/fonts; kerning is left out (below 1% of a line).

// biome-ignore format: a table of the 95 printable ASCII characters, from space on
const REGULAR = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620, 566, 619,
  620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765,
  644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242,
  549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
];
const OTHERS: Readonly<Record<string, number>> = { φ: 721, '·': 288, '…': 864, '°': 456, '²': 442, '–': 500 };
/** Most mathematical signs are as wide as a plus. */
const SIGN = 662;
/** SemiBold is this much wider on average. */
const SEMIBOLD = 1.035;

/** Width of `text` at `size`, in the size's unit. */
export function textWidth(text: string, size: number, weight: 400 | 600 = 400): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    sum += code >= 32 && code < 127 ? REGULAR[code - 32] : (OTHERS[character] ?? SIGN);
  }
  return (sum / 1000) * size * (weight === 600 ? SEMIBOLD : 1);
}

/** Lines no wider than `width`, broken at spaces; a single word that is wider is cut. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    if (line !== '' && textWidth(`${line} ${word}`, size) <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (textWidth(word, size) > width && word.length > 1) {
      let cut = word.length - 1;
      while (cut > 1 && textWidth(word.slice(0, cut), size) > width) cut--;
      lines.push(word.slice(0, cut));
      word = word.slice(cut);
    }
    line = word;
  }
  lines.push(line);
  return lines;
}
