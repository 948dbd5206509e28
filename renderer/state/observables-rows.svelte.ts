// Rows of a table of observables as its list asks for them, a page at a time, sorted and filtered by the application: a
// hundred thousand rows are never here at once.

import type { ErrorData, Frame, FrameRequest, FrameRows } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { latest } from './latest.ts';
import type { Clock } from './observables-columns.svelte.ts';

export const PAGE = 200;
/** Between two looks at a table that is being filled, ms. */
const PAUSE = 500;

export interface Listing {
  readonly frame: Frame;
  readonly columns: readonly string[];
  readonly where: string | null;
  readonly order: FrameRequest['order'];
}

export class FrameRowPages {
  /** Rows that pass; null until known. */
  passing = $state<number | null>(null);
  error = $state.raw<ErrorData | null>(null);
  /** Changes whenever rows have come. */
  version = $state(0);

  #listing: Listing | null = null;
  #key = '';
  readonly #pages = new Map<number, { readonly rows: FrameRows; fresh: boolean }>();
  #sight: readonly [number, number] = [0, 0];
  #stop: (() => void) | null = null;
  readonly #fetch;

  constructor(
    private readonly client: Client,
    private readonly clock: Clock,
  ) {
    this.#fetch = latest(
      ({ page, listing }: { page: number; listing: Listing; key: string }) =>
        this.client.api.select({
          frame: listing.frame.id,
          columns: listing.columns,
          where: listing.where,
          order: listing.order,
          first: page * PAGE,
          count: PAGE,
        }),
      (rows, { page, key }) => {
        if (key !== this.#key) return;
        this.#pages.set(page, { rows, fresh: true });
        this.passing = rows.passing;
        this.error = null;
        this.version++;
        this.#next();
      },
      (error, { key }) => {
        if (key !== this.#key) return;
        this.error = RingsideError.from(error).toData();
      },
    );
  }

  /** What is listed from now on; to be called again whenever the frame is further. */
  show(listing: Listing | null): void {
    const key = listing
      ? JSON.stringify([listing.frame.id, listing.columns, listing.where, listing.order])
      : '';
    const further = listing?.frame.rows !== this.#listing?.frame.rows;
    this.#listing = listing;
    if (key !== this.#key) {
      this.#key = key;
      this.#pages.clear();
      this.#fetch.drop();
      this.error = null;
      this.passing = null;
      this.#sight = [0, 0];
      this.version++;
      this.#next();
    } else if (further && !this.#stop) {
      this.#stop = this.clock.after(PAUSE, () => {
        this.#stop = null;
        for (const page of this.#pages.values()) page.fresh = false;
        this.#next();
      });
    }
  }

  /** The rows that can be seen. */
  sight(first: number, last: number): void {
    this.#sight = [Math.max(0, first), Math.max(0, last)];
    this.#next();
  }

  /** The row at this place of the order, or null while it is on its way. */
  row(at: number): { readonly event: number; readonly values: readonly number[] } | null {
    const page = this.#pages.get(Math.floor(at / PAGE));
    const i = at % PAGE;
    if (!page || i >= page.rows.events.length) return null;
    return { event: page.rows.events[i], values: page.rows.columns.map((column) => column[i]) };
  }

  #next(): void {
    const listing = this.#listing;
    if (!listing || this.error) return;
    const [first, last] = this.#sight;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      if (this.#pages.get(page)?.fresh) continue;
      if (page > 0 && this.passing !== null && page * PAGE >= this.passing) continue;
      this.#fetch.ask({ page, listing, key: this.#key });
      return;
    }
  }
}
