// What the charts of the Observables workspace show: histograms, moments, the ranking and the curves of the columns that are
// held, worked out anew when they change.

import type { Frame } from '../../main/contract/index.ts';
import { binOf } from '../../workers/core/binning.ts';
import { type Histogram, type Histogram2, histogram, histogram2 } from '../../workers/core/histogram.ts';
import { type Moments, moments } from '../../workers/core/moments.ts';
import { bySeparation, type Ranked, type RocCurve, ranked, rocCurve } from '../../workers/core/roc.ts';
import { type Observables, type Picked, SAMPLE_NAMES, SLOTS, type Slot } from './observables.svelte.ts';
import { edgesFor, edgesOfTwo, type Stretch, stretch, within } from './observables-bins.ts';
import type { Held } from './observables-columns.svelte.ts';

export interface Sample {
  readonly slot: Slot;
  /** What it is; how far it is, `held` says. */
  readonly frame: Frame;
  /** Its file, with the sample's letter where both are of one file. */
  readonly name: string;
  readonly held: Held;
}

export interface OneHistogram {
  readonly column: string;
  readonly edges: Float64Array;
  readonly problem: string | null;
  /** In the order of the samples. */
  readonly counts: readonly Histogram[];
  readonly moments: readonly Moments[];
}

export interface TwoHistogram {
  readonly x: string;
  readonly y: string;
  readonly counts: readonly Histogram2[];
}

export interface Member {
  readonly slot: Slot;
  readonly frame: Frame;
  readonly event: number;
  readonly values: readonly number[];
}

/** Curves drawn beside the chosen column's. */
const BESIDE = 4;

export class ObservableCharts {
  ranking = $state.raw<readonly Ranked[]>([]);
  /** The ranking is being worked out. */
  busy = $state(false);
  #next: readonly string[] | null = null;
  readonly #curves = new WeakMap<Float64Array, { readonly b: Float64Array; readonly curve: RocCurve }>();

  constructor(private readonly state: Observables) {}

  readonly samples: readonly Sample[] = $derived.by(() => {
    const [a, b] = this.state.kinds;
    const alike = a && b && a.file === b.file;
    return SLOTS.flatMap((slot) => {
      const frame = slot === 0 ? a : b;
      const held = this.state.data[slot].held;
      if (!frame || held?.frame !== frame.id) return [];
      const name = alike ? `${frame.file} (${SAMPLE_NAMES[slot]})` : frame.file;
      return [{ slot, frame, name, held }];
    });
  });

  readonly histogram: OneHistogram | null = $derived.by(() => {
    const column = this.state.xColumn?.name;
    const values = column === undefined ? null : this.values(column);
    if (column === undefined || !values) return null;
    const { edges, problem } = edgesFor(values, this.state.binsOf(column));
    return {
      column,
      edges,
      problem,
      counts: values.map((one) => histogram(one, edges)),
      moments: values.map(moments),
    };
  });

  readonly two: TwoHistogram | null = $derived.by(() => {
    const x = this.state.xColumn?.name;
    const y = this.state.yColumn?.name;
    if (this.state.view !== 'two' || x === undefined || y === undefined) return null;
    const [across, up] = [this.values(x), this.values(y)];
    if (!across || !up) return null;
    const [xEdges, yEdges] = [this.#edgesOfTwo(x, across), this.#edgesOfTwo(y, up)];
    return { x, y, counts: across.map((one, i) => histogram2(one, up[i], xEdges, yEdges)) };
  });

  /** The chosen column first, then the best others. */
  readonly curves: readonly { readonly column: string; readonly curve: RocCurve }[] = $derived.by(() => {
    const chosen = this.state.xColumn?.name;
    if (this.state.view !== 'roc' || chosen === undefined || this.samples.length < 2) return [];
    const others = this.ranking.map(({ name }) => name).filter((name) => name !== chosen);
    return [chosen, ...others.slice(0, BESIDE)].flatMap((column) => {
      const curve = this.#curve(column);
      return curve ? [{ column, curve }] : [];
    });
  });

  /** How well the chosen column tells the samples apart. */
  readonly separation: RocCurve | null = $derived.by(() => {
    const column = this.state.xColumn?.name;
    return column === undefined ? null : this.#curve(column);
  });

  /** Events that were picked on the chart, sample A's first. */
  readonly members: readonly Member[] = $derived.by(() => {
    const { picked } = this.state;
    return picked ? this.samples.flatMap((sample) => membersOf(sample, picked)) : [];
  });

  /** A column of every sample; null until all of them hold it. */
  values(column: string): readonly Float64Array[] | null {
    const list = this.samples.flatMap(({ held }) => held.columns.get(column) ?? []);
    const wanted = this.state.kinds.filter((frame) => frame !== null).length;
    return list.length > 0 && list.length === wanted ? list : null;
  }

  /** The bin that a value of the chosen column falls into, as something to pick. */
  binAt(value: number): Stretch | null {
    const shown = this.histogram;
    if (!shown) return null;
    const bin = binOf(shown.edges, value);
    return bin >= 0 && bin < shown.edges.length - 1 ? stretch(shown.column, shown.edges, bin) : null;
  }

  squareAt(slot: Slot, x: number, y: number): Picked | null {
    const shown = this.two;
    if (!shown) return null;
    const [{ xEdges, yEdges }] = shown.counts;
    const [i, j] = [binOf(xEdges, x), binOf(yEdges, y)];
    if (!(i >= 0 && i < xEdges.length - 1 && j >= 0 && j < yEdges.length - 1)) return null;
    return { slot, stretches: [stretch(shown.x, xEdges, i), stretch(shown.y, yEdges, j)] };
  }

  /** Ranks columns that both samples hold, one after the other, so that the screen stays awake; what is asked meanwhile, after. */
  async rank(names: readonly string[]): Promise<void> {
    this.#next = names;
    if (this.busy) return;
    this.busy = true;
    while (this.#next) {
      const asked = this.#next;
      this.#next = null;
      const pair = this.samples.map(({ frame }) => frame.id).join();
      const list: Ranked[] = [];
      for (const name of asked) {
        const values = this.values(name);
        if (values?.length !== 2) continue;
        list.push(ranked(name, values[0], values[1]));
        await new Promise((done) => setTimeout(done));
      }
      // Of other samples than those on show now it would be wrong.
      if (pair === this.samples.map(({ frame }) => frame.id).join()) this.ranking = list.sort(bySeparation);
    }
    this.busy = false;
  }

  /** Worked out once for the same values. */
  #curve(column: string): RocCurve | null {
    const values = this.values(column);
    if (values?.length !== 2) return null;
    const [a, b] = values;
    const known = this.#curves.get(a);
    if (known?.b === b) return known.curve;
    const curve = rocCurve(a, b);
    this.#curves.set(a, { b, curve });
    return curve;
  }

  /** The user's own range or bins where there are any, else Scott's. */
  #edgesOfTwo(column: string, values: readonly Float64Array[]): Float64Array {
    const settings = this.state.binsOf(column);
    const own = settings.by !== 'rule' || settings.low !== null || settings.high !== null;
    return own ? edgesFor(values, settings).edges : edgesOfTwo(values);
  }
}

function membersOf({ slot, frame, held }: Sample, { stretches, slot: only }: Picked): Member[] {
  if (only !== null && only !== slot) return [];
  const columns = stretches.flatMap(({ column }) => held.columns.get(column) ?? []);
  if (columns.length < stretches.length) return [];
  const list: Member[] = [];
  for (let i = 0; i < held.events.length; i++) {
    if (columns.every((column, k) => within(stretches[k], column[i]))) {
      list.push({ slot, frame, event: held.events[i], values: columns.map((column) => column[i]) });
    }
  }
  return list;
}
