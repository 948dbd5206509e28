// The whole desktop shell, started through its real entry with a stand-in for Electron and for the application.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHANNELS } from '../contract/desktop.ts';
import { RingsideError } from '../contract/index.ts';
import type { AnyEvent } from '../service/index.ts';
import { createStandIn, FakeWindow } from './stand-in.ts';

const listeners = new Set<(event: AnyEvent) => void>();
const application = {
  problems: [],
  datasets: vi.fn(async () => []),
  event: vi.fn(),
  evaluate: vi.fn(async () => ({ emd: 0.1 })),
  addFile: vi.fn(async (path: string, origin: string) => {
    if (path.includes('missing')) throw new RingsideError('not-found', `${path}: there is no such file`);
    return { handle: `h-${path}`, name: path, folder: '', bytes: 1, origin };
  }),
  onAny: (listener: (event: AnyEvent) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  send: vi.fn((name: string, ...args: unknown[]) => {
    for (const listener of listeners) listener({ name, args } as unknown as AnyEvent);
  }),
  close: vi.fn(async () => {}),
};
const createApplication = vi.fn(async (_options: { files: readonly string[] }) => application);
vi.mock('../service/index.ts', () => ({
  createApplication,
  defaultHome: () => '/state',
  pageOptions: () => ({}),
  unpacked: (path: string) => path.replace('app.asar', 'app.asar.unpacked'),
}));

const OWN = { url: 'app://ringside/', parent: null };
const argv = process.argv;
let standIn: ReturnType<typeof createStandIn>;

/** Starts main/desktop/index.ts as Electron does. */
async function start({ packaged = true, first = true, args = ['/opt/ringside'] } = {}) {
  process.argv = args;
  standIn = createStandIn(packaged, first);
  vi.resetModules();
  vi.doMock('electron', () => standIn.electron);
  await import('./index.ts');
  return standIn;
}

async function started(options?: Parameters<typeof start>[0]) {
  await start(options);
  standIn.becomeReady();
  await vi.waitFor(() => expect(FakeWindow.all).toHaveLength(1));
  return { ...standIn, window: FakeWindow.all[0] };
}

const call = (method: unknown, args: unknown, frame: unknown = OWN) =>
  standIn.handlers.get(CHANNELS.call)?.({ senderFrame: frame, sender: { id: 7 } }, method, args);
const drop = (paths: unknown, frame: unknown = OWN) =>
  standIn.handlers.get(CHANNELS.drop)?.({ senderFrame: frame, sender: { id: 7 } }, paths);

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(process, 'on').mockReturnValue(process);
});
afterEach(() => {
  process.argv = argv;
  listeners.clear();
  vi.restoreAllMocks();
  vi.clearAllMocks();
  vi.doUnmock('electron');
});

describe('before Electron is ready', () => {
  it('the scheme is registered and the lock taken, in this order, at once', async () => {
    const { calls, electron } = await start({ args: ['/opt/ringside', '--flag', '/data/a.npz'] });
    expect(calls).toEqual([
      'registerSchemesAsPrivileged',
      'requestSingleInstanceLock',
      'enableSandbox',
      'whenReady',
    ]);
    expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ]);
    expect(electron.app.lockData).toEqual({ files: ['/data/a.npz'] });
    expect(createApplication).not.toHaveBeenCalled();
  });

  it('a second instance hands its files over and quits', async () => {
    const { calls } = await start({ first: false });
    expect(calls).toEqual(['registerSchemesAsPrivileged', 'requestSingleInstanceLock', 'quit']);
  });

  it('a file that macOS sends early is kept', async () => {
    await start({ args: ['/opt/ringside', '/data/a.npz'] });
    const event = { preventDefault: vi.fn() };
    standIn.electron.app.emit('open-file', event, '/data/b.npz');
    expect(event.preventDefault).toHaveBeenCalled();
    standIn.becomeReady();
    await vi.waitFor(() => expect(createApplication).toHaveBeenCalled());
    expect(createApplication.mock.calls[0][0].files).toEqual(['/data/a.npz', '/data/b.npz']);
  });
});

describe('the window', () => {
  it('is sandboxed and isolated, and loads our page only', async () => {
    const { window } = await started();
    expect(window.loaded).toBe('app://ringside/');
    expect(window.options.show).toBe(false);
    const { preload, ...preferences } = window.options.webPreferences;
    expect(preload).toMatch(/out\/preload\/preload\.cjs$/);
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalledOnce();
  });

  it('gets no permission, whichever way it asks', async () => {
    const { permissions } = await started();
    const callback = vi.fn();
    permissions.request({}, 'media', callback);
    expect(callback).toHaveBeenCalledWith(false);
    expect(permissions.check({}, 'clipboard-read')).toBe(false);
    expect(permissions.device({})).toBe(false);
  });

  it('opens no window and leaves its page for none; links of the list go to the browser', async () => {
    const { window, electron } = await started();
    const { webContents } = window;
    for (const url of [
      'https://evil.example/',
      'http://github.com/',
      'file:///etc/passwd',
      'https://a:b@github.com/',
      'https://github.com.evil.example/',
    ]) {
      expect(webContents.openHandler({ url })).toEqual({ action: 'deny' });
      for (const name of ['will-navigate', 'will-redirect']) {
        const event = { url, preventDefault: vi.fn() };
        webContents.emit(name, event);
        expect(event.preventDefault).toHaveBeenCalledOnce();
      }
    }
    expect(electron.shell.openExternal).not.toHaveBeenCalled();
    expect(webContents.openHandler({ url: 'https://arxiv.org/abs/1902.02346' })).toEqual({ action: 'deny' });
    expect(electron.shell.openExternal).toHaveBeenCalledWith('https://arxiv.org/abs/1902.02346');
    for (const [name, event] of [
      ['will-attach-webview', { preventDefault: vi.fn() }],
      ['will-frame-navigate', { preventDefault: vi.fn(), isMainFrame: false }],
    ] as const) {
      webContents.emit(name, event);
      expect(event.preventDefault).toHaveBeenCalledOnce();
    }
  });

  it('is loaded again when its process dies, three times', async () => {
    const { window } = await started();
    for (let i = 0; i < 5; i++)
      window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    expect(window.webContents.reload).toHaveBeenCalledTimes(3);
    expect(console.error).toHaveBeenCalledWith("ringside: the window's process ended (crashed, 1)");
  });

  it('gets every event, arrays of shared memory copied', async () => {
    const { window } = await started();
    const shared = new Float64Array(new SharedArrayBuffer(24), 8, 2);
    shared.set([1, 2]);
    application.send('rows', 't1', [{ pt: shared }]);
    const [channel, name, args] = window.webContents.sent[0] as [
      string,
      string,
      [string, { pt: Float64Array }[]],
    ];
    expect([channel, name]).toEqual([CHANNELS.event, 'rows']);
    expect(args).toEqual(['t1', [{ pt: new Float64Array([1, 2]) }]]);
    expect(args[1][0].pt.buffer).toBeInstanceOf(ArrayBuffer);
    expect(args[1][0].pt.buffer.byteLength).toBe(16);
  });

  it('gets the menu’s commands', async () => {
    const { electron, window } = await started();
    const template = electron.Menu.setApplicationMenu.mock.calls[0][0] as {
      submenu?: { id?: string; registerAccelerator?: boolean; click?: () => void }[];
    }[];
    const items = template.flatMap(({ submenu }) => submenu ?? []).filter(({ id }) => id !== undefined);
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      expect(item.registerAccelerator).toBe(false);
      item.click?.();
      expect(window.webContents.sent.at(-1)).toEqual([CHANNELS.event, 'command', [item.id]]);
    }
  });
});

describe('a call', () => {
  it('is answered, as data whichever way it ends', async () => {
    await started();
    application.event.mockResolvedValueOnce({ pt: new Float64Array([1]) });
    expect(await call('event', ['d1', 0])).toEqual({ ok: { pt: new Float64Array([1]) } });
    application.event.mockRejectedValueOnce(
      new RingsideError('not-found', 'd1: event 9, the last is 3', 'Go back.'),
    );
    expect(await call('event', ['d1', 9])).toEqual({
      error: { code: 'not-found', message: 'd1: event 9, the last is 3', hint: 'Go back.' },
    });
  });

  it('with bad arguments does not reach the application', async () => {
    await started();
    expect(await call('event', ['d1', -1])).toEqual({
      error: {
        code: 'bad-argument',
        message: 'event: event is -1, needed is an integer from 0 to 2147483647',
        hint: '',
      },
    });
    expect(await call('close', [])).toEqual({
      error: { code: 'bad-argument', message: 'unknown method "close"', hint: '' },
    });
    expect(application.event).not.toHaveBeenCalled();
    expect(application.close).not.toHaveBeenCalled();
  });

  it.each([
    ['no frame', null],
    ['another page', { url: 'https://evil.example/', parent: null }],
    ['another host of our scheme', { url: 'app://other/', parent: null }],
    ['an address that looks like ours', { url: 'https://evil.example/app://ringside/', parent: null }],
    ['a frame within our page', { url: 'app://ringside/', parent: {} }],
    ['an empty address', { url: '', parent: null }],
  ])('from %s is refused', async (_name, frame) => {
    await started();
    const refused = {
      error: { code: 'unauthorised', message: 'this page may not call the application', hint: '' },
    };
    expect(await call('datasets', [], frame)).toEqual(refused);
    expect(await drop(['/data/a.npz'], frame)).toEqual(refused);
    expect(application.datasets).not.toHaveBeenCalled();
    expect(application.addFile).not.toHaveBeenCalled();
  });

  it('to evaluate says which window asks', async () => {
    await started();
    const component = { shape: 'ring', weight: 1, center: [0, 0], radius: 1 };
    const request = {
      dataset: 'd1',
      event: 0,
      selection: { kind: 'all' },
      shape: 'ring',
      components: [component],
      quadrature: 9,
      grid: null,
      plan: false,
    };
    expect(await call('evaluate', [request])).toEqual({ ok: { emd: 0.1 } });
    expect(application.evaluate).toHaveBeenCalledWith(request, 'window 7');
  });
});

describe('files', () => {
  it('dropped on the window become handles', async () => {
    await started();
    expect(await drop(['/data/a.npz'])).toMatchObject({ ok: [{ handle: 'h-/data/a.npz' }] });
    for (const paths of ['/data/a.npz', ['a.npz'], [3], null, new Array(1001).fill('/a')]) {
      expect(await drop(paths)).toEqual({
        error: {
          code: 'bad-argument',
          message: 'drop: needed are at most 1000 files of this machine',
          hint: '',
        },
      });
    }
  });

  it('of a second instance are opened here, and the window comes to the front', async () => {
    const { window, electron } = await started();
    await vi.waitFor(() => {
      electron.app.emit('second-instance', {}, ['--anything'], '/', {
        files: ['/data/missing.npz', '/data/b.npz', 3],
      });
      expect(window.focus).toHaveBeenCalled();
    });
    expect(window.restore).toHaveBeenCalled();
    await vi.waitFor(() => expect(application.send).toHaveBeenCalledWith('files', ['h-/data/b.npz']));
    expect(console.error).toHaveBeenCalledWith('ringside: /data/missing.npz: there is no such file');
  });

  it('are chosen in the system’s dialog', async () => {
    const { electron } = await started();
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/data/c.npz'] });
    expect(await call('pickFiles', [])).toMatchObject({
      ok: [{ handle: 'h-/data/c.npz', origin: 'dialog' }],
    });
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] });
    expect(await call('pickFiles', [])).toEqual({ ok: [] });
  });
});

describe('the end', () => {
  it('waits for the application’s goodbye', async () => {
    const { electron } = await started();
    const event = { preventDefault: vi.fn() };
    await vi.waitFor(() => {
      electron.app.emit('will-quit', event);
      expect(event.preventDefault).toHaveBeenCalledOnce();
    });
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledWith(0));
    expect(application.close).toHaveBeenCalledOnce();
  });

  it('comes at once when the application cannot start', async () => {
    createApplication.mockRejectedValueOnce(new Error('/state: no permission'));
    await start();
    standIn.becomeReady();
    await vi.waitFor(() => expect(standIn.electron.app.exit).toHaveBeenCalledWith(1));
    expect(console.error).toHaveBeenCalledWith('ringside: /state: no permission');
    expect(FakeWindow.all).toEqual([]);
  });
});

describe('the command line of a packaged program', () => {
  it('is a mode of the main process: no window, no lock', async () => {
    const { calls } = await start({ args: ['/opt/ringside', '--cli', 'info', '/data/a.npz'] });
    expect(calls).toEqual(['whenReady']);
    standIn.becomeReady();
    // Beside the sources there is no built cli.js: the attempt to load it is what can be seen here.
    await vi.waitFor(() => expect(standIn.electron.app.exit).toHaveBeenCalledWith(1));
    expect(vi.mocked(console.error).mock.calls[0][0]).toMatch(/main\/desktop\/cli\.js/);
    expect(createApplication).not.toHaveBeenCalled();
  });

  it('serves in its own process', async () => {
    const { calls } = await start({ args: ['/opt/ringside', '--cli', 'serve', '--port', '0'] });
    expect(calls).toEqual(['whenReady']);
    standIn.becomeReady();
    await vi.waitFor(() => expect(standIn.electron.app.exit).toHaveBeenCalledWith(1));
    expect(vi.mocked(console.error).mock.calls[0][0]).toMatch(/main\/desktop\/server\.js/);
  });
});
