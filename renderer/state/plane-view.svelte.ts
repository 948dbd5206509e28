// What the plane shows of the cylinder: filled with an event, kept from one to the next, fitted to the plane's size;
// and the scales of colours and sizes that go with it.

import type { EventData, GridSpec } from '../../main/contract/index.ts';
import { centroid, wrapPhi } from '../../workers/core/geometry.ts';
import { fitAspect, pan, ptReferenceFor, resizeView } from '../../workers/figure/index.ts';
import { potentialRange } from '../../workers/figure/scene.ts';
import type { App } from './app.svelte.ts';
import { firstView, isClose } from './frame-view.ts';
import { gridOver } from './grid.ts';

export class PlaneView {
  /** Size of the plane, CSS px. */
  size = $state.raw({ width: 800, height: 600 });

  #sized = false;
  /** The plane is about to become another: it is to be filled anew. */
  #refits = false;
  /** Centre of the event that the view was made for. */
  #anchor: readonly [number, number] | null = null;

  constructor(private readonly app: App) {}

  /** Another file, or frame: the next event chooses all of it. */
  forget(): void {
    const { look } = this.app;
    look.ptReference = null;
    look.range = null;
    look.view = null;
    this.#anchor = null;
  }

  /** The plane's size is about to change: it is then to show all that it would at first. */
  refill(): void {
    this.#refits = this.app.look.view !== null;
  }

  /** Shows the whole event. */
  fit(): void {
    const data = this.app.place.data;
    if (!data) return;
    const { width, height } = this.size;
    this.app.look.view = firstView(data, width / height, this.app.dataset?.jetSized ?? true);
    this.#anchor = centroid(data.pt, data.y, data.phi);
    this.app.fits.measure(false);
  }

  /** Colours and sizes to the event on show. */
  rescale(): void {
    this.app.look.range = null;
    const field = this.app.fits.field;
    if (field?.potential) this.app.look.range = potentialRange(field.potential);
    const data = this.app.place.data;
    if (data) this.app.look.ptReference = ptReferenceFor(data.pt);
  }

  resize(width: number, height: number): void {
    const from = this.size;
    const first = !this.#sized;
    this.#sized = true;
    if (from.width === width && from.height === height) return;
    this.size = { width, height };
    const view = this.app.look.view;
    if (this.#refits) {
      this.#refits = false;
      this.fit();
      return;
    }
    // A view that a session brought was never seen at the size that is assumed before the plane is there.
    if (view)
      this.app.look.view = first ? fitAspect(view, width / height) : resizeView(view, from, this.size);
  }

  /**
   * The view stays as it is from event to event. Jets lie anywhere on the cylinder, so theirs stays relative to the
   * jet's centre: the same zoom, the same place of the jet on the screen.
   */
  follow(data: EventData): void {
    const { look } = this.app;
    const jetSized = isClose(data, this.app.dataset?.jetSized ?? true);
    const here = data.pt.length > 0 ? centroid(data.pt, data.y, data.phi) : null;
    if (look.view === null) {
      const { width, height } = this.size;
      look.view = firstView(data, width / height, this.app.dataset?.jetSized ?? true);
    } else if (jetSized && here && this.#anchor) {
      look.view = pan(look.view, here[0] - this.#anchor[0], wrapPhi(here[1] - this.#anchor[1]));
    }
    this.#anchor = here ?? this.#anchor;
  }

  /** Where the potential is asked for; null before there is a view. */
  grid(coarse: boolean): GridSpec | null {
    return this.app.look.view && gridOver(this.app.look.view, this.size, coarse);
  }
}
