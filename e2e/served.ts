// The served application for a test: its own state folder, its own port, ended with the test.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base } from '@playwright/test';

export const root = resolve(import.meta.dirname, '..');
/** What is printed first takes a second on an idle machine. */
const STARTS_WITHIN = 60_000;

export class App {
  readonly home = mkdtempSync(join(tmpdir(), 'ringside-e2e-'));
  address = '';
  private child: ChildProcess | null = null;

  get port(): number {
    return Number(new URL(this.address).port);
  }

  get token(): string {
    return new URL(this.address).hash.replace('#token=', '');
  }

  /** Starts the server with these files; after `kill`, starts it again on the same state, and port where one is given. */
  async start(files: readonly string[] = [], port = 0): Promise<void> {
    const args = [join(root, 'out/main/server.js'), ...files, '--port', String(port)];
    const env = { ...process.env, RINGSIDE_HOME: this.home, INIT_CWD: root };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    this.address = await new Promise((done, fail) => {
      let said = '';
      const timer = setTimeout(
        () => fail(new Error(`no address within ${STARTS_WITHIN} ms: ${said}`)),
        STARTS_WITHIN,
      );
      const read = (chunk: Buffer) => {
        said += chunk;
        const address = /http:\/\/\S+#token=[0-9a-f]{64}/.exec(said)?.[0];
        if (address === undefined) return;
        clearTimeout(timer);
        done(address);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('close', (code) => {
        clearTimeout(timer);
        fail(new Error(`the server ended (${code}): ${said}`));
      });
    });
  }

  /** Ends the server: 'SIGTERM' says goodbye, 'SIGKILL' does not. Resolves to its exit code. */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (child === null) return null;
    this.child = null;
    if (child.exitCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((done) => child.once('close', done));
    child.kill(signal);
    return ended;
  }

  async end(): Promise<void> {
    await this.kill('SIGKILL');
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** `app` is started without files; a test that wants some kills it and starts it again. */
export const test = base.extend<{ app: App }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern.
  app: async ({}, use) => {
    const app = new App();
    await app.start();
    await use(app);
    await app.end();
  },
});

export { expect } from '@playwright/test';
