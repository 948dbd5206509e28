// The served shell: the token in the address is exchanged for a cookie, calls go over a WebSocket (birpc, our codec),
// files over PUT. A lost connection is tried again for as long as the window is open.

import { createBirpc } from 'birpc';
import { decode, encode } from '../../main/contract/codec.ts';
import type { Api, Events, FileEntry } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import { wait } from './backoff.ts';
import { apiFrom, type Client, type Connection } from './client.ts';

const LOST = 'The connection to Ringside was lost';
const AGAIN = 'It is being tried again; repeat what you did once it is back.';

export function socketClient(page: Window): Client {
  let socket: WebSocket | null = null;
  let receive: (data: Uint8Array) => void = () => {};
  let tell: (connection: Connection) => void = () => {};
  let rpc: ReturnType<typeof createBirpc<Api, Events>> | null = null;

  /** The token in the address is good for a cookie, once; it does not stay where it could be copied by mistake. */
  async function present(): Promise<void> {
    const token = new URLSearchParams(page.location.hash.slice(1)).get('token');
    if (!token) return;
    await page.fetch('/api/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
    page.history.replaceState(null, '', page.location.pathname + page.location.search);
  }

  async function known(): Promise<boolean> {
    const response = await page.fetch('/api', { cache: 'no-store' });
    return response.status !== 401 && response.status !== 403;
  }

  function open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const url = new URL('/api/socket', page.location.href);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      const next = new WebSocket(url);
      next.binaryType = 'arraybuffer';
      next.onopen = () => {
        socket = next;
        resolve();
      };
      next.onmessage = (message) => receive(new Uint8Array(message.data as ArrayBuffer));
      next.onclose = () => {
        if (socket !== next) {
          reject(new RingsideError('internal', LOST, AGAIN));
          return;
        }
        socket = null;
        rpc?.$rejectPendingCalls(({ reject: end }) => end(new RingsideError('internal', LOST, AGAIN)));
        void reconnect();
      };
    });
  }

  async function reconnect(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      tell({ state: 'lost', attempt });
      await new Promise((resolve) => setTimeout(resolve, wait(attempt)));
      try {
        await present();
        if (!(await known())) {
          tell({ state: 'refused' });
          return;
        }
        await open();
        tell({ state: 'ready' });
        return;
      } catch {
        // Not there yet; the next round waits longer.
      }
    }
  }

  async function call(method: keyof Api, args: unknown[]): Promise<unknown> {
    if (!rpc || !socket) throw new RingsideError('internal', LOST, AGAIN);
    try {
      return await rpc.$callRaw({ method, args });
    } catch (error) {
      throw RingsideError.from(error);
    }
  }

  return {
    api: apiFrom(call),
    listen(handlers, onConnection) {
      tell = onConnection;
      rpc = createBirpc<Api, Events>(handlers, {
        post: (data: Uint8Array<ArrayBuffer>) => {
          if (!socket) throw new RingsideError('internal', LOST, AGAIN);
          socket.send(data);
        },
        on: (listener) => {
          receive = listener;
        },
        serialize: encode,
        deserialize: decode,
        // Long work is a job; what is still slow (a large export) has its own end, and a lost connection ends all.
        timeout: -1,
      });
    },
    async start() {
      // A new address pasted into this tab may differ in its token alone, which by itself loads nothing.
      page.addEventListener('hashchange', () => {
        if (page.location.hash.startsWith('#token=')) page.location.reload();
      });
      tell({ state: 'connecting' });
      try {
        await present();
        if (!(await known())) {
          tell({ state: 'refused' });
          return;
        }
        await open();
        tell({ state: 'ready' });
      } catch {
        void reconnect();
      }
    },
    async bring(files, onProgress) {
      const total = files.reduce((sum, file) => sum + file.size, 0);
      let done = 0;
      const entries: FileEntry[] = [];
      for (const file of files) {
        entries.push(await put(file, (sent) => onProgress(done + sent, total)));
        done += file.size;
      }
      return entries;
    },
  };
}

/** One file's bytes to the application. XMLHttpRequest, because fetch does not tell how much has been sent. */
function put(file: File, onSent: (bytes: number) => void): Promise<FileEntry> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/upload?name=${encodeURIComponent(file.name)}`);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      let body: unknown = null;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // An answer that is not JSON is judged by its status below.
      }
      if (request.status >= 200 && request.status < 300 && body) resolve(body as FileEntry);
      else {
        const told = RingsideError.from(body);
        reject(
          told.code === 'internal'
            ? new RingsideError('internal', `${file.name}: not taken (status ${request.status})`)
            : told,
        );
      }
    };
    request.onerror = () => reject(new RingsideError('internal', `${file.name}: ${LOST}`, AGAIN));
    request.send(file);
  });
}
