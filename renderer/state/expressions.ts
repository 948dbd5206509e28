// Expressions of shapes as the screen offers, reads and writes them: the common ones with keys, compositions to begin
// with, those typed lately. The grammar is workers/shapes/expression.ts's.

import { modelOf, parseShape, SHAPES } from '../../workers/shapes/index.ts';
import type { Model, Shape } from '../../workers/shapes/types.ts';

/** Beside the plane, in this order, with the keys 1, 2, …. */
const COMMON_NAMES: readonly string[] = ['point', 'ring', 'disk', 'ellipse'];
export const COMMON: readonly Shape[] = COMMON_NAMES.flatMap((name) =>
  SHAPES.filter((shape) => shape.name === name),
);
export const OTHERS: readonly Shape[] = SHAPES.filter((shape) => !COMMON_NAMES.includes(shape.name));

/** The first composition offered beside the common shapes. */
export const FIRST_COMPOSITION = '3*(ellipse+point)';
/** Compositions to begin with: each says what it is good for. */
const OFFERED: readonly (readonly [text: string, meaning: string])[] = [
  ['2*point', 'Two prongs: their 2-subjettiness, with axes wherever they are best.'],
  ['3*point', 'Three prongs: their 3-subjettiness, with axes wherever they are best.'],
  ['ellipse+point', 'A prong with its radiation, each with a centre of its own.'],
  ['(ellipse+point)', 'A prong with its radiation around one centre.'],
  [FIRST_COMPOSITION, 'Three prongs, each with its radiation around one centre.'],
  ['ring+pileup', 'A ring over a uniform background.'],
  ['3*(ellipse+point)+pileup', 'Three prongs with their radiation over a uniform background.'],
  ['3*disk', 'Three round jets of any sizes.'],
  ['polygon5', 'Five corners joined by edges; polygon4 to polygon12, and filled: filledpolygon5.'],
  ['ring(radius=0.4)', 'A ring whose radius is held; any parameter can be.'],
  ['disk(radius=0.2..0.6)', 'A disk whose radius is kept between two values.'],
];
/** The window runs no code of theirs (docs/shapes.md). */
const OWN_SHAPES = 'Shapes of your own are fitted on the command line: ringside fit --shapes FILE';
/** Those that the shapes at hand can make. */
export const COMPOSITIONS = OFFERED.filter(([text]) => 'model' in read(text));

/** Expressions typed lately that are kept. */
const KEPT = 8;

export type Reading = { readonly model: Model } | { readonly problem: string };

/** What a text means, or what is wrong with it and what is allowed. Leaves the kept models as they are: called a letter. */
export function read(text: string): Reading {
  try {
    return { model: parseShape(text) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const unknown = error.message.startsWith('unknown shape');
    return { problem: unknown ? `${error.message}. ${OWN_SHAPES}` : error.message };
  }
}

export function isShape(value: unknown): value is string {
  return typeof value === 'string' && 'model' in read(value);
}

export function isCommon(text: string): boolean {
  return COMMON_NAMES.includes(text);
}

/** The newest first, each once; common shapes have their buttons. */
export function remember(recent: readonly string[], text: string): readonly string[] {
  if (isCommon(text)) return recent;
  return [text, ...recent.filter((other) => other !== text)].slice(0, KEPT);
}

/** As the screen writes it: `3×(ellipse + point) + pileup`. */
export function pretty(text: string): string {
  return text.replaceAll('*', '×').replace(/\s*\+\s*/g, ' + ');
}

/** Of a model in a sentence or a title: a single shape's label as long as that says all. */
export function nameOf(model: Pick<Model, 'parts' | 'text' | 'label'>): string {
  const [part] = model.parts;
  return model.parts.length === 1 && model.text === part.shape.name ? model.label : pretty(model.text);
}

/** Within a sentence: `ring`, `3×(ellipse + point)`. */
export function nameWithin(model: Pick<Model, 'parts' | 'text' | 'label'>): string {
  const name = nameOf(model);
  return name === model.label ? name.toLowerCase() : name;
}

/** Null for a text that cannot be read: a table or a session of another version may hold one. */
export function known(text: string): Model | null {
  try {
    return modelOf(text);
  } catch {
    return null;
  }
}

/** As a title: `Line segment`, `3×point`. */
export function titleOf(text: string): string {
  const model = known(text);
  return model ? nameOf(model) : pretty(text);
}

export function nameOfText(text: string): string {
  const model = known(text);
  return model ? nameWithin(model) : pretty(text);
}

/** Something of it is to be found: not the event gives all, nor does the expression. */
export function hasFree({ parameters }: Model): boolean {
  return parameters.some(({ fixed, given }) => fixed === null && !given);
}

/** "7 parts, 22 free parameters". */
export function extentWords({ parts, parameters }: Model): string {
  const free = parameters.filter(({ fixed, given }) => fixed === null && !given).length;
  // Weights add up to 1: one of those that are free follows from the others.
  const weights = parameters.filter(({ kind, fixed }) => kind === 'weight' && fixed === null).length;
  const count = free - (weights > 0 ? 1 : 0);
  const many = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${many(parts.length, 'part')}, ${many(count, 'free parameter')}`;
}
