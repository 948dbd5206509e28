// Commands of the Observables workspace.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { saveFrame, stepPicked } from './observables-actions.ts';

const VIEW_TITLES = { histogram: 'Histogram', two: 'Histogram of two columns', roc: 'ROC curve' } as const;

export function observableCommands(app: App): readonly Command[] {
  const { observables, look } = app;
  const some = () => observables.sample(0) !== null;
  const picked = () => observables.charts.members.length > 0;
  const here = (command: Omit<Command, 'group' | 'where'>): Command => ({
    ...command,
    group: 'Observables',
    where: 'observables',
  });
  return [
    {
      id: 'workspace.observables',
      title: 'Observables workspace',
      group: 'View',
      keys: ['b'],
      words: 'histogram table roc thrust n-subjettiness mass columns',
      checked: () => look.workspace === 'observables',
      run: () => {
        look.workspace = 'observables';
      },
    },
    {
      id: 'observables.run',
      title: 'Work out observables…',
      group: 'Observables',
      keys: ['a'],
      words: 'compute all events thrust tau21 mass',
      enabled: () => app.files.datasets.length > 0,
      run: () => {
        look.workspace = 'observables';
        app.dialog = 'observe';
      },
    },
    ...(['histogram', 'two', 'roc'] as const).map((view, i) =>
      here({
        id: `observables.${view}`,
        title: VIEW_TITLES[view],
        keys: [String(i + 1)],
        enabled: () => some() && (view !== 'roc' || observables.hasTwo),
        checked: () => observables.view === view,
        run: () => observables.choose(view),
      }),
    ),
    here({
      id: 'observables.log',
      title: 'Logarithmic axis',
      keys: ['l'],
      words: 'scale log y',
      enabled: some,
      checked: () => observables.log,
      run: () => {
        observables.log = !observables.log;
      },
    }),
    here({
      id: 'observables.density',
      title: 'Densities instead of counts',
      keys: ['d'],
      words: 'normalise area',
      enabled: some,
      checked: () => observables.density,
      run: () => {
        observables.density = !observables.density;
      },
    }),
    here({
      id: 'observables.ratio',
      title: 'Ratio of the samples',
      keys: ['r'],
      enabled: () => observables.hasTwo,
      checked: () => observables.ratio,
      run: () => {
        observables.ratio = !observables.ratio;
      },
    }),
    here({
      id: 'observables.swap',
      title: 'Swap samples A and B',
      keys: ['s'],
      enabled: () => observables.hasTwo,
      run: () => observables.swap(),
    }),
    here({
      id: 'observables.filter',
      title: 'Filter by a condition',
      keys: ['/'],
      words: 'cut where expression',
      enabled: some,
      run: () => {
        look.drawer = true;
        look.observableTab = 'table';
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid=condition]')?.focus());
      },
    }),
    {
      id: 'observables.next',
      title: 'Next event of the bin',
      group: 'Observables',
      keys: ['.'],
      enabled: picked,
      run: () => stepPicked(app, 1),
    },
    {
      id: 'observables.previous',
      title: 'Previous event of the bin',
      group: 'Observables',
      keys: [','],
      enabled: picked,
      run: () => stepPicked(app, -1),
    },
    here({
      id: 'observables.unpick',
      title: 'Let go of the bin',
      keys: ['escape'],
      enabled: () => observables.picked !== null,
      run: () => {
        observables.picked = null;
      },
    }),
    here({
      id: 'export.observables',
      title: 'Export the chart…',
      keys: ['mod+e'],
      words: 'png svg pdf figure save image histogram roc',
      enabled: () => observables.charts.histogram !== null,
      run: () => {
        app.dialog = 'export-observables';
      },
    }),
    ...(['csv', 'json', 'parquet'] as const).map((format) =>
      here({
        id: `export.rows.${format}`,
        title: `Export the rows as ${{ csv: 'CSV', json: 'JSON', parquet: 'Parquet' }[format]}`,
        enabled: some,
        run: () => void saveFrame(app, observables.sample(observables.listed), format),
      }),
    ),
  ];
}
