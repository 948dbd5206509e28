// The fit that runs: its job in the application, and the player of its iterates. One at a time: a new one supersedes
// (cancels) the former. What comes for a job before its start is confirmed waits for it.

import type {
  ErrorData,
  FitReport,
  HistoryEntry,
  Iterate,
  JobSpec,
  JobStatus,
} from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { type Settling, settling } from './settle.ts';

export type FitRequest = Extract<JobSpec, { readonly kind: 'fit' }>;

/** What becomes of the fit; nothing is said of one that was stopped. */
export interface FitHears {
  /** About one a frame, as they are to be shown. */
  iterate(iterate: Iterate): void;
  /** After its last iterate was shown. */
  finish(entry: HistoryEntry, iterates: readonly Iterate[]): void;
  fail(error: ErrorData | null): void;
  /** The application did not take the job. */
  refuse(error: unknown): void;
}

interface Running {
  job: string | null;
  readonly player: Settling<Iterate>;
  readonly entry: HistoryEntry;
  /** All of them, in order. */
  readonly iterates: Iterate[];
}

export class FitRun {
  /** What runs, as it will stand in the history; null for nothing. */
  running = $state.raw<HistoryEntry | null>(null);

  #run: Running | null = null;
  /** What came for jobs whose start had not been confirmed yet. */
  #early = new Map<string, ((run: Running) => void)[]>();

  constructor(
    private readonly client: Client,
    private readonly hears: FitHears,
    private readonly frame: (callback: () => void) => unknown,
  ) {}

  /** `still`: only the last iterate is shown. */
  async start(entry: HistoryEntry, request: FitRequest, still: boolean): Promise<void> {
    this.stop();
    this.#early.clear();
    const follow = (iterate: Iterate) => {
      if (this.#run === run) this.hears.iterate(iterate);
    };
    const film = { frame: this.frame, now: () => performance.now(), still };
    const run: Running = { job: null, entry, iterates: [], player: settling(follow, film) };
    this.#run = run;
    this.running = entry;
    try {
      const job = await this.client.api.startJob(request);
      if (this.#run !== run) {
        void this.client.api.cancelJob(job).catch(() => {});
        return;
      }
      run.job = job;
      for (const act of this.#early.get(job) ?? []) act(run);
      this.#early.clear();
    } catch (error) {
      if (this.#run !== run) return;
      this.#forget();
      this.hears.refuse(error);
    }
  }

  stop(): void {
    const run = this.#run;
    this.#forget();
    run?.player.stop();
    if (run?.job) void this.client.api.cancelJob(run.job).catch(() => {});
  }

  onIterate(job: string, iterate: Iterate): void {
    this.#forRun(job, (run) => {
      run.iterates.push(iterate);
      run.player.add(iterate);
    });
  }

  onFitted(job: string, report: FitReport): void {
    this.#forRun(job, (run) =>
      run.player.end(() => {
        if (this.#run !== run) return;
        this.#forget();
        this.hears.finish({ ...run.entry, report }, run.iterates);
      }),
    );
  }

  onJob(status: JobStatus): void {
    if (status.kind !== 'fit' || (status.state !== 'failed' && status.state !== 'cancelled')) return;
    this.#forRun(status.id, (run) => {
      this.#forget();
      run.player.stop();
      this.hears.fail(status.error);
    });
  }

  /** What runs here, where none of all jobs is it any more: after a reconnection it may have ended unheard. */
  lost(all: readonly JobStatus[]): HistoryEntry | null {
    const run = this.#run;
    if (!run?.job) return null;
    const status = all.find((one) => one.id === run.job);
    return status?.state === 'running' ? null : run.entry;
  }

  #forget(): void {
    this.#run = null;
    this.running = null;
  }

  #forRun(job: string, act: (run: Running) => void): void {
    const run = this.#run;
    if (run?.job === job) act(run);
    else if (run && run.job === null) {
      const acts = this.#early.get(job) ?? [];
      acts.push(act);
      this.#early.set(job, acts);
    }
  }
}
