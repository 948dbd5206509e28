// A figure with its caption beneath: the last step of each layout.

import { text } from './marks.ts';
import type { Theme } from './theme.ts';
import type { Figure, Mark } from './types.ts';

/** Letters, from line to line, and from the page's edge, pt. */
export const CAPTION = { size: 7.5, line: 10.5, margin: 18 } as const;

export interface Page {
  readonly size: { readonly width: number; readonly height: number };
  readonly theme: Theme;
  /** Where the drawing's axes end, pt from the top: the caption begins a line below. */
  readonly end: number;
  /** The caption in lines that fit; empty on a screen. */
  readonly lines: readonly string[];
  readonly caption: readonly string[];
  /** Title of a figure without a caption. */
  readonly name: string;
}

/** The caption's first line has the colour of text, the others are quiet. */
export function captioned(marks: readonly Mark[], { size, theme, end, lines, caption, name }: Page): Figure {
  const written = lines.map((entry, i) =>
    text(
      CAPTION.margin,
      end + CAPTION.line + i * CAPTION.line,
      entry,
      CAPTION.size,
      i === 0 ? theme.text : theme.quietText,
    ),
  );
  return {
    width: size.width,
    height: size.height,
    background: theme.background,
    title: caption[0] ?? name,
    description: caption.join('\n'),
    marks: [...marks, ...written],
  };
}
