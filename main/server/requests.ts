// The server's answers over plain HTTP: the screen's files to anyone on this machine, everything under /api only to who
// knows the secret. No answer carries the token, and none allows another origin.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assetPath, contentType, isImmutable, pageHeaders } from '../contract/assets.ts';
import { type ErrorCode, type FileEntry, RingsideError } from '../contract/index.ts';
import type { Application } from '../service/index.ts';
import type { Guard } from './guard.ts';

export interface RequestOptions {
  readonly application: Pick<Application, 'addFile' | 'receiveUpload' | 'send'>;
  /** The built screen: out/renderer. */
  readonly pages: string;
  readonly version: string;
  readonly uploadBytes: number;
}

const UPLOADS_AT_ONCE = 4;
/** The start script's list of files: paths as JSON. */
const OPEN_BYTES = 2 ** 20;

const STATUS: Readonly<Record<ErrorCode, number>> = {
  'bad-argument': 400,
  'bad-file': 422,
  'not-found': 404,
  'no-permission': 403,
  'too-large': 413,
  cancelled: 409,
  'worker-died': 500,
  unsupported: 501,
  unauthorised: 401,
  internal: 500,
};

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const text = body === null ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === null ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': String(Buffer.byteLength(text)),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...headers,
  });
  response.end(text);
}

function fail(response: ServerResponse, thrown: unknown) {
  const error = RingsideError.from(thrown);
  // What is left of the request's body is not read: the connection ends with this answer.
  answer(response, STATUS[error.code], error.toData(), { Connection: 'close' });
}

export function createRequestListener(guard: Guard, options: RequestOptions) {
  const { application, pages, version, uploadBytes } = options;
  let uploads = 0;

  const page = async (request: IncomingMessage, response: ServerResponse, pathname: string) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, null, { Allow: 'GET, HEAD' });
    }
    const path = assetPath(pathname);
    const type = path === null ? null : contentType(path);
    const found = path !== null && type !== null ? await stat(join(pages, path)).catch(() => null) : null;
    if (path === null || type === null || !found?.isFile()) {
      return fail(response, new RingsideError('not-found', `there is no page ${pathname.slice(0, 80)}`));
    }
    response.writeHead(200, {
      ...pageHeaders([`ws://${request.headers.host}`]),
      'Content-Type': type,
      'Content-Length': String(found.size),
      'Cache-Control': isImmutable(path) ? 'private, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') return response.end();
    await pipeline(createReadStream(join(pages, path)), response);
  };

  const upload = async (request: IncomingMessage, response: ServerResponse, name: string | null) => {
    if (!name || name.length > 1024) {
      throw new RingsideError('bad-argument', 'upload: name is missing or longer than 1024 characters');
    }
    const size = Number(request.headers['content-length'] ?? 0);
    if (size > uploadBytes) {
      throw new RingsideError('too-large', `${name}: ${size} bytes, at most ${uploadBytes} can be uploaded`);
    }
    if (uploads >= UPLOADS_AT_ONCE) {
      throw new RingsideError(
        'too-large',
        `${name}: ${uploads} uploads are under way, at most ${UPLOADS_AT_ONCE} are allowed`,
        'Wait for one to end.',
      );
    }
    uploads++;
    try {
      const entry = await application.receiveUpload(name, limited(request, name, uploadBytes));
      answer(response, 201, entry);
    } finally {
      uploads--;
    }
  };

  /** A second start hands its files over. Only to who has the token itself: these are paths. */
  const open = async (request: IncomingMessage, response: ServerResponse) => {
    const paths = await readPaths(request);
    const opened: FileEntry[] = [];
    const problems: string[] = [];
    for (const path of paths) {
      try {
        opened.push(await application.addFile(path, 'argument'));
      } catch (error) {
        problems.push(RingsideError.from(error).message);
      }
    }
    if (opened.length > 0)
      application.send(
        'files',
        opened.map((file) => file.handle),
      );
    answer(response, 200, { opened: opened.length, problems });
  };

  const api = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const { headers, method } = request;
    const path = url.pathname;
    if (path === '/api/session' ? !guard.hasToken(headers) : !guard.isKnown(headers)) {
      return fail(
        response,
        new RingsideError(
          'unauthorised',
          'this address needs its token',
          'Open the address that the server printed.',
        ),
      );
    }
    const changes = method !== 'GET' && method !== 'HEAD';
    const byPage = headers.origin !== undefined || !guard.hasToken(headers);
    if (changes && byPage && !guard.isOrigin(headers)) {
      return fail(
        response,
        new RingsideError(
          'no-permission',
          `the origin ${headers.origin ?? '(none)'} may not call this server`,
        ),
      );
    }
    const route = `${method} ${path}`;
    if (route === 'GET /api') return answer(response, 200, { name: 'ringside', version });
    if (route === 'POST /api/session') return answer(response, 204, null, { 'Set-Cookie': guard.setCookie });
    if (route === 'PUT /api/upload') return upload(request, response, url.searchParams.get('name'));
    if (route === 'POST /api/open' && guard.hasToken(headers)) return open(request, response);
    throw new RingsideError('not-found', `there is no ${route.slice(0, 80)}`);
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    const handle = async () => {
      if (!guard.isHost(request.headers)) {
        const host = (request.headers.host ?? '(none)').slice(0, 80);
        throw new RingsideError(
          'no-permission',
          `the host ${host} is not this server's address`,
          'Through ssh, forward the same port number.',
        );
      }
      const url = URL.canParse(request.url ?? '', 'http://ringside')
        ? new URL(request.url ?? '', 'http://ringside')
        : null;
      if (url === null) throw new RingsideError('bad-argument', 'the address cannot be read');
      if (url.pathname === '/api' || url.pathname.startsWith('/api/')) await api(request, response, url);
      else await page(request, response, url.pathname);
    };
    handle().catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else fail(response, error);
    });
  };
}

/** The body as it comes, refused once it exceeds the limit, whatever its headers said. */
async function* limited(request: IncomingMessage, name: string, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      throw new RingsideError('too-large', `${name}: more than ${limit} bytes, at most that can be uploaded`);
    }
    yield chunk;
  }
}

async function readPaths(request: IncomingMessage): Promise<readonly string[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(request, 'open', OPEN_BYTES)) chunks.push(chunk);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    value = null;
  }
  const valid =
    Array.isArray(value) &&
    value.length <= 1000 &&
    value.every((path) => typeof path === 'string' && isAbsolute(path));
  if (!valid)
    throw new RingsideError('bad-argument', 'open: needed is a list of at most 1000 absolute paths');
  return value as string[];
}
