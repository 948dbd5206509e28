// The menu bar. Its items only name commands of the screen's own table, so that a menu, a key and the palette do the same.

import type { MenuItemConstructorOptions } from 'electron';

type Item = { readonly label: string; readonly command: string; readonly keys?: string } | 'separator';

/** Ids and titles are those of the screen's own table, renderer/state/menu.ts and beside it; a test compares them. */
export const MENUS: Readonly<Record<string, readonly Item[]>> = {
  File: [
    { label: 'Open a file…', command: 'file.open', keys: 'CmdOrCtrl+O' },
    { label: 'Correct the columns of this file…', command: 'file.columns' },
    { label: 'Remove this file from the list', command: 'file.close' },
    'separator',
    { label: 'Export the view…', command: 'export.figure', keys: 'CmdOrCtrl+E' },
    { label: 'Export the table as CSV', command: 'export.table.csv' },
    { label: 'Export the table as JSON', command: 'export.table.json' },
    { label: 'Export the table as Parquet', command: 'export.table.parquet' },
  ],
  Event: [
    { label: 'Next event', command: 'event.next', keys: 'N' },
    { label: 'Previous event', command: 'event.previous', keys: 'P' },
    { label: 'Go to event…', command: 'event.goto', keys: 'G' },
    'separator',
    { label: 'Copy a link to this event', command: 'event.copy' },
  ],
  Fit: [
    { label: 'Fit at the hardest particle', command: 'fit.hardest', keys: 'H' },
    { label: 'Place a fit with the keyboard', command: 'fit.cursor', keys: 'C' },
    { label: 'Refit from here', command: 'fit.refit', keys: 'R' },
    { label: 'Stop the fit', command: 'fit.cancel' },
    { label: 'Remove the shape', command: 'fit.clear' },
    'separator',
    { label: 'Undo', command: 'fit.undo', keys: 'CmdOrCtrl+Z' },
    { label: 'Redo', command: 'fit.redo', keys: 'CmdOrCtrl+Shift+Z' },
    { label: 'Replay the history', command: 'fit.replay' },
    'separator',
    { label: 'Fit the whole event', command: 'select.all', keys: 'W' },
    { label: 'Fit a circle around the click', command: 'select.circle', keys: 'O' },
    { label: 'Fit what a lasso holds', command: 'select.lasso', keys: 'L' },
    'separator',
    { label: 'Fit all events…', command: 'fit.all', keys: 'CmdOrCtrl+Shift+F' },
    { label: 'Copy the values of this fit', command: 'export.values', keys: 'CmdOrCtrl+Shift+C' },
  ],
  View: [
    { label: 'Fit view', command: 'view.fit', keys: 'F' },
    { label: 'Rescale colours and sizes to this event', command: 'view.rescale' },
    'separator',
    { label: 'Theme of the system', command: 'view.theme.system' },
    { label: 'Dark theme', command: 'view.theme.dark' },
    { label: 'Light theme', command: 'view.theme.light' },
  ],
  Help: [
    { label: 'Find a command…', command: 'help.palette', keys: 'CmdOrCtrl+K' },
    { label: 'Keyboard shortcuts', command: 'help.keys' },
  ],
};

/** For the text fields. Without undo: that is the fit's. */
const EDIT: MenuItemConstructorOptions = {
  label: 'Edit',
  submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
};

/** `accelerators` are shown, and not registered: the page sees the keys first, as in the served window. */
export function menuTemplate(
  send: (command: string) => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const item = (entry: Item): MenuItemConstructorOptions =>
    entry === 'separator'
      ? { type: 'separator' }
      : {
          id: entry.command,
          label: entry.label,
          accelerator: entry.keys,
          registerAccelerator: false,
          click: () => send(entry.command),
        };
  const mac = platform === 'darwin';
  const own = Object.entries(MENUS).map(([label, items]): MenuItemConstructorOptions => {
    const quit: MenuItemConstructorOptions[] =
      label === 'File' ? [{ type: 'separator' }, { role: mac ? 'close' : 'quit' }] : [];
    return { label, submenu: [...items.map(item), ...quit] };
  });
  const [file, ...others] = own;
  const help = others.pop();
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    file,
    EDIT,
    ...others,
    { role: 'windowMenu' },
    ...(help ? [help] : []),
  ];
}
