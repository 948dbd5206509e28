// Who may use the served window: only a page that came from its address, with its token.

import { expect, test } from './served.ts';

test('the page opens with its token, drops it from the address, and stays known when loaded again', async ({
  app,
  page,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  page.on('pageerror', (error) => problems.push(error.message));
  const socket = page.waitForEvent('websocket');
  await page.goto(app.address);
  expect((await socket).url()).toBe(`ws://127.0.0.1:${app.port}/api/socket`);
  await expect(page).not.toHaveURL(/token/);
  // Listened for from the socket's first moment: the page may have its answer before it counts as loaded.
  const frame = new Promise<number>((resolve) => {
    page.once('websocket', (again) => again.once('framereceived', ({ payload }) => resolve(payload.length)));
  });
  await page.reload();
  expect(await frame).toBeGreaterThan(0);
  expect(problems).toEqual([]);
});

test('a wrong token opens nothing', async ({ app, page }) => {
  let sockets = 0;
  page.on('websocket', () => sockets++);
  const refused = page.waitForResponse((response) => response.url().endsWith('/api/session'));
  await page.goto(app.address.replace(/token=.*/, `token=${'0'.repeat(64)}`));
  expect((await refused).status()).toBe(401);
  const status = await page.evaluate(async () => (await fetch('/api')).status);
  expect(status).toBe(401);
  expect(await page.context().cookies()).toEqual([]);
  expect(sockets).toBe(0);
});

test('a wrong host is refused, whatever it knows', async ({ app, playwright }) => {
  const request = await playwright.request.newContext({
    extraHTTPHeaders: { Host: `rebound.example:${app.port}`, Authorization: `Bearer ${app.token}` },
  });
  for (const path of ['/', '/api']) {
    expect((await request.get(`http://127.0.0.1:${app.port}${path}`)).status()).toBe(403);
  }
  await request.dispose();
});

test('another page of the same browser cannot use it', async ({ app, context, page }) => {
  await page.goto(app.address);
  await expect(page).not.toHaveURL(/token/);
  // Another origin of the same site: the strict cookie does travel, and the origin alone says no.
  const other = await context.newPage();
  await other.route('http://127.0.0.1:1/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>other</p>' }),
  );
  await other.goto('http://127.0.0.1:1/');
  const seen = await other.evaluate(`(async () => {
    const at = '127.0.0.1:${app.port}/api';
    const read = fetch('http://' + at, { credentials: 'include' });
    const upload = fetch('http://' + at + '/upload?name=a', { method: 'PUT', body: 'x', credentials: 'include' });
    const socket = new Promise((opened, refused) => {
      const socket = new WebSocket('ws://' + at + '/socket');
      socket.onopen = opened;
      socket.onerror = refused;
    });
    const ends = await Promise.allSettled([read, upload, socket]);
    return ends.map(({ status }) => status);
  })()`);
  expect(seen).toEqual(['rejected', 'rejected', 'rejected']);
});

test('the page can neither evaluate text as code nor reach another address', async ({ app, page }) => {
  await page.goto(app.address);
  // As text: what runs there knows the page's globals, not the test's.
  const result = await page.evaluate(`(async () => {
    const attempt = async (work) => {
      try {
        await work();
        return 'done';
      } catch {
        return 'refused';
      }
    };
    return {
      // Later, because what a debugger evaluates itself may do anything.
      function: await new Promise((done) => {
        setTimeout(() => attempt(() => Function('return 1')()).then(done), 10);
      }),
      inline: await attempt(() => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.head.append(script);
        if (window.ran !== true) throw new Error('did not run');
      }),
      fetch: await attempt(() => fetch('http://127.0.0.1:${app.port + 1}/')),
      isolated: crossOriginIsolated,
    };
  })()`);
  expect(result).toEqual({ function: 'refused', inline: 'refused', fetch: 'refused', isolated: true });
});

test('Ctrl-C ends it with a goodbye, and the note of its address is gone', async ({ app, page }) => {
  await page.goto(app.address);
  expect(await app.kill('SIGINT')).toBe(0);
  await app.start([], app.port);
  await expect.poll(async () => (await fetch(`http://127.0.0.1:${app.port}/`)).status).toBe(200);
});
