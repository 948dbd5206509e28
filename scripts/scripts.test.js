import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instancePath as serverPath } from '../main/server/instance.ts';
import { defaultHome } from '../main/service/home.ts';
import { findBrowser } from './browser.js';
import { electronBinary, getElectron, watchedInstall } from './electron.js';
import { findRunning, handOver, instancePath, stateFolder } from './instance.js';
import {
  buildNeeded,
  exclusively,
  fingerprint,
  installNeeded,
  nodeProblem,
  root,
  sameTree,
} from './setup.js';
import { choose, hasDisplay, readArguments } from './start.js';
import { countE2e, countUnit, failedE2e, failedUnit, skippedE2e } from './test.js';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-scripts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const put = (path, text = '') => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe('setup', () => {
  it('needs Node 20.19', () => {
    expect(nodeProblem('18.20.0')).toBe('Node 18.20.0 is too old, needed is 20.19 or newer');
    expect(nodeProblem('20.18.9')).toBe('Node 20.18.9 is too old, needed is 20.19 or newer');
    expect(['20.19.0', '22.1.0', '24.0.0'].map(nodeProblem)).toEqual([null, null, null]);
  });

  it('installs when packages are missing or stale, and not when npm ci was run by hand', () => {
    const lock = (version) =>
      JSON.stringify({
        packages: {
          '': {},
          'node_modules/a': { version },
          'node_modules/b': { version: '1', optional: true },
        },
      });
    expect(installNeeded(folder)).toBeNull();
    put('package-lock.json', lock('1.0.0'));
    expect(installNeeded(folder)).toBe('no packages yet');
    put('node_modules/.package-lock.json', lock('1.0.0'));
    expect(installNeeded(folder)).toBeNull();
    put('package-lock.json', lock('1.0.1'));
    expect(installNeeded(folder)).toBe('the lock file changed');
  });

  it('forgives only optional packages that are not there', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/a': { version: '1' },
        'node_modules/b': { version: '1', optional: true },
      },
    };
    expect(sameTree(lock, { packages: { 'node_modules/a': { version: '1' } } })).toBe(true);
    expect(sameTree(lock, { packages: { 'node_modules/b': { version: '1' } } })).toBe(false);
    expect(sameTree(lock, {})).toBe(false);
  });

  it('builds when something of the build is missing or a source changed, came or went', () => {
    expect(buildNeeded(folder)).toBeNull();
    put('electron.config.ts');
    put('main/a.ts', 'one');
    expect(buildNeeded(folder)).toBe('not built yet');
    for (const path of ['cli', 'server', 'desktop', 'compute']) put(`out/main/${path}.js`);
    put('out/renderer/index.html');
    expect(buildNeeded(folder)).toBe('not built yet');
    put('out/preload/preload.cjs');
    expect(buildNeeded(folder)).toBe('the sources changed');
    put('out/.built', fingerprint(folder));
    expect(buildNeeded(folder)).toBeNull();
    put('main/a.test.ts', 'tests are not built');
    expect(buildNeeded(folder)).toBeNull();
    utimesSync(join(folder, 'main/a.ts'), 1, 1);
    expect(buildNeeded(folder)).toBe('the sources changed');
    put('out/.built', fingerprint(folder));
    rmSync(join(folder, 'main/a.ts'));
    expect(buildNeeded(folder)).toBe('the sources changed');
    // What the screen is bundled with counts as its source.
    for (const path of ['package-lock.json', 'assets/fonts/a.ttf', 'assets/icon/icon.svg']) {
      put('out/.built', fingerprint(folder));
      put(path);
      expect(buildNeeded(folder)).toBe('the sources changed');
    }
  });

  it('is done by one at a time, and a dead one is not waited for', async () => {
    const order = [];
    const work = (name) => async () => {
      order.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 300));
      order.push(`${name} ends`);
    };
    await Promise.all([exclusively(work('a'), folder), exclusively(work('b'), folder)]);
    expect(order).toHaveLength(4);
    expect(order[0].slice(0, 1)).toBe(order[1].slice(0, 1));
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => dead.on('close', done));
    put('.ringside/setup.lock', String(dead.pid));
    expect(await exclusively(async () => 'done', folder)).toBe('done');
    await expect(
      exclusively(async () => {
        throw new Error('no');
      }, folder),
    ).rejects.toThrow('no');
    expect(await exclusively(async () => 'again', folder)).toBe('again');
  });

  it('does not wait for a number that another process has now, and never takes a living lock', async () => {
    put('.ringside/setup.lock', String(process.pid));
    expect(await exclusively(async () => 'done', folder, 500)).toBe('done');
    const order = [];
    const work = (name) => async () => {
      order.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 3000));
      order.push(`${name} ends`);
    };
    await Promise.all(['a', 'b'].map((name) => exclusively(work(name), folder, 2600)));
    expect(order.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
  }, 20_000);

  it('is taken over by one of several that find the same dead lock', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((done) => dead.on('close', done));
    put('.ringside/setup.lock', String(dead.pid));
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setTimeout(done, 20));
      inside--;
    };
    await Promise.all([1, 2, 3, 4].map(() => exclusively(work, folder)));
    expect(most).toBe(1);
    expect(existsSync(join(folder, '.ringside/setup.lock'))).toBe(false);
  });
});

describe('start', () => {
  it('reads its arguments, or says in one line what is wrong', () => {
    expect(readArguments(['a.npz', '--port', '8123', '--shell', 'none'])).toMatchObject({
      files: ['a.npz'],
      port: '8123',
      shell: 'none',
    });
    expect(() => readArguments(['--shell', 'tty'])).toThrow(
      '--shell is "tty", needed is one of desktop, browser, none',
    );
    for (const port of ['x', '65536', '-1', '1e3', '']) {
      expect(() => readArguments([`--port=${port}`])).toThrow(
        `--port is ${JSON.stringify(port)}, needed is a number from 0 to 65535`,
      );
    }
    expect(() => readArguments(['--what'])).toThrow(/'--what'/);
  });

  it.each([
    [{ display: true }, { electron: true, window: true, why: '' }],
    [{ display: false }, { electron: false, window: false, why: 'no display' }],
    [
      { display: false, shell: 'desktop' },
      { electron: false, window: false, why: 'no display' },
    ],
    [
      { display: false, shell: 'browser' },
      { electron: false, window: false, why: 'no display' },
    ],
    [
      { display: true, shell: 'browser' },
      { electron: false, window: true, why: 'as asked' },
    ],
    [
      { display: true, shell: 'none' },
      { electron: false, window: false, why: 'as asked' },
    ],
    [
      { display: true, port: '8000' },
      { electron: false, window: true, why: '--port is given' },
    ],
    [
      { display: true, port: '8000', shell: 'desktop' },
      { electron: true, window: true, why: '' },
    ],
    [
      { display: true, isRoot: true },
      { electron: false, window: true, why: 'Electron does not run as root in its sandbox' },
    ],
  ])('chooses for %j', (given, chosen) => {
    expect(choose(given)).toEqual(chosen);
  });

  it('looks for a display only where there may be none', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });
});

describe('a running server', () => {
  it('is looked for where the server leaves its note', () => {
    for (const env of [{}, { RINGSIDE_HOME: '/a' }, { XDG_STATE_HOME: '/x' }, { LOCALAPPDATA: '/l' }]) {
      for (const platform of ['linux', 'darwin', 'win32']) {
        expect(stateFolder(env, platform, '/home/u')).toBe(defaultHome(env, platform, '/home/u'));
      }
    }
    expect(instancePath('/home', '/checkout')).toBe(serverPath('/home', '/checkout'));
  });

  const token = 'a'.repeat(64);
  let server;
  let seen;
  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push([request.method, request.url, request.headers.authorization, body]);
        response.statusCode = request.headers.authorization === `Bearer ${token}` ? 200 : 401;
        response.end(request.url === '/api' ? '{"name":"ringside"}' : '{"opened":1,"problems":[]}');
      });
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
  });
  afterEach(() => new Promise((done) => server.close(done)));
  const note = (change = {}) =>
    put(
      instancePath('', '/checkout'),
      JSON.stringify({ root: '/checkout', port: server.address().port, token, pid: 1, ...change }),
    );

  it('is found when it answers to its token, and handed files', async () => {
    note();
    const running = await findRunning(folder, '/checkout');
    expect(running.token).toBe(token);
    expect(await handOver(running, ['/data/a.npz'])).toEqual({ opened: 1, problems: [] });
    expect(seen).toEqual([
      ['GET', '/api', `Bearer ${token}`, ''],
      ['POST', '/api/open', `Bearer ${token}`, '["/data/a.npz"]'],
    ]);
  });

  it('is not found when there is no note, no server, another token or another checkout', async () => {
    expect(await findRunning(folder, '/checkout')).toBeNull();
    note({ port: 1 });
    expect(await findRunning(folder, '/checkout')).toBeNull();
    note({ token: 'b'.repeat(64) });
    expect(await findRunning(folder, '/checkout')).toBeNull();
    note({ root: '/other' });
    expect(await findRunning(folder, '/checkout')).toBeNull();
    put(instancePath('', '/checkout'), '{');
    expect(await findRunning(folder, '/checkout')).toBeNull();
  });
});

describe('browser', () => {
  it.runIf(process.platform === 'linux')(
    'is the first that is installed, no stub, or the one that is named',
    () => {
      put('bin/chromium', 'binary');
      put('bin/chromium-browser', '#!/bin/sh\necho run: snap install chromium\n');
      put('bin/microsoft-edge', 'binary');
      const env = { PATH: join(folder, 'bin') };
      expect(findBrowser(env)).toBeNull();
      chmodSync(join(folder, 'bin/chromium-browser'), 0o755);
      expect(findBrowser(env)).toBeNull();
      chmodSync(join(folder, 'bin/microsoft-edge'), 0o755);
      expect(findBrowser(env)).toBe(join(folder, 'bin/microsoft-edge'));
      chmodSync(join(folder, 'bin/chromium'), 0o755);
      expect(findBrowser(env)).toBe(join(folder, 'bin/chromium'));
      expect(findBrowser({ ...env, RINGSIDE_BROWSER: join(folder, 'bin/microsoft-edge') })).toBe(
        join(folder, 'bin/microsoft-edge'),
      );
      expect(findBrowser({ ...env, RINGSIDE_BROWSER: '/nowhere' })).toBeNull();
    },
  );
});

describe('Electron', () => {
  it('is said to be missing where its package is not installed', async () => {
    expect(await getElectron({ home: folder, folder: join(folder, 'nowhere') })).toEqual({
      path: null,
      why: 'Electron is not part of this installation',
    });
  });

  it('is there when its package knows where and the file exists', () => {
    expect(electronBinary({}, folder)).toBeNull();
    put('path.txt', 'electron');
    expect(electronBinary({}, folder)).toBeNull();
    put('dist/electron');
    expect(electronBinary({}, folder)).toBe(join(folder, 'dist/electron'));
  });

  it('is given up when nothing comes, but not while something does', async () => {
    // Node itself takes some tenths of a second to start on a machine that has other things to do.
    const options = { stalled: 1000, every: 50, folders: [join(folder, 'dist')] };
    put('hang.js', 'setInterval(() => {}, 1000)');
    expect(await watchedInstall(join(folder, 'hang.js'), options)).toBe('no progress for 1 s');
    put(
      'fail.js',
      "console.error('at once\\nRequestError: getaddrinfo ENOTFOUND github.com'); process.exit(1)",
    );
    expect(await watchedInstall(join(folder, 'fail.js'), options)).toBe(
      'RequestError: getaddrinfo ENOTFOUND github.com',
    );
    mkdirSync(join(folder, 'dist'));
    put(
      'slow.js',
      `
      const { appendFileSync } = require('node:fs');
      let n = 0;
      setInterval(() => {
        appendFileSync(${JSON.stringify(join(folder, 'dist/part'))}, 'x');
        if (++n === 16) process.exit(0);
      }, 100);`,
    );
    expect(await watchedInstall(join(folder, 'slow.js'), options)).toBeNull();
    expect(readFileSync(join(folder, 'dist/part'), 'utf8')).toHaveLength(16);
  });
});

describe('npm test', () => {
  it('sums both kinds of tests', () => {
    expect(countUnit({ numPassedTests: 10, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 })).toEqual(
      { passed: 10, failed: 1, skipped: 3 },
    );
    expect(countE2e({ stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 3 } })).toEqual({
      passed: 6,
      failed: 2,
      skipped: 3,
    });
  });

  it('names what failed in unit tests, and files that broke before their first test', () => {
    const file = (name, status, ...tests) => ({
      name: join(root, name),
      status,
      assertionResults: tests.map(([fullName, one]) => ({ fullName, status: one })),
    });
    const testResults = [
      file('a.test.ts', 'passed', ['one', 'passed']),
      file('b/c.test.ts', 'failed', ['two', 'failed'], ['three', 'passed']),
      file('broken.test.ts', 'failed'),
    ];
    expect(failedUnit({ testResults })).toEqual([`${join('b', 'c.test.ts')}: two`, 'broken.test.ts']);
  });

  it('says what failed, what was skipped and why', () => {
    const spec = (title, status, description) => ({
      title,
      tests: [
        { status, projectName: 'chromium', annotations: description ? [{ type: 'skip', description }] : [] },
      ],
    });
    const json = {
      suites: [
        {
          title: 'a.spec.ts',
          specs: [spec('one', 'expected'), spec('four', 'unexpected')],
          suites: [{ title: 'group', specs: [spec('two', 'skipped', 'no data'), spec('three', 'skipped')] }],
        },
      ],
    };
    expect(skippedE2e(json)).toEqual([
      'chromium: a.spec.ts › group › two (no data)',
      'chromium: a.spec.ts › group › three',
    ]);
    expect(failedE2e(json)).toEqual(['chromium: a.spec.ts › four']);
  });
});
