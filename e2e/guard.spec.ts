// Who may not talk to the served application: a wrong token, a wrong Host (a rebound name), a wrong Origin (another page).

import { request } from 'node:http';
import { expect, type Server, test } from './app.ts';

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly cookie: string;
}

/** A request with exactly these headers, Host included. */
function ask(
  server: Server,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return new Promise((done, fail) => {
    const options = { host: '127.0.0.1', port: server.port, method, path, headers, agent: false };
    const outgoing = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      response.on('end', () => done({ status: response.statusCode ?? 0, body, cookie }));
    });
    outgoing.on('upgrade', (_response, socket) => {
      socket.destroy();
      done({ status: 101, body: '', cookie: '' });
    });
    outgoing.on('error', fail);
    outgoing.end();
  });
}

const upgrade = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};

async function cookieOf(server: Server): Promise<string> {
  const headers = { Authorization: `Bearer ${server.token}`, Origin: server.origin };
  const { status, cookie } = await ask(server, 'POST', '/api/session', headers);
  expect(status).toBe(204);
  return cookie;
}

test('a call without the token, or with a wrong one, is answered 401', async ({ server }) => {
  expect((await ask(server, 'GET', '/api')).status).toBe(401);
  const wrong = server.token.replace(/^./, (first) => (first === '0' ? '1' : '0'));
  for (const token of [wrong, server.token.slice(1), `${server.token}0`, '']) {
    const headers = { Authorization: `Bearer ${token}`, Origin: server.origin };
    expect((await ask(server, 'GET', '/api', headers)).status).toBe(401);
    expect((await ask(server, 'POST', '/api/session', headers)).status).toBe(401);
  }
  const headers = { Cookie: `ringside-${server.port}=${server.token}`, Origin: server.origin };
  expect((await ask(server, 'GET', '/api/socket', { ...headers, ...upgrade })).status).toBe(401);
  const known = await ask(server, 'GET', '/api', { Authorization: `Bearer ${server.token}` });
  expect(JSON.parse(known.body)).toMatchObject({ name: 'ringside' });
});

test('a Host that is no loopback name of this port is answered 403, whatever else is shown', async ({
  server,
}) => {
  const cookie = await cookieOf(server);
  for (const Host of [
    'evil.example',
    '127.0.0.1',
    `evil.example:${server.port}`,
    `localhost.evil.example:${server.port}`,
  ]) {
    const headers = {
      Host,
      Authorization: `Bearer ${server.token}`,
      Cookie: cookie,
      Origin: `http://${Host}`,
    };
    expect((await ask(server, 'GET', '/', headers)).status).toBe(403);
    expect((await ask(server, 'GET', '/api', headers)).status).toBe(403);
    expect((await ask(server, 'GET', '/api/socket', { ...headers, ...upgrade })).status).toBe(403);
  }
});

test('another Origin opens no socket and uploads nothing', async ({ server }) => {
  const Cookie = await cookieOf(server);
  expect(
    (await ask(server, 'GET', '/api/socket', { Cookie, Origin: server.origin, ...upgrade })).status,
  ).toBe(101);
  for (const Origin of [
    'http://evil.example',
    'null',
    `http://127.0.0.1:${server.port + 1}`,
    `https://127.0.0.1:${server.port}`,
  ]) {
    expect((await ask(server, 'GET', '/api/socket', { Cookie, Origin, ...upgrade })).status).toBe(403);
    expect((await ask(server, 'PUT', '/api/upload?name=a.csv', { Cookie, Origin })).status).toBe(403);
  }
  expect((await ask(server, 'GET', '/api/socket', { Cookie, ...upgrade })).status).toBe(403);
});

test('a window with a wrong token says so and shows nothing', async ({ page, server }) => {
  await page.goto(`${server.origin}/#token=${'0'.repeat(64)}`);
  await expect(page.getByTestId('connection-refused')).toContainText('Ringside does not know this window');
  await expect(page.getByTestId('engine')).toHaveCount(0);
});

test('the token does not stay in the address, and a reload still knows the window', async ({ app }) => {
  expect(app.page.url()).not.toContain('token');
  await app.page.reload();
  await expect(app.get('engine')).toBeVisible();
  const [cookie] = await app.page.context().cookies(`${app.page.url()}api`);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
});
