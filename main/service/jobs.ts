// Long work with a name: amounts, rate, time left, cancel. Statuses go out at most ten times a second a job.

import { randomBytes } from 'node:crypto';
import type { JobId, JobKind, JobStatus } from '../contract/index.ts';
import { RingsideError } from '../contract/index.ts';
import { JOBS_IN_FLIGHT } from '../contract/limits.ts';

/** Milliseconds between two statuses of a job. */
const STATUS_MS = 100;
/** Milliseconds of work before a rate is told: the first amounts include starting a thread. */
const RATE_AFTER_MS = 300;
/** Ended jobs that are still listed. */
const KEPT = 100;

export interface Job {
  readonly id: JobId;
  readonly signal: AbortSignal;
  running(): void;
  progress(done: number, total: number | null): void;
  /** What becomes known on the way. */
  set(known: { readonly table?: string; readonly dataset?: string; readonly matrix?: string }): void;
}

export interface JobPlan {
  readonly kind: JobKind;
  readonly title: string;
  readonly unit: string;
  readonly done?: number;
  readonly total: number;
  readonly table?: string;
  readonly dataset?: string;
  readonly matrix?: string;
  readonly frame?: string;
}

export interface JobBook {
  start(plan: JobPlan, work: (job: Job) => Promise<void>): JobId;
  cancel(id: JobId): void;
  list(): readonly JobStatus[];
  /** Cancels all and waits until they have ended. */
  close(): Promise<void>;
}

export function createJobs(tell: (status: JobStatus) => void, clock: () => number): JobBook {
  const jobs = new Map<
    JobId,
    { status: JobStatus; readonly abort: AbortController; readonly ended: Promise<void> }
  >();

  function start(plan: JobPlan, work: (job: Job) => Promise<void>): JobId {
    const active = [...jobs.values()].filter(({ status }) => isActive(status)).length;
    if (active >= JOBS_IN_FLIGHT) {
      throw new RingsideError(
        'too-large',
        `${active} jobs are waiting or running, allowed are ${JOBS_IN_FLIGHT}`,
        'Wait for some to end, or cancel them.',
      );
    }
    const id = randomBytes(9).toString('base64url');
    const abort = new AbortController();
    let startedAt = 0;
    let base = plan.done ?? 0;
    let told = Number.NEGATIVE_INFINITY;
    let timer: NodeJS.Timeout | null = null;
    const record = {
      abort,
      ended: Promise.resolve(),
      status: {
        id,
        kind: plan.kind,
        title: plan.title,
        state: 'queued',
        done: plan.done ?? 0,
        total: plan.total,
        unit: plan.unit,
        rate: 0,
        left: null,
        error: null,
        table: plan.table ?? null,
        dataset: plan.dataset ?? null,
        matrix: plan.matrix ?? null,
        frame: plan.frame ?? null,
      } as JobStatus,
    };
    jobs.set(id, record);

    const flush = () => {
      if (timer) clearTimeout(timer);
      timer = null;
      told = clock();
      tell(record.status);
    };
    const change = (changes: Partial<JobStatus>, atOnce = false) => {
      record.status = { ...record.status, ...changes };
      if (atOnce || clock() - told >= STATUS_MS) return flush();
      timer ??= setTimeout(flush, STATUS_MS);
    };
    const end = (state: JobStatus['state'], error: RingsideError | null) => {
      const { done, total } = record.status;
      change(
        { state, error: error?.toData() ?? null, left: null, done: state === 'done' ? total || done : done },
        true,
      );
      prune();
    };
    const job: Job = {
      id,
      signal: abort.signal,
      running() {
        if (record.status.state === 'running') return;
        startedAt = clock();
        base = record.status.done;
        change({ state: 'running' }, true);
      },
      progress(done, total) {
        const seconds = (clock() - startedAt) / 1000;
        const rate = seconds * 1000 >= RATE_AFTER_MS ? (done - base) / seconds : 0;
        const all = total ?? record.status.total;
        change({ done, total: all, rate, left: rate > 0 && all > 0 ? Math.max(0, all - done) / rate : null });
      },
      set(known) {
        change(known);
      },
    };
    // The caller has the id before the first status of a job that ends at once.
    record.ended = Promise.resolve()
      .then(() => {
        flush();
        return work(job);
      })
      .then(
        () => end('done', null),
        (thrown) => {
          const error = RingsideError.from(thrown);
          if (error.code === 'cancelled' || abort.signal.aborted) end('cancelled', null);
          else end('failed', error);
        },
      );
    return id;
  }

  function prune(): void {
    const ended = [...jobs.values()].filter(({ status }) => !isActive(status));
    for (const { status } of ended.slice(0, Math.max(0, ended.length - KEPT))) jobs.delete(status.id);
  }

  return {
    start,
    cancel(id) {
      const job = jobs.get(id);
      if (!job) throw new RingsideError('not-found', `job ${id} is not known`);
      job.abort.abort();
    },
    list: () => [...jobs.values()].map(({ status }) => status),
    async close() {
      for (const { abort } of jobs.values()) abort.abort();
      await Promise.all([...jobs.values()].map(({ ended }) => ended));
    },
  };
}

function isActive(status: JobStatus): boolean {
  return status.state === 'queued' || status.state === 'running';
}
