// Commands of shapes and fits, and of what of the event is fitted.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { COMMON, hasFree, OTHERS, titleOf } from './expressions.ts';
import { askIntervals, compareSolvers, fitHardest } from './fit-actions.ts';

/** Pause between two steps of a replay, ms. */
const REPLAY_STEP = 700;

export function fitCommands(app: App): readonly Command[] {
  const { look, fits, place } = app;
  const here = () => place.here;
  const shown = () => fits.overlay !== null;
  return [
    ...[...COMMON, ...OTHERS].map(
      (shape, i): Command => ({
        id: `shape.${shape.name}`,
        title: `Choose the ${shape.label.toLowerCase()}`,
        group: 'Fit',
        keys: i < COMMON.length ? [String(i + 1)] : [],
        checked: () => look.shape === shape.name,
        run: () => look.chooseShape(shape.name),
      }),
    ),
    {
      id: 'shape.composition',
      title: `Choose ${titleOf(look.composition)}`,
      group: 'Fit',
      keys: [String(COMMON.length + 1)],
      words: 'composition expression',
      checked: () => look.shape === look.composition,
      run: () => look.chooseShape(look.composition),
    },
    {
      id: 'shape.expression',
      title: 'Type an expression of shapes…',
      group: 'Fit',
      keys: ['e'],
      words: 'composition other sum weights pileup',
      run: () => {
        app.choosingShape = true;
      },
    },
    {
      id: 'fit.hardest',
      title: 'Fit at the hardest particle',
      group: 'Fit',
      keys: ['h'],
      enabled: here,
      run: () => fitHardest(app),
    },
    {
      id: 'fit.cursor',
      title: 'Place a fit with the keyboard',
      group: 'Fit',
      keys: ['c'],
      words: 'cross cursor arrows',
      enabled: here,
      run: () => {
        const view = look.view;
        if (view) app.cursor = [(view.y0 + view.y1) / 2, (view.phi0 + view.phi1) / 2];
        document.querySelector<HTMLElement>('[data-testid=plane]')?.focus();
      },
    },
    {
      id: 'fit.refit',
      title: 'Refit from here',
      group: 'Fit',
      keys: ['r'],
      enabled: shown,
      run: () => void fits.refit(),
    },
    {
      id: 'fit.intervals',
      title: 'How sure is this fit?',
      group: 'Fit',
      keys: ['u'],
      words: 'uncertainty intervals smearing bootstrap errors replicas band',
      enabled: () =>
        fits.overlay?.result != null &&
        hasFree(fits.overlay.model) &&
        !fits.running &&
        !app.intervals.job.busy,
      run: () => {
        look.right = true;
        askIntervals(app);
      },
    },
    {
      id: 'fit.solvers',
      title: 'Compare solvers on this event',
      group: 'Fit',
      words: 'exact sinkhorn neural difference',
      enabled: () => fits.overlay?.result != null && !fits.running && !app.solvers.job.busy,
      run: () => {
        look.right = true;
        compareSolvers(app);
      },
    },
    {
      id: 'fit.cancel',
      title: 'Stop the fit',
      group: 'Fit',
      keys: ['escape'],
      enabled: () => fits.running !== null,
      run: () => fits.cancel(),
    },
    {
      id: 'fit.clear',
      title: 'Remove the shape',
      group: 'Fit',
      keys: ['delete', 'backspace'],
      enabled: shown,
      run: () => fits.clear(),
    },
    {
      id: 'fit.undo',
      title: 'Undo',
      group: 'Fit',
      keys: ['mod+z'],
      enabled: () => fits.history.position >= 0,
      run: () => app.history('undo'),
    },
    {
      id: 'fit.redo',
      title: 'Redo',
      group: 'Fit',
      keys: ['mod+shift+z', 'mod+y'],
      enabled: () => fits.history.position + 1 < fits.history.entries.length,
      run: () => app.history('redo'),
    },
    {
      id: 'fit.replay',
      title: 'Replay the history',
      group: 'Fit',
      enabled: () => fits.history.entries.length > 1,
      run: () => replay(app),
    },
    {
      id: 'fit.all',
      title: 'Fit all events…',
      group: 'Fit',
      keys: ['mod+shift+f'],
      words: 'batch background table histogram',
      enabled: () => app.dataset !== null,
      run: () => {
        app.dialog = 'fit-all';
      },
    },
    {
      id: 'select.all',
      title: 'Fit the whole event',
      group: 'Fit',
      keys: ['w'],
      checked: () => app.choice === 'all',
      run: () => app.choose('all'),
    },
    {
      id: 'select.circle',
      title: 'Fit a circle around the click',
      group: 'Fit',
      keys: ['o'],
      checked: () => app.choice === 'circle',
      run: () => app.choose('circle'),
    },
    {
      id: 'select.lasso',
      title: 'Fit what a lasso holds',
      group: 'Fit',
      keys: ['l'],
      checked: () => app.choice === 'lasso',
      run: () => app.choose('lasso'),
    },
    {
      id: 'select.jet',
      title: 'Fit a jet',
      group: 'Fit',
      keys: ['x'],
      words: 'cluster antikt',
      checked: () => app.choice === 'jet',
      run: () => app.choose('jet'),
    },
  ];
}

/** Shows the entries one after the other, up to where one stood. */
function replay(app: App): void {
  const end =
    app.fits.history.position >= 0 ? app.fits.history.position : app.fits.history.entries.length - 1;
  const show = (position: number) => {
    app.history(position);
    if (position < end) setTimeout(() => show(position + 1), REPLAY_STEP);
  };
  show(0);
}
