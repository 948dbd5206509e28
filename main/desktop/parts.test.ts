// The desktop's parts that stand alone: the app:// protocol, the preload, dialogs, arguments, copies.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHANNELS, type DesktopBridge } from '../contract/desktop.ts';
import { readArguments } from './arguments.ts';
import { clonable } from './clone.ts';
import { createDialogs } from './dialogs.ts';
import { menuTemplate } from './menu.ts';
import { createProtocolHandler } from './protocol.ts';

describe('app://', () => {
  const read = vi.fn(async (path: string) => {
    if (path.endsWith('none.js')) throw new Error('ENOENT');
    return new TextEncoder().encode(path);
  });
  const ask = (url: string, method = 'GET') => createProtocolHandler('/pages', read)({ url, method });
  beforeEach(() => {
    read.mockClear();
  });

  it.each([
    ['app://ringside/', '/pages/index.html', 'text/html; charset=utf-8'],
    ['app://ringside/assets/a-1.js?x#y', '/pages/assets/a-1.js', 'text/javascript; charset=utf-8'],
    ['app://ringside/assets/k.wasm', '/pages/assets/k.wasm', 'application/wasm'],
    ['app://ringside/assets/../index.html', '/pages/index.html', 'text/html; charset=utf-8'],
  ])('%s is %s', async (url, path, type) => {
    const response = await ask(url);
    expect([response.status, await response.text()]).toEqual([200, path]);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; .*connect-src 'self';/,
    );
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'app://ringside/..%2f..%2fetc%2fpasswd.txt',
    'app://ringside/assets/..%5c..%5csecret.txt',
    'app://ringside/%2e%2e%2fsecret.txt',
    'app://ringside//etc/passwd.txt',
    'app://ringside/.env.txt',
    'app://ringside/page.exe',
    'app://ringside/%zz.js',
    'app://other/index.html',
    'file:///etc/passwd.txt',
    'http://ringside/index.html',
    'nonsense',
  ])('%s is not found, and nothing is read', async (url) => {
    expect((await ask(url)).status).toBe(404);
    expect(read).not.toHaveBeenCalled();
  });

  it('has no other methods, and no file that is not there', async () => {
    expect((await ask('app://ringside/', 'POST')).status).toBe(405);
    expect((await ask('app://ringside/none.js')).status).toBe(404);
    const head = await ask('app://ringside/', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('the preload', () => {
  const exposed: Record<string, unknown> = {};
  const listeners = new Map<string, (...args: unknown[]) => void>();
  const invoke = vi.fn();
  let bridge: DesktopBridge;

  beforeEach(async () => {
    vi.resetModules();
    vi.doMock('electron', () => ({
      contextBridge: {
        exposeInMainWorld: (name: string, value: unknown) => {
          exposed[name] = value;
        },
      },
      ipcRenderer: {
        invoke,
        on: (channel: string, listener: (...args: unknown[]) => void) => listeners.set(channel, listener),
        removeListener: (channel: string) => listeners.delete(channel),
      },
      webUtils: { getPathForFile: (file: { path?: string }) => file.path ?? '' },
    }));
    await import('./preload.ts');
    bridge = exposed.ringside as DesktopBridge;
  });
  afterEach(() => {
    invoke.mockReset();
    vi.doUnmock('electron');
  });

  it('exposes three named methods and nothing else', () => {
    expect(Object.keys(exposed)).toEqual(['ringside']);
    expect(Object.keys(bridge)).toEqual(['call', 'on', 'drop']);
  });

  it('passes the contract’s calls on, and no others', async () => {
    invoke.mockResolvedValueOnce({ ok: [] });
    expect(await bridge.call('datasets', [])).toEqual({ ok: [] });
    expect(invoke).toHaveBeenCalledWith(CHANNELS.call, 'datasets', []);
    expect(await bridge.call('anything' as 'datasets', [])).toEqual({
      error: { code: 'bad-argument', message: 'unknown method', hint: '' },
    });
    invoke.mockRejectedValueOnce(new Error('An object could not be cloned.'));
    expect(await bridge.call('jobs', [])).toEqual({
      error: { code: 'internal', message: 'An object could not be cloned.', hint: '' },
    });
    expect(invoke).toHaveBeenCalledTimes(2);
  });

  it('passes events on without Electron’s own, until it is told to stop', () => {
    const seen: unknown[][] = [];
    const stop = bridge.on((...event) => seen.push(event));
    listeners.get(CHANNELS.event)?.({ sender: 'ipcRenderer' }, 'command', ['fit']);
    expect(seen).toEqual([['command', ['fit']]]);
    stop();
    expect(listeners.size).toBe(0);
  });

  it('sends the paths of dropped files, and none for files that a page made up', async () => {
    invoke.mockResolvedValueOnce({ ok: [] });
    await bridge.drop([{ path: '/data/a.npz' }, { name: 'made up' }] as unknown as File[]);
    expect(invoke).toHaveBeenCalledWith(CHANNELS.drop, ['/data/a.npz']);
  });
});

describe('dialogs', () => {
  let folder: string;
  const showSaveDialog = vi.fn();
  const writeImage = vi.fn(async (_png: Blob) => {});
  const writeText = vi.fn(async (_text: string) => {});
  const dialogs = createDialogs({
    dialog: { showOpenDialog: vi.fn(), showSaveDialog },
    writeText,
    writeImage,
    window: () => null,
    addFile: vi.fn(),
  });
  const file = (name: string) => ({ name, type: 'text/csv', bytes: new TextEncoder().encode('a,b\n') });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-dialogs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('save where the user says, whole or not at all', async () => {
    const filePath = join(folder, 'fits.csv');
    showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath });
    expect(await dialogs.saveFile(file('fits.csv'))).toBe('fits.csv');
    expect(readFileSync(filePath, 'utf8')).toBe('a,b\n');
    showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
    expect(await dialogs.saveFile(file('fits.csv'))).toBeNull();
    showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: join(folder, 'nowhere/fits.csv') });
    await expect(dialogs.saveFile(file('fits.csv'))).rejects.toMatchObject({
      code: 'no-permission',
      hint: 'Choose another folder.',
    });
    expect(readdirSync(folder)).toEqual(['fits.csv']);
  });

  it.each([
    ['../../etc/cron.d/job', 'job'],
    ['a\\b\\c.svg', 'c.svg'],
    ['a:b?\n.svg', 'a_b__.svg'],
    ['/', 'ringside'],
  ])('propose %j as %j', async (name, proposed) => {
    showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
    await dialogs.saveFile(file(name));
    expect(showSaveDialog).toHaveBeenLastCalledWith({ title: 'Save', defaultPath: proposed });
  });

  it('copy text and pictures', async () => {
    await dialogs.copy({ kind: 'text', text: 'emd 0.1' });
    expect(writeText).toHaveBeenCalledWith('emd 0.1');
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
    await dialogs.copy({ kind: 'png', bytes: png });
    const blob = writeImage.mock.calls[0][0];
    expect([blob.type, blob.size]).toEqual(['image/png', 9]);
    await expect(dialogs.copy({ kind: 'png', bytes: new Uint8Array(9) })).rejects.toThrow(
      'copy: the bytes are no PNG image',
    );
  });
});

describe('what it was started for', () => {
  it.each([
    [['electron', '/checkout', 'a.npz', '--inspect'], false, { kind: 'window', files: ['/base/a.npz'] }],
    [['/opt/ringside', '/data/a.npz'], true, { kind: 'window', files: ['/data/a.npz'] }],
    [['/opt/ringside', '--cli', 'fit', '--json'], true, { kind: 'cli', argv: ['fit', '--json'] }],
    [['/opt/ringside', 'fit'], true, { kind: 'window', files: ['/base/fit'] }],
    [['/opt/ringside', 'a.npz', '--cli'], true, { kind: 'window', files: ['/base/a.npz'] }],
    [
      ['/opt/ringside', '--cli', 'serve', '--port', '8123'],
      true,
      { kind: 'serve', argv: ['--port', '8123'] },
    ],
    [['/opt/ringside', '--cli', 'serve', '--help'], true, { kind: 'cli', argv: ['serve', '--help'] }],
    [['/opt/ringside', '--cli', 'open', 'a.npz'], true, { kind: 'window', files: ['/base/a.npz'] }],
    [
      ['/opt/ringside', '--cli', 'open', 'a.npz', '--shell', 'none'],
      true,
      { kind: 'cli', argv: ['open', 'a.npz', '--shell', 'none'] },
    ],
    [['/opt/ringside', '--cli', 'open'], true, { kind: 'cli', argv: ['open'] }],
  ])('%j, packaged %s', (argv, packaged, purpose) => {
    expect(readArguments(argv, packaged, '/base')).toEqual(purpose);
  });
});

describe('what is cloned to a window', () => {
  it('carries only the memory that it shows, and the input stays', () => {
    const pool = new Float64Array(100).fill(7);
    const value = {
      a: pool.subarray(3, 5),
      b: [new Uint8Array(new SharedArrayBuffer(8))],
      c: pool,
      d: null,
      e: 'x',
    };
    const copy = clonable(value) as typeof value;
    expect(copy).toEqual({ ...value, b: [new Uint8Array(8)] });
    expect(copy.a.buffer.byteLength).toBe(16);
    expect(copy.b[0].buffer).toBeInstanceOf(ArrayBuffer);
    expect(copy.c).toBe(pool);
    expect(value.a.buffer).toBe(pool.buffer);
    expect(structuredClone(copy)).toEqual(copy);
    const buffer = clonable(Buffer.from('abc')) as Uint8Array;
    expect([buffer.constructor, buffer.buffer.byteLength]).toEqual([Uint8Array, 3]);
  });
});

describe('the menu', () => {
  const itemsOf = (platform: NodeJS.Platform) =>
    menuTemplate(() => {}, platform).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

  it('has each command once, and what the system expects', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const items = itemsOf(platform);
      const ids = items.flatMap(({ id }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      const roles = items.map(({ role }) => role);
      expect(roles.filter((role) => role === 'copy' || role === 'paste')).toEqual(['copy', 'paste']);
      expect(roles.includes('quit')).toBe(platform !== 'darwin');
      expect(menuTemplate(() => {}, platform)[0].role === 'appMenu').toBe(platform === 'darwin');
    }
  });

  it('names commands of the screen’s own table, by the titles that they have there', () => {
    const state = new URL('../../renderer/state/', import.meta.url);
    const table = readdirSync(state)
      .filter((name) => name === 'menu.ts' || name.endsWith('-menu.ts'))
      .map((name) => readFileSync(new URL(name, state), 'utf8'))
      .join('\n');
    const titles = new Map(
      [...table.matchAll(/\bid: '([^']+)',\s+title: '([^']+)'/g)].map(([, id, title]) => [id, title]),
    );
    expect(titles.size).toBeGreaterThan(20);
    for (const { id, label } of itemsOf('linux').filter((item) => item.id !== undefined)) {
      // Families such as export.table.csv are made from a template there.
      const family = `id: \`${id?.replace(/[^.]+$/, '')}\${`;
      if (table.includes(family)) expect(table, id).toContain(label?.replace(/ (CSV|JSON|Parquet)$/, ''));
      else expect(titles.get(id ?? ''), id).toBe(label);
    }
  });
});
