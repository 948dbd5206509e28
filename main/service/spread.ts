/** Runs `work` on the items in order, at most `width` at a time. The first failure stops it and is thrown at the end. */
export async function spread<T>(
  items: Iterable<T> | AsyncIterable<T>,
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let failed = false;
  let failure: unknown;
  for await (const item of items) {
    if (failed) break;
    const one: Promise<void> = work(item)
      .catch((error) => {
        if (!failed) failure = error;
        failed = true;
      })
      .finally(() => running.delete(one));
    running.add(one);
    while (running.size >= width && !failed) await Promise.race(running);
  }
  await Promise.all(running);
  if (failed) throw failure;
}
