// `--shape ring,disk,3*(ellipse+point)+pileup`: commas outside parentheses separate expressions.
//
//   expression := term { '+' term }            a weighted sum of shapes
//   term       := [ number '*' ] factor        that many copies, each with parameters of its own
//   factor     := NAME [ '(' settings ')' ] | '(' expression ')'
//
// Parts in parentheses share a centre; each copy of them has its own. Settings bear the JSON's names: `radius=0.4` holds a
// parameter, `radius=0.2..0.5` keeps it between two, pairs come whole (`center=[0.1,2]`) or by half (`phi=2`), and
// `weight` is the part's share of the energy.

import { hasCenter, type Limits, type PartSpec } from './layout.ts';
import { createModel } from './model.ts';
import { shapeNamed, shapeNames } from './registry.ts';
import type { ListSetting, Model, Parameter, Shape } from './types.ts';

/** Longest expression, copies of one term, and parts of a model. */
const MAX_TEXT = 20_000;
const MAX_COPIES = 50;
const MAX_PARTS = 100;
const NAME = /^[A-Za-z][\w-]*/;

/** Throws RangeError: what is wrong, the offending text, what is allowed. */
export function parseShapes(text: string): Model[] {
  return split(text, ',').map(parseShape);
}

/** One expression as a model. Throws RangeError. */
export function parseShape(text: string): Model {
  const source = text.trim();
  if (source === '') throw new RangeError(`shape: empty expression, allowed are ${shapeNames()}`);
  if (source.length > MAX_TEXT) {
    throw new RangeError(
      `shape: the expression has ${source.length} characters, at most ${MAX_TEXT} are allowed`,
    );
  }
  split(source, ',');
  return createModel(source, new Parser(source).parts());
}

const models = new Map<string, Model>();
const KEPT_MODELS = 64;

/** `parseShape`, the last ones kept: the same text gives the same model, so that who holds a solver for it knows it again. */
export function modelOf(text: string): Model {
  let model = models.get(text);
  if (!model) {
    model = parseShape(text);
    if (models.size >= KEPT_MODELS) models.clear();
    models.set(text, model);
  }
  return model;
}

class Parser {
  private at = 0;
  private group = 0;
  private term = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  parts(): PartSpec[] {
    const parts = this.sum(false);
    if (this.at < this.text.length) throw this.unread();
    if (parts.length > MAX_PARTS) {
      throw new RangeError(`shape: ${this.text} has ${parts.length} parts, at most ${MAX_PARTS} are allowed`);
    }
    return parts;
  }

  private sum(inside: boolean): PartSpec[] {
    const parts = this.product(inside);
    while (this.take('+')) parts.push(...this.product(inside));
    return parts;
  }

  /** Outside parentheses every shape, and every copy, is a group of its own. */
  private product(inside: boolean): PartSpec[] {
    const count = this.count();
    const start = this.at;
    const out: PartSpec[] = [];
    for (let copy = 0; copy < count; copy++) {
      this.at = start;
      const parts = this.factor(inside);
      if (out.length + parts.length > MAX_PARTS) {
        throw new RangeError(`shape: ${this.text} has too many parts, at most ${MAX_PARTS} are allowed`);
      }
      if (inside) out.push(...parts);
      else {
        out.push(...parts.map((part) => ({ ...part, group: this.group, term: this.term, copy })));
        this.group++;
      }
    }
    if (!inside) this.term++;
    return out;
  }

  private factor(inside: boolean): PartSpec[] {
    if (this.take('(')) {
      if (inside)
        throw new RangeError(`shape: parentheses within parentheses in ${this.text}, allowed is one level`);
      const parts = this.sum(true);
      if (!this.take(')')) throw this.unread();
      const [without] = parts.filter(({ shape }) => !hasCenter(shape));
      if (without && parts.length > 1) {
        throw new RangeError(
          `shape: ${without.shape.name} has no centre to share in ${this.text}, allowed is it outside the parentheses`,
        );
      }
      return parts;
    }
    this.blank();
    const [name] = NAME.exec(this.text.slice(this.at)) ?? [];
    if (name === undefined) throw this.unread();
    this.at += name.length;
    const shape = shapeNamed(name);
    return [{ shape, group: 0, term: 0, copy: 0, limits: this.settings(shape) }];
  }

  /** `3*`, where it stands; 1 elsewhere. */
  private count(): number {
    this.blank();
    const [all, digits] = /^(\d+(?:\.\d+)?)\s*\*/.exec(this.text.slice(this.at)) ?? [];
    if (all === undefined) return 1;
    const count = Number(digits);
    if (!Number.isInteger(count) || count < 1 || count > MAX_COPIES) {
      throw new RangeError(`shape: ${digits} copies in ${this.text}, allowed are 1 to ${MAX_COPIES}`);
    }
    this.at += all.length;
    return count;
  }

  private settings(shape: Shape): Record<string, Limits> {
    const start = this.at;
    if (!this.take('(')) return {};
    const end = this.text.indexOf(')', this.at);
    const inside = this.text.slice(this.at, end);
    this.at = end + 1;
    const source = this.text.slice(start - shape.name.length, this.at).trim();
    const limits: Record<string, Limits> = {};
    if (inside.trim() === '') return limits;
    for (const piece of split(inside, ',')) {
      if (piece.trim() === '') throw unreadable(source);
      for (const [name, value] of unfolded(shape, piece)) {
        if (Object.hasOwn(limits, name)) {
          throw new RangeError(`${shape.name}: parameter ${name} is given twice in ${source}`);
        }
        limits[name] = limitsOf(shape, name, value);
      }
    }
    return limits;
  }

  private blank(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private take(character: string): boolean {
    this.blank();
    if (this.text[this.at] !== character) return false;
    this.at++;
    this.blank();
    return true;
  }

  private unread(): RangeError {
    return unreadable(this.text);
  }
}

function unreadable(source: string): RangeError {
  return new RangeError(
    `shape: cannot read ${source}, needed is NAME, NAME(parameter=number,…), or a sum such as 3*(ellipse+point)+pileup`,
  );
}

/** `center=[1,2]` as y=1 and phi=2, wherever the shape knows such a list; anything else as itself. */
function unfolded(shape: Shape, piece: string): readonly (readonly [string, string | undefined])[] {
  const place = piece.indexOf('=');
  const name = (place < 0 ? piece : piece.slice(0, place)).trim();
  const value = place < 0 ? undefined : piece.slice(place + 1).trim();
  const list = shape.lists && Object.hasOwn(shape.lists, name) ? shape.lists[name] : null;
  if (!list) return [[name, value]];
  const values = /^\[.*\]$/.test(value ?? '') ? (value ?? '').replace(/[[\]]/g, '').split(',') : [];
  const settings = 'settings' in list ? settingsOf(list, values) : named(list, values);
  if (settings) return settings;
  const needed = 'settings' in list ? list.needed : `${list.length} numbers ${list.join(', ')}`;
  throw new RangeError(`${shape.name}: ${name} is ${value ?? 'not given'}, needed are ${needed} in brackets`);
}

type Settings = readonly (readonly [string, string])[] | null;

function named(names: readonly string[], values: readonly string[]): Settings {
  return names.length === values.length ? names.map((name, k) => [name, values[k].trim()]) : null;
}

function settingsOf(list: Exclude<ListSetting, readonly string[]>, values: readonly string[]): Settings {
  const numbers = values.map((value) => (value.trim() === '' ? Number.NaN : Number(value)));
  const settings = numbers.every(Number.isFinite) ? list.settings(numbers) : null;
  return settings && Object.entries(settings).map(([name, value]) => [name, String(value)]);
}

function limitsOf(shape: Shape, name: string, text: string | undefined): Limits {
  const allowedNames = [...shape.parameters.map((parameter) => parameter.name), 'weight'];
  const parameter: Pick<Parameter, 'kind' | 'lower' | 'upper'> | undefined =
    name === 'weight'
      ? { kind: 'weight', lower: 0, upper: 1 }
      : shape.parameters.find((candidate) => candidate.name === name);
  if (!parameter) {
    throw new RangeError(`${shape.name}: unknown parameter ${name}, allowed are ${allowedNames.join(', ')}`);
  }
  const { kind, lower, upper } = parameter;
  // Angles are periodic: any turn is welcome.
  const periodic = kind === 'azimuth' || kind === 'angle';
  const ends = (text ?? '').split('..').map((end) => (end.trim() === '' ? Number.NaN : Number(end)));
  const inside = (value: number) =>
    Number.isFinite(value) && (periodic || (value >= lower && value <= upper));
  if (ends.length > 2 || !ends.every(inside) || (ends.length === 2 && !(ends[0] < ends[1]))) {
    const allowed = periodic ? 'any number of rad' : `${lower} to ${upper}`;
    throw new RangeError(`${shape.name}: ${name} is ${text ?? 'not given'}, allowed is ${allowed}`);
  }
  if (ends.length === 2 && periodic) {
    throw new RangeError(`${shape.name}: ${name} is ${text}, allowed is one number: it is periodic`);
  }
  return [ends[0], ends[ends.length - 1]];
}

/** Pieces between the separators that stand outside parentheses and brackets. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let k = 0; k < text.length; k++) {
    if (text[k] === '(' || text[k] === '[') depth++;
    else if (text[k] === ')' || text[k] === ']') depth--;
    else if (text[k] === separator && depth === 0) {
      parts.push(text.slice(start, k));
      start = k + 1;
    }
    if (depth < 0) break;
  }
  if (depth !== 0) throw new RangeError(`shape: parentheses do not match in ${text}`);
  parts.push(text.slice(start));
  return parts;
}
