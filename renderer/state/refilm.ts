// The film of a fit that another session, or a table, has made: the same search again, beside the shape on show.

import type { ErrorData, FitReport, FitResult, Iterate } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { Aside } from './aside.svelte.ts';
import { type Overlay, refitOf } from './overlay.ts';

export class Refilm {
  readonly job: Aside<FitReport, Iterate>;

  constructor(client: Client) {
    this.job = new Aside(client);
  }

  /** The iterates of a fit that this window has not seen: the same search again. Rejects where it is stopped or fails. */
  async iterates(
    overlay: Overlay,
    result: FitResult,
    onIterate: (n: number) => void,
  ): Promise<readonly Iterate[]> {
    const found: Iterate[] = [];
    const spec = refitOf(overlay, result);
    return new Promise((done, fail) => {
      const part = (iterate: Iterate) => {
        found.push(iterate);
        try {
          onIterate(found.length);
        } catch (error) {
          this.job.stop();
          fail(error);
        }
      };
      const failed = (error: ErrorData | null) =>
        fail(
          error ? new RingsideError(error.code, error.message, error.hint) : new Error('the fit was stopped'),
        );
      void this.job.start(spec, () => done(found), { part, failed });
    });
  }
}
