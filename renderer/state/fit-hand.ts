// The shape in the hand: dragged by its handles, or taken to another of its minima. What is then measured is noted
// once, when it is let go of.

import type { FitReport } from '../../main/contract/index.ts';
import type { Overlay } from './overlay.ts';

/** The fit on show, as far as a hand changes it. */
export interface Handled {
  readonly overlay: Overlay | null;
  put(overlay: Overlay): void;
  stop(): void;
  measure(coarse: boolean): void;
}

export class FitHand {
  /** What stood there when a drag began, and the minima known then. */
  #before: Overlay | null = null;
  #others: FitReport['others'] = [];
  #record = false;

  constructor(private readonly fit: Handled) {}

  /** Minima that the search had met before the shape was moved. */
  get others(): FitReport['others'] {
    return this.#others;
  }

  drag(handle: string, at: readonly [number, number], phase: 'start' | 'move' | 'end' | 'cancel'): void {
    const overlay = this.fit.overlay;
    if (!overlay) return;
    if (phase === 'start') {
      this.fit.stop();
      this.#before = overlay;
      return;
    }
    if (phase === 'cancel') {
      if (this.#before) this.fit.put(this.#before);
      this.#before = null;
      this.fit.measure(false);
      return;
    }
    if (phase === 'move') {
      this.fit.put({
        ...overlay,
        parameters: overlay.model.drag(overlay.parameters, handle, at[0], at[1]),
        state: 'dragged',
        result: null,
        report: null,
      });
      this.fit.measure(true);
      return;
    }
    const before = this.#before;
    this.#before = null;
    // A press on a handle that did not move it changes nothing.
    if (before?.parameters === overlay.parameters) return;
    this.#others = before?.report?.others ?? [];
    this.fit.put({ ...overlay, parameters: overlay.model.canonical(overlay.parameters) });
    this.#record = true;
    this.fit.measure(false);
  }

  /** Parameters set at once, recorded like a drag. */
  #adjust(parameters: Float64Array): void {
    const overlay = this.fit.overlay;
    if (!overlay) return;
    this.fit.stop();
    const canonical = overlay.model.canonical(parameters);
    this.#others = overlay.report?.others ?? this.#others;
    this.fit.put({ ...overlay, parameters: canonical, state: 'dragged', result: null, report: null });
    this.#record = true;
    this.fit.measure(false);
  }

  /** Another minimum that the search has met. */
  showOther(components: FitReport['others'][number]): void {
    const overlay = this.fit.overlay;
    if (overlay) this.#adjust(overlay.model.fromComponents(components.components));
  }

  /** What is measured next is of another shape, or none: it is not to be noted. */
  forget(): void {
    this.#record = false;
  }

  /** Whether what has been measured is to be noted; once. */
  takeRecord(): boolean {
    const record = this.#record;
    this.#record = false;
    return record;
  }
}
