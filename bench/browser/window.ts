// For the benchmarks of the served application: a server of its own, and a real Chromium on it.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.js';

export const root = process.cwd();
/** What every figure of a page here is subject to. */
export const SOFTWARE = 'software renderer (SwiftShader): says nothing about a GPU';

export interface Result {
  readonly bench: string;
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  readonly goal?: number;
  readonly note?: string;
}

export interface Window {
  readonly page: Page;
  readonly browser: Browser;
  readonly address: string;
  readonly pid: number;
  readonly folder: string;
  close(): Promise<void>;
}

export interface Running {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** `node out/main/server.js FILE…` with a state folder of its own. */
export async function serve(folder: string, files: readonly string[] = []): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'out/main/server.js'), ...files], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder, RINGSIDE_HOME: join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const address = await new Promise<string>((done, fail) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}/.exec(said);
      if (found) done(found[0]);
    });
    void ended.then(() => fail(new Error(`the server ended: ${said}`)));
  });
  return {
    address,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Cases with a folder of their own, removed after them. */
export async function* inFolder(cases: (folder: string) => AsyncGenerator<Result>): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
  try {
    yield* cases(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function launch(): Promise<Browser> {
  const executablePath = findBrowser() ?? undefined;
  const args = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--enable-precise-memory-info'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath, args });
}

async function openWindow(folder: string, files: readonly string[]): Promise<Window> {
  const server = await serve(folder, files);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.address);
  await expect(page.getByTestId('event-sums')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('plane')).toHaveAttribute('data-frames', /[1-9]/);
  return {
    page,
    browser,
    address: server.address,
    pid: server.pid,
    folder,
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** A window on toy events. */
export async function openToys(folder: string, kind: string, events: number): Promise<Window> {
  return openWindow(folder, [await generate(folder, kind, events)]);
}

/** The plane of the window, and where it is on the screen. */
export async function planeOf(page: Page) {
  const canvas = page.getByTestId('plane');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the plane is not on the screen');
  return { canvas, box };
}

/** Toy events by the command line, into the folder. */
export async function generate(folder: string, kind: string, events: number, seed = 1): Promise<string> {
  const out = join(folder, `${kind}-${events}.npz`);
  const args = [join(root, 'out/main/cli.js'), 'generate', '--kind', kind, '--events', String(events)];
  await new Promise<void>((done, fail) => {
    const child = spawn(process.execPath, [...args, '--seed', String(seed), '--out', out], {
      stdio: 'ignore',
    });
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`generate ended with ${code}`))));
  });
  return out;
}

/** Resident memory of a process, MB (Linux). */
export function residentMB(pid: number): number {
  const kB = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kB) / 1024;
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
export const rounded = (value: number) => Number(value.toPrecision(4));
