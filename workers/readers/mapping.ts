// Which column means what: by its name, or as the user says.

import { ReadError } from './errors.ts';
import { NEEDED, placesParticle } from './particle.ts';
import type { Mapping, Role } from './types.ts';

/** Names in lower case, without what is no letter or digit; prefixes such as `jet_` or `particle.` are taken off. */
const ALIASES: Readonly<Record<string, Role>> = {
  px: 'px',
  momentumx: 'px',
  py: 'py',
  momentumy: 'py',
  pz: 'pz',
  momentumz: 'pz',
  e: 'E',
  en: 'E',
  energy: 'E',
  pt: 'pt',
  ptransverse: 'pt',
  transversemomentum: 'pt',
  y: 'y',
  rap: 'y',
  rapidity: 'y',
  eta: 'eta',
  η: 'eta',
  pseudorapidity: 'eta',
  phi: 'phi',
  φ: 'phi',
  azimuth: 'phi',
  m: 'mass',
  mass: 'mass',
  pid: 'pid',
  pdg: 'pid',
  pdgid: 'pid',
  pdgcode: 'pid',
  event: 'event',
  eventid: 'event',
  eventnumber: 'event',
  evt: 'event',
  ievent: 'event',
  ievt: 'event',
};

/** Characters of a name that are shown, and those at its end that are looked at: UNIT takes the square of them. */
const NAME = 100;
const END = 40;

/** The role that a column's name tells, or 'ignore'. */
export function roleOf(name: string): Role {
  const bare = withoutUnit(name.slice(-END)).toLowerCase();
  const whole = bare.replace(/[^\p{L}\p{N}]/gu, '');
  if (Object.hasOwn(ALIASES, whole)) return ALIASES[whole];
  const last =
    bare
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .pop() ?? '';
  return Object.hasOwn(ALIASES, last) ? ALIASES[last] : 'ignore';
}

const UNIT = /[\s_]*[[(]\s*(gev|mev|rad)(?:\s*\/\s*c(?:\^?2|²)?)?\s*[\])]\s*$|[\s_]+(gev|mev|rad)$/i;

function withoutUnit(name: string): string {
  return name.replace(UNIT, '');
}

/** Roles by name. A role that two columns claim goes to the first; MeV where an energy column says so. */
export function guessByName(columns: readonly string[]): { mapping: Mapping; reason: string } {
  const taken = new Set<Role>();
  let mev = false;
  const roles = columns.map((name): Role => {
    const role = roleOf(name);
    if (role === 'ignore' || taken.has(role)) return 'ignore';
    taken.add(role);
    if (/mev/i.exec(UNIT.exec(name.slice(-END))?.[0] ?? '')) mev = true;
    return role;
  });
  // A table that has both says the same twice; pT, y, φ need no recomputing, px … E lose nothing.
  const known = columns.filter((_, i) => roles[i] !== 'ignore');
  const reason = known.length
    ? `By the names in the header: ${known.map((name) => `"${name.slice(0, NAME)}"`).join(', ')}${mev ? ' (energies in MeV)' : ''}.`
    : 'No column has a name that is known; say what each one means.';
  return { mapping: { roles, energyUnit: mev ? 'MeV' : 'GeV' }, reason };
}

/** The mapping that the user gave, checked against the columns; null where the guess stands. Throws ReadError. */
export function chosenMapping(
  file: string,
  given: { readonly mapping?: Mapping | null; readonly columns?: readonly string[] },
  columns: number,
  energyUnit: Mapping['energyUnit'],
): Mapping | null {
  if (given.mapping) {
    if (given.mapping.roles.length > columns) {
      throw new ReadError(
        'bad-argument',
        `${file}: the mapping names ${given.mapping.roles.length} columns, the file has ${columns}`,
      );
    }
    const { roles } = given.mapping;
    return { ...given.mapping, roles: [...roles, ...Array<Role>(columns - roles.length).fill('ignore')] };
  }
  if (given.columns && given.columns.length > 0) {
    if (given.columns.length > columns) {
      throw new ReadError(
        'bad-argument',
        `${file}: --columns names ${given.columns.length} columns, the file has ${columns}`,
      );
    }
    const roles = given.columns.map(roleOf);
    return { roles: [...roles, ...Array<Role>(columns - roles.length).fill('ignore')], energyUnit };
  }
  return null;
}

/** Names for columns that have none in the file: what --columns says, else their roles. */
export function namesOf(roles: readonly Role[], given: readonly string[] | undefined): string[] {
  return safeNames(roles.map((role, i) => given?.[i] ?? (role === 'ignore' ? `column ${i + 1}` : role)));
}

/** Throws ReadError unless the roles place a particle. */
export function checkMapping(file: string, columns: readonly string[], mapping: Mapping): void {
  const seen = new Set<Role>();
  for (const role of mapping.roles) {
    if (role !== 'ignore' && seen.has(role)) {
      throw new ReadError('bad-argument', `${file}: two columns are mapped to ${role}, allowed is one`);
    }
    seen.add(role);
  }
  if (placesParticle(seen)) return;
  throw new ReadError(
    'bad-file',
    `${file}: the columns ${list(columns)} do not place a particle, needed are ${NEEDED}`,
    'Say what each column means in the open dialog or with --columns.',
  );
}

function list(columns: readonly string[]): string {
  const shown = columns.slice(0, 12).map((name) => `"${name}"`);
  return columns.length > 12 ? `${shown.join(', ')} and ${columns.length - 12} more` : shown.join(', ');
}

/** Names are text: trimmed, no control characters, not endless, no two alike, none that an object's prototype owns. */
export function safeNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  /** Of a name that is used, the number that was tried last. */
  const tried = new Map<string, number>();
  return names.map((raw, i) => {
    let name =
      raw
        .replace(/\p{Cc}/gu, '')
        .trim()
        .slice(0, NAME) || `column ${i + 1}`;
    if (name in {}) name = `${name} (column)`;
    let unique = name;
    for (let n = tried.get(name) ?? 2; used.has(unique); n++) {
      unique = `${name} (${n})`;
      tried.set(name, n);
    }
    used.add(unique);
    return unique;
  });
}
