// The loopback server: HTTP and WebSocket on 127.0.0.1, behind the guard.

import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MESSAGE_BYTES, RingsideError, UPLOAD_BYTES } from '../contract/index.ts';
import type { Application } from '../service/index.ts';
import { createGuard, newSecret } from './guard.ts';
import { createRequestListener } from './requests.ts';
import { attachWindow } from './socket.ts';

export interface ServeOptions {
  readonly application: Application;
  /** The built screen: out/renderer. */
  readonly pages: string;
  readonly version: string;
  /** 0: any free port. */
  readonly port?: number;
  readonly uploadBytes?: number;
  readonly messageBytes?: number;
}

export interface Served {
  readonly port: number;
  readonly token: string;
  /** With its token: whoever has it can use the application. */
  readonly address: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const WINDOWS_AT_ONCE = 32;
/** Every local user may connect; a window takes some seven connections. */
const CONNECTIONS_AT_ONCE = 512;
/** A request's head must arrive within this (ms), the whole of an upload within the next. */
const HEAD_TIME = 20_000;
const REQUEST_TIME = 3_600_000;

/** Serves the application until `close`. Rejects with 'bad-argument' when the port cannot be had. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { application, port: wanted = 0, messageBytes = MESSAGE_BYTES, uploadBytes = UPLOAD_BYTES } = options;
  const http = createServer({ headersTimeout: HEAD_TIME, requestTimeout: REQUEST_TIME });
  http.maxConnections = CONNECTIONS_AT_ONCE;
  const port = await listen(http, wanted);
  // A connection that could not be accepted is no reason to end.
  http.on('error', (error) => process.emitWarning(`the server: ${error.message}`));
  const guard = createGuard(port, newSecret());
  http.on('request', createRequestListener(guard, { ...options, uploadBytes }));

  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageBytes, perMessageDeflate: false });
  let windows = 0;
  http.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy());
    const { headers } = request;
    if (!guard.isHost(headers)) return turnAway(connection, 403);
    if (!guard.isKnown(headers)) return turnAway(connection, 401);
    if (!guard.isOrigin(headers)) return turnAway(connection, 403);
    if (request.url !== '/api/socket') return turnAway(connection, 404);
    if (sockets.clients.size >= WINDOWS_AT_ONCE) return turnAway(connection, 503);
    sockets.handleUpgrade(request, connection, head, (socket) => {
      attachWindow(socket, application, `window ${++windows}`);
    });
  });

  return {
    port,
    token: guard.token,
    address: `http://${HOST}:${port}/#token=${guard.token}`,
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'the server says goodbye');
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeIdleConnections();
      // A window that does not answer the goodbye is not waited for.
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        http.closeAllConnections();
      }, 500).unref();
      await closed;
      sockets.close();
    },
  };
}

/** Answers and hangs up: a stranger who keeps the line open gets no say. */
function turnAway(connection: Duplex, status: number): void {
  connection.once('finish', () => connection.destroy());
  connection.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

function listen(http: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new RingsideError(
              'bad-argument',
              `--port: ${port} is ${error.code === 'EACCES' ? 'not allowed to this user' : 'in use'}`,
              'Leave --port out to take any free one.',
            )
          : error,
      );
    http.once('error', onError);
    http.listen({ port, host: HOST, exclusive: true }, () => {
      http.off('error', onError);
      resolve((http.address() as AddressInfo).port);
    });
  });
}
