// Memory of the served application after opening 10,000 jets: the server's resident memory (its workers in it), and the
// page's JavaScript heap.

import { inFolder, openToys, residentMB, rounded } from './browser/window.ts';

const JETS = 10_000;

export const cases = () =>
  inFolder(async function* (folder) {
    const small = await openToys(folder, 'top', 10);
    const empty = residentMB(small.pid);
    await small.close();
    const { page, pid, close } = await openToys(folder, 'top', JETS);
    await page.waitForTimeout(2000);
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
    const common = { bench: 'memory', unit: 'MB' };
    yield { ...common, case: 'server, resident, 10 jets open', ours: rounded(empty) };
    yield { ...common, case: `server, resident, ${JETS} jets open`, ours: rounded(residentMB(pid)) };
    yield { ...common, case: `page, JavaScript heap, ${JETS} jets open`, ours: rounded(usedSize / 2 ** 20) };
    await close();
  });
