// Groomers as words: `softdrop:zcut=0.1,beta=0`, `mmdt:zcut=0.1`, `trim:R=0.2,fcut=0.05`, `prune:zcut=0.1,rcut=0.5`, `filter:R=0.3,n=3`.

import type { Groomer } from './groom.ts';

interface Parameter {
  readonly name: string;
  /** Where it is not given; null: from the jet. */
  readonly value: number | null;
  readonly allowed: string;
  readonly ok: (value: number) => boolean;
}

const share = (name: string, value: number): Parameter => ({
  name,
  value,
  allowed: `0 < ${name} < 1`,
  ok: (x) => x > 0 && x < 1,
});

const positive = (name: string, value: number | null): Parameter => ({
  name,
  value,
  allowed: 'finite numbers > 0',
  ok: (x) => x > 0 && Number.isFinite(x),
});

const whole = (name: string, value: number): Parameter => ({
  name,
  value,
  allowed: 'integers ≥ 1',
  ok: (x) => Number.isInteger(x) && x >= 1,
});

const any = (name: string, value: number): Parameter => ({
  name,
  value,
  allowed: 'finite numbers',
  ok: Number.isFinite,
});

interface Method {
  readonly parameters: readonly Parameter[];
  make(value: (name: string) => number | null): Groomer;
}

/** A parameter that has a default that is not null. */
const set = (value: number | null) => value ?? Number.NaN;

/** Defaults: soft drop and mMDT as CMS has them, trimming as ATLAS, pruning and filtering as in their papers. */
const METHODS: Readonly<Record<string, Method>> = {
  softdrop: {
    parameters: [share('zcut', 0.1), any('beta', 0), positive('R0', null)],
    make: (of) => ({ kind: 'softdrop', zcut: set(of('zcut')), beta: set(of('beta')), R0: of('R0') }),
  },
  mmdt: {
    parameters: [share('zcut', 0.1)],
    make: (of) => ({ kind: 'softdrop', zcut: set(of('zcut')), beta: 0, R0: null }),
  },
  trim: {
    parameters: [positive('R', 0.2), share('fcut', 0.05)],
    make: (of) => ({ kind: 'trim', R: set(of('R')), fcut: set(of('fcut')) }),
  },
  prune: {
    parameters: [share('zcut', 0.1), positive('rcut', 0.5)],
    make: (of) => ({ kind: 'prune', zcut: set(of('zcut')), rcut: set(of('rcut')) }),
  },
  filter: {
    parameters: [positive('R', 0.3), whole('n', 3)],
    make: (of) => ({ kind: 'filter', R: set(of('R')), n: set(of('n')) }),
  },
};

/** What may be asked for, with the parameters and what they are where they are not given. For help texts. */
export const GROOMERS: readonly string[] = Object.entries(METHODS).map(
  ([name, { parameters }]) =>
    `${name}:${parameters.map(({ name: parameter, value }) => `${parameter}=${value ?? 'the jet’s R'}`).join(',')}`,
);

/** Reads a groomer. Parameters may be left out. Throws RangeError of one line that names what is allowed. */
export function parseGroomer(text: string): Groomer {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).trim();
  if (!Object.hasOwn(METHODS, name)) {
    throw new RangeError(`grooming: unknown method ${name}, allowed are ${Object.keys(METHODS).join(', ')}`);
  }
  const { parameters, make } = METHODS[name];
  const values = new Map(parameters.map((parameter) => [parameter.name, parameter.value]));
  const given = new Set<string>();
  for (const part of colon < 0 ? [] : text.slice(colon + 1).split(',')) {
    const [key, value] = assignment(part, name);
    const parameter = parameters.find((one) => one.name === key);
    if (!parameter) {
      const allowed = parameters.map((one) => one.name).join(', ');
      throw new RangeError(`grooming: ${name} has no parameter ${key}, allowed are ${allowed}`);
    }
    if (given.has(key)) throw new RangeError(`grooming: ${name} is given ${key} twice`);
    given.add(key);
    const number = value === '' ? Number.NaN : Number(value);
    if (!parameter.ok(number)) {
      throw new RangeError(`grooming: ${key} of ${name} is ${value}, allowed are ${parameter.allowed}`);
    }
    values.set(key, number);
  }
  return make((key) => values.get(key) ?? null);
}

function assignment(part: string, method: string): readonly [string, string] {
  const match = /^\s*([A-Za-z0-9]+)\s*=\s*(\S*)\s*$/.exec(part);
  if (match) return [match[1], match[2]];
  throw new RangeError(
    `grooming: ${JSON.stringify(part)} is no parameter of ${method}, needed is name=number, with commas between`,
  );
}
