// Work beside the shape on show: one job of which one result comes back, with its progress and a way to stop it. A new
// one supersedes (cancels) the former. What comes for a job before its start is confirmed waits for it.

import type { ErrorData, JobId, JobSpec, JobStatus } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';

type Told<Result, Part> =
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'status'; readonly status: JobStatus };

/** What else is told of a job. */
export interface AsideHears<Part> {
  /** What comes before the result. */
  readonly part?: (part: Part) => void;
  /** It failed, or was stopped by something else (null). */
  readonly failed?: (error: ErrorData | null) => void;
}

interface Running<Result, Part> extends AsideHears<Part> {
  job: JobId | null;
  readonly finish: (result: Result) => void;
}

export class Aside<Result, Part = never> {
  /** It runs; null before the first word of it. */
  busy = $state(false);
  status = $state.raw<JobStatus | null>(null);
  error = $state.raw<ErrorData | null>(null);

  #run: Running<Result, Part> | null = null;
  #early: { readonly job: JobId; readonly told: Told<Result, Part> }[] = [];

  constructor(private readonly client: Client) {}

  /** `finish` is called with the result, and never for one that was stopped, superseded or that failed. */
  async start(spec: JobSpec, finish: (result: Result) => void, hears: AsideHears<Part> = {}): Promise<void> {
    this.stop();
    this.error = null;
    const run: Running<Result, Part> = { ...hears, job: null, finish };
    this.#run = run;
    this.#early = [];
    this.busy = true;
    try {
      const job = await this.client.api.startJob(spec);
      if (this.#run !== run) {
        void this.client.api.cancelJob(job).catch(() => {});
        return;
      }
      run.job = job;
      for (const early of this.#early) if (early.job === job) this.#hear(job, early.told);
      this.#early = [];
    } catch (error) {
      if (this.#run !== run) return;
      this.#forget();
      this.error = RingsideError.from(error).toData();
      run.failed?.(this.error);
    }
  }

  stop(): void {
    const run = this.#run;
    this.#forget();
    if (run?.job) void this.client.api.cancelJob(run.job).catch(() => {});
  }

  onPart(job: JobId, part: Part): void {
    this.#hear(job, { kind: 'part', part });
  }

  onResult(job: JobId, result: Result): void {
    this.#hear(job, { kind: 'result', result });
  }

  onJob(status: JobStatus): void {
    this.#hear(status.id, { kind: 'status', status });
  }

  /** After a reconnection the job may have ended unheard. */
  onJobs(all: readonly JobStatus[]): void {
    const run = this.#run;
    if (!run?.job) return;
    if (all.some(({ id, state }) => id === run.job && (state === 'running' || state === 'queued'))) return;
    this.#forget();
    run.failed?.(null);
  }

  #hear(job: JobId, told: Told<Result, Part>): void {
    const run = this.#run;
    if (!run) return;
    if (run.job === null) {
      this.#early.push({ job, told });
      return;
    }
    if (run.job !== job) return;
    if (told.kind === 'part') {
      run.part?.(told.part);
      return;
    }
    if (told.kind === 'result') {
      this.#forget();
      run.finish(told.result);
      return;
    }
    const { status } = told;
    this.status = status;
    if (status.state !== 'failed' && status.state !== 'cancelled') return;
    this.#forget();
    if (status.state === 'failed') this.error = status.error;
    run.failed?.(status.error);
  }

  #forget(): void {
    this.#run = null;
    this.#early = [];
    this.busy = false;
    this.status = null;
  }
}
