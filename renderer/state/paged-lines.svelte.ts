// A line for each event of a list that is not held as a whole: pages of lines are asked for as they come into sight, and
// the ones looked at last are kept. A page costs a look at the file: one is asked for at a time, and what has gone out of
// sight meanwhile is not asked for.

import type { Dataset, ErrorData, Summaries } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';

/** Pages of lines kept. */
const KEPT = 64;

export interface EventLine {
  readonly particles: number;
  /** ΣpT, GeV. */
  readonly pt: number;
}

type Ask = (dataset: string, first: number, count: number) => Promise<Summaries>;

/** Lines of a page, from its first event on: of the last page, as many as there were when it was asked for. */
type Page = Pick<Summaries, 'particles' | 'pt'>;

const EMPTY: Page = { particles: new Uint32Array(), pt: new Float64Array() };

export class PagedLines {
  /** Why the page that was asked for last could not be had. */
  error = $state.raw<ErrorData | null>(null);
  /** Changes whenever lines have come. */
  #version = $state(0);
  /** Oldest look first. */
  readonly #pages = new Map<number, Page>();
  #events: number;
  #wanted: readonly number[] = [];
  #asking = false;

  constructor(
    private readonly ask: Ask,
    readonly dataset: string,
    /** Events of a page. */
    private readonly size: number,
    { events }: Pick<Dataset, 'events'>,
  ) {
    this.#events = events;
  }

  /** Null until it is known. */
  line(event: number): EventLine | null {
    void this.#version;
    const number = Math.floor(event / this.size);
    const page = this.#pages.get(number);
    const i = event - number * this.size;
    return page && i < page.pt.length ? { particles: page.particles[i], pt: page.pt[i] } : null;
  }

  /** There are so many events by now. */
  grow(events: number): void {
    this.#events = events;
    void this.#fetch();
  }

  /** What is in sight, events first … end − 1, and the event that one stands at. */
  want(first: number, end: number, here: number): void {
    const pages: number[] = [];
    const last = Math.min(end, this.#events) - 1;
    for (let k = Math.floor(Math.max(0, first) / this.size); k <= Math.floor(last / this.size); k++)
      pages.push(k);
    const own = Math.floor(here / this.size);
    if (!pages.includes(own)) pages.push(own);
    if (pages.join() === this.#wanted.join()) return;
    this.#wanted = pages.slice(0, KEPT);
    this.error = null;
    // What is looked at again is not the next to go.
    for (const number of this.#wanted) {
      const page = this.#pages.get(number);
      if (page) this.#keep(number, page);
    }
    void this.#fetch();
  }

  /** Once more after a failure. */
  retry(): void {
    this.error = null;
    void this.#fetch();
  }

  /** Nothing more is asked for. */
  leave(): void {
    this.#wanted = [];
  }

  #keep(number: number, page: Page): void {
    this.#pages.delete(number);
    this.#pages.set(number, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT) return;
      this.#pages.delete(oldest);
    }
  }

  /** The first wanted page of which lines are missing, and how many of it are there. */
  #missing(): { readonly number: number; readonly first: number; readonly count: number } | null {
    for (const number of this.#wanted) {
      const first = number * this.size + (this.#pages.get(number)?.pt.length ?? 0);
      const end = Math.min((number + 1) * this.size, this.#events);
      if (first < end) return { number, first, count: end - first };
    }
    return null;
  }

  async #fetch(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (let next = this.#missing(); next && !this.error; next = this.#missing()) {
        const wanted = this.#wanted;
        try {
          const came = await this.ask(this.dataset, next.first, next.count);
          if (came.pt.length > 0) {
            this.#keep(next.number, joined(this.#pages.get(next.number) ?? EMPTY, came));
            this.#version++;
            // Reading has begun anew meanwhile, and has not come that far.
          } else this.#events = Math.min(this.#events, next.first);
        } catch (error) {
          // Of what is out of sight by now nothing needs to be said.
          if (wanted === this.#wanted) this.error = RingsideError.from(error).toData();
        }
      }
    } finally {
      this.#asking = false;
    }
  }
}

function joined(before: Page, more: Page): Page {
  if (before.pt.length === 0) return more;
  const pt = new Float64Array(before.pt.length + more.pt.length);
  const particles = new Uint32Array(pt.length);
  pt.set(before.pt);
  pt.set(more.pt, before.pt.length);
  particles.set(before.particles);
  particles.set(more.particles, before.pt.length);
  return { particles, pt };
}
