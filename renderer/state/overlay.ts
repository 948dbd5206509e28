// What stands on the plane: a shape at its parameters, the numbers known of it, and the field drawn around it; and a shape
// placed by hand in the form of a fit's result. From and to what the history keeps.

import type {
  Evaluation,
  EventData,
  FitReport,
  FitResult,
  GridSpec,
  HistoryEntry,
  JobSpec,
  ReferenceFrame,
  Selection,
} from '../../main/contract/index.ts';
import type { PlaneEvent } from '../../workers/core/events.ts';
import { modelOf } from '../../workers/shapes/index.ts';
import type { Model } from '../../workers/shapes/types.ts';
import { known, nameWithin } from './expressions.ts';
import { askedFrame } from './frame-choice.ts';

/** Seed of every fit started from the screen; it is part of the result. */
export const SEED = 1;

export interface Overlay {
  readonly dataset: string;
  readonly event: number;
  /** The one that it was fitted in, where that is not the laboratory. */
  readonly frame?: ReferenceFrame;
  readonly model: Model;
  readonly parameters: Float64Array;
  /** 'settling': a fit runs. 'settled': its result. 'dragged': tried by hand. 'batch': a row of a table. */
  readonly state: 'settling' | 'settled' | 'dragged' | 'batch';
  readonly selection: Selection;
  /** rad; null before the first value has come. */
  readonly emd: number | null;
  /** The numbers that certify that value; null while it moves. */
  readonly result: FitResult | null;
  readonly report: FitReport | null;
  /** EMD by iteration, as far as it has been shown. */
  readonly trace: readonly number[];
}

export interface Field {
  readonly potential: Float32Array | null;
  /** rad; a colour range that suits what is fitted. */
  readonly reach: number | null;
  readonly grid: GridSpec | null;
  readonly plan: Evaluation['plan'];
}

type FitJob = Extract<JobSpec, { readonly kind: 'fit' }>;

/** A shape placed by hand, in the form of a result: no iterations, not converged, but with its certificate. */
export function byHand(overlay: Overlay, evaluation: Evaluation): FitResult {
  return {
    event: overlay.event,
    shape: overlay.model.text,
    solver: 'exact',
    emd: evaluation.emd,
    lower_bound: evaluation.lowerBound,
    gap: evaluation.gap,
    quadrature: evaluation.quadrature,
    seed: SEED,
    converged: false,
    iterations: 0,
    wall_ms: 0,
    components: overlay.model.toComponents(overlay.parameters),
  };
}

/** The same with its sums over the event, of which `chosen` is fitted. */
export function reportByHand(
  data: EventData,
  chosen: PlaneEvent,
  overlay: Overlay,
  result: FitResult,
  others: FitReport['others'],
): FitReport {
  const energy = sum(chosen.pt);
  return {
    result,
    trace: [],
    others,
    selection: overlay.selection,
    particles: chosen.pt.length,
    energy,
    energyShare: energy / sum(data.pt),
  };
}

/** For the history: a fit that is asked for, and has no report yet. */
export function asked(
  data: EventData,
  model: Model,
  selection: Selection,
  verb: 'Fit' | 'Refit',
): HistoryEntry {
  return {
    label: `${verb} ${nameWithin(model)}`,
    dataset: data.dataset,
    event: data.event,
    ...askedFrame(data.frame?.frame),
    shape: model.text,
    selection,
    report: null,
  };
}

/** Its job: from these components and only from there, else a search that begins at `at`. */
export function jobOf(
  { dataset, event, frame, shape, selection }: Omit<HistoryEntry, 'label' | 'report'>,
  from: FitResult['components'] | null,
  at: readonly [number, number] | null,
): FitJob {
  return {
    kind: 'fit',
    dataset,
    event,
    ...askedFrame(frame),
    shape,
    selection,
    from,
    solver: 'exact',
    at,
    seed: SEED,
  };
}

/** The shape of a fit that begins. */
export function beginning(entry: HistoryEntry, model: Model, parameters: Float64Array): Overlay {
  return {
    dataset: entry.dataset,
    event: entry.event,
    ...askedFrame(entry.frame),
    model,
    parameters,
    state: 'settling',
    selection: entry.selection,
    emd: null,
    result: null,
    report: null,
    trace: [],
  };
}

/** What the history has recorded; null for a shape that was taken away. */
export function recorded(entry: HistoryEntry): Overlay | null {
  const report = entry.report;
  if (!report?.result.components.length) return null;
  const model = modelOf(entry.shape);
  return {
    dataset: entry.dataset,
    event: entry.event,
    ...askedFrame(entry.frame),
    model,
    parameters: model.fromComponents(report.result.components),
    // A shape placed by hand is recorded as a result that nothing has converged to; a point may converge at once.
    state: report.result.iterations === 0 && !report.result.converged ? 'dragged' : 'settled',
    selection: report.selection,
    emd: report.result.emd,
    result: report.result,
    report,
    trace: report.trace,
  };
}

/** Its expression can be read, and what was fitted are its parts: a session of another version may hold others. */
export function canShow(entry: HistoryEntry): boolean {
  try {
    recorded(entry);
    return known(entry.shape) !== null;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A row of a table; null for one without a result, or whose expression cannot be read here. */
export function batchRow(data: EventData, result: FitResult, selection: Selection): Overlay | null {
  const model = known(result.shape);
  if (result.components.length === 0 || !model) return null;
  return {
    dataset: data.dataset,
    event: data.event,
    model,
    parameters: model.fromComponents(result.components),
    state: 'batch',
    selection,
    emd: result.emd,
    result,
    report: null,
    trace: [],
  };
}

/** The job of the same search once more; a fit that began where the shape stood begins where it ended. */
export function refitOf(overlay: Overlay, { components, solver, seed }: FitResult): FitJob {
  const { report } = overlay;
  const from = report?.here ? components : null;
  return { ...jobOf({ ...overlay, shape: overlay.model.text }, from, report?.at ?? null), solver, seed };
}

/** For the history; without a report it says that the shape was taken away. */
export function entryOf(overlay: Overlay, verb: string, report: FitReport | null): HistoryEntry {
  return {
    label: `${verb} ${nameWithin(overlay.model)}`,
    dataset: overlay.dataset,
    event: overlay.event,
    ...askedFrame(overlay.frame),
    shape: overlay.model.text,
    selection: overlay.selection,
    report,
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
