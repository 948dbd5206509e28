// The menu bar. Its items only name commands of the screen's own table, so that a menu, a key and the palette do the same.

import type { MenuItemConstructorOptions } from 'electron';

type Item = { readonly label: string; readonly command: string; readonly keys?: string } | 'separator';

/** Ids are those of renderer/state's table of commands; an id that the screen does not know does nothing. */
export const MENUS: Readonly<Record<string, readonly Item[]>> = {
  File: [
    { label: 'Open…', command: 'file.open', keys: 'CmdOrCtrl+O' },
    'separator',
    { label: 'Export figure…', command: 'export.figure', keys: 'CmdOrCtrl+E' },
    { label: 'Export table…', command: 'export.table' },
  ],
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
  const [file, ...rest] = own;
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    file,
    { role: 'editMenu' },
    ...rest,
    { role: 'windowMenu' },
  ];
}
