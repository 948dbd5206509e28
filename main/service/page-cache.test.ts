// Which pages stay in memory, and for how long.

import { expect, test } from 'vitest';
import type { EventPage } from '../../workers/entry/tasks.ts';
import { createPageCache } from './page-cache.ts';

/** One of 48 + 4 bytes a particle and 8 of offsets. */
function page(particles: number): EventPage {
  const column = () => new Float64Array(particles);
  const columns = {
    ...{ first: 0, events: 1, offsets: Uint32Array.of(0, particles), index: new Uint32Array(particles) },
    ...{ pt: column(), y: column(), phi: column(), mass: null, pid: null, extra: {} },
  };
  return { columns, particles: Uint32Array.of(particles), pt: Float64Array.of(0) };
}

function caches(idleBytes: number) {
  const shared = new Set<string>();
  let reads = 0;
  const pool = {
    share: (key: string) => void shared.add(key),
    unshare: (key: string) => void shared.delete(key),
  };
  const cache = createPageCache(pool, idleBytes);
  const read = (particles = 10) => {
    reads++;
    return page(particles);
  };
  return { cache, shared, read, reads: () => reads };
}

test('a page is read once while it is kept, by any number of users', async () => {
  const { cache, shared, read, reads } = caches(10_000);
  const sizes = await Promise.all([1, 2].map(() => cache.use('a', read, ({ columns }) => columns.pt.length)));
  await cache.use('a', read, () => undefined);
  expect([sizes, reads(), [...shared]]).toEqual([[10, 10], 1, ['a']]);
});

test('those not used for longest go first; the ones in use stay', async () => {
  const { cache, shared, read } = caches(700);
  let free = () => {};
  const held = cache.use(
    'held',
    () => read(1000),
    () =>
      new Promise<void>((resolve) => {
        free = resolve;
      }),
  );
  for (const key of ['a', 'b', 'a', 'c']) await cache.use(key, read, () => undefined);
  expect([...shared]).toEqual(['held', 'a', 'c']);
  free();
  await held;
  expect([...shared]).toEqual(['a', 'c']);
});

test('one that could not be read is read again; work that fails keeps its page', async () => {
  const { cache, shared, read, reads } = caches(10_000);
  const failing = () => Promise.reject(new Error('disk'));
  await expect(cache.use('a', failing, () => 1)).rejects.toThrow('disk');
  expect(await cache.use('a', read, () => 1)).toBe(1);
  await expect(cache.use('a', read, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
  expect([reads(), [...shared]]).toEqual([1, ['a']]);
  cache.clear();
  expect([...shared]).toEqual([]);
});
