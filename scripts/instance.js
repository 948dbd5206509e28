// Finds the server that already runs for this checkout and hands it files, before anything is installed or built.
// The same places as main/service/home.ts and main/server/instance.ts; a test holds them together.

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A living server answers a loopback call in milliseconds. */
const PATIENCE = 700;

export function stateFolder(env = process.env, platform = process.platform, user = homedir()) {
  if (env.RINGSIDE_HOME) return env.RINGSIDE_HOME;
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(user, 'AppData', 'Local'), 'Ringside');
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'Ringside');
  return join(env.XDG_STATE_HOME || join(user, '.local', 'state'), 'ringside');
}

export function instancePath(home, root) {
  return join(home, `server-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.json`);
}

function call(instance, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${instance.token}` };
    const options = { host: '127.0.0.1', port: instance.port, method, path, headers, timeout: PATIENCE };
    const outgoing = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    if (method !== 'GET') outgoing.setTimeout(60_000);
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The running server of this checkout and user, or null. */
export async function findRunning(home, root) {
  try {
    const path = instancePath(home, root);
    const { uid } = statSync(path);
    if (process.getuid && uid !== process.getuid()) return null;
    const instance = JSON.parse(readFileSync(path, 'utf8'));
    if (instance.root !== root) return null;
    const { status, text } = await call(instance, 'GET', '/api');
    return status === 200 && JSON.parse(text).name === 'ringside' ? instance : null;
  } catch {
    return null;
  }
}

/** Opens the files (absolute paths) in its windows. Resolves to how many, and what went wrong. */
export async function handOver(instance, files) {
  const { status, text } = await call(instance, 'POST', '/api/open', JSON.stringify(files));
  if (status !== 200) throw new Error(`the running Ringside refused the files: ${text}`);
  return JSON.parse(text);
}
