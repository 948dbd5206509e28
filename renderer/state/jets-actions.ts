// Jets shown, one of them taken, and the views about them, which go together.

import type { App } from './app.svelte.ts';
import { defaultChoice } from './choice.ts';
import { fitChosen } from './fit-actions.ts';
import type { JetTable } from './look.svelte.ts';
import type { Pane } from './subjets.svelte.ts';

/** Jets on the plane, in colours of their own, and a click takes one; or all as it was. */
export function showJets(app: App, on: boolean): void {
  if (on === app.jets.on) return;
  app.jets.switch(on);
  if (on) {
    app.look.colourBefore = app.look.colourBy;
    app.look.colourBy = 'jet';
    app.choice = 'jet';
    return;
  }
  if (app.look.colourBy === 'jet') app.look.colourBy = app.look.colourBefore;
  if (app.choice === 'jet') app.choice = app.dataset ? defaultChoice(app.dataset) : 'all';
}

/** The jet in this place of the list is what is fitted; anew, where something had been fitted. */
export function takeJet(app: App, place: number): void {
  app.jets.chosen = place;
  app.choice = 'jet';
  if (app.fits.overlay) fitChosen(app);
}

/** The Lund plane of the chosen jet, or its history; colours on the plane are then those of the list beside it. */
export function lookInside(app: App, pane: Pane): void {
  app.subjets.pane = pane;
  const { look } = app;
  if (pane === 'history') look.jetTable = 'subjets';
  else if (look.jetTable === 'subjets') look.jetTable = 'jets';
}

/** The drawer's tab of jets, with this table; a jet's history needs a jet. */
export function showJetTable(app: App, table: JetTable): void {
  const { look } = app;
  showJets(app, true);
  look.drawer = true;
  look.tab = 'jets';
  look.jetTable = table;
  app.subjets.pane = table === 'subjets' ? 'history' : 'lund';
  if (table === 'subjets' && app.jets.list.length > 0) app.jets.chosen ??= 0;
}
