// Tasks about pairs of events: a tile or a list of distances, nearest neighbours, two events with the flow between them.

import type { Comparison, DistanceOptions } from '../../main/contract/geometry.ts';
import { type EventColumns, planeEvent } from '../core/events.ts';
// Not from the index: a thread that computes distances has no need to load the maps.
import { createMeasure } from '../geometry/measure.ts';
import { NeighbourSearch } from '../geometry/neighbours.ts';
import type { DistanceSettings, Measure } from '../geometry/types.ts';
import { center, emd, type Points } from '../transport/index.ts';
import type { TaskFunction } from './context.ts';
import type { EventRange } from './tasks.ts';

/** Events that a thread keeps ready, over tasks. */
const KEPT_EVENTS = 4096;

export const emdBlockTask: TaskFunction<'emdBlock'> = ({ rows, columns, cells, settings }, context) => {
  const measure = measureFor(settings);
  const a = eventsOf(rows, settings.center, context.columns);
  const b = columns === null ? a : eventsOf(columns, settings.center, context.columns);
  if (cells.kind === 'pairs') {
    const { pairs } = cells;
    const out = new Float64Array(pairs.length / 2);
    for (let k = 0; k < out.length; k++) {
      context.check();
      out[k] = measure(a(pairs[2 * k]), b(pairs[2 * k + 1]));
    }
    return out;
  }
  const [i0, i1, j0, j1] = cells.tile;
  const width = j1 - j0;
  const out = new Float64Array((i1 - i0) * width);
  const diagonal = columns === null && i0 === j0;
  for (let i = i0; i < i1; i++) {
    const row = a(i);
    for (let j = diagonal ? i + 1 : j0; j < j1; j++) {
      context.check();
      const value = measure(row, b(j));
      out[(i - i0) * width + j - j0] = value;
      if (diagonal) out[(j - j0) * width + i - i0] = value;
    }
  }
  return out;
};

/** One search a thread: what was worked out for the first rows serves the next. */
let search: { readonly of: readonly unknown[]; readonly made: NeighbourSearch } | null = null;

export const nearestOfTask: TaskFunction<'nearestOf'> = (input, context) => {
  const { queries, pool, k, settings, first, end } = input;
  const columns = [queries, pool ?? queries].map(({ key }) => context.columns(key));
  const of = [...columns, JSON.stringify([queries, pool, k, settings])];
  if (search === null || !search.of.every((one, i) => one === of[i])) {
    const all = (range: EventRange) => {
      const event = eventsOf([range], settings.center, context.columns, Number.POSITIVE_INFINITY);
      return Array.from({ length: range.end - range.first }, (_, place) => event(place));
    };
    const asked = all(queries);
    const same = pool === null;
    search = {
      of,
      made: new NeighbourSearch(asked, same ? asked : all(pool), k, settingsOf(settings), { same }),
    };
  }
  return search.made.rows(
    { first, end },
    { check: () => context.check(), progress: (done, total) => context.progress(done, total) },
  );
};

export const compareTask: TaskFunction<'compare'> = ({ a, b, settings }, context): Comparison => {
  const [left, right] = [a, b].map(({ key, event }) => {
    return eventPoints(context.columns(key), event, settings.center);
  });
  const { beta, R, normalise } = settings;
  const found = emd(left, right, { beta, R, normalise, plan: true });
  if (!found.converged) throw new Error(`compare: the solver stopped after ${found.iterations} pivots`);
  const none = { from: new Uint32Array(0), to: new Uint32Array(0), mass: new Float64Array(0) };
  return {
    emd: found.emd,
    lowerBound: found.lowerBound,
    gap: found.gap,
    a: left,
    b: right,
    plan: found.plan ?? none,
  };
};

function eventPoints(columns: EventColumns, event: number, centred: boolean): Points {
  const { pt, y, phi } = planeEvent(columns, event);
  return centred ? center({ weight: pt, y, phi }) : { weight: pt, y, phi };
}

/** The event at a place of ranges that follow one another. */
function eventsOf(
  ranges: readonly EventRange[],
  centred: boolean,
  columnsOf: (key: string) => EventColumns,
  most = KEPT_EVENTS,
): (place: number) => Points {
  const starts: number[] = [];
  let length = 0;
  for (const { first, end } of ranges) {
    starts.push(length);
    length += end - first;
  }
  const sources = ranges.map(({ key, first }) => ({ columns: columnsOf(key), first }));
  return (place) => {
    let s = starts.length - 1;
    while (s > 0 && starts[s] > place) s--;
    const { columns, first } = sources[s];
    return kept(columns, first + place - starts[s], centred, most);
  };
}

const ready = new WeakMap<EventColumns, readonly [Map<number, Points>, Map<number, Points>]>();

/** The same object for the same event as long as it is kept, so that a measure knows it again. */
function kept(columns: EventColumns, event: number, centred: boolean, most: number): Points {
  let maps = ready.get(columns);
  if (!maps) {
    maps = [new Map(), new Map()];
    ready.set(columns, maps);
  }
  const map = maps[centred ? 1 : 0];
  let points = map.get(event);
  if (!points) {
    if (map.size >= most) map.clear();
    points = eventPoints(columns, event, centred);
    map.set(event, points);
  }
  return points;
}

/**
 * Sliced distances of centred jets are those of the unwrapped plane, of events as they lie those around the cylinder:
 * without centring, jets anywhere in φ would have no common plane.
 */
function settingsOf({ beta, R, normalise, center, method }: DistanceOptions): DistanceSettings {
  return { beta, R, normalise, method, surface: center ? 'plane' : 'cylinder' };
}

let lastMeasure: { readonly of: string; readonly measure: Measure } | null = null;

/** One workspace a thread, as long as the settings stay. */
function measureFor(options: DistanceOptions): Measure {
  const settings = settingsOf(options);
  const of = JSON.stringify(settings);
  if (lastMeasure?.of !== of) lastMeasure = { of, measure: createMeasure(settings) };
  return lastMeasure.measure;
}
