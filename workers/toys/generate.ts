// Toy events by kind. Each is a function of (kind, seed, index) alone. Numbers are rounded to float32, which is far
// finer than a toy deserves, so that files of half the size hold them exactly.

import type { EventColumns } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import { ReadError } from '../readers/errors.ts';
import { toyEvent } from './full.ts';
import type { Hadron } from './hadrons.ts';
import { toyJet } from './jets.ts';
import { eventRandom } from './seed.ts';

export interface ToyKind {
  readonly name: ToyName;
  /** For menus and the command's help. */
  readonly label: string;
  readonly make: (rng: Random) => Hadron[];
}

export type ToyName = 'qcd' | 'w' | 'top' | 'event';

export const KINDS: readonly ToyKind[] = [
  { name: 'qcd', label: 'jets of one quark or gluon', make: (rng) => toyJet('qcd', rng) },
  { name: 'w', label: 'W jets, two prongs', make: (rng) => toyJet('w', rng) },
  { name: 'top', label: 'top jets, three prongs', make: (rng) => toyJet('top', rng) },
  { name: 'event', label: 'full events, two or three jets and soft particles', make: toyEvent },
];

export interface GenerateOptions {
  /** Index of the first event; default 0. */
  readonly first?: number;
  /** Back columns by SharedArrayBuffer. Default false. */
  readonly shared?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  readonly cancelled?: () => boolean;
}

/** Most events in one call: columns of 32-bit offsets. */
const MOST_EVENTS = 1_000_000;
/** The largest float32 below π: φ stays in (−π, π] after rounding. */
const PHI_MOST = 3.1415925025939941;

/** The kind of this name. Throws ReadError (bad-argument). */
export function toyKind(name: string): ToyKind {
  const kind = KINDS.find((known) => known.name === name);
  if (kind) return kind;
  const allowed = KINDS.map((known) => known.name).join(', ');
  throw new ReadError(
    'bad-argument',
    `unknown kind of toy events: ${name}, allowed are ${allowed}`,
    name === 'dis' ? 'Deep-inelastic events come in a later version.' : '',
  );
}

/** Events `first … first + events − 1` of this kind and seed, particles by falling pT. Throws ReadError. */
export function generate(
  name: string,
  events: number,
  seed: number,
  options: GenerateOptions = {},
): EventColumns {
  const kind = toyKind(name);
  const first = options.first ?? 0;
  checkCount('events', events, MOST_EVENTS);
  checkCount('seed', seed, Number.MAX_SAFE_INTEGER);
  checkCount('first event', first, Number.MAX_SAFE_INTEGER - MOST_EVENTS);
  const made: Hadron[][] = [];
  let particles = 0;
  for (let i = 0; i < events; i++) {
    if (options.cancelled?.()) throw new ReadError('cancelled', 'generating was cancelled');
    const hadrons = kind.make(eventRandom(kind.name, seed, first + i)).sort((a, b) => b.pt - a.pt);
    made.push(hadrons);
    particles += hadrons.length;
    options.onProgress?.(i + 1, events);
  }
  return columnsOf(made, first, particles, options.shared === true);
}

function columnsOf(
  made: readonly (readonly Hadron[])[],
  first: number,
  particles: number,
  shared: boolean,
): EventColumns {
  const buffer = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  const columns = {
    first,
    events: made.length,
    offsets: new Uint32Array(buffer(4 * (made.length + 1))),
    pt: new Float64Array(buffer(8 * particles)),
    y: new Float64Array(buffer(8 * particles)),
    phi: new Float64Array(buffer(8 * particles)),
    mass: null,
    pid: new Int32Array(buffer(4 * particles)),
    index: new Uint32Array(buffer(4 * particles)),
    extra: {},
  };
  let at = 0;
  made.forEach((hadrons, event) => {
    hadrons.forEach((hadron, place) => {
      columns.pt[at] = Math.fround(hadron.pt);
      columns.y[at] = Math.fround(hadron.y);
      const phi = Math.fround(wrapPhi(hadron.phi));
      columns.phi[at] = Math.max(-PHI_MOST, Math.min(PHI_MOST, phi));
      columns.pid[at] = hadron.pid;
      columns.index[at] = place;
      at++;
    });
    columns.offsets[event + 1] = at;
  });
  return columns;
}

function checkCount(what: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return;
  throw new ReadError('bad-argument', `${what}: ${value}, allowed are integers from 0 to ${most}`);
}
