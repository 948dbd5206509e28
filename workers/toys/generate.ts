// Toy events by kind. Each is a function of (kind, seed, index) alone. Numbers are rounded to float32, which is far
// finer than a toy deserves, so that files of half the size hold them exactly. Events with beams are not: their four-vectors add up.

import { firstOf, float64, int32, uint32 } from '../core/arrays.ts';
import type { EventColumns } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import type { Random } from '../core/random.ts';
import { ReadError } from '../readers/errors.ts';
import { rapidity } from '../readers/kinematics.ts';
import { limits } from '../readers/limits.ts';
import { Store } from '../readers/store.ts';
import { type DisParticle, toyDis } from './dis.ts';
import { toyEvent } from './full.ts';
import type { Hadron } from './hadrons.ts';
import { toyJet } from './jets.ts';
import { eventRandom } from './seed.ts';

export interface ToyKind {
  readonly name: ToyName;
  /** For menus and the command's help. */
  readonly label: string;
  /** Particles of the plane, or four-vectors with beams, in an order of their own: then there are columns px, py, pz, E and status. */
  readonly make:
    | { readonly plane: (rng: Random) => Hadron[] }
    | { readonly vectors: (rng: Random) => DisParticle[] };
}

export type ToyName = 'qcd' | 'w' | 'top' | 'event' | 'dis';

export const KINDS: readonly ToyKind[] = [
  { name: 'qcd', label: 'jets of one quark or gluon', make: { plane: (rng) => toyJet('qcd', rng) } },
  { name: 'w', label: 'W jets, two prongs', make: { plane: (rng) => toyJet('w', rng) } },
  { name: 'top', label: 'top jets, three prongs', make: { plane: (rng) => toyJet('top', rng) } },
  { name: 'event', label: 'full events, two or three jets and soft particles', make: { plane: toyEvent } },
  { name: 'dis', label: 'electron–proton scattering, with beams', make: { vectors: toyDis } },
];

/** Extra columns of events with beams. */
const VECTOR = ['px', 'py', 'pz', 'E', 'status'] as const;

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
  throw new ReadError('bad-argument', `unknown kind of toy events: ${name}, allowed are ${allowed}`, '');
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
  const shared = options.shared === true;
  const offsets = uint32(events + 1, shared);
  const vectors = 'vectors' in kind.make;
  const store = new Store(vectors ? VECTOR.length : 0);
  for (let i = 0; i < events; i++) {
    if (options.cancelled?.()) throw new ReadError('cancelled', 'generating was cancelled');
    fill(store, kind, eventRandom(kind.name, seed, first + i));
    offsets[i + 1] = store.length;
    if (store.length > limits.particles) {
      throw new ReadError(
        'too-large',
        `${events} events have more than ${limits.particles} particles, which is what is held at once`,
        'Generate fewer at a time, each part with another seed.',
      );
    }
    options.onProgress?.(i + 1, events);
  }
  const particles = store.length;
  return {
    first,
    events,
    offsets,
    pt: firstOf(store.pt, float64(particles, shared)),
    y: firstOf(store.y, float64(particles, shared)),
    phi: firstOf(store.phi, float64(particles, shared)),
    mass: vectors ? firstOf(store.mass, float64(particles, shared)) : null,
    pid: firstOf(store.pid, int32(particles, shared)),
    index: firstOf(store.index, uint32(particles, shared)),
    extra: Object.fromEntries(
      store.extra.map((column, i) => [VECTOR[i], firstOf(column, float64(particles, shared))]),
    ),
  };
}

function fill(store: Store, { make }: ToyKind, rng: Random): void {
  if ('plane' in make) {
    const hadrons = make.plane(rng).sort((a, b) => b.pt - a.pt);
    hadrons.forEach((hadron, place) => {
      append(store, hadron, place);
    });
    return;
  }
  make.vectors(rng).forEach((particle, place) => {
    appendVector(store, particle, place);
  });
}

/** Massless, whatever rounding says. */
function appendVector(store: Store, { px, py, pz, E, pid, status }: DisParticle, place: number): void {
  const k = store.next();
  store.pt[k] = Math.hypot(px, py);
  store.y[k] = rapidity(store.pt[k], pz, Math.hypot(store.pt[k], pz));
  store.phi[k] = wrapPhi(Math.atan2(py, px));
  store.mass[k] = 0;
  store.pid[k] = pid;
  store.index[k] = place;
  [px, py, pz, E, status].forEach((value, i) => {
    store.extra[i][k] = value;
  });
}

function append(store: Store, hadron: Hadron, place: number): void {
  const k = store.next();
  store.pt[k] = Math.fround(hadron.pt);
  store.y[k] = Math.fround(hadron.y);
  store.phi[k] = Math.max(-PHI_MOST, Math.min(PHI_MOST, Math.fround(wrapPhi(hadron.phi))));
  store.pid[k] = hadron.pid;
  store.index[k] = place;
}

function checkCount(what: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return;
  throw new ReadError('bad-argument', `${what}: ${value}, allowed are integers from 0 to ${most}`);
}
