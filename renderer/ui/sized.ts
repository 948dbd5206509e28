// How large an element is, told whenever that changes: for what draws into it.

import type { Attachment } from 'svelte/attachments';

/** For `{@attach}`. Sizes in px of the page; one that nothing can be drawn in is not told. */
export function sized(tell: (width: number, height: number) => void): Attachment<Element> {
  return (element) => {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      if (width >= 1 && height >= 1) tell(width, height);
    });
    watch.observe(element);
    return () => watch.disconnect();
  };
}
