// A long list of lines of one height under a head that stays: only those in sight are in the page. The list's box has the
// class `rows` and stands in a `rows-frame` (theme.css), whose ring shows the focus above lines and head.

import { createVirtualizer } from '@tanstack/svelte-virtual';
import { untrack } from 'svelte';
import { get } from 'svelte/store';

/** Lines kept ready above and below what is in sight. */
const OVERSCAN = 12;

export interface Rows {
  /** Height of a line and of the head, px. */
  readonly row: number;
  readonly head: number;
  /** Lines now. */
  count(): number;
  /** What scrolls, once it is there. */
  box(): HTMLElement | undefined;
}

/** To be called while a component is made. A line's place below the head is `item.start − head`. */
export function virtualRows({ row, head, count, box }: Rows) {
  const list = createVirtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: () => box() ?? null,
    estimateSize: () => row,
    overscan: OVERSCAN,
    scrollMargin: head,
    scrollPaddingStart: head,
  });
  $effect(() => {
    const lines = count();
    void box();
    untrack(() => get(list).setOptions({ count: lines }));
  });
  return list;
}
