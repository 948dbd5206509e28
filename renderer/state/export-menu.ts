// Commands that save or copy what the Event workspace shows.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { valuesOf } from './describe.ts';
import { exportTable } from './export-actions.ts';

export function exportCommands(app: App): readonly Command[] {
  const { fits, place } = app;
  const here = () => place.here;
  const table = () => app.tables.of(app.dataset?.id ?? null);
  return [
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
        run: () => void exportTable(app, format),
      }),
    ),
  ];
}
