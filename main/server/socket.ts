// One window's socket: calls come in as encoded frames, are checked and answered; events go out. Whatever a window sends,
// the worst that follows is the end of its own connection.

import { createBirpc } from 'birpc';
import type { WebSocket } from 'ws';
import { decode, encode } from '../contract/codec.ts';
import {
  type Api,
  CALLS_IN_FLIGHT,
  type Events,
  JOBS_IN_FLIGHT,
  METHODS,
  RingsideError,
} from '../contract/index.ts';
import { callApi } from '../contract/validate.ts';
import type { Application, ShellMethod } from '../service/index.ts';
import { createOutbox } from './outbox.ts';

/** Answers that a window asked for and does not read. */
const UNREAD_BYTES = 512 * 2 ** 20;
/** A window that has not answered a ping for this long is gone (ms). */
const PING_EVERY = 30_000;

const unsupported = (method: ShellMethod) => async () => {
  throw new RingsideError('unsupported', `${method}: a served window has no native dialogs`);
};

/** The application as one window sees it. */
export function windowApi(application: Application, client: string): Api {
  const api = Object.fromEntries(
    METHODS.filter((method) => method in application).map((method) => [
      method,
      (...args: unknown[]) =>
        (application[method as keyof Application] as (...args: unknown[]) => unknown).apply(
          application,
          args,
        ),
    ]),
  ) as unknown as Api;
  return {
    ...api,
    evaluate: (request) => application.evaluate(request, client),
    async startJob(spec) {
      const busy = (await application.jobs()).filter(
        ({ state }) => state === 'queued' || state === 'running',
      );
      if (busy.length >= JOBS_IN_FLIGHT) {
        throw new RingsideError(
          'too-large',
          `startJob: ${busy.length} jobs are under way, at most ${JOBS_IN_FLIGHT} are allowed`,
          'Wait for one to end, or cancel some.',
        );
      }
      return application.startJob(spec);
    },
    pickFiles: unsupported('pickFiles'),
    saveFile: unsupported('saveFile'),
    copy: unsupported('copy'),
  };
}

/** A request of birpc's and nothing else: this side asks no questions, so it accepts no answers. */
function readRequest(bytes: Uint8Array): unknown {
  const frame = decode(bytes);
  if (typeof frame === 'object' && frame !== null) {
    const { t, m, a, i } = frame as Record<string, unknown>;
    const named = typeof i === 'string' && i.length <= 64;
    if (t === 'q' && typeof m === 'string' && Array.isArray(a) && a.length <= 16 && named) {
      return { t, m, a, i };
    }
  }
  throw new RingsideError('bad-argument', 'message: it is no call');
}

export function attachWindow(socket: WebSocket, application: Application, client: string): void {
  const api = windowApi(application, client);
  let inFlight = 0;

  const call = async (method: string, args: readonly unknown[]) => {
    if (inFlight >= CALLS_IN_FLIGHT) {
      throw new RingsideError(
        'too-large',
        `${method.slice(0, 40)}: ${inFlight} calls of this window wait for their answer, at most ${CALLS_IN_FLIGHT} are allowed`,
      );
    }
    inFlight++;
    try {
      return await callApi(api, method, args);
    } catch (error) {
      throw RingsideError.from(error);
    } finally {
      inFlight--;
    }
  };

  const rpc = createBirpc<Events, object, false>(
    {},
    {
      proxify: false,
      post: (bytes: Uint8Array) => {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount > UNREAD_BYTES) socket.terminate();
        else socket.send(bytes, () => outbox.drain());
      },
      on: (listener) => {
        socket.on('message', (data: Buffer, isBinary: boolean) => {
          listener(isBinary ? data : new Uint8Array(0));
        });
      },
      serialize: encode,
      deserialize: readRequest,
      resolver:
        (method) =>
        (...args: unknown[]) =>
          call(method, args),
      onGeneralError: (_error, method) => {
        // Without a method: the frame could not be read. With one: its answer could not be written, and says so.
        if (method === undefined) socket.close(1007, 'that was no message of Ringside');
        return true;
      },
    },
  );

  const outbox = createOutbox(
    ({ name, args }) => {
      void (rpc.$callEvent as (name: string, ...args: readonly unknown[]) => Promise<void>)(name, ...args);
    },
    () => socket.bufferedAmount,
    () => socket.close(1013, 'this window reads too slowly'),
  );
  const stop = application.onAny((event) => outbox.push(event));

  let alive = true;
  const ping = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_EVERY);
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('close', () => {
    clearInterval(ping);
    stop();
    rpc.$close();
  });
  // An oversize or malformed frame: ws closes the connection itself; without a listener it would end the process.
  socket.on('error', () => {});
}
