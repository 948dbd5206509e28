// How a second `npm start` finds the server that is already running: a file in the state folder, readable by its owner
// only, with the port and the token. Its name tells checkouts apart. scripts/start.js reads it.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Instance {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
  readonly address: string;
  /** The checkout or installation that serves. */
  readonly root: string;
}

/** Also computed by scripts/start.js, before anything is built. */
export function instancePath(home: string, root: string): string {
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(home, `server-${checkout}.json`);
}

export async function writeInstance(home: string, instance: Instance): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const path = instancePath(home, instance.root);
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, JSON.stringify(instance), { mode: 0o600 });
  await rename(temporary, path);
}

/** Only our own: a server that started later may have taken the place. */
export async function removeInstance(home: string, root: string): Promise<void> {
  const path = instancePath(home, root);
  try {
    const { pid } = JSON.parse(await readFile(path, 'utf8')) as Instance;
    if (pid === process.pid) await rm(path, { force: true });
  } catch {
    // Already gone, or not ours to judge.
  }
}
