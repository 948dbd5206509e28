// Every command of the application, in the order of the menus.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { valuesOf } from './describe.ts';
import { COMMON, hasFree, OTHERS, titleOf } from './expressions.ts';
import { frameCommands } from './frame-menu.ts';
import { geometryCommands } from './geometry-menu.ts';
import { observableCommands } from './observables-menu.ts';

/** Pause between two steps of a replay, ms. */
const REPLAY_STEP = 700;

export function commandTable(app: App): readonly Command[] {
  const { look, fits, place } = app;
  const here = () => place.here;
  const shown = () => fits.overlay !== null;
  const table = () => app.tables.of(app.dataset?.id ?? null);
  const toggle = (
    id: string,
    title: string,
    keys: readonly string[],
    get: () => boolean,
    set: () => void,
    words = '',
  ): Command => ({ id, title, group: 'View', keys, words, checked: get, run: set });

  const all: readonly Command[] = [
    {
      id: 'file.open',
      title: 'Open a file…',
      group: 'File',
      keys: ['mod+o'],
      words: 'browse folder upload sample columns',
      run: () => {
        app.inspect = null;
        app.dialog = 'open';
      },
    },
    ...app.files.samples.map(
      (sample): Command => ({
        id: `file.sample.${sample.name}`,
        title: `Open the toy sample ${sample.name}`,
        group: 'File',
        run: () => void app.files.open(sample, true),
      }),
    ),
    {
      id: 'file.columns',
      title: 'Correct the columns of this file…',
      group: 'File',
      enabled: () => app.dataset !== null,
      run: () => {
        app.inspect = app.dataset?.file.handle ?? null;
        app.dialog = 'open';
      },
    },
    {
      id: 'file.jets',
      title: 'Jets of this file as events…',
      group: 'File',
      words: 'cluster data set derived antikt',
      enabled: () => app.dataset !== null && !app.dataset.jets,
      run: () => {
        app.dialog = 'jets-of-file';
      },
    },
    {
      id: 'file.close',
      title: 'Remove this file from the list',
      group: 'File',
      enabled: () => app.dataset !== null,
      run: () => {
        if (app.dataset) app.closeDataset(app.dataset.id).catch((error: unknown) => app.fail(error));
      },
    },
    {
      id: 'event.next',
      title: 'Next event',
      group: 'Event',
      keys: ['n', 'arrowright', 'pagedown'],
      enabled: () => app.dataset !== null && place.event + 1 < app.dataset.events,
      run: () => app.stepEvent(1),
    },
    {
      id: 'event.previous',
      title: 'Previous event',
      group: 'Event',
      keys: ['p', 'arrowleft', 'pageup'],
      enabled: () => app.dataset !== null && place.event > 0,
      run: () => app.stepEvent(-1),
    },
    {
      id: 'event.goto',
      title: 'Go to event…',
      group: 'Event',
      keys: ['g'],
      words: 'number',
      enabled: () => app.dataset !== null,
      run: () => {
        app.dialog = 'go-to';
      },
    },
    {
      id: 'event.copy',
      title: 'Copy a link to this event',
      group: 'Event',
      enabled: here,
      run: () => {
        const url = new URL(window.location.href);
        url.search = `?event=${place.event}`;
        void app.copy(url.href, 'the link');
      },
    },
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
      run: () => app.fitHardest(),
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
        app.askIntervals();
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
        app.compareSolvers();
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
    {
      id: 'view.fit',
      title: 'Fit view',
      group: 'View',
      keys: ['f', '0'],
      words: 'zoom reset all',
      enabled: here,
      run: () => app.fitView(),
    },
    {
      id: 'view.rescale',
      title: 'Rescale colours and sizes to this event',
      group: 'View',
      enabled: here,
      run: () => app.rescale(),
    },
    toggle(
      'view.potential',
      'Potential',
      ['v'],
      () => look.potential,
      () => app.toggle('potential'),
      'heatmap',
    ),
    toggle(
      'view.plan',
      'Transport plan',
      ['t'],
      () => look.plan,
      () => app.toggle('plan'),
      'flow lines',
    ),
    toggle(
      'view.jets',
      'Jets',
      ['j'],
      () => app.jets.on,
      () => app.showJets(!app.jets.on),
      'cluster antikt kt cambridge grooming outline',
    ),
    {
      id: 'view.jets.table',
      title: 'Table of jets',
      group: 'View',
      run: () => app.showJetTable('jets'),
    },
    {
      id: 'view.jets.history',
      title: 'History of the chosen jet',
      group: 'View',
      keys: ['y'],
      words: 'tree dendrogram subjets cut lund',
      run: () => app.showJetTable('subjets'),
    },
    {
      id: 'view.jets.beside',
      title: 'The fit beside the jets',
      group: 'View',
      keys: ['z'],
      words: 'compare energies axes emd table',
      run: () => app.showJetTable('beside'),
    },
    {
      id: 'export.beside',
      title: 'Copy the fit beside the jets',
      group: 'Export',
      words: 'compare table text',
      enabled: () => app.beside.view !== null,
      run: () => void app.copyBeside(),
    },
    ...(['pt', 'species', 'jet', 'plain'] as const).map(
      (by): Command => ({
        id: `view.colour.${by}`,
        title: {
          pt: 'Colour by pT',
          species: 'Colour by species',
          jet: 'Colour by jet',
          plain: 'One colour for all particles',
        }[by],
        group: 'View',
        checked: () => look.colourBy === by,
        enabled: () => by !== 'jet' || app.jets.on,
        run: () => {
          look.colourBy = by;
        },
      }),
    ),
    toggle(
      'view.particles',
      'Table of particles',
      ['i'],
      () => look.particles,
      () => {
        look.particles = !look.particles;
      },
    ),
    toggle(
      'view.left',
      'Files and events',
      ['mod+b'],
      () => look.left,
      () => {
        look.left = !look.left;
      },
    ),
    toggle(
      'view.right',
      'Inspector',
      ['mod+i'],
      () => look.right,
      () => {
        look.right = !look.right;
      },
    ),
    toggle(
      'view.drawer',
      'Drawer',
      ['mod+j'],
      () => look.drawer,
      () => {
        look.drawer = !look.drawer;
      },
    ),
    ...(['system', 'dark', 'light'] as const).map(
      (theme): Command => ({
        id: `view.theme.${theme}`,
        title: { system: 'Theme of the system', dark: 'Dark theme', light: 'Light theme' }[theme],
        group: 'View',
        checked: () => look.theme === theme,
        run: () => {
          look.theme = theme;
        },
      }),
    ),
    {
      id: 'export.figure',
      title: 'Export the view…',
      group: 'Export',
      keys: ['mod+e'],
      words: 'png svg pdf figure save image',
      enabled: here,
      run: () => {
        app.dialog = 'export';
      },
    },
    {
      id: 'export.film',
      title: 'Export the settling fit as a film…',
      group: 'Export',
      words: 'webm png frames animation video sequence',
      enabled: () => fits.overlay?.result != null && !fits.running,
      run: () => {
        app.dialog = 'film';
      },
    },
    {
      id: 'export.values',
      title: 'Copy the values of this fit',
      group: 'Export',
      keys: ['mod+shift+c'],
      enabled: () => fits.overlay?.result != null,
      run: () => void app.copy(valuesOf(app), 'the values'),
    },
    ...(['csv', 'json', 'parquet'] as const).map(
      (format): Command => ({
        id: `export.table.${format}`,
        title: `Export the table as ${{ csv: 'CSV', json: 'JSON', parquet: 'Parquet' }[format]}`,
        group: 'Export',
        enabled: () => table() !== null,
        run: () => void app.exportTable(format),
      }),
    ),
    ...frameCommands(app),
    ...observableCommands(app),
    ...geometryCommands(app),
    {
      id: 'help.palette',
      title: 'Find a command…',
      group: 'Help',
      keys: ['mod+k'],
      run: () => {
        app.dialog = 'palette';
      },
    },
    {
      id: 'help.keys',
      title: 'Keyboard shortcuts',
      group: 'Help',
      keys: ['?'],
      run: () => {
        app.dialog = 'keys';
      },
    },
  ];
  return all.map((command) => {
    const where = command.where ?? (isEventOnly(command.id) ? 'event' : undefined);
    if (where === undefined) return command;
    const { enabled } = command;
    return { ...command, where, enabled: () => look.workspace === where && (enabled?.() ?? true) };
  });
}

/** Commands that act on the plane of the Event workspace, which another workspace does not show. */
const EVENT_ONLY =
  /^(shape|fit|select)\.|^view\.(fit|rescale|potential|plan|particles|jets|colour\.)|^export\.(figure|film|values|table|beside)/;
const isEventOnly = (id: string) => EVENT_ONLY.test(id);

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
