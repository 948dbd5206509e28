// The fit on show beside the jets of what it was fitted to: asked for while it is looked at, again as the shape moves.

import type { Beside, BesideRequest, ErrorData } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { latest } from './latest.ts';

export class BesideJets {
  /** Stays while the next answer is on its way. */
  view = $state.raw<Beside | null>(null);
  error = $state.raw<ErrorData | null>(null);
  waiting = $state(false);
  /** Place among the rows. */
  pointed = $state<number | null>(null);

  #wanted: BesideRequest | null = null;
  readonly #ask;

  constructor(client: Client) {
    this.#ask = latest<BesideRequest, Beside>(
      (request) => client.api.beside(request),
      (view, request) => {
        // A drag asks faster than it is answered: what lies between is shown too.
        if (this.#wanted?.event !== request.event || this.#wanted.dataset !== request.dataset) return;
        if (request === this.#wanted) this.waiting = false;
        this.error = null;
        this.view = view;
      },
      (error, request) => {
        if (request !== this.#wanted) return;
        this.waiting = false;
        this.error = RingsideError.from(error).toData();
        this.view = null;
      },
    );
  }

  /** Null for nothing to compare. */
  look(request: BesideRequest | null): void {
    const before = this.#wanted;
    this.#wanted = request;
    this.waiting = request !== null;
    if (!request || before?.event !== request.event || before.dataset !== request.dataset) {
      this.view = null;
      this.pointed = null;
      this.error = null;
    }
    if (request) this.#ask.ask(request);
  }

  /** Of the jet of the row that is pointed at; null for none. Places in the file's event. */
  get particles(): readonly number[] | null {
    return this.pointed === null ? null : (this.view?.rows[this.pointed]?.jet?.constituents ?? null);
  }
}
