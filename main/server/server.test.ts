import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBirpc } from 'birpc';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { decode, encode } from '../contract/codec.ts';
import { type Api, JOBS_IN_FLIGHT, RingsideError } from '../contract/index.ts';
import { ask, type FakeApplication, fakeApplication } from './fixture.ts';
import { type Served, serve } from './server.ts';

let folder: string;
let application: FakeApplication;
let served: Served;
let origin: string;
let bearer: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-server-'));
  mkdirSync(join(folder, 'pages/assets'), { recursive: true });
  writeFileSync(join(folder, 'pages/index.html'), '<!doctype html><title>Ringside</title>');
  writeFileSync(join(folder, 'pages/assets/index-AbCd1234.js'), 'export {};');
  writeFileSync(join(folder, 'pages/assets/kernel.wasm'), 'wasm');
  writeFileSync(join(folder, 'pages/.hidden.js'), 'no');
  writeFileSync(join(folder, 'secret.txt'), 'no');
  application = fakeApplication();
  const pages = join(folder, 'pages');
  served = await serve({ application, pages, version: '1.2.3', uploadBytes: 1000, messageBytes: 10_000 });
  origin = `http://127.0.0.1:${served.port}`;
  bearer = { Authorization: `Bearer ${served.token}` };
});

afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

async function cookie(): Promise<string> {
  const reply = await ask(served.port, 'POST', '/api/session', { ...bearer, Origin: origin });
  return String(reply.headers['set-cookie']).split(';')[0];
}

const open = (headers: Record<string, string>, path = '/api/socket') =>
  new WebSocket(`ws://127.0.0.1:${served.port}${path}`, { headers });

/** 'open', or the status that the upgrade was refused with. */
const outcome = (socket: WebSocket) =>
  new Promise<'open' | number>((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });

/** Ends once the server has hung up on a client that keeps its own end open. */
const hangsUp = (request: string) =>
  new Promise<string>((resolve) => {
    let reply = '';
    const line = connect({ host: '127.0.0.1', port: served.port, allowHalfOpen: true }, () =>
      line.write(request),
    );
    line.on('data', (bytes) => {
      reply += bytes;
    });
    line.on('end', () => {
      const more = setInterval(() => line.write('more'), 5);
      line.on('error', () => {});
      line.on('close', () => {
        clearInterval(more);
        resolve(reply.split('\r\n')[0]);
      });
    });
  });

const closing = (socket: WebSocket) =>
  new Promise<[number, string]>((resolve) => {
    socket.once('close', (code, reason) => resolve([code, reason.toString()]));
  });

async function connectWindow(): Promise<WebSocket> {
  const socket = open({ Cookie: await cookie(), Origin: origin });
  expect(await outcome(socket)).toBe('open');
  return socket;
}

const remote = (socket: WebSocket, events: object = {}) =>
  createBirpc<Api, object>(events, {
    post: (bytes: Uint8Array) => socket.send(bytes),
    on: (listener) => socket.on('message', listener),
    serialize: encode,
    deserialize: decode,
    timeout: -1,
  });

describe('/api', () => {
  it.each([
    ['GET', '/api', {}],
    ['GET', '/api', { Authorization: `Bearer ${'0'.repeat(64)}` }],
    ['GET', '/api', { Authorization: 'Bearer ' }],
    ['GET', '/api?token=TOKEN', {}],
    ['GET', '/api/', { Cookie: `ringside-1=${'0'.repeat(64)}` }],
    ['POST', '/api/session', {}],
    ['PUT', '/api/upload?name=a', {}],
    ['POST', '/api/open', {}],
    ['GET', '/api/socket', {}],
    ['GET', '/api/anything', {}],
  ])('answers 401 without the token: %s %s %j', async (method, path, headers) => {
    const reply = await ask(served.port, method, path.replace('TOKEN', served.token), headers);
    expect(reply.status).toBe(401);
    expect(JSON.parse(reply.body)).toEqual({
      code: 'unauthorised',
      message: 'this address needs its token',
      hint: 'Open the address that the server printed.',
    });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('exchanges the token for a strict cookie, which is not the token', async () => {
    const reply = await ask(served.port, 'POST', '/api/session', { ...bearer, Origin: origin });
    expect(reply.status).toBe(204);
    const [set] = reply.headers['set-cookie'] as string[];
    expect(set).toMatch(
      new RegExp(`^ringside-${served.port}=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=/api$`),
    );
    expect(set).not.toContain(served.token);
    const known = await ask(served.port, 'GET', '/api', { Cookie: `a=b; ${set.split(';')[0]}` });
    expect([known.status, known.body]).toEqual([200, '{"name":"ringside","version":"1.2.3"}']);
  });

  it('does not take the cookie where the token is needed', async () => {
    const headers = { Cookie: await cookie(), Origin: origin };
    expect((await ask(served.port, 'POST', '/api/session', headers)).status).toBe(401);
    expect((await ask(served.port, 'POST', '/api/open', headers, '["/etc/passwd"]')).status).toBe(404);
    expect(application.added).toEqual([]);
  });

  it.each([
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '127.0.0.1.nip.io:PORT',
    '0.0.0.0:PORT',
  ])('refuses the host "%s", token or not', async (host) => {
    const headers = { ...bearer, Host: host.replace('PORT', String(served.port)) };
    for (const path of ['/', '/api']) expect((await ask(served.port, 'GET', path, headers)).status).toBe(403);
    expect(await outcome(open({ ...headers, Cookie: await cookie(), Origin: origin }))).toBe(403);
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])('knows the host %s', async (host) => {
    const headers = { ...bearer, Host: `${host}:${served.port}` };
    expect((await ask(served.port, 'GET', '/api', headers)).status).toBe(200);
  });

  it.each([
    'http://evil.example',
    'null',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
  ])('refuses to change anything for the origin %s', async (wrong) => {
    const headers = { Cookie: await cookie(), Origin: wrong.replace('PORT', String(served.port)) };
    expect((await ask(served.port, 'PUT', '/api/upload?name=a', headers, 'x')).status).toBe(403);
    const session = { ...bearer, Origin: headers.Origin };
    expect((await ask(served.port, 'POST', '/api/session', session)).status).toBe(403);
    expect(await outcome(open(headers))).toBe(403);
    expect(application.uploads.size).toBe(0);
  });
});

describe('upload', () => {
  it('streams a file to the application', async () => {
    const headers = { Cookie: await cookie(), Origin: origin };
    const reply = await ask(
      served.port,
      'PUT',
      '/api/upload?name=top%20%2F.npz',
      headers,
      new Uint8Array(1000),
    );
    expect(reply.status).toBe(201);
    expect(JSON.parse(reply.body)).toMatchObject({ name: 'top /.npz', bytes: 1000 });
  });

  it('refuses more than the limit, announced or not', async () => {
    const headers = { Cookie: await cookie(), Origin: origin };
    const said = await ask(served.port, 'PUT', '/api/upload?name=a', headers, new Uint8Array(1001));
    expect([said.status, JSON.parse(said.body).message]).toEqual([
      413,
      'a: 1001 bytes, at most 1000 can be uploaded',
    ]);
    const chunked = { ...headers, 'Transfer-Encoding': 'chunked' };
    const unsaid = await ask(served.port, 'PUT', '/api/upload?name=a', chunked, new Uint8Array(1001));
    expect([unsaid.status, JSON.parse(unsaid.body).message]).toEqual([
      413,
      'a: more than 1000 bytes, at most that can be uploaded',
    ]);
    expect(application.uploads.size).toBe(0);
  });

  it('needs a name', async () => {
    const reply = await ask(
      served.port,
      'PUT',
      '/api/upload',
      { Cookie: await cookie(), Origin: origin },
      'x',
    );
    expect([reply.status, JSON.parse(reply.body).message]).toEqual([
      400,
      'upload: name is missing or longer than 1024 characters',
    ]);
  });
});

describe('a second start', () => {
  it('hands over its files, and hears which could not be opened', async () => {
    const seen: unknown[] = [];
    application.onAny((event) => seen.push(event));
    const body = JSON.stringify(['/data/a.npz', '/data/missing.npz']);
    const reply = await ask(served.port, 'POST', '/api/open', bearer, body);
    expect(JSON.parse(reply.body)).toEqual({
      opened: 1,
      problems: ['/data/missing.npz: there is no such file'],
    });
    expect(application.added).toEqual(['/data/a.npz']);
    expect(seen).toEqual([{ name: 'files', args: [['h-/data/a.npz']] }]);
  });

  it.each(['', '{}', '["relative.npz"]', '[3]', '\u0000'])('is refused when it sends %j', async (body) => {
    const reply = await ask(served.port, 'POST', '/api/open', bearer, body);
    expect([reply.status, JSON.parse(reply.body).message]).toEqual([
      400,
      'open: needed is a list of at most 1000 absolute paths',
    ]);
  });
});

describe('pages', () => {
  it('come with their type and a policy that allows nothing else', async () => {
    const page = await ask(served.port, 'GET', '/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${served.port};`);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(page.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(page.body).not.toContain(served.token);
  });

  it('are kept by the browser only where their name holds a hash', async () => {
    const script = await ask(served.port, 'GET', '/assets/index-AbCd1234.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const wasm = await ask(served.port, 'HEAD', '/assets/kernel.wasm');
    expect([wasm.headers['content-type'], wasm.headers['cache-control'], wasm.body]).toEqual([
      'application/wasm',
      'no-cache',
      '',
    ]);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%5c..%5c..%5csecret.txt',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/.hidden.js',
    '/assets',
    '/assets/',
    '/%',
    '/index.html%00.js',
    '/index.html/',
    '/nothing.js',
  ])('outside their folder are not found: %s', async (path) => {
    const reply = await ask(served.port, 'GET', path);
    expect(reply.status).toBe(404);
    expect(reply.body).not.toMatch(/^no/);
  });

  it('cannot be posted to', async () => {
    expect((await ask(served.port, 'POST', '/')).status).toBe(405);
  });
});

describe('the socket', () => {
  it('needs the cookie, the origin and its own address', async () => {
    const good = { Cookie: await cookie(), Origin: origin };
    expect(await outcome(open({ Origin: origin }))).toBe(401);
    expect(await outcome(open({ Cookie: good.Cookie }))).toBe(403);
    expect(await outcome(open(good, '/api/other'))).toBe(404);
    const socket = open(good);
    expect(await outcome(socket)).toBe('open');
    socket.terminate();
  });

  it('hangs up on a stranger who does not', async () => {
    const head = [
      'GET /api/socket HTTP/1.1',
      `Host: 127.0.0.1:${served.port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
    ];
    expect(await hangsUp(`${head.join('\r\n')}\r\n\r\n`)).toBe('HTTP/1.1 401 Unauthorized');
  });

  it('answers calls, with typed arrays and errors as they are', async () => {
    const socket = await connectWindow();
    const api = remote(socket);
    expect(await api.event('d1', 3)).toEqual({
      dataset: 'd1',
      event: 3,
      pt: new Float64Array([1.5, Number.NaN]),
    });
    const missing = api.event('d1', 10);
    await expect(missing).rejects.toBeInstanceOf(RingsideError);
    await expect(missing).rejects.toMatchObject({
      code: 'not-found',
      message: 'd1: event 10, the last is 9',
    });
    await expect(api.event('d1', Number.NaN)).rejects.toThrow(
      'event: event is NaN, needed is an integer from 0 to 2147483647',
    );
    await expect(api.pickFiles()).rejects.toMatchObject({
      code: 'unsupported',
      message: 'pickFiles: a served window has no native dialogs',
    });
    socket.terminate();
  });

  it.each(['close', 'addFile', 'receiveUpload', 'send', 'onAny', 'constructor', '__proto__'])(
    'does not reach %s',
    async (method) => {
      const socket = await connectWindow();
      const { $call } = remote(socket) as unknown as { $call(method: string): Promise<unknown> };
      await expect($call(method)).rejects.toThrow(`unknown method "${method}"`);
      socket.terminate();
    },
  );

  it('tells the application which window evaluates', async () => {
    const sockets = [await connectWindow(), await connectWindow()];
    const request = {
      dataset: 'd1',
      event: 0,
      selection: { kind: 'all' },
      shape: 'ring',
      components: [{ shape: 'ring', weight: 1, center: [0, 0], radius: 1 }],
      quadrature: 100,
      grid: null,
      plan: false,
    } as const;
    for (const socket of sockets) await remote(socket).evaluate(request);
    expect(application.evaluated).toEqual(['window 1', 'window 2']);
    for (const socket of sockets) socket.terminate();
  });

  it('sends every event to every window, and stops when a window is gone', async () => {
    const seen: unknown[][] = [[], []];
    const sockets = [await connectWindow(), await connectWindow()];
    sockets.forEach((socket, i) => {
      remote(socket, { command: (id: string) => seen[i].push(id) });
    });
    application.send('command', 'fit.ring');
    await vi.waitFor(() => expect(seen).toEqual([['fit.ring'], ['fit.ring']]));
    for (const socket of sockets) socket.terminate();
    await vi.waitFor(() => expect(application.listeners.size).toBe(0));
  });

  it('limits the calls that wait, and the jobs', async () => {
    const socket = await connectWindow();
    const api = remote(socket);
    application.running = JOBS_IN_FLIGHT;
    const spec = { kind: 'open', file: 'f', mapping: null, collection: null } as const;
    await expect(api.startJob(spec)).rejects.toThrow(
      'startJob: 200 jobs are under way, at most 200 are allowed',
    );
    application.running = 0;
    expect(await api.startJob(spec)).toBe('j1');
    for (let i = 0; i < 256; i++) api.tables().catch(() => {});
    await expect(api.datasets()).rejects.toThrow(
      'datasets: 256 calls of this window wait for their answer, at most 256 are allowed',
    );
    socket.terminate();
  });

  const junk: [string, Uint8Array | string, number][] = [
    ['text', 'hello', 1007],
    ['nothing', new Uint8Array(0), 1007],
    ['noise', new Uint8Array(500).map((_, i) => (i * 7919) % 256), 1007],
    ['null', encode(null), 1007],
    ['a number', encode(3), 1007],
    ['an answer', encode({ t: 's', i: 'x', r: 1 }), 1007],
    ['a call without arguments', encode({ t: 'q', i: 'x', m: 'datasets' }), 1007],
    ['a call without an id', encode({ t: 'q', m: 'datasets', a: [] }), 1007],
    ['too many arguments', encode({ t: 'q', i: 'x', m: 'datasets', a: new Array(1000).fill(0) }), 1007],
    ['more than the limit', new Uint8Array(10_001), 1009],
  ];
  it.each(junk)('closes on %s, and the server goes on', async (_name, frame, code) => {
    const [victim, other] = [await connectWindow(), await connectWindow()];
    const closed = closing(victim);
    victim.send(frame);
    expect((await closed)[0]).toBe(code);
    expect(await remote(other).datasets()).toEqual([]);
    other.terminate();
  });

  it('says goodbye when the server ends', async () => {
    const socket = await connectWindow();
    const closed = closing(socket);
    await served.close();
    expect(await closed).toEqual([1001, 'the server says goodbye']);
    served = await serve({ application, pages: folder, version: '1' });
  });
});

describe('the port', () => {
  it('is refused in one line when it is taken', async () => {
    await expect(
      serve({ application, pages: folder, version: '1', port: served.port }),
    ).rejects.toMatchObject({
      code: 'bad-argument',
      message: `--port: ${served.port} is in use`,
    });
  });
});
