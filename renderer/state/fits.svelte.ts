// The shape on the plane: placed by a click, settling through the solver's iterates, dragged by hand, measured.
// One fit at a time: a new one supersedes (cancels) the former. History records what was fitted and dragged.

import type {
  ErrorData,
  EvaluateRequest,
  Evaluation,
  EventData,
  FitReport,
  FitResult,
  FrameFacts,
  HistoryEntry,
  Iterate,
  JobStatus,
  ReferenceFrame,
  Selection,
} from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import { type PlaneEvent, select } from '../../workers/core/events.ts';
import { modelOf } from '../../workers/shapes/index.ts';
import type { Model } from '../../workers/shapes/types.ts';
import type { Client } from '../client/index.ts';
import { FitHand } from './fit-hand.ts';
import { FitRun } from './fit-run.svelte.ts';
import { sameFrame } from './frame-choice.ts';
import {
  EMPTY,
  exchanged,
  goTo,
  type History,
  push,
  redo,
  type Step,
  standing,
  undo,
  withResult,
} from './history.ts';
import { latest } from './latest.ts';
import { evaluationOf, type FitView } from './measuring.ts';
import {
  asked,
  batchRow,
  beginning,
  byHand,
  entryOf,
  type Field,
  jobOf,
  type Overlay,
  recorded,
  reportByHand,
} from './overlay.ts';
import { asPlaneEvent } from './place.svelte.ts';

interface Asked {
  readonly overlay: Overlay;
  readonly coarse: boolean;
  readonly request: EvaluateRequest;
}

export class Fits {
  overlay = $state.raw<Overlay | null>(null);
  field = $state.raw<Field | null>(null);
  error = $state.raw<ErrorData | null>(null);
  history = $state.raw<History>(EMPTY);
  /** A fit that was cut off by a crash, to be taken up again. */
  interrupted = $state.raw<HistoryEntry | null>(null);

  #event: EventData | null = null;
  readonly hand: FitHand;
  readonly #run: FitRun;
  readonly #measure;
  /** The solver's iterates, by the components that they ended with. */
  readonly #films = new WeakMap<FitResult['components'], readonly Iterate[]>();

  constructor(
    client: Client,
    private readonly view: FitView,
    frame: (callback: () => void) => unknown,
  ) {
    const fits = this;
    this.hand = new FitHand({
      get overlay() {
        return fits.overlay;
      },
      put: (overlay) => this.#put(overlay),
      stop: () => this.stop(),
      measure: (coarse) => this.measure(coarse),
    });
    this.#run = new FitRun(
      client,
      {
        iterate: (iterate) => this.#follow(iterate),
        finish: (entry, iterates) => {
          if (entry.report) this.#films.set(entry.report.result.components, iterates);
          this.history = push(this.history, entry);
          this.#restore(entry);
        },
        fail: (error) => this.#failed(error),
        refuse: (error) => {
          this.error = RingsideError.from(error).toData();
          this.#put(null);
        },
      },
      frame,
    );
    this.#measure = latest<Asked, Evaluation>(
      (asked) => client.api.evaluate(asked.request),
      (evaluation, asked) => this.#measured(evaluation, asked),
      (error, asked) => {
        const told = RingsideError.from(error);
        if (this.#same(asked.overlay) && told.code !== 'cancelled') this.error = told.toData();
      },
    );
  }

  /** The fit that runs; null for none. */
  get running(): HistoryEntry | null {
    return this.#run.running;
  }

  /** Another event is shown: its own shape, where there is one, or none. */
  show(data: EventData, batch: FitResult | null): void {
    this.#event = data;
    this.stop();
    this.error = null;
    const entry = standing(this.history, data.dataset, data.event, data.frame?.frame);
    if (entry) this.#restore(entry);
    else if (batch) this.#showBatch(data, batch);
    else this.#put(null);
  }

  leave(): void {
    this.stop();
    this.#event = null;
    this.#put(null);
  }

  /** What of the event would be fitted: for the share of energy on the screen, and for the first guess. */
  selected(data: EventData, selection: Selection): PlaneEvent {
    return select(asPlaneEvent(data), selection);
  }

  /** Click-to-fit: the shape stands at once, then follows the solver. */
  async start(shapeName: string, selection: Selection, at: readonly [number, number] | null): Promise<void> {
    const data = this.#event;
    if (!data) return;
    const model = modelOf(shapeName);
    const chosen = this.selected(data, selection);
    if (chosen.pt.length === 0) {
      this.error = {
        code: 'bad-argument',
        message: `Event ${data.event}: there is no particle in the selection`,
        hint: 'Click nearer to energy, or make the circle larger.',
      };
      return;
    }
    await this.#launch(
      data,
      model,
      selection,
      model.initial(chosen, at ?? undefined, regionOf(selection)),
      at,
      false,
    );
  }

  /** From where the shape stands now, and only from there. */
  async refit(): Promise<void> {
    const overlay = this.overlay;
    const data = this.#event;
    if (!overlay || !data) return;
    await this.#launch(data, overlay.model, overlay.selection, overlay.parameters, null, true);
  }

  async resume(entry: HistoryEntry): Promise<void> {
    this.interrupted = null;
    const data = this.#event;
    if (!data || !isOf(data, entry)) return;
    await this.start(entry.shape, entry.selection, null);
  }

  /** Cancels the fit that runs; what the plane shows stays where it got to. */
  cancel(): void {
    const overlay = this.overlay;
    if (!this.running) return;
    this.stop();
    if (overlay) {
      this.#put({ ...overlay, state: 'dragged', result: null, report: null });
      this.measure(false);
    }
  }

  stop(): void {
    this.#run.stop();
  }

  /** The iterates that ended in this result; null where another session, or a table, fitted it. */
  filmOf(result: FitResult): readonly Iterate[] | null {
    return this.#films.get(result.components) ?? null;
  }

  /** More is known of a result that stands in the history: the same fit, with what was found out about it. */
  attach(result: FitResult, more: Partial<FitResult>): void {
    const added = { ...result, ...more };
    this.history = exchanged(this.history, result, added);
    const overlay = this.overlay;
    if (overlay?.result === result) {
      this.overlay = { ...overlay, result: added, report: withResult(overlay.report, result, added) };
    }
  }

  /** Takes the shape off the plane, undoably. */
  clear(): void {
    const overlay = this.overlay;
    if (!overlay) return;
    this.stop();
    this.history = push(this.history, entryOf(overlay, 'Remove the', null));
    this.#put(null);
  }

  /** One step back, forward or to any entry; the caller goes to the step's event. */
  step(to: 'undo' | 'redo' | number): Step | null {
    const step =
      to === 'undo' ? undo(this.history) : to === 'redo' ? redo(this.history) : goTo(this.history, to);
    if (!step) return null;
    this.stop();
    this.history = step.history;
    if (this.#event && isOf(this.#event, step)) {
      if (step.shown) this.#restore(step.shown);
      else this.#put(null);
    }
    return step;
  }

  /** Potential, plan and value where the shape stands; `coarse` while something moves. */
  measure(coarse: boolean): void {
    const overlay = this.overlay;
    if (!overlay) return;
    const request = evaluationOf(overlay, this.view, coarse);
    if (request) this.#measure.ask({ overlay, coarse, request });
    else this.field = null;
  }

  onIterate(job: string, iterate: Iterate): void {
    this.#run.onIterate(job, iterate);
  }

  onFitted(job: string, report: FitReport): void {
    this.#run.onFitted(job, report);
  }

  onJob(status: JobStatus): void {
    this.#run.onJob(status);
  }

  /** After a reconnection the job may have ended unheard. */
  onJobs(all: readonly JobStatus[]): void {
    const lost = this.#run.lost(all);
    if (!lost) return;
    this.interrupted = lost;
    this.cancel();
  }

  async #launch(
    data: EventData,
    model: Model,
    selection: Selection,
    parameters: Float64Array,
    at: readonly [number, number] | null,
    fromHere: boolean,
  ): Promise<void> {
    this.stop();
    this.error = null;
    const entry = asked(data, model, selection, fromHere ? 'Refit' : 'Fit');
    this.#put(beginning(entry, model, parameters));
    await this.#run.start(
      entry,
      jobOf(entry, fromHere ? model.toComponents(parameters) : null, at),
      this.view.reducedMotion,
    );
  }

  #follow(iterate: Iterate): void {
    const overlay = this.overlay;
    if (!overlay) return;
    this.#put({
      ...overlay,
      parameters: overlay.model.fromComponents(iterate.components),
      emd: iterate.emd,
      trace: [...overlay.trace, iterate.emd],
    });
    if (this.view.potential || this.view.plan) this.measure(true);
  }

  #failed(error: ErrorData | null): void {
    this.error = error;
    const overlay = this.overlay;
    if (overlay?.state !== 'settling') return;
    this.#put({ ...overlay, state: 'dragged' });
    this.measure(false);
  }

  #restore(entry: HistoryEntry): void {
    const overlay = recorded(entry);
    this.#put(overlay);
    if (overlay) this.measure(false);
  }

  #showBatch(data: EventData, result: FitResult): void {
    const overlay = batchRow(data, result, this.batchSelection(data));
    if (!overlay) return;
    this.#put(overlay);
    this.measure(false);
  }

  /** Set by the tables: what a batch row of this event was fitted to. */
  batchSelection: (data: EventData) => Selection = () => ({ kind: 'all' });

  #put(overlay: Overlay | null): void {
    const before = this.overlay;
    const sameEvent = overlay && before && isOf(overlay, before);
    // The potential of one shape is no picture of another's: it goes until the new one is here.
    if (!sameEvent || overlay.model !== before.model) {
      this.#measure.drop();
      this.field = null;
      this.hand.forget();
    }
    this.overlay = overlay;
  }

  #same(overlay: Overlay): boolean {
    const now = this.overlay;
    return now !== null && isOf(now, overlay);
  }

  #measured(evaluation: Evaluation, asked: Asked): void {
    const overlay = this.overlay;
    if (!overlay || !this.#same(asked.overlay) || overlay.model !== asked.overlay.model) return;
    this.field = {
      potential: evaluation.potential,
      reach: evaluation.potentialReach,
      grid: evaluation.grid,
      plan: evaluation.plan,
    };
    if (overlay.state !== 'dragged' || asked.overlay.state !== 'dragged') return;
    const latestValue = overlay.parameters === asked.overlay.parameters;
    if (asked.coarse || !latestValue) {
      this.overlay = { ...overlay, emd: evaluation.emd };
      return;
    }
    const result = byHand(overlay, evaluation);
    const data = this.#event;
    const report =
      data && reportByHand(data, this.selected(data, overlay.selection), overlay, result, this.hand.others);
    this.overlay = { ...overlay, emd: evaluation.emd, result, report };
    if (report && this.hand.takeRecord()) {
      this.history = push(this.history, entryOf(overlay, 'Move the', report));
    }
  }
}

interface Standing {
  readonly dataset: string;
  readonly event: number;
  readonly frame?: ReferenceFrame | FrameFacts;
}

/** Both are of the same event, seen from the same frame. */
function isOf(a: Standing, b: Standing): boolean {
  const frame = ({ frame }: Standing) => (frame && 'frame' in frame ? frame.frame : frame);
  return a.dataset === b.dataset && a.event === b.event && sameFrame(frame(a), frame(b));
}

function regionOf(selection: Selection) {
  return selection.kind === 'circle' ? selection : undefined;
}
