// A warm start, ms, median of five: from the start of the server's process to its address, to the page's first contentful
// paint, and to where one can work (the engine has answered and the samples are offered). The browser runs already.

import { expect } from '@playwright/test';
import { inFolder, launch, median, rounded, SOFTWARE, serve } from './browser/window.ts';

const STARTS = 5;

export const cases = () =>
  inFolder(async function* (folder) {
    const browser = await launch();
    const times = { address: [] as number[], paint: [] as number[], usable: [] as number[] };
    try {
      // One unmeasured start warms the caches of disk and browser.
      for (let i = -1; i < STARTS; i++) {
        const since = performance.now();
        const server = await serve(folder);
        const told = performance.now() - since;
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
        const asked = performance.now() - since;
        await page.goto(server.address);
        await expect(page.getByTestId('sample').first()).toBeVisible();
        const usable = performance.now() - since;
        const paint = (await page.evaluate(
          "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
        )) as number;
        await page.close();
        await server.stop();
        if (i < 0) continue;
        times.address.push(told);
        times.paint.push(asked + paint);
        times.usable.push(usable);
      }
      const common = { bench: 'paint', unit: 'ms', note: SOFTWARE };
      yield {
        ...common,
        case: 'server process → address told',
        ours: rounded(median(times.address)),
        note: undefined,
      };
      yield {
        ...common,
        case: 'server process → first contentful paint',
        ours: rounded(median(times.paint)),
      };
      yield { ...common, case: 'server process → usable', ours: rounded(median(times.usable)) };
    } finally {
      await browser.close();
    }
  });
