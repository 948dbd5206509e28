// Small combinators that check a value from outside: each throws RingsideError('bad-argument') which names the place, the
// value and what is allowed, and returns nothing. A record refuses fields that it does not know.

import { RingsideError } from './errors.ts';

export type Check = (value: unknown, path: string) => void;

/** A value as it may stand in an error: short, and never a whole message. */
function show(value: unknown): string {
  if (typeof value === 'string')
    return value.length > 40 ? `"${value.slice(0, 40)}…"` : JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `an array of ${value.byteLength} bytes`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return String(value);
}

export function refuse(path: string, value: unknown, needed: string): never {
  throw new RingsideError('bad-argument', `${path} is ${show(value)}, needed is ${needed}`);
}

export function text(max: number, min = 1): Check {
  return (value, path) => {
    if (typeof value !== 'string' || value.length < min || value.length > max) {
      refuse(path, value, `text of ${min} to ${max} characters`);
    }
  };
}

export function number(min = -Number.MAX_VALUE, max = Number.MAX_VALUE): Check {
  const bounded = min > -Number.MAX_VALUE || max < Number.MAX_VALUE;
  const needed = bounded ? `a number from ${min} to ${max}` : 'a finite number';
  return (value, path) => {
    if (typeof value !== 'number' || !(value >= min && value <= max)) refuse(path, value, needed);
  };
}

export function integer(min: number, max: number): Check {
  return (value, path) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
      refuse(path, value, `an integer from ${min} to ${max}`);
    }
  };
}

/** Any number, NaN and infinities included: what the application itself reported and gets back. */
export const anyNumber: Check = (value, path) => {
  if (typeof value !== 'number') refuse(path, value, 'a number');
};

export const boolean: Check = (value, path) => {
  if (typeof value !== 'boolean') refuse(path, value, 'true or false');
};

export function oneOf(allowed: readonly (string | number)[]): Check {
  return (value, path) => {
    if (!(allowed as readonly unknown[]).includes(value)) refuse(path, value, `one of ${allowed.join(', ')}`);
  };
}

export function nullable(check: Check): Check {
  return (value, path) => {
    if (value !== null) check(value, path);
  };
}

export function list(check: Check, max: number, min = 0): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      refuse(path, value, `a list of ${min} to ${max}`);
    }
    for (let i = 0; i < value.length; i++) check(value[i], `${path}[${i}]`);
  };
}

export function tuple(...checks: readonly Check[]): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== checks.length)
      refuse(path, value, `a list of ${checks.length}`);
    checks.forEach((check, i) => {
      check(value[i], `${path}[${i}]`);
    });
  };
}

export function bytes(max: number): Check {
  return (value, path) => {
    if (!(value instanceof Uint8Array) || value.length > max) refuse(path, value, `at most ${max} bytes`);
  };
}

export const anyObject: Check = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    refuse(path, value, 'an object');
  }
};

/** An object with exactly these fields; the compiler holds the table complete for T. */
export function record<T>(
  fields: { readonly [K in keyof T]-?: Check },
  optional: readonly (keyof T)[] = [],
): Check {
  const names = Object.keys(fields) as (keyof T & string)[];
  return (value, path) => {
    anyObject(value, path);
    const object = value as Record<string, unknown>;
    for (const name of Object.keys(object)) {
      if (!Object.hasOwn(fields, name)) {
        throw new RingsideError(
          'bad-argument',
          `${path} has an unknown field ${show(name)}, known are ${names.join(', ')}`,
        );
      }
    }
    for (const name of names) {
      if (object[name] === undefined && optional.includes(name)) continue;
      fields[name](object[name], `${path}.${name}`);
    }
  };
}

/** One of several records, told apart by their field `kind`. */
export function kinds(table: Readonly<Record<string, Check>>): Check {
  const isKind = oneOf(Object.keys(table));
  return (value, path) => {
    anyObject(value, path);
    const { kind } = value as { kind?: unknown };
    isKind(kind, `${path}.kind`);
    table[kind as string](value, path);
  };
}

/** An object that JSON can carry, of at most so many bytes of JSON. */
export function json(max: number): Check {
  return (value, path) => {
    anyObject(value, path);
    plain(value, path, 0);
    const size = new TextEncoder().encode(JSON.stringify(value)).length;
    if (size > max) {
      throw new RingsideError('bad-argument', `${path} is ${size} bytes of JSON, at most ${max} are allowed`);
    }
  };
}

const JSON_DEPTH = 32;
const finite = number();

function plain(value: unknown, path: string, depth: number): void {
  if (depth > JSON_DEPTH) {
    throw new RingsideError(
      'bad-argument',
      `${path.slice(0, 80)}… is nested deeper than ${JSON_DEPTH} levels`,
    );
  }
  if (value === null || value === undefined || typeof value === 'boolean' || typeof value === 'string')
    return;
  if (typeof value === 'number') {
    finite(value, path);
    return;
  }
  if (typeof value !== 'object' || ArrayBuffer.isView(value)) refuse(path, value, 'JSON');
  for (const [key, item] of Object.entries(value)) plain(item, `${path}.${key}`, depth + 1);
}
