// The same event, shape and seed by another solver, beside the fit on show: how far they differ.

import type { FitReport, FitResult, JobStatus } from '../../main/contract/index.ts';
import { wrapPhi } from '../../workers/core/geometry.ts';
import type { Model } from '../../workers/shapes/types.ts';
import type { Client } from '../client/index.ts';
import { aligned } from './align.ts';
import { Aside } from './aside.svelte.ts';
import { askedFrame } from './frame-choice.ts';
import type { Overlay } from './overlay.ts';

export interface Compared {
  /** What it is compared with. */
  readonly of: FitResult;
  readonly result: FitResult;
}

export interface ComparedRow {
  /** Place in the model's vector. */
  readonly place: number;
  readonly ours: number;
  readonly theirs: number;
  /** Theirs − ours, the short way round where it is periodic. */
  readonly difference: number;
}

export class Solvers {
  compared = $state.raw<Compared | null>(null);
  readonly job: Aside<FitReport>;

  constructor(client: Client) {
    this.job = new Aside(client);
  }

  /** The fit on show once more, by Sinkhorn's divergence, searched from the same starts. */
  async start(overlay: Overlay): Promise<void> {
    const { result, dataset, event, frame, model, selection, report } = overlay;
    if (!result) return;
    await this.job.start(
      {
        kind: 'fit',
        dataset,
        event,
        ...askedFrame(frame),
        shape: model.text,
        selection,
        from: null,
        solver: 'sinkhorn',
        at: report?.at ?? null,
        seed: result.seed,
      },
      (other) => {
        this.compared = { of: result, result: other.result };
      },
    );
  }

  /** Null where the fit on show was not compared. */
  with(result: FitResult | null): FitResult | null {
    const { compared } = this;
    return result && compared && sameFit(compared.of, result) ? compared.result : null;
  }

  onJob(status: JobStatus): void {
    if (status.kind === 'fit') this.job.onJob(status);
  }
}

/** The same parameters of the same expression on the same event: intervals may have been added meanwhile. */
export function sameFit(a: FitResult, b: FitResult): boolean {
  return a === b || (a.event === b.event && a.shape === b.shape && a.components === b.components);
}

/** Every parameter that was fitted, in the model's order; copies brought together first. */
export function compareFits(model: Model, ours: FitResult, theirs: FitResult): readonly ComparedRow[] {
  const a = model.fromComponents(ours.components);
  const b = model.fromComponents(aligned(model, ours.components, theirs.components));
  return model.parameters.flatMap(({ kind, fixed, given }, place) => {
    if (fixed !== null || given) return [];
    const raw = b[place] - a[place];
    // An axis has no head: angles repeat after half a turn.
    const difference = kind === 'azimuth' ? wrapPhi(raw) : kind === 'angle' ? wrapPhi(2 * raw) / 2 : raw;
    return [{ place, ours: a[place], theirs: b[place], difference }];
  });
}
