// The served window as a story has it: a server with a state folder and a folder of files of its own, and a page that does
// what a user does. Nothing here reaches into the application; it sees the screen, the files and the wire.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { Plane } from './plane.ts';

export { expect };

export const root = resolve(import.meta.dirname, '..');

const STARTS_WITHIN = 60_000;

export interface Server {
  readonly pid: number;
  readonly address: string;
  readonly origin: string;
  readonly port: number;
  readonly token: string;
  /** As the kernel would: nothing can be saved any more. */
  kill(): Promise<void>;
  /** As Ctrl-C. */
  stop(): Promise<void>;
}

/** A folder of the test's own: `home` for the application's state, `files` for what the user has. */
export interface Place {
  readonly home: string;
  readonly files: string;
}

export function newPlace(): Place & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-story-'));
  return {
    home: join(folder, 'home'),
    files: mkdtempSync(join(folder, 'files-')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The server, started where the user's files are; resolves once it has told its address. */
export async function startServer(
  place: Place,
  files: readonly string[] = [],
  also: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'out/main/server.js'), ...files], {
    cwd: place.files,
    env: { ...process.env, INIT_CWD: place.files, RINGSIDE_HOME: place.home, ...also },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const address = await new Promise<string>((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`no address within ${STARTS_WITHIN} ms: ${said}`)),
      STARTS_WITHIN,
    );
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}/.exec(said);
      if (!found) return;
      clearTimeout(timer);
      done(found[0]);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    void ended.then(() => fail(new Error(`the server ended: ${said}`)));
  });
  const url = new URL(address);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    address,
    origin: url.origin,
    port: Number(url.port),
    token: url.hash.slice('#token='.length),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** The window as its user sees it. */
export class Screen {
  readonly plane: Plane;

  constructor(readonly page: Page) {
    this.plane = new Plane(page);
  }

  get = (id: string): Locator => this.page.getByTestId(id);

  async goto(server: Pick<Server, 'address'>): Promise<void> {
    await this.page.goto(server.address);
    await expect(this.get('engine')).toBeVisible();
  }

  /** One of the toy samples of the welcome screen. */
  async openSample(kind: 'qcd' | 'w' | 'top' | 'events'): Promise<void> {
    await this.page.locator(`[data-testid=sample][data-name^=${kind}]`).click();
    await this.ready();
  }

  /** An event is on the plane. */
  async ready(): Promise<void> {
    await expect(this.get('event-sums')).toBeVisible();
    await expect(this.plane.canvas).toHaveAttribute('data-frames', /[1-9]/);
  }

  /** A shape at the hardest particle, as `h` does, and the fit that follows. */
  async fit(shape: string): Promise<void> {
    await this.get(`shape-${shape}`).click();
    await this.plane.canvas.focus();
    await this.page.keyboard.press('h');
    await this.settled(shape);
  }

  async settled(shape: string): Promise<void> {
    await expect(this.plane.canvas).toHaveAttribute('data-shape', shape);
    await expect(this.plane.canvas).toHaveAttribute('data-state', 'settled');
    await expect(this.get('fit-state')).toHaveText('fitted');
  }

  /** A number of the inspector in full precision; NaN while it is not known. */
  async value(name: string): Promise<number> {
    const text = await this.get(name).getAttribute('data-value');
    return text ? Number(text) : Number.NaN;
  }

  async command(words: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    const palette = this.get('palette');
    await palette.getByRole('combobox').fill(words);
    await palette.getByRole('option').first().click();
    await expect(palette).toBeHidden();
  }

  async download(act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const coming = this.page.waitForEvent('download');
    await act();
    const file = await coming;
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }

  /** Files dropped on the window from the user's folder. */
  async drop(files: readonly { name: string; bytes: Uint8Array }[]): Promise<void> {
    const data = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
    const dataTransfer = await this.page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of ${JSON.stringify(data)}) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    })()`);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.get('window').dispatchEvent(type, { dataTransfer });
    }
  }
}

interface Fixtures {
  place: Place;
  server: Server;
  /** Errors that the page threw or wrote to its console; a test that expects some empties the list. */
  complaints: string[];
  app: Screen;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  place: async ({}, use) => {
    const place = newPlace();
    await use(place);
    place.remove();
  },
  server: async ({ place }, use) => {
    const server = await startServer(place);
    await use(server);
    await server.kill();
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
    });
    await use(complaints);
    expect(complaints).toEqual([]);
  },
  app: async ({ page, server, complaints }, use) => {
    void complaints;
    const app = new Screen(page);
    await app.goto(server);
    await use(app);
  },
});
