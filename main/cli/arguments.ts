// Options of a command, from what was typed: node:util's parser, with lists that begin with a minus (`--select -1,2,1`)
// and errors that say subject, offending value and allowed values.

import { parseArgs } from 'node:util';
import { usage } from './io.ts';

/** `flag` takes no value; `value` takes one. */
export type OptionKinds = Readonly<Record<string, 'flag' | 'value'>>;

export interface Arguments<K extends OptionKinds> {
  readonly files: readonly string[];
  readonly values: { readonly [N in keyof K]?: K[N] extends 'flag' ? boolean : string };
}

export function readArguments<const K extends OptionKinds>(
  command: string,
  argv: readonly string[],
  kinds: K,
): Arguments<K> {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: true },
    ]),
  );
  const { tokens } = parseArgs({
    args: joinNegatives(argv, kinds),
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const files: string[] = [];
  const values: Record<string, string | boolean> = {};
  const allowed = Object.keys(kinds).map((name) => `--${name}`);
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : null;
    if (kind === null)
      throw usage(`${command}: unknown option ${rawName}, allowed are ${allowed.join(', ')}`);
    if (Object.hasOwn(values, name)) throw usage(`${command}: ${rawName} is given twice, allowed is once`);
    if (kind === 'flag' && value !== undefined)
      throw usage(`${command}: ${rawName} takes no value, given is ${value}`);
    if (kind === 'value' && (value === undefined || value === '')) {
      throw usage(`${command}: ${rawName} needs a value`, `See ringside ${command} --help.`);
    }
    values[name] = kind === 'flag' ? true : (value as string);
  }
  return { files, values: values as Arguments<K>['values'] };
}

/** `--select -1,2,1` → `--select=-1,2,1`: what follows an option that takes a value is its value, minus or not. */
function joinNegatives(argv: readonly string[], kinds: OptionKinds): string[] {
  const out: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '--') return [...out, ...argv.slice(i)];
    const takes = argument.startsWith('--') && kinds[argument.slice(2)] === 'value';
    if (takes && i + 1 < argv.length && /^-[\d.]/.test(argv[i + 1])) out.push(`${argument}=${argv[++i]}`);
    else out.push(argument);
  }
  return out;
}

export function numberOption(
  name: string,
  text: string | undefined,
  fallback: number,
  allowed: string,
  ok: (value: number) => boolean,
): number {
  if (text === undefined) return fallback;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || !ok(value)) throw usage(`--${name} is ${text}, allowed is ${allowed}`);
  return value;
}

export function integerOption(
  name: string,
  text: string | undefined,
  fallback: number,
  least: number,
  most: number,
): number {
  const allowed = `a whole number from ${least} to ${most}`;
  const ok = (value: number) => Number.isInteger(value) && value >= least && value <= most;
  return numberOption(name, text, fallback, allowed, ok);
}

/** `a:b` half-open, either side may be left out; one number is that event. */
export function rangeOption(text: string | undefined): readonly [number, number] | null {
  if (text === undefined) return null;
  const match = /^(\d*):(\d*)$/.exec(text) ?? /^(\d+)$/.exec(text);
  const from = match?.[1] ? Number(match[1]) : 0;
  const to = match?.length === 2 ? from + 1 : match?.[2] ? Number(match[2]) : Number.MAX_SAFE_INTEGER;
  if (!match || !(from < to)) {
    throw usage(`--events is ${text}, allowed is a:b with 0 ≤ a < b (half-open, counted from 0)`);
  }
  return [from, to];
}

/** `y,phi,r`. */
export function circleOption(text: string | undefined) {
  if (text === undefined) return null;
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [y, phi, radius] = parts;
  if (parts.length !== 3 || !parts.every(Number.isFinite) || !(radius > 0)) {
    throw usage(`--select is ${text}, allowed is y,phi,r: three numbers, r > 0 (rad)`);
  }
  return { kind: 'circle', y, phi, radius } as const;
}

/** `y,phi`. */
export function placeOption(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (parts.length !== 2 || !parts.every(Number.isFinite)) {
    throw usage(`--at is ${text}, allowed is y,phi: two numbers (rad)`);
  }
  return [parts[0], parts[1]];
}

/** A number, or an event with the number of its jet: `3`, `3.0`. */
export interface PairSide {
  readonly number: number;
  readonly jet: number | null;
}

/** `i:j,k:l`; `jets`: also `event.jet:event.jet`. */
export function pairsOption(
  text: string | undefined,
  jets = false,
): readonly (readonly [PairSide, PairSide])[] | null {
  if (text === undefined) return null;
  return text.split(',').map((pair) => {
    const match = (jets ? /^\s*(\d+)(?:\.(\d+))?:(\d+)(?:\.(\d+))?\s*$/ : /^\s*(\d+)():(\d+)()\s*$/).exec(
      pair,
    );
    if (!match) {
      const allowed = jets
        ? 'pairs i:j of jets in their order, or event.jet:event.jet'
        : 'pairs i:j of event numbers';
      throw usage(`--pairs has ${pair}, allowed are ${allowed}, separated by commas`);
    }
    const [, i, jetI, j, jetJ] = match;
    const side = (number: string, jet: string | undefined) => ({
      number: Number(number),
      jet: jet ? Number(jet) : null,
    });
    return [side(i, jetI), side(j, jetJ)] as const;
  });
}

/** One of a few words. */
export function choiceOption<const T extends string>(
  name: string,
  text: string | undefined,
  allowed: readonly T[],
  fallback: T,
): T {
  if (text === undefined) return fallback;
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw usage(`--${name} is ${text}, allowed are ${allowed.join(', ')}`);
  return found;
}

/** `a:b` with 0 < a < b, numbers. */
export function spanOption(name: string, text: string | undefined): readonly [number, number] | null {
  if (text === undefined) return null;
  const parts = text.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [from, to] = parts;
  if (parts.length !== 2 || !(from > 0 && from < to && to < Number.POSITIVE_INFINITY)) {
    throw usage(`--${name} is ${text}, allowed is a:b with 0 < a < b`);
  }
  return [from, to];
}
