// npm test [-- STAGE…]: sets up, then types, lint, unit tests and end-to-end tests in a real browser. Prints each stage's
// time and, last, what failed and one line with the sum of all tests. Exits non-zero when anything failed.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { browserForTests } from './browser.js';
import { electronBinary } from './electron.js';
import { root, setup } from './setup.js';

const REPORTS = join(root, '.ringside/reports');

const bin = (path) => join(root, 'node_modules', path);

/** Children, which a signal ends too. */
const running = new Set();
/** Runs to its end. What is kept `apart` says all that it has to say in one piece, so that others may run beside it. */
function run(args, { env = {}, apart = false } = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: apart ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
    });
    running.add(child);
    let said = '';
    for (const stream of apart ? [child.stdout, child.stderr] : []) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        said += text;
      });
    }
    child.on('error', () => done(1));
    child.on('close', (code) => {
      running.delete(child);
      if (said !== '') process.stdout.write(said);
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

/** Files and names of the tests that failed in vitest's JSON report. */
export function failedUnit(json) {
  return (json.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    const file = relative(root, name);
    if (failed.length === 0) return status === 'failed' ? [file] : [];
    return failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
}

/** Names of the tests of Playwright's JSON report that `are`, with the reason where one was given. */
function namedE2e(json, are) {
  const lines = [];
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? []) {
        if (test.status !== are) continue;
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

/** What Playwright skipped, and why; what failed, retries and all. */
export const skippedE2e = (json) => namedE2e(json, 'skipped');
export const failedE2e = (json) => namedE2e(json, 'unexpected');

const failed = [];
const sum = { passed: 0, failed: 0, skipped: 0 };
function add(counts, code) {
  for (const key of Object.keys(sum)) sum[key] += counts?.[key] ?? 0;
  // A stage that broke without a failed test (a syntax error, no report) is a failure of its own.
  if (code !== 0 && !counts?.failed) sum.failed++;
}

const stages = {
  async types() {
    const settings = ['--tsconfig', './renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'];
    const [plain, svelte] = await Promise.all([
      run([bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'], { apart: true }),
      run([bin('svelte-check/bin/svelte-check'), ...settings], { apart: true }),
    ]);
    add(null, plain || svelte);
    return plain || svelte;
  },
  async lint() {
    const code = await run([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'], {
      apart: true,
    });
    add(null, code);
    return code;
  },
  async unit() {
    const file = join(REPORTS, 'unit.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await run([bin('vitest/vitest.mjs'), 'run', ...reporters]);
    const json = report('unit.json');
    add(json && countUnit(json), json === null ? 1 : code);
    failed.push(...(json === null ? [] : failedUnit(json)));
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
      env: { RINGSIDE_BROWSER: browser.path, PLAYWRIGHT_JSON_OUTPUT_NAME: join(REPORTS, 'e2e.json') },
    });
    const json = report('e2e.json');
    add(json && countE2e(json), json === null ? 1 : code);
    failed.push(...(json === null ? [] : failedE2e(json)));
    for (const line of json === null ? [] : skippedE2e(json)) console.log(`skipped: ${line}`);
    return json === null ? 1 : code;
  },
};

/** Those on one line use a core each, and run beside one another. */
const BESIDE = [['types', 'lint'], ['unit'], ['e2e']];

async function stage(name) {
  const started = Date.now();
  const code = await stages[name]();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${name}: ${code === 0 ? 'passed' : 'FAILED'}, ${seconds} s`);
  if (code === 0) return;
  failed.push(name);
  process.exitCode = 1;
}

async function test(names) {
  const unknown = names.find((name) => !Object.hasOwn(stages, name));
  if (unknown !== undefined) {
    throw new Error(`unknown stage ${JSON.stringify(unknown)}, known are ${Object.keys(stages).join(', ')}`);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      for (const child of running) child.kill(signal);
      process.exit(130);
    });
  }
  const since = Date.now();
  await setup();
  console.log(`── setup: ${((Date.now() - since) / 1000).toFixed(1)} s`);
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  for (const group of BESIDE) {
    await Promise.all(group.filter((name) => names.length === 0 || names.includes(name)).map(stage));
  }
  for (const one of failed) console.log(`failed: ${one}`);
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
}

if (process.argv[1]?.endsWith('test.js') && !process.env.VITEST) {
  test(process.argv.slice(2)).catch((error) => {
    console.error(`npm test: ${error.message}`);
    console.log(`${sum.passed} passed, ${sum.failed + 1} failed, ${sum.skipped} skipped`);
    process.exit(1);
  });
}
