// The command table, where any component can reach it.

import { getContext, setContext } from 'svelte';
import type { Command } from '../state/commands.ts';
import { keyLabel } from '../state/commands.ts';

const KEY = Symbol('commands');

export const provideCommands = (get: () => readonly Command[]) => setContext(KEY, get);
export const useCommands = () => getContext<() => readonly Command[]>(KEY);

export const MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** The first key of a command, as the platform writes it; '' where it has none. */
export function firstKey(command: Command | undefined): string {
  const [keys] = command?.keys ?? [];
  return keys ? keyLabel(keys, MAC) : '';
}
