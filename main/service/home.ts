// Where the application keeps its state: one folder per user, by the custom of each system.

import { homedir } from 'node:os';
import { join } from 'node:path';

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
