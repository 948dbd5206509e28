// What the environment says: where the application keeps its state (one folder per user, by the custom of each system),
// and how much of a file it holds.

import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PageOptions } from './types.ts';

/** RINGSIDE_HOME, else the system's place for application state. The environment is passed in. */
export function defaultHome(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  user: string = homedir(),
): string {
  if (env.RINGSIDE_HOME) return env.RINGSIDE_HOME;
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(user, 'AppData', 'Local'), 'Ringside');
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'Ringside');
  return join(env.XDG_STATE_HOME || join(user, '.local', 'state'), 'ringside');
}

/** RINGSIDE_WHOLE_MB: files larger than so many MB (10⁶ bytes) are held page by page. */
export function pageOptions(env: Readonly<Record<string, string | undefined>>): PageOptions {
  const megabytes = Number(env.RINGSIDE_WHOLE_MB || Number.NaN);
  return megabytes >= 0 ? { wholeBytes: megabytes * 1e6 } : {};
}
