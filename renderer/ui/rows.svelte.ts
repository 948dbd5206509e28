// A long list of lines of one height under a head that stays: only those in sight are in the page, and nothing is kept of the
// others. The list's box has the class `rows` and stands in a `rows-frame` (theme.css), whose ring shows the focus above lines
// and head.

import { brought, inSight, type Scroll, scrolled, seated, stuck, tallness } from './long-scroll.ts';

/** Lines kept ready above and below what is in sight. */
const OVERSCAN = 12;
/** Without scrolling for this long, a list rests, ms. */
const RESTS = 150;

export interface Rows {
  /** Height of a line and of the head, px. */
  readonly row: number;
  readonly head: number;
  /** Lines now. */
  count(): number;
  /** What scrolls, once it is there. */
  box(): HTMLElement | undefined;
}

export interface Line {
  readonly index: number;
  /** px below the head. */
  readonly top: number;
}

export interface RowsInPage {
  /** Of what holds the lines, px. */
  readonly height: number;
  /** Those to be drawn. */
  readonly lines: readonly Line[];
  /** Scrolls as little as brings this line into sight. */
  show(index: number): void;
}

/** To be called while a component is made. */
export function virtualRows({ row, head, count, box }: Rows): RowsInPage {
  let scroll = $state.raw<Scroll>({ offset: 0, at: 0 });
  let view = $state(0);
  const all = $derived(count() * row);
  const range = $derived(inSight(scroll.offset, { all, view }, row, OVERSCAN));
  const lines = $derived.by(() => {
    const [first, end] = range;
    const { offset, at } = scroll;
    return Array.from({ length: Math.max(0, end - first) }, (_, i): Line => {
      return { index: first + i, top: (first + i) * row - offset + at };
    });
  });
  let rest: ReturnType<typeof setTimeout> | undefined;

  function seat(offset: number): void {
    const element = box();
    const there = seated(offset, { all, view });
    if (element) element.scrollTop = there.at;
    // The browser may round it, or the lines may not be that tall yet.
    scroll = { offset: there.offset, at: element?.scrollTop ?? there.at };
  }

  function onScroll(): void {
    const at = box()?.scrollTop ?? 0;
    if (at === scroll.at) return;
    const extent = { all, view };
    scroll = scrolled(scroll, at, extent);
    if (stuck(scroll, extent)) seat(scroll.offset);
    if (tallness(all) === all) return;
    clearTimeout(rest);
    rest = setTimeout(() => seat(scroll.offset), RESTS);
  }

  $effect(() => {
    const element = box();
    if (!element) return;
    const measure = () => {
      view = Math.max(0, element.clientHeight - head);
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', onScroll);
      clearTimeout(rest);
    };
  });

  return {
    get height() {
      return tallness(all);
    },
    get lines() {
      return lines;
    },
    show: (index) => seat(brought(scroll.offset, index, row, view)),
  };
}
