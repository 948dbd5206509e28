// Every command of the application, in the order of the menus.

import type { App } from './app.svelte.ts';
import type { Command } from './commands.ts';
import { exportCommands } from './export-menu.ts';
import { fileCommands } from './file-menu.ts';
import { fitCommands } from './fit-menu.ts';
import { frameCommands } from './frame-menu.ts';
import { geometryCommands } from './geometry-menu.ts';
import { observableCommands } from './observables-menu.ts';
import { viewCommands } from './view-menu.ts';

export function commandTable(app: App): readonly Command[] {
  const { look } = app;
  const all: readonly Command[] = [
    ...fileCommands(app),
    ...fitCommands(app),
    ...viewCommands(app),
    ...exportCommands(app),
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
