// For the tests: what Electron gives, without Electron. Records what it was told, and lets a test say what happens.

import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

export class FakeContents extends EventEmitter {
  static count = 0;
  readonly id = ++FakeContents.count;
  readonly sent: unknown[][] = [];
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  send = (...message: unknown[]) => void this.sent.push(message);
  reload = vi.fn();
  setWindowOpenHandler(handler: typeof this.openHandler) {
    this.openHandler = handler;
  }
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  static getAllWindows = () => FakeWindow.all;
  static getFocusedWindow = (): FakeWindow | null => null;
  readonly webContents = new FakeContents();
  readonly options: { show: boolean; webPreferences: Record<string, unknown> };
  loaded: string | null = null;
  show = vi.fn();
  focus = vi.fn();
  restore = vi.fn();
  isMinimized = () => true;
  isDestroyed = () => false;
  constructor(options: FakeWindow['options']) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
  }
  async loadURL(address: string) {
    this.loaded = address;
  }
}

type Handler = (...args: unknown[]) => unknown;

export class FakeClipboardItem {
  constructor(readonly items: Record<string, Blob>) {}
}

/** A fresh `electron` module, and a list of what was called in which order. */
export function createStandIn(packaged = false, first = true) {
  const calls: string[] = [];
  const handlers = new Map<string, Handler>();
  const schemes = new Map<string, Handler>();
  const permissions: Record<string, Handler> = {};
  const ready = withResolvers();
  FakeWindow.all = [];

  class FakeApp extends EventEmitter {
    isPackaged = packaged;
    lockData: unknown = null;
    getPath = () => '/home/user';
    quit = vi.fn(() => calls.push('quit'));
    exit = vi.fn();
    enableSandbox = vi.fn(() => calls.push('enableSandbox'));
    requestSingleInstanceLock = (data: unknown) => {
      calls.push('requestSingleInstanceLock');
      this.lockData = data;
      return first;
    };
    whenReady = () => {
      calls.push('whenReady');
      return ready.promise;
    };
  }

  const electron = {
    app: new FakeApp(),
    BrowserWindow: FakeWindow,
    ClipboardItem: FakeClipboardItem,
    clipboard: { writeText: vi.fn(async () => {}), write: vi.fn(async () => {}) },
    dialog: { showOpenDialog: vi.fn(), showSaveDialog: vi.fn() },
    ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: (template: unknown) => template },
    nativeTheme: { shouldUseDarkColors: true },
    protocol: {
      registerSchemesAsPrivileged: vi.fn(() => calls.push('registerSchemesAsPrivileged')),
      handle: (scheme: string, handler: Handler) => schemes.set(scheme, handler),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: Handler) => {
          permissions.request = handler;
        },
        setPermissionCheckHandler: (handler: Handler) => {
          permissions.check = handler;
        },
        setDevicePermissionHandler: (handler: Handler) => {
          permissions.device = handler;
        },
      },
    },
    shell: { openExternal: vi.fn(async () => {}) },
  };
  return { electron, calls, handlers, schemes, permissions, becomeReady: () => ready.resolve(undefined) };
}

function withResolvers() {
  let resolve: (value?: unknown) => void = () => {};
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
