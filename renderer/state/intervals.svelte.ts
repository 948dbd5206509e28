// How sure the fit on show is: intervals from smearing and from a bootstrap, asked for, kept for each fit of this window,
// and the band of replicas that is drawn around the shape.

import type {
  FitResult,
  Intervals,
  IntervalsReport,
  JobStatus,
  ReplicaSet,
  ResolutionModel,
} from '../../main/contract/index.ts';
import { DEFAULT_REPLICAS, DEFAULT_RESOLUTION } from '../../main/contract/index.ts';
import type { BandLine } from '../../workers/figure/types.ts';
import { isBackground } from '../../workers/shapes/index.ts';
import type { Model } from '../../workers/shapes/types.ts';
import type { Client } from '../client/index.ts';
import { Aside } from './aside.svelte.ts';
import { askedFrame, frameKey } from './frame-choice.ts';
import { type Overlay, SEED } from './overlay.ts';

/** Which replicas the plane shows around the shape. */
export const BANDS = ['bootstrap', 'smearing', 'none'] as const;
export type Band = (typeof BANDS)[number];

/** What can be asked for; the application refuses what lies outside. */
export const RESOLUTION_LIMITS = {
  stochastic: 100,
  constant: 100,
  noise: 1e6,
  y: 10,
  phi: 10,
} as const satisfies Record<keyof ResolutionModel, number>;
export const REPLICAS = { fewest: 20, most: 1000 } as const;

/** Replicas whose outlines are drawn, and segments of each. */
const DRAWN = 60;
const SEGMENTS = 48;
/** Fits whose replicas are kept, the newest. */
const KEPT = 24;

export class IntervalsState {
  resolution = $state.raw<ResolutionModel>(DEFAULT_RESOLUTION);
  replicas = $state(DEFAULT_REPLICAS);
  band = $state<Band>('bootstrap');
  readonly job: Aside<IntervalsReport>;

  /** By what was asked. */
  #kept = $state.raw<ReadonlyMap<string, IntervalsReport>>(new Map());

  constructor(client: Client) {
    this.job = new Aside(client);
  }

  /** For the fit on show; `done` is called with what its result is to hold from now on. */
  async start(overlay: Overlay, done: (result: FitResult, intervals: Intervals) => void): Promise<void> {
    const { result, dataset, event, frame, model, selection } = overlay;
    if (!result) return;
    const { components } = result;
    await this.job.start(
      {
        kind: 'intervals',
        dataset,
        event,
        ...askedFrame(frame),
        shape: model.text,
        selection,
        components,
        resolution: this.resolution,
        replicas: this.replicas,
        seed: SEED,
      },
      (report) => {
        const kept = [...this.#kept, [keyOf(overlay), report] as const];
        this.#kept = new Map(kept.slice(-KEPT));
        done(result, summary(report));
      },
    );
  }

  /** With the replicas; null where they are not known, or no longer: a session keeps the numbers alone. */
  reportOf(overlay: Overlay | null): IntervalsReport | null {
    return overlay?.result ? (this.#kept.get(keyOf(overlay)) ?? null) : null;
  }

  bandOf(overlay: Overlay | null): readonly BandLine[] {
    const report = this.band === 'none' ? null : this.reportOf(overlay);
    return report && overlay
      ? bandLines(overlay.model, report[this.band === 'none' ? 'bootstrap' : this.band])
      : [];
  }

  onJob(status: JobStatus): void {
    if (status.kind === 'intervals') this.job.onJob(status);
  }

  toJSON(): Record<string, unknown> {
    return { resolution: { ...this.resolution }, replicas: this.replicas, band: this.band };
  }

  /** What is not there or out of bounds stays as it is. */
  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) return;
    const { resolution, replicas, band } = saved as Record<string, unknown>;
    if (isResolution(resolution)) this.resolution = resolution;
    if (isReplicas(replicas)) this.replicas = replicas;
    if (BANDS.includes(band as Band)) this.band = band as Band;
  }
}

export function isResolution(value: unknown): value is ResolutionModel {
  if (typeof value !== 'object' || value === null) return false;
  const names = Object.keys(RESOLUTION_LIMITS) as (keyof ResolutionModel)[];
  return names.every((name) => {
    const one = (value as Record<string, unknown>)[name];
    return typeof one === 'number' && one >= 0 && one <= RESOLUTION_LIMITS[name];
  });
}

export function isReplicas(value: unknown): value is number {
  return (
    Number.isInteger(value) && (value as number) >= REPLICAS.fewest && (value as number) <= REPLICAS.most
  );
}

/** Outlines of the replicas that stayed in the minimum, evenly chosen; a background has no place of its own. */
export function bandLines(model: Model, { values, stayed }: ReplicaSet): BandLine[] {
  const size = model.parameters.length;
  const places = Array.from(stayed.keys()).filter((k) => stayed[k] === 1);
  const step = Math.max(1, places.length / DRAWN);
  const lines: BandLine[] = [];
  for (let k = 0; k < Math.min(places.length, DRAWN); k++) {
    const row = places[Math.floor(k * step)];
    const x = values.slice(row * size, (row + 1) * size);
    for (const [p, { line }] of model.outlines(x, SEGMENTS).entries()) {
      const { shape } = model.parts[p];
      if (isBackground(shape)) continue;
      const weight = model.parts.length > 1 ? model.weightOf(x, p) : null;
      lines.push({ outline: line, point: !shape.continuous, weight });
    }
  }
  return lines;
}

/** Without the replicas themselves: what a result holds. */
function summary({ seed, resolution, smearing, bootstrap }: IntervalsReport): Intervals {
  const numbers = ({ replicas, left, parameters }: ReplicaSet) => ({ replicas, left, parameters });
  return { seed, resolution, smearing: numbers(smearing), bootstrap: numbers(bootstrap) };
}

function keyOf({ dataset, event, frame, model, selection, result }: Overlay): string {
  return JSON.stringify([dataset, event, frameKey(frame), model.text, selection, result?.components]);
}
