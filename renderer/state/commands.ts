// The one table of commands. Menus, keys, the palette (Ctrl/⌘-K), the `?` sheet and the desktop's menu bar are all
// made from it; a command that cannot be run now says so by `enabled`.

export const GROUPS = ['File', 'Event', 'Fit', 'Observables', 'Geometry', 'View', 'Export', 'Help'] as const;
export type Group = (typeof GROUPS)[number];

/** Where a command is at home; the others say by `enabled` that they cannot be run there. */
export type Place = 'event' | 'observables' | 'geometry';

export interface Command {
  /** Stable: the desktop's menu and the session refer to it. */
  readonly id: string;
  /** What happens, as a button would say it. */
  readonly title: string;
  readonly group: Group;
  /** Like 'mod+z', 'shift+?', 'n'; the first one is shown. `mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys?: readonly string[];
  /** Other words that the palette finds it by. */
  readonly words?: string;
  readonly enabled?: () => boolean;
  /** The one workspace that it works in; everywhere where this is left out. */
  readonly where?: Place;
  /** For toggles: whether it is on. */
  readonly checked?: () => boolean;
  readonly run: () => void;
}

export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** 'mod+shift+z' → whether this key press is it. Letters and signs are compared as typed, so layouts work. */
export function matches(keys: string, stroke: Stroke, mac: boolean): boolean {
  const parts = keys.split('+').filter((part) => part !== '');
  const key = keys.endsWith('+') && keys.length === 1 ? '+' : (parts.at(-1) ?? '');
  const wants = new Set(parts.slice(0, -1));
  const mod = mac ? stroke.metaKey : stroke.ctrlKey;
  const other = mac ? stroke.ctrlKey : stroke.metaKey;
  if (wants.has('mod') !== mod || other || wants.has('alt') !== stroke.altKey) return false;
  // A sign such as ? or + needs Shift on some keyboards and not on others: only letters and named keys insist.
  const named = key.length > 1 || /[a-z0-9]/i.test(key);
  if (named && wants.has('shift') !== stroke.shiftKey) return false;
  return stroke.key.toLowerCase() === key.toLowerCase();
}

/** The command of a key; two may share one where they are at home in different workspaces. */
export function commandFor(
  commands: readonly Command[],
  stroke: Stroke,
  mac: boolean,
  where: Place = 'event',
): Command | undefined {
  return commands
    .filter((command) => (command.where ?? where) === where)
    .find((command) => command.keys?.some((keys) => matches(keys, stroke, mac)));
}

const NAMES: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  escape: 'Esc',
  enter: 'Enter',
  delete: 'Del',
  backspace: 'Backspace',
  pageup: 'Page Up',
  pagedown: 'Page Down',
};

/** 'mod+shift+z' → 'Ctrl Shift Z', or '⇧⌘Z' on a Mac. */
export function keyLabel(keys: string, mac: boolean): string {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const key = parts[parts.length - 1];
  const shown = NAMES[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key);
  const has = (name: string) => parts.slice(0, -1).includes(name);
  if (mac) return `${has('alt') ? '⌥' : ''}${has('shift') ? '⇧' : ''}${has('mod') ? '⌘' : ''}${shown}`;
  return [has('mod') && 'Ctrl', has('alt') && 'Alt', has('shift') && 'Shift', shown]
    .filter(Boolean)
    .join(' ');
}

/** Palette order: titles that begin with what was typed, then those that hold it, then by letters in order. */
export function search(commands: readonly Command[], typed: string): readonly Command[] {
  const query = typed.trim().toLowerCase();
  if (query === '') return commands;
  const score = (command: Command) => {
    const title = command.title.toLowerCase();
    if (title.startsWith(query)) return 0;
    if (title.split(/\s+/).some((word) => word.startsWith(query))) return 1;
    if (title.includes(query)) return 2;
    if (`${command.words ?? ''} ${command.group}`.toLowerCase().includes(query)) return 3;
    return inOrder(query, title) ? 4 : 5;
  };
  return commands
    .map((command, place) => ({ command, place, rank: score(command) }))
    .filter((one) => one.rank < 5)
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map((one) => one.command);
}

function inOrder(letters: string, text: string): boolean {
  let from = 0;
  for (const letter of letters) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
