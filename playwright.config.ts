// End-to-end tests: `chromium` drives the served shell in an installed browser, `electron` the desktop shell where its
// binary is there. Run by `npm test`, or alone: npx playwright test.
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.js';
import { electronBinary } from './scripts/electron.js';

/**
 * WebGL without a GPU, the same everywhere. The page around it is put together by the processor itself: by way of a GPU that
 * the processor only plays it takes twice as long.
 */
const flags = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'];
const isRoot = process.getuid?.() === 0;
const executablePath = findBrowser() ?? undefined;

const window: PlaywrightTestConfig['use'] = {
  browserName: 'chromium',
  headless: true,
  viewport: { width: 1440, height: 900 },
  launchOptions: { executablePath, args: [...flags, ...(isRoot ? ['--no-sandbox'] : [])] },
  // A trace of every step takes a third of the time: it is made of a second try, and of any with --trace=on.
  trace: 'on-first-retry',
  screenshot: 'only-on-failure',
};

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.ringside/e2e',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  // A page without a GPU waits for its frames much of the time: two files of specs at once take two thirds of the time.
  workers: 2,
  // A shared machine without a GPU can stall for seconds; a spec that needs its second try is printed as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  projects: [
    {
      name: 'chromium',
      testIgnore: '**/electron*.spec.ts',
      use: window,
    },
    // The pictures of the guide: e2e/pictures.ts.
    ...(process.env.RINGSIDE_PICTURES
      ? [{ name: 'pictures', testMatch: '**/pictures.ts', use: window }]
      : []),
    ...(electronBinary() === null ? [] : [{ name: 'electron', testMatch: '**/electron*.spec.ts' }]),
  ],
});
