// The circle on show, changed by hand: what it then holds is shown at once, and fitted when it is let go of.

import { wrapPhi } from '../../workers/core/geometry.ts';
import type { App } from './app.svelte.ts';
import { fitChosen, round } from './fit-actions.ts';

export class HeldCircle {
  /** The circle is being changed by hand: what it holds is shown, not what the shape was fitted to. */
  adjusting = $state(false);

  /** As it was when it was taken. */
  #held: { readonly at: readonly [number, number]; readonly radius: number } | null = null;

  constructor(private readonly app: App) {}

  /** Takes the circle on show in hand. */
  hold(): void {
    const shown = this.app.shownSelection;
    if (shown?.kind !== 'circle') return;
    this.#held = { at: [shown.y, shown.phi], radius: shown.radius };
    this.app.choice = 'circle';
    this.app.circleAt = this.#held.at;
    this.app.look.setCircle(shown.radius);
    this.adjusting = true;
  }

  change(change: { readonly radius?: number; readonly at?: readonly [number, number] }): void {
    if (change.radius !== undefined) this.app.look.setCircle(Number(change.radius.toFixed(2)));
    if (change.at) this.app.circleAt = [round(change.at[0]), round(wrapPhi(change.at[1]))];
  }

  /** Lets go of it; what it now holds is fitted anew, where something had been fitted. */
  release(keep: boolean): void {
    const held = this.#held;
    this.#held = null;
    this.adjusting = false;
    if (!held) return;
    const same = this.app.look.circleRadius === held.radius && this.app.circleAt === held.at;
    if (!keep) {
      this.app.circleAt = held.at;
      this.app.look.setCircle(held.radius);
    } else if (!same && this.app.fits.overlay) fitChosen(this.app);
  }

  /** Another event is there: it is no longer held. */
  drop(): void {
    this.#held = null;
    this.adjusting = false;
  }
}
