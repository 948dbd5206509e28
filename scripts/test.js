// npm test [-- STAGE…]: sets up, then types, lint, unit tests and end-to-end tests in a real browser. Prints each stage's
// time and, last, one line with the sum of all tests. Exits non-zero when anything failed.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browserForTests } from './browser.js';
import { electronBinary } from './electron.js';
import { root, setup } from './setup.js';

const REPORTS = join(root, '.ringside/reports');

const bin = (path) => join(root, 'node_modules', path);

function run(args, env = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', () => done(1));
    const stop = (signal) => {
      child.kill(signal);
      process.exit(130);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.on('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      done(code ?? 1);
    });
  });
}

const report = (name) => {
  try {
    return JSON.parse(readFileSync(join(REPORTS, name), 'utf8'));
  } catch {
    return null;
  }
};

/** Counts of vitest's JSON report. */
export function countUnit(json) {
  const skipped = (json.numPendingTests ?? 0) + (json.numTodoTests ?? 0);
  return { passed: json.numPassedTests, failed: json.numFailedTests, skipped };
}

/** Counts of Playwright's JSON report; a test that passed on a retry passed. */
export function countE2e(json) {
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = json.stats ?? {};
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/** Names and reasons of what Playwright skipped. */
export function skippedE2e(json) {
  const lines = [];
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? []) {
        if (test.status !== 'skipped') continue;
        const reason = test.annotations?.find(({ type }) => type === 'skip')?.description;
        lines.push(
          `${test.projectName}: ${[...path, spec.title].join(' › ')}${reason ? ` (${reason})` : ''}`,
        );
      }
    }
    for (const child of suite.suites ?? []) visit(child, [...path, child.title]);
  };
  for (const suite of json.suites ?? []) visit(suite, [suite.title]);
  return lines;
}

const sum = { passed: 0, failed: 0, skipped: 0 };
function add(counts, code) {
  for (const key of Object.keys(sum)) sum[key] += counts?.[key] ?? 0;
  // A stage that broke without a failed test (a syntax error, no report) is a failure of its own.
  if (code !== 0 && !counts?.failed) sum.failed++;
}

const stages = {
  async types() {
    const plain = await run([bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']);
    const svelte = await run([
      bin('svelte-check/bin/svelte-check'),
      ...['--tsconfig', './renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
    ]);
    add(null, plain || svelte);
    return plain || svelte;
  },
  async lint() {
    const code = await run([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']);
    add(null, code);
    return code;
  },
  async unit() {
    const file = join(REPORTS, 'unit.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await run([bin('vitest/vitest.mjs'), 'run', ...reporters]);
    const json = report('unit.json');
    add(json && countUnit(json), json === null ? 1 : code);
    return json === null ? 1 : code;
  },
  async e2e() {
    const browser = await browserForTests();
    if (browser.path === null) {
      console.error(`No browser for the end-to-end tests: ${browser.how}`);
      add(null, 1);
      return 1;
    }
    console.log(`Browser: ${browser.path} (${browser.how})`);
    if (electronBinary() === null) {
      console.log('Electron’s binary is not here (npm start downloads it): its end-to-end tests are not run');
    }
    const code = await run([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
      RINGSIDE_BROWSER: browser.path,
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(REPORTS, 'e2e.json'),
    });
    const json = report('e2e.json');
    add(json && countE2e(json), json === null ? 1 : code);
    for (const line of json === null ? [] : skippedE2e(json)) console.log(`skipped: ${line}`);
    return json === null ? 1 : code;
  },
};

async function test(names) {
  const unknown = names.find((name) => !Object.hasOwn(stages, name));
  if (unknown !== undefined) {
    throw new Error(`unknown stage ${JSON.stringify(unknown)}, known are ${Object.keys(stages).join(', ')}`);
  }
  const since = Date.now();
  await setup();
  console.log(`── setup: ${((Date.now() - since) / 1000).toFixed(1)} s`);
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  for (const name of names.length > 0 ? names : Object.keys(stages)) {
    const started = Date.now();
    const code = await stages[name]();
    console.log(
      `── ${name}: ${code === 0 ? 'passed' : 'FAILED'}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
    if (code !== 0) process.exitCode = 1;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
}

if (process.argv[1]?.endsWith('test.js') && !process.env.VITEST) {
  test(process.argv.slice(2)).catch((error) => {
    console.error(`npm test: ${error.message}`);
    console.log(`${sum.passed} passed, ${sum.failed + 1} failed, ${sum.skipped} skipped`);
    process.exit(1);
  });
}
