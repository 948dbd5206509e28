// What is asked of the fit, from the plane, the keyboard and the inspector: which particles, where it begins, and what
// is found out about it afterwards.

import type { Selection } from '../../main/contract/index.ts';
import { wrapPhi } from '../../workers/core/geometry.ts';
import type { App } from './app.svelte.ts';
import { hardest } from './place.svelte.ts';

/** With the decimals of the printed command line (workers/figure/caption.ts), which so begins its search at the same place. */
export const round = (value: number) => Number(value.toFixed(6));

/** A click on the plane, or Enter at the keyboard's cross: place the shape and fit it. */
export function fitAt(app: App, place: readonly [number, number]): void {
  if (!app.place.here) return;
  performance.mark('ringside:click');
  const at = [round(place[0]), round(wrapPhi(place[1]))] as const;
  if (app.choice === 'circle') app.circleAt = at;
  if (app.choice === 'jet') {
    app.jets.chosen = app.jets.at(at[0], at[1]);
    if (!app.jets.particles) {
      app.notices.say('There is no jet at this place: click inside an outline, or choose a jet in the table');
      return;
    }
  }
  startFit(app, app.selection ?? { kind: 'all' }, at);
}

export function fitHardest(app: App): void {
  const data = app.place.data;
  if (app.choice === 'jet') {
    fitHardestJet(app);
    return;
  }
  const place = data && hardest(data);
  if (place) fitAt(app, place);
}

/** Fits what is chosen, without a click. */
export function fitChosen(app: App): void {
  if (app.choice === 'circle' && !app.circleAt) fitHardest(app);
  else if (app.choice === 'jet' && !app.jets.particles) fitHardestJet(app);
  else startFit(app, app.selection ?? { kind: 'all' }, null);
}

function fitHardestJet(app: App): void {
  if (!app.place.here) return;
  if (app.jets.list.length === 0) {
    app.notices.say(
      app.jets.waiting ? 'The jets are not there yet' : 'This event has no jets that are asked for',
    );
    return;
  }
  app.jets.chosen = 0;
  startFit(app, app.selection ?? { kind: 'all' }, null);
}

function startFit(app: App, selection: Selection, at: readonly [number, number] | null): void {
  const former = app.fits.overlay?.selection.kind;
  // A range that suits a circle says nothing of a whole event: the next potential chooses again.
  if (former && former !== selection.kind) app.look.range = null;
  void app.fits.start(app.look.shape, selection, at);
}

/** How sure the fit on show is. */
export function askIntervals(app: App): void {
  const { overlay } = app.fits;
  if (overlay?.result) {
    void app.intervals.start(overlay, (result, intervals) => app.fits.attach(result, { intervals }));
  }
}

/** The fit on show by the other solver. */
export function compareSolvers(app: App): void {
  const { overlay } = app.fits;
  if (overlay?.result) void app.solvers.start(overlay);
}
