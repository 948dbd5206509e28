// Shapes drawn at known parameters with few particles, fitted: bias of each parameter against the number of particles, how
// often bootstrap intervals hold the truth, and what a uniform background does with and without `+pileup`.
//
// RECOVERY=ring,disk:60 runs these alone; RECOVERY_FILE writes what was drawn and found, for bench/verify_recovery.py.
// All of it takes an hour or more.

import { writeFileSync } from 'node:fs';
import type { PlaneEvent } from '../workers/core/events.ts';
import { wrapPhi } from '../workers/core/geometry.ts';
import type { Random } from '../workers/core/random.ts';
import { fit as fitShape, type ReplicaSet, replicate } from '../workers/fitting/index.ts';
import { type Model, modelOf } from '../workers/shapes/index.ts';
import { eventRandom } from '../workers/toys/seed.ts';

const SIZES = [30, 60, 120, 500];
const CASES = 200;
/** Of these cases, so many have bootstrap intervals; fewer of the large ones, which take a second each. */
const WITH_INTERVALS = { small: 100, large: 25, largeFrom: 500 };
const REPLICAS = 100;
const SEED = 1;
/** Drawn cases of each kind that are written for the independent check. */
const WRITTEN = 20;
/** The seam of φ runs through every shape. */
const CENTER = [0.3, 3.1] as const;
const BACKGROUND = 0.3;
/** Half the side of the square that the background fills, rad. */
const REACH = 0.8;

interface Kind {
  readonly text: string;
  readonly truth: Readonly<Record<string, number>>;
  /** A place of the shape, from its centre. */
  readonly place: (random: Random) => readonly [number, number];
}

function inDisk(random: Random): readonly [number, number] {
  const r = Math.sqrt(random.uniform());
  const turn = 2 * Math.PI * random.uniform();
  return [r * Math.cos(turn), r * Math.sin(turn)];
}

function inEllipse(random: Random, a: number, b: number, angle: number): readonly [number, number] {
  const [u, v] = inDisk(random);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [a * u * cos - b * v * sin, a * u * sin + b * v * cos];
}

const RADIUS = 0.4;
const onRing = (random: Random) => {
  const turn = 2 * Math.PI * random.uniform();
  return [RADIUS * Math.cos(turn), RADIUS * Math.sin(turn)] as const;
};
const KINDS: readonly Kind[] = [
  { text: 'ring', truth: { radius: RADIUS }, place: onRing },
  {
    text: 'disk',
    truth: { radius: 0.5 },
    place: (random) => inDisk(random).map((value) => 0.5 * value) as [number, number],
  },
  {
    text: 'ellipse',
    truth: { a: 0.6, b: 0.3, angle: 0.5 },
    place: (random) => inEllipse(random, 0.6, 0.3, 0.5),
  },
  {
    text: 'ellipse+point',
    truth: { 'ellipse.a': 0.6, 'ellipse.b': 0.3, 'point.weight': 0.3 },
    place: (random) => (random.uniform() < 0.3 ? [0.35, -0.2] : inEllipse(random, 0.6, 0.3, 0.5)),
  },
];

function eventOf(event: number, places: readonly (readonly [number, number])[]): PlaneEvent {
  return {
    event,
    pt: Float64Array.from(places, () => 1),
    y: Float64Array.from(places, ([y]) => CENTER[0] + y),
    phi: Float64Array.from(places, ([, phi]) => wrapPhi(CENTER[1] + phi)),
    mass: null,
    pid: null,
    index: Uint32Array.from(places, (_, i) => i),
  };
}

const drawn = ({ text, place }: Kind, particles: number, k: number) => {
  const random = eventRandom(`recovery ${text} ${particles}`, SEED, k);
  return { random, places: Array.from({ length: particles }, () => place(random)) };
};

function found(event: PlaneEvent, model: Model) {
  const { result } = fitShape(event, model, { seed: SEED });
  const best = model.fromComponents(result.components);
  return { result, best, at: (name: string) => best[model.parameters.findIndex((one) => one.name === name)] };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
};
const inside = (value: number, low: number, high: number) => low <= value && value <= high;
const rounded = (value: number) => Number(value.toPrecision(4));

const written: object[] = [];

function recovered(kind: Kind, particles: number): object {
  const model = modelOf(kind.text);
  const names = Object.keys(kind.truth);
  const estimates = new Map(names.map((name) => [name, [] as number[]]));
  const sets: ReplicaSet[] = [];
  const { small, large, largeFrom } = WITH_INTERVALS;
  const withIntervals = particles >= largeFrom ? large : small;
  for (let k = 0; k < CASES; k++) {
    const event = eventOf(k, drawn(kind, particles, k).places);
    const { best, at, result } = found(event, model);
    for (const name of names) estimates.get(name)?.push(at(name));
    if (k < WRITTEN) {
      const { y, phi } = event;
      const { emd, components } = result;
      written.push({ shape: kind.text, particles, y: [...y], phi: [...phi], emd, components });
    }
    if (k < withIntervals) {
      const resolution = { stochastic: 0, constant: 0, noise: 0, y: 0, phi: 0 };
      const options = { kind: 'bootstrap', resolution, replicas: REPLICAS, seed: SEED } as const;
      sets.push(replicate(event, model, best, options));
    }
  }
  const parameters = names.map((name) => {
    const truth = kind.truth[name];
    const values = estimates.get(name) ?? [];
    const intervals = sets.flatMap(({ parameters }) => parameters.filter((one) => one.name === name));
    // Angles and shares differ; lengths compare.
    const scale = name.endsWith('angle') || name.endsWith('weight') ? 1 : truth;
    const share = (holds: (one: (typeof intervals)[number]) => boolean) =>
      rounded(intervals.filter(holds).length / intervals.length);
    return {
      name,
      bias: rounded((mean(values) - truth) / scale),
      error: rounded(sd(values) / Math.sqrt(values.length) / scale),
      sd: rounded(sd(values) / scale),
      bootstrapSd: rounded(mean(intervals.map((one) => one.sd)) / scale),
      bootstrapBias: rounded(mean(intervals.map((one) => one.bias)) / scale),
      holds68: share(({ central68 }) => inside(truth, ...central68)),
      holds95: share(({ central95 }) => inside(truth, ...central95)),
      // The replicas as they stand, their bias uncorrected.
      plain68: share(({ best, central68: [low, high] }) => inside(truth, 2 * best - high, 2 * best - low)),
      plain95: share(({ best, central95: [low, high] }) => inside(truth, 2 * best - high, 2 * best - low)),
    };
  });
  const left = sets.reduce((sum, set) => sum + set.left, 0) / (sets.length * REPLICAS);
  return {
    bench: 'recovery',
    case: `${kind.text}, ${particles} particles`,
    cases: CASES,
    withIntervals,
    left: rounded(left),
    parameters,
  };
}

/** The ring of the same cases: alone; under a background that no one told the fit of; and with `+pileup`. */
function underBackground(particles: number): object {
  const [kind] = KINDS;
  const ring = modelOf('ring');
  const both = modelOf('ring+pileup');
  const radii = { alone: [] as number[], ignored: [] as number[], fitted: [] as number[] };
  const weights: number[] = [];
  for (let k = 0; k < CASES; k++) {
    const { random, places } = drawn(kind, particles, k);
    const noise = Math.round((particles * BACKGROUND) / (1 - BACKGROUND));
    const side = () => REACH * (2 * random.uniform() - 1);
    const noisy = [...places, ...Array.from({ length: noise }, () => [side(), side()] as const)];
    radii.alone.push(found(eventOf(k, places), ring).at('radius'));
    radii.ignored.push(found(eventOf(k, noisy), ring).at('radius'));
    const fitted = found(eventOf(k, noisy), both);
    radii.fitted.push(fitted.at('ring.radius'));
    weights.push(fitted.at('pileup.weight'));
  }
  const told = (values: readonly number[]) => ({
    radius: rounded(mean(values)),
    error: rounded(sd(values) / Math.sqrt(values.length)),
  });
  return {
    bench: 'recovery',
    case: `ring of ${particles} particles and ${100 * BACKGROUND}% uniform background`,
    cases: CASES,
    alone: told(radii.alone),
    ring: told(radii.ignored),
    'ring+pileup': told(radii.fitted),
    'to the ring alone': rounded(mean(radii.fitted) / mean(radii.alone) - 1),
    weight: rounded(mean(weights)),
  };
}

export function* cases(): Generator<object> {
  const only = process.env.RECOVERY?.split(',');
  const wanted = (text: string, particles: number) =>
    only === undefined || only.includes(text) || only.includes(`${text}:${particles}`);
  for (const kind of KINDS) {
    for (const particles of SIZES) if (wanted(kind.text, particles)) yield recovered(kind, particles);
  }
  for (const particles of SIZES) if (wanted('pileup', particles)) yield underBackground(particles);
  const file = process.env.RECOVERY_FILE;
  if (file) writeFileSync(file, JSON.stringify(written));
}
